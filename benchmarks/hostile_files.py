"""Thirty files that nobody should bring, made anew each time."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Iterator

import openpyxl
import pandas as pd

SENTENCE = "Russia said on Monday that NATO is a danger, the minister of Qatar said in Doha. "
GIGABYTE = 1_000_000_000
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _zip_of_one_character() -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("big.txt", "w", force_zip64=True) as inner,
    ):
        for _ in range(100):
            inner.write(b"a" * (GIGABYTE // 100))
    return packed.getvalue()


def _nested(depth: int) -> bytes:
    data = SENTENCE.encode()
    for level in range(depth):
        data = _zip({f"level{level}.zip" if level else "a.txt": data})
    return data


def _tar(name: str, kind: bytes, target: str = "") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        archive.addfile(member)
    return packed.getvalue()


def _workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _parquet(rows: int) -> bytes:
    packed = io.BytesIO()
    pd.DataFrame({"text": [SENTENCE] * rows, "title": "One"}).to_parquet(packed)
    return packed.getvalue()


def hostile_files(seed: int = 0) -> Iterator[tuple[str, str, bytes]]:
    """Each file as what is wrong with it, its name and its content; large ones are made in turn."""
    noise = random.Random(seed).randbytes
    text = SENTENCE.encode()
    yield "1 GB of one character", "big.txt", b"a" * GIGABYTE
    yield "1 GB of one character, packed", "big.zip", _zip_of_one_character()
    yield "19 MB without a space", "long.txt", b"a" * 19_000_000
    yield "19 MB of one sentence", "sentence.txt", text * (19_000_000 // len(text))
    yield "archives in archives", "nested.zip", _nested(12)
    yield "100,001 files", "many.zip", _zip({f"{n}.txt": b"" for n in range(100_001)}, 0)
    yield "a way out of the archive", "slip.zip", _zip({"../../etc/passwd.txt": text})
    yield "an archive cut in two", "cut.zip", _zip({"a.txt": text * 1000})[:-200]
    yield "an archive of noise", "noise.zip", b"PK\x03\x04" + noise(100_000)
    yield (
        "a link to a file of the server",
        "link.tar",
        _tar("a.txt", tarfile.SYMTYPE, "/etc/passwd"),
    )
    yield "a device", "device.tar", _tar("a.txt", tarfile.CHRTYPE)
    yield "gzip of 200 MB", "big.txt.gz", gzip.compress(b"a" * 200_000_000, 1)
    yield "bzip2 of 200 MB", "big.bz2", bz2.compress(b"a" * 200_000_000, 1)
    yield "xz of 200 MB", "big.xz", lzma.compress(b"a" * 200_000_000, preset=0)
    yield "40,000 elements", "deep.html", b"<html><body>" + b"<div>" * 40_000 + text
    yield "scripts", "script.html", f"<script>alert(1)</script><p>{SENTENCE * 9}</p>".encode()
    yield (
        "entities",
        "laughs.xhtml",
        f"<!DOCTYPE a [<!ENTITY e0 'ha'>{_ENTITIES}]><a>&e9;</a>".encode(),
    )
    yield (
        "a file from outside",
        "xxe.xhtml",
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    )
    yield (
        "formulas",
        "formula.csv",
        f"text,title\n\"=cmd|' /C calc'!A0 {SENTENCE}\",=1+1\n".encode(),
    )
    yield "200,000 rows", "rows.csv", b"text\n" + b'"%s"\n' % text * 200_000
    yield "20,000 columns", "wide.csv", (",".join(f"c{n}" for n in range(20_000)) + "\n").encode()
    yield "a line of 18 MB", "line.csv", b"text\n" + b"x" * 18_000_000
    yield (
        "a workbook of 60,000 rows",
        "rows.xlsx",
        _workbook([["text", "id"], *([SENTENCE, n] for n in range(60_000))]),
    )
    yield "a workbook that is none", "none.xlsx", _zip({"xl/workbook.xml": b"<a" * 1000})
    yield "100,000 rows of Parquet", "rows.parquet", _parquet(100_000)
    yield "Parquet with noise in it", "noise.parquet", b"PAR1" + noise(50_000) + b"PAR1"
    yield "brackets in brackets", "deep.json", b"[" * 200_000 + b"]" * 200_000
    yield "a PDF that is none", "none.pdf", b"%PDF-1.7\n" + noise(200_000)
    yield (
        "encodings in one file",
        "mixed.txt",
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\x00\xd8" + noise(2_000) + text),
    )
    yield "a name that acts", "../../\x00\x1b[2J\u202e<img src=x onerror=alert(1)>\n.txt", text * 3
