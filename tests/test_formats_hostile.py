"""Hostile and broken files: bounded time and memory, a clear reason, the rest read."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
from email.message import EmailMessage

import pytest

from analysis.read import limits, read_uploads
from tests.format_samples import BODY, FACTIVA, pdf, samples, tarred, word, workbook, zipped
from tests.mutations import damaged

FILES = samples()


def read(name: str, data: bytes) -> tuple[list[str], list[str]]:
    """Texts, and reasons for what was skipped."""
    reading = read_uploads([(name, data)])
    return [d.text for d in reading.documents], reading.skipped["reason"].tolist()


def repacked(data: bytes, part: str, change) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    return zipped(
        {n: change(source.read(n)) if n == part else source.read(n) for n in source.namelist()}
    )


ENTITIES = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
)
CELL = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'

BROKEN = [
    ("a.zip", FILES["archive.zip"][:-60], "archive is damaged"),
    ("a.zip", b"PK\x03\x04 no zip", "archive is damaged"),
    ("a.tar.gz", FILES["archive.tar.gz"][:300], "damaged"),
    ("a.jsonl.gz", FILES["lines.jsonl.gz"][:-100], "damaged"),
    ("a.docx", b"no document", "is damaged"),
    ("a.xlsx", FILES["letter.docx"], "is damaged"),
    ("a.docx", repacked(word(), "word/document.xml", lambda d: ENTITIES + d), "XML entities"),
    ("a.xlsx", repacked(workbook(), "xl/workbook.xml", lambda d: ENTITIES + d), "XML entities"),
    ("a.xlsx", repacked(workbook(), "xl/workbook.xml",
                        lambda d: (ENTITIES + d).decode().encode("utf-16")), "XML entities"),
    ("a.docx", repacked(word(), "word/document.xml",
                        lambda d: d.replace(b"<w:sectPr", b"<w:tbl>" * 90_000 + b"<w:sectPr")),
     "is damaged"),
    ("a.pdf", b"%PDF-1.4 and nothing else", "PDF is damaged"),
    ("a.pdf", b"", "damaged"),
    ("a.parquet", FILES["table.parquet"][:-20], "Parquet file is damaged"),
    ("a.warc", b"WARC/9 nothing", "damaged"),
    ("a.eml", b"", "empty"),
    ("a.mhtml", b"Subject: x\n\nNo page here.", "no HTML part"),
    ("a.html", b"", "empty"),
    ("a.html", b"<html><body><script>alert(1)</script></body></html>", "no main text"),
    ("a.html", b"\x89PNG\0\0\x01\0\0", "binary"),
    ("a.json", b"{]", "not JSON"),
    ("a.json", b'"words"', "no object"),
    ("a.json", b"[" * 100_000, "nested too deeply"),
    ("a.json", b"[" + b"[]," * 2_000_001 + b"[]]", "more than 2,000,000 values"),
    ("a.json", b"[" + b"9" * 5_000 + b"]", "not JSON"),
    ("a.csv", b"", "empty"),
    ("a.csv", b"\0\x01\0\x02" * 100, "binary"),
    ("a.csv", b"text\n", "no rows"),
    ("a.csv", ",".join(f"c{n}" for n in range(10_000)).encode() + b"\nx", "10,000 columns"),
    ("a.xlsx", repacked(workbook(), "xl/worksheets/sheet1.xml", lambda _: SHEET % (
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">' + CELL % (b"A1", b"text")
        + b'</row><row r="99999999999">' + CELL % (b"ZZZ99999999999", b"far") +
        b"</row></sheetData>")), "blank rows"),
    ("a.exe", b"MZ", "cannot be read; supported are"),
    ("noending", b"x", "files ending in 'nothing' cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), BROKEN)
def test_broken_files_are_skipped_with_a_reason(name, data, expected):
    texts, reasons = read(name, data)
    assert not texts
    assert expected in reasons[0]


def test_zip_bomb_is_stopped_after_what_an_archive_of_its_size_may_hold():
    bomb = zipped({"good.txt": b"Good text."} | {f"{n}.txt": bytes(30_000_000) for n in range(3)})
    assert len(bomb) < 100_000
    texts, reasons = read("bomb.zip", bomb)
    assert texts == ["Good text."]
    assert "unpacking stopped after" in reasons[-1]


def test_size_that_a_zip_member_claims_is_not_believed():
    bomb = zipped({"a.docx": b"0" * 30_000_000, "b.txt": b"Good text."})
    lying = bomb.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 9))
    assert lying != bomb
    texts, reasons = read("lying.zip", lying)
    assert texts == ["Good text."]
    assert "damaged" in reasons[0]


def test_office_file_that_is_a_bomb():
    bomb = repacked(word(), "word/document.xml", lambda _: b" " * 60_000_000)
    texts, reasons = read("bomb.docx", bomb)
    assert not texts
    assert "unpack" in reasons[0]


def test_gzip_bomb():
    bomb = gzip.compress(b"id,text\n" + b"1,aaaaaaaaaaaaaaaaaaaaaaaa\n" * 1_200_000)
    assert "unpacking stopped after" in read("bomb.csv.gz", bomb)[1][-1]


def test_archives_are_opened_to_a_small_depth():
    data = zipped({"a.txt": b"Deep text."})
    for _ in range(limits.MAX_DEPTH):
        data = zipped({"inner.zip": data, "b.txt": b"Text."})
    texts, reasons = read("a.zip", data)
    assert texts == ["Text."] * limits.MAX_DEPTH
    assert "to a depth of 3 only" in reasons[0]


def test_members_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = zipped({"../../evil.txt": b"Evil text.", "/etc/passwd.txt": b"More.", "..": b"x"})
    reading = read_uploads([("a.zip", data)])
    assert [d.source_path for d in reading.documents] == ["a.zip#evil.txt", "a.zip#etc/passwd.txt"]
    assert list(tmp_path.rglob("*")) == []


def test_links_and_devices_in_tar_archives_are_skipped():
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as container:
        for name, kind in (("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE),
                           ("d.txt", tarfile.CHRTYPE), ("f.txt", tarfile.FIFOTYPE)):  # fmt: skip
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            container.addfile(member)
        member = tarfile.TarInfo("good.txt")
        member.size = 10
        container.addfile(member, io.BytesIO(b"Good text."))
    texts, reasons = read("a.tar", file.getvalue())
    assert texts == ["Good text."]
    assert reasons == ["it is a link or a device, not a file"] * 4


def test_links_in_zip_archives_are_skipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        container.writestr(link, "/etc/passwd")
        container.writestr("good.txt", "Good text.")
    texts, reasons = read("a.zip", file.getvalue())
    assert texts == ["Good text."]
    assert reasons == ["it is a link or a device, not a file"]


def test_members_without_a_name_are_passed_over():
    archive = zipped({"Q.txt": b"Nameless text.", "good.txt": b"Good text."})
    assert read("a.zip", archive.replace(b"Q.txt", b"\0.txt")) == (["Good text."], [])
    letter = samples()["letter.docx"]
    with zipfile.ZipFile(file := io.BytesIO(letter), "a") as container:
        container.writestr("Q.txt", b"")
    nameless = file.getvalue().replace(b"Q.txt", b"\0.txt")
    assert read("letter.docx", nameless) == read("letter.docx", letter)


def test_archives_with_nothing_to_read_say_so():
    hidden = {".DS_Store": b"x", "README.md": b"Words.", "__MACOSX/a.txt": b"x"}
    for name, data in (("a.zip", zipped({})), ("a.zip", zipped(hidden)), ("a.tar", tarred({}))):
        (reason,) = read(name, data)[1]
        assert reason == "the archive holds no files but hidden ones and README files"


def test_encrypted_members_and_documents_say_so():
    data = bytearray(zipped({"a.txt": b"Text."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "encrypted" in read("a.zip", bytes(data))[1][0]
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf([BODY])))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert "encrypted" in read("a.pdf", file.getvalue())[1][0]


def test_truncated_tar_gives_what_stands_before_the_cut():
    data = gzip.decompress(tarred({"a.txt": b"Good text.", "b.txt": b"x" * 5000}))
    texts, reasons = read("a.tar", data[:2500])
    assert texts == ["Good text."]
    assert "damaged" in reasons[0] or "cut off" in reasons[0]


def test_one_hundred_megabytes_in_one_line():
    long = b"a" * 100_000_000
    texts, reasons = read("a.jsonl", b'{"text": "' + long + b'"}\n{"text": "Good text."}\n')
    assert texts == ["Good text."]
    assert reasons == ["the line is longer than 10,000,000 characters"]
    texts, reasons = read("a.csv", b"id,text\n1,Good text.\n2," + long)
    assert texts == ["Good text."]
    assert "line 3 is longer than" in reasons[0]
    assert "larger than 20,000,000 bytes" in read("a.txt", long)[1][0]


def test_ragged_rows_and_stray_nul_bytes_cost_only_themselves():
    table = (
        b"id,text,title\n1,Good text.,A\n2\n3,a,b,c,d\n4,Bad\0 text.,B\n5,Last text.,C,,\n"
        + b"".join(b"%d,Some more text.,D\n" % n for n in range(6, 20))
    )
    texts, reasons = read("a.csv", table)
    assert texts[:2] == ["Good text.", "Last text."]
    assert len(texts) == 16
    assert reasons == [
        "the row has nothing in 'text'",
        "the row has 5 cells where the header has 3: a cell with the separator in it must stand in "
        "quotation marks",
        "the text holds NUL characters: it is binary",
    ]


def test_quotation_mark_that_is_never_closed_costs_one_million_characters_at_most():
    rows = b"2,Another text of the table.\n" * 60_000
    texts, reasons = read("a.csv", b'id,text\n1,"never closed\n' + rows)
    assert len(texts) > 20_000
    assert "field larger than field limit" in reasons[0]


def test_thousands_of_bad_rows_are_counted_not_listed():
    texts, reasons = read("a.csv", b"text,title\nGood text.,A\n" + b",B\n" * 5_000)
    assert texts == ["Good text."]
    assert len(reasons) == limits.MAX_SKIPPED_ROWS_LISTED + 1
    assert reasons[-1].startswith("4,800 more rows")


@pytest.mark.parametrize(
    "inner",
    ["<div>" * 100_000, "<span>word <b>bold</b></span> " * 10_000, "<a href=x>word</a> " * 25_000,
     "<p class=related>1 2 3</p>" * 8_000, "<!-- x -->" * 25_000, "&amp;&lt;" * 100_000,
     "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
     "<script type='application/ld+json'>" + '{"headline":"' * 50_000 + "</script>",
     "<table><tr><td>" * 5_000, "<div " + "a=1 " * 100_000 + ">", "\0" * 1000],
)  # fmt: skip
def test_hostile_pages_are_read_in_time(inner):
    paragraphs = "".join(f"<p>Paragraph {n}: {BODY}</p>" for n in range(5))
    texts, reasons = read("a.html", f"<html><body><article>{paragraphs}{inner}".encode())
    assert len(texts) + len(reasons) == 1
    assert not texts or "Paragraph 4" in texts[0] or "word" in texts[0]


def test_scripts_of_a_page_are_no_text():
    page = f"<html><body><article><p>{BODY}</p><script>document.write('no')</script>"
    page += f"<style>p {{}}</style><p onclick='steal()'>Then: {BODY}</p></article></body></html>"
    texts, _ = read("a.html", page.encode())
    assert texts == [f"{BODY}\n\nThen: {BODY}"]


def test_too_many_elements_or_bytes_of_a_page():
    assert "elements" in read("a.html", b"<p>x" * 40_000)[1][0]
    assert "larger than" in read("a.html", b"<p>" + b"x" * limits.MAX_HTML_BYTES)[1][0]


def test_pdf_that_unpacks_to_far_too_much():
    import zlib

    stream = zlib.compress(b"BT (a) Tj ET " * 3_000_000, 9)
    parts = pdf(["x"]).partition(b"<</Length")
    body = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj" % (len(stream), stream)
    texts, reasons = read("a.pdf", parts[0] + body + parts[2].partition(b"endobj")[2])
    assert not texts
    assert "PDF" in reasons[0]


def test_mail_nested_without_end():
    data = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    assert read("a.eml", data + b"\n\nText.")[1]


def test_mail_with_attachment_reads_the_message():
    message = EmailMessage()
    message["Subject"], message["From"] = "Ferry", "ada@daily.example"
    message.set_content(BODY)
    message.add_attachment(b"Other text.", maintype="text", subtype="plain", filename="a.txt")
    texts, reasons = read("a.eml", message.as_bytes())
    assert [text.strip() for text in texts] == [BODY]
    assert not reasons


def test_surrogates_in_json_are_marked():
    texts, _ = read("a.jsonl", b'{"text": "Half \\ud83d of a face, whole \\ud83d\\ude00."}')
    assert texts == ["Half \ufffd of a face, whole \U0001f600."]
    texts[0].encode("utf-8")


def test_text_of_more_than_one_article_may_have():
    row = json.dumps({"text": "word " * 250_000})
    assert "1,250,000 characters" in read("a.jsonl", row.encode())[1][0]


def test_export_whose_article_has_no_text():
    texts, reasons = read("f.txt", FACTIVA.replace(BODY, "").encode())
    assert len(texts) == 1
    assert reasons == ["the article has no body"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_damaged_files_are_read_or_skipped(name):
    for number in range(25):
        texts, reasons = read(name, damaged(FILES[name], number))
        assert len(texts) + len(reasons) > 0, number
        assert all(reasons), number
        assert all(any(c.isalnum() for c in text) for text in texts), number


def test_all_limits_are_listed_once_and_positive():
    values = {name: value for name, value in vars(limits).items() if name.startswith("MAX_")}
    assert sorted(limit.value for limit in limits.LIMITS) == sorted(values.values())
    assert len({limit.what for limit in limits.LIMITS}) == len(limits.LIMITS)
    assert all(limit.value > 0 for limit in limits.LIMITS)
