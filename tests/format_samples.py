"""One small file of every format that can be read, made in memory."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile

import docx
import openpyxl
import pandas as pd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

BODY = (
    "The council voted on Tuesday to keep the night ferry. Captains in the port spoke of “slow "
    "progress” after a long day. A second vote is expected next week, although nobody would say "
    "when, and the café by the pier has already ordered more chairs."
)
ROWS = [
    {
        "id": f"a{number}",
        "title": f"Night ferry stays, part {number}",
        "media_name": "Example Daily",
        "publish_date": f"2022-01-1{number}",
        "url": f"https://daily.example/ferry/{number}",
        "text": BODY,
        "language": "en",
    }
    for number in range(3)
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Night ferry stays | Example Daily</title>
<meta property="og:site_name" content="Example Daily">
<link rel="canonical" href="https://daily.example/ferry">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Night ferry stays",
"datePublished": "2022-01-10T08:00:00Z", "author": [{{"@type": "Person", "name": "Ada Quay"}}]}}
</script></head><body><nav><a href="/">Home</a></nav><article><h1>Night ferry stays</h1>
<p>{BODY}</p><p>Once more, and then again: the ferry stays where it is for another winter.</p>
<ul><li>First boat at six</li><li>Last boat at midnight</li></ul></article></body></html>"""
MAIL = f"""From: Ada Quay <ada@daily.example>
Subject: =?utf-8?q?Night_ferry_stays_=E2=80=93_again?=
Date: Mon, 10 Jan 2022 08:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="cut"

--cut
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{BODY}
--cut
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>{BODY}</p>
--cut--
"""
MHTML = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://daily.example/ferry.html
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="cut"

--cut
Content-Type: text/html
Content-Transfer-Encoding: 8bit
Content-Location: https://daily.example/ferry.html

{PAGE}
--cut
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--cut--
"""
LABELLED = f"Title: Night ferry stays\nDate: 2022-01-10\nAuthor: Ada Quay\nText:\n{BODY}\n"
LEXIS = f"""

                               1 of 2 DOCUMENTS


                               The Example Daily

                            January 10, 2022 Monday
                              Late Edition - Final

Night ferry stays

BYLINE: By ADA QUAY

SECTION: Section A; Pg. 3

LENGTH: 51 words

BODY:

   {BODY}

LOAD-DATE: January 11, 2022

LANGUAGE: ENGLISH

Copyright 2022 The Example Daily
All Rights Reserved

                               2 of 2 DOCUMENTS


                               The Other Paper

                            January 12, 2022 Wednesday

Harbour lights go out

BODY:

   The lights of the harbour went out at nine and came back at ten.

LOAD-DATE: January 13, 2022
"""
FACTIVA = f"""Night ferry stays
By Ada Quay
51 words
10 January 2022
08:15
Example News Service
EXNS
English
(c) 2022 Example News Limited

{BODY}

Document EXNS000020220110ei1a0001x

HD   Harbour lights go out
BY   By Ben Mole
WC   14 words
PD   12 January 2022
SN   The Other Paper
LA   English
LP
The lights of the harbour went out at nine and came back at ten.
TD
Nobody knows why.

Document OTHR000020220112ei1c0002y
"""


def samples() -> dict[str, bytes]:
    """File name to content."""
    text_files = {
        "plain.txt": BODY,
        "labelled.txt": LABELLED,
        "lexis.txt": LEXIS,
        "factiva.txt": FACTIVA,
        "page.html": PAGE,
        "page.mhtml": MHTML,
        "message.eml": MAIL,
        "comma.csv": separated(","),
        "semicolon.csv": separated(";"),
        "tab.tsv": separated("\t"),
        "lines.jsonl": "\n".join(json.dumps(row) for row in ROWS),
        "list.json": json.dumps(ROWS),
        "wrapped.json": json.dumps({"status": "ok", "articles": ROWS}),
        "single.json": json.dumps(ROWS[0]),
    }
    files = {name: text.encode() for name, text in text_files.items()}
    files |= {
        "table.parquet": parquet(),
        "book.xlsx": workbook(),
        "letter.docx": word(),
        "print.pdf": pdf([BODY, "Once more, on the second page of the same print."]),
        "crawl.warc": warc(packed=False),
        "crawl.warc.gz": warc(packed=True),
    }
    inner = {"deep/plain.txt": files["plain.txt"], "comma.csv": files["comma.csv"]}
    files["archive.zip"] = zipped(inner | {"page.html": files["page.html"]})
    files["archive.tar.gz"] = tarred(inner | {"inner.zip": files["archive.zip"]})
    files["lines.jsonl.gz"] = gzip.compress(files["lines.jsonl"])
    return files


def separated(delimiter: str) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, ROWS[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return file.getvalue()


def parquet() -> bytes:
    file = io.BytesIO()
    pd.DataFrame(ROWS).to_parquet(file)
    return file.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [list(ROWS[0]), *(list(row.values()) for row in ROWS)]:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def word() -> bytes:
    document = docx.Document()
    for line in [*LABELLED.splitlines(), BODY]:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Boats", "Two"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(pages: list[str]) -> bytes:
    """A PDF of the simplest kind: one font, lines of at most 60 characters."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Times"
               b"-Roman/Encoding/WinAnsiEncoding>>"]  # fmt: skip
    kids = []
    for page in pages:
        words, lines = page.split(), [""]
        for word_ in words:
            if len(lines[-1]) + len(word_) >= 60:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word_}".strip()
        shown = b" ".join(
            b"(" + line.encode("cp1252").replace(b"(", b"\\(") + b") Tj T*" for line in lines
        )
        stream = b"BT /F1 12 Tf 14 TL 50 700 Td " + shown + b" ET"
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (references, len(kids))
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(file))
    return file + head + table + tail


def warc(packed: bool) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for number, (kind, status) in enumerate(
        [("text/html; charset=utf-8", "200 OK"), ("text/html", "404 Not Found"),
         ("image/png", "200 OK"), ("text/html", "200 OK")]
    ):  # fmt: skip
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"https://daily.example/{number}",
                "response",
                payload=io.BytesIO(PAGE.encode()),
                http_headers=headers,
            )
        )
    return file.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in files.items():
            container.writestr(name, data)
    return file.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as container:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            container.addfile(member, io.BytesIO(data))
    return file.getvalue()
