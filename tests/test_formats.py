"""Every format: what is read of a sound file, under which name, with which labels."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from subprocess import run

import pandas as pd
import pytest

from analysis.article import make_article_id
from analysis.read import iter_documents, read_paths, read_uploads
from analysis.read.formats import READERS, suffix_of
from analysis.read.pdf import paragraphs_of_lines
from analysis.read.source import Skipped
from tests.format_samples import BODY, PAGE, ROWS, pdf, samples, tarred, zipped

FILES = samples()
ROW_LABELS = {
    "title": "Night ferry stays, part 1",
    "source": "Example Daily",
    "published": "2022-01-11",
    "url": "https://daily.example/ferry/1",
    "language": "en",
}


def read_one(name: str, data: bytes):
    return read_uploads([(name, data)])


def reasons(name: str, data: bytes) -> list[str]:
    return read_one(name, data).skipped["reason"].tolist()


@pytest.mark.parametrize(
    "name",
    ["comma.csv", "semicolon.csv", "tab.tsv", "lines.jsonl", "list.json", "wrapped.json",
     "table.parquet", "book.xlsx", "lines.jsonl.gz"],
)  # fmt: skip
def test_rows_of_tables(name):
    reading = read_one(name, FILES[name])
    assert reading.skipped.empty
    assert [d.source_path for d in reading.documents] == [f"{name}#a{n}" for n in range(3)]
    document = reading.documents[1]
    assert document.text == BODY
    assert document.labels == ROW_LABELS
    assert document.header_end == 0
    assert document.article_id == make_article_id(f"{name}#a1", BODY)


@pytest.mark.parametrize("name", sorted(FILES))
def test_upload_and_file_give_the_same(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name])
    on_disk, uploaded = read_paths([path]), read_one(name, FILES[name])
    assert len(on_disk.documents) == len(uploaded.documents) > 0
    for one, other in zip(on_disk.documents, uploaded.documents, strict=True):
        assert (one.text, one.labels, one.header_end) == (
            other.text,
            other.labels,
            other.header_end,
        )
        assert one.source_path == f"{tmp_path}/{other.source_path}"
    assert path.read_bytes() == FILES[name]


def test_every_suffix_has_a_sample_or_is_another_name_of_one():
    others = {".text", ".htm", ".xhtml", ".mht", ".tab", ".ndjson", ".tar", ".tgz"}
    assert {suffix_of(name) for name in FILES} | others | {".gz"} == set(READERS) | {".gz"}


def test_one_json_object_is_the_file_itself():
    document = read_one("single.json", FILES["single.json"]).documents[0]
    assert document.source_path == "single.json"
    assert document.labels["source"] == "Example Daily"


def test_json_lines_in_a_file_called_json():
    assert len(read_one("a.json", FILES["lines.jsonl"]).documents) == 3


@pytest.mark.parametrize("name", ["page.html", "page.mhtml"])
def test_web_pages(name):
    document = read_one(name, FILES[name]).documents[0]
    assert document.text.split("\n\n")[:2] == ["Night ferry stays", BODY]
    assert document.labels["title"] == "Night ferry stays"
    assert document.labels["published"] == "2022-01-10T08:00:00Z"
    assert document.labels["author"] == "Ada Quay"
    assert document.labels["source"] == "Example Daily"
    assert document.labels["url"] == "https://daily.example/ferry"


def test_mail():
    document = read_one("message.eml", FILES["message.eml"]).documents[0]
    assert document.text.strip() == BODY
    assert document.labels == {
        "title": "Night ferry stays – again",
        "author": "Ada Quay",
        "published": "Mon, 10 Jan 2022 08:00:00 +0100",
    }


def test_word_document_with_a_labelled_header_and_a_table():
    document = read_one("letter.docx", FILES["letter.docx"]).documents[0]
    assert document.labels == {
        "title": "Night ferry stays", "published": "2022-01-10", "author": "Ada Quay"
    }  # fmt: skip
    assert document.text[document.header_end :].strip().split("\n\n") == [
        BODY, BODY, "Boats", "Two"
    ]  # fmt: skip


def test_pdf_lines_become_paragraphs():
    document = read_one("print.pdf", FILES["print.pdf"]).documents[0]
    assert document.text == f"{BODY}\n\nOnce more, on the second page of the same print."


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["A line that is full of words", "and ends.", "Another that is full too and"],
         ["A line that is full of words and ends.", "Another that is full too and"]),
        (["Words that are cut at the inter-", "national end of a line."],
         ["Words that are cut at the international end of a line."]),
        (["One.", "", "Two."], ["One.", "Two."]),
        ([], []),
    ],
)  # fmt: skip
def test_paragraphs_of_printed_lines(lines, paragraphs):
    assert paragraphs_of_lines(lines) == paragraphs


def test_pdf_without_text_layer_says_so():
    assert "no text layer" in reasons("scan.pdf", pdf([""]))[0]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_web_archive_gives_its_pages_by_address(name):
    reading = read_one(name, FILES[name])
    assert [d.source_path for d in reading.documents] == [
        f"{name}#https://daily.example/0", f"{name}#https://daily.example/3"
    ]  # fmt: skip
    assert reading.skipped.empty


def test_archives_in_archives():
    reading = read_one("archive.tar.gz", FILES["archive.tar.gz"])
    assert [d.source_path for d in reading.documents] == [
        "archive.tar.gz#deep/plain.txt",
        *(f"archive.tar.gz#comma.csv#a{n}" for n in range(3)),
        "archive.tar.gz#inner.zip/deep/plain.txt",
        *(f"archive.tar.gz#inner.zip/comma.csv#a{n}" for n in range(3)),
        "archive.tar.gz#inner.zip/page.html",
    ]


def test_archives_pass_over_what_folders_pass_over():
    files = {"a.txt": b"Text.", ".hidden.txt": b"x", "__MACOSX/._a.txt": b"x", "README.md": b"x",
             "picture.png": b"x"}  # fmt: skip
    for name, data in (("a.zip", zipped(files)), ("a.tgz", tarred(files))):
        reading = read_one(name, data)
        assert [d.source_path for d in reading.documents] == [f"{name}#a.txt"]
        assert reading.skipped["source_path"].tolist() == [f"{name}#picture.png"]


def test_lexis_export_of_two_articles():
    one, two = read_one("lexis.txt", FILES["lexis.txt"]).documents
    assert one.text == BODY
    assert one.labels == {
        "title": "Night ferry stays",
        "source": "The Example Daily",
        "published": "January 10, 2022 Monday",
        "author": "ADA QUAY",
        "category": "Section A; Pg. 3",
        "language": "ENGLISH",
    }
    assert two.source_path == "lexis.txt#2"
    assert two.labels["title"] == "Harbour lights go out"
    assert two.text.endswith("came back at ten.")


def test_newer_lexis_export():
    article = (
        "Harbour lights go out\nThe Other Paper\nJanuary 12, 2022 Wednesday\n\n"
        "Copyright 2022 The Other Paper All Rights Reserved\n\nSection: WORLD\n"
        "Length: 14 words\nByline: Ben Mole\nBody\n\nThe lights went out at nine.\n\n"
        "Load-Date: January 13, 2022\n\nEnd of Document\n"
    )
    documents = read_one("nexis.txt", (article * 2).encode()).documents
    assert len(documents) == 2
    assert documents[0].text == "The lights went out at nine."
    assert documents[0].labels == {
        "title": "Harbour lights go out",
        "source": "The Other Paper",
        "published": "January 12, 2022 Wednesday",
        "category": "WORLD",
        "author": "Ben Mole",
    }


def test_factiva_export_in_both_forms():
    plain, coded = read_one("factiva.txt", FILES["factiva.txt"]).documents
    assert plain.text == BODY
    assert plain.labels == {
        "title": "Night ferry stays",
        "author": "Ada Quay",
        "published": "10 January 2022",
        "source": "Example News Service",
        "language": "English",
    }
    assert coded.text == (
        "The lights of the harbour went out at nine and came back at ten.\n\nNobody knows why."
    )
    assert coded.labels["source"] == "The Other Paper"
    assert coded.labels["title"] == "Harbour lights go out"


def test_several_sheets_are_several_tables():
    import io

    file = io.BytesIO()
    with pd.ExcelWriter(file) as book:
        pd.DataFrame(ROWS).to_excel(book, sheet_name="First", index=False)
        pd.DataFrame({"count": [1], "sum": ["=1+1"]}).to_excel(book, sheet_name="Sums", index=False)
    reading = read_one("book.xlsx", file.getvalue())
    assert [d.source_path for d in reading.documents] == [f"book.xlsx#First/a{n}" for n in range(3)]
    assert reading.skipped["source_path"].tolist() == ["book.xlsx#Sums"]
    assert "'count', 'sum'" in reading.skipped["reason"][0]


def test_formulas_are_never_run():
    import io

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["text", "title"])
    book.active.append(["The value is in the text.", '=HYPERLINK("http://a.example","x")'])
    file = io.BytesIO()
    book.save(file)
    document = read_one("book.xlsx", file.getvalue()).documents[0]
    assert document.labels == {}


def test_rows_without_id_or_with_the_same_one_get_their_own():
    table = b"id,text\n7,One text.\n7,Two texts.\n,Three texts.\n3,Four texts.\n"
    paths = [d.source_path for d in read_one("a.csv", table).documents]
    assert paths == ["a.csv#7", "a.csv#7-2", "a.csv#3", "a.csv#3-2"]


def test_names_of_uploads_are_harmless_and_tell_them_apart():
    files = [("../../etc/a.txt", b"One."), ("C:\\x\\b\x00\u202e.txt", b"Two."),
             ("a.txt", b"Three."), ("a.txt", b"Four."), ("..", b"Five.")]  # fmt: skip
    reading = read_uploads(files)
    assert [d.source_path for d in reading.documents] == [
        "etc/a.txt", "x/b\ufffd\ufffd.txt", "a.txt", "a (2).txt"
    ]  # fmt: skip
    assert reading.skipped["source_path"].tolist() == ["unnamed"]


def test_documents_come_one_after_another(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Good text."}\nnot json\n{"text": "More text."}\n')
    items = iter_documents([path])
    assert next(items).text == "Good text."
    second = next(items)
    assert isinstance(second, Skipped)
    assert second.source_path == f"{path}#2"
    assert next(items).text == "More text."
    assert list(items) == []


def test_dates_of_a_column_tell_each_other_which_part_is_the_day():
    table = "text;date\nOne text.;05/02/2022\nTwo texts.;25/02/2022\nThree.;31/02/2022\n"
    documents = read_one("a.csv", table.encode()).documents
    assert [d.labels["published"] for d in documents] == ["2022-02-05", "25/02/2022", "31/02/2022"]


@pytest.mark.parametrize(
    ("stated", "read"),
    [("20220112T080000Z", "2022-01-12"), ("20220112080000", "2022-01-12"),
     (1641974400, "2022-01-12"), (1641974400000, "2022-01-12"), ("12345678", "12345678"),
     ("2022-01-12 10:00", "2022-01-12 10:00"), ("05/02/2022", "05/02/2022")],
)  # fmt: skip
def test_forms_of_dates(stated, read):
    data = json.dumps({"text": "Some text.", "date": stated}).encode()
    assert read_one("a.json", data).documents[0].labels["published"] == read


def test_heavy_libraries_are_imported_only_when_needed():
    program = (
        "import sys, analysis.read; "
        "print([m for m in ('trafilatura', 'lxml', 'openpyxl', 'docx', 'pypdf', 'warcio', "
        "'pyarrow.parquet') if m in sys.modules])"
    )
    root = Path(__file__).parents[1]
    done = run([sys.executable, "-c", program], cwd=root, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_gzip_is_told_by_its_inner_name():
    assert len(read_one("page.html.gz", gzip.compress(PAGE.encode())).documents) == 1
    assert "'.png' cannot be read" in reasons("picture.png.gz", gzip.compress(b"x"))[0]


def test_documentation_names_every_ending():
    told = (Path(__file__).parents[1] / "docs" / "reading.md").read_text(encoding="utf-8")
    assert not [suffix for suffix in READERS if f"`{suffix}`" not in told]
