"""Columns of common exports, ambiguous ones, and those that a person gives."""

from __future__ import annotations

import json
from itertools import permutations

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.read import read_uploads
from analysis.read.columns import ColumnFault, map_columns, parse_columns, said_columns
from analysis.read.preview import table_columns
from tests.format_samples import BODY, PAGE, ROWS, samples, zipped

EXPORTS = {
    "Media Cloud": (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url,text",
        {"id": "id", "language": "language", "source": "media_name", "published": "publish_date",
         "title": "title", "url": "url", "text": "text"},
    ),
    "Media Cloud, older": (
        "stories_id,publish_date,title,url,language,ap_syndicated,media_id,media_name,story_text",
        {"id": "stories_id", "published": "publish_date", "title": "title", "url": "url",
         "language": "language", "source": "media_name", "text": "story_text"},
    ),
    "NewsAPI": (
        "source.id,source.name,author,title,description,url,urlToImage,publishedAt,content",
        {"source": "source.name", "author": "author", "title": "title", "url": "url",
         "published": "publishedAt", "text": "content"},
    ),
    "Event Registry": (
        "uri,lang,isDuplicate,date,time,dateTime,url,title,body,source.uri,source.title",
        {"id": "uri", "language": "lang", "published": "date", "url": "url", "title": "title",
         "text": "body", "source": "source.title"},
    ),
    "LexisNexis": (
        "Title,Publication,Published date,Byline,Section,Length,Language,Body,Link",
        {"title": "Title", "source": "Publication", "published": "Published date",
         "author": "Byline", "category": "Section", "language": "Language", "text": "Body",
         "url": "Link"},
    ),
    "Factiva": (
        "AN,Headline,Source Name,Publication Date,Word Count,Language,Full Text",
        {"id": "AN", "title": "Headline", "source": "Source Name",
         "published": "Publication Date", "language": "Language", "text": "Full Text"},
    ),
    "Zotero": (
        "Key,Item Type,Publication Year,Author,Title,Publication Title,Url,Abstract Note,Date,"
        "Language,Full Text",
        {"id": "Key", "author": "Author", "title": "Title", "source": "Publication Title",
         "url": "Url", "published": "Date", "language": "Language", "text": "Full Text"},
    ),
    "MAXQDA": (
        "Document group,Document name,Text,Date",
        {"source": "Document group", "title": "Document name", "text": "Text",
         "published": "Date"},
    ),
    "news-please": (
        "authors,date_download,date_publish,description,language,maintext,source_domain,title,url",
        {"author": "authors", "published": "date_publish", "language": "language",
         "text": "maintext", "source": "source_domain", "title": "title", "url": "url"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS)
def test_columns_of_common_exports(export):
    header, expected = EXPORTS[export]
    names = header.split(",")
    guess = map_columns(names, [])
    assert guess.mapping == expected
    assert not guess.ambiguous
    assert set(guess.unmapped) == set(names) - set(expected.values())


def skipped(name: str, data: str) -> str:
    reading = read_uploads([(name, data.encode())])
    assert not reading.documents
    assert len(reading.skipped) == 1
    return str(reading.skipped["reason"][0])


def test_export_without_texts_names_its_columns_and_says_what_to_do():
    header = "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry"
    told = skipped("gdelt.csv", f"{header}\nhttps://a.example,,T,20220112T080000Z,,a.example,E,U\n")
    assert told.startswith("no column can be told to hold the text; columns are 'url', ")
    assert told.endswith("give the column with --columns text=NAME")


def test_two_columns_of_text_are_asked_for_unless_one_is_clearly_longer():
    long, short = "A sentence of a text. " * 30, "A sentence of a text. " * 20
    told = skipped("a.csv", f"body,content\n{long},{short}\n")
    assert "the text may be in 'body' or 'content'" in told
    reading = read_uploads([("a.csv", f"body,content\n{long},Short.\n".encode())])
    assert reading.documents[0].text.strip() == long.strip()


def test_column_called_text_is_the_text_unless_another_is_clearly_longer():
    same, long = "A sentence of a text. ", "A sentence of a text. " * 9
    for other, expected in ((same, "text"), (long, "body")):
        guess = map_columns(["body", "text"], [{"text": same, "body": other}])
        assert guess.mapping["text"] == expected


def test_column_of_any_name_that_alone_holds_prose():
    row = f"Ferry;{BODY.replace(';', ',')};{'A short line.'}\n"
    reading = read_uploads([("a.csv", f"Schlagwort;Inhalt;Notiz\n{row * 3}".encode())])
    assert [d.text for d in reading.documents] == [BODY.replace(";", ",")] * 3
    told = skipped("b.csv", f"Inhalt;Fassung\n{BODY};{BODY}\n")
    assert "the text may be in" in told


def test_columns_that_a_person_gives_overrule_the_names():
    data = f'text,Inhalt,Blatt,Tag\nnot this,"{BODY}",The Paper,2022-01-12\n'.encode()
    given = {"text": "Inhalt", "outlet": "Blatt", "date": "Tag"}
    document = read_uploads([("a.csv", data)], given).documents[0]
    assert document.text == BODY
    assert document.labels == {"source": "The Paper", "published": "2022-01-12"}
    reading = read_uploads([("a.csv", data)], {"text": "Nope"})
    assert "there is no column 'Nope'" in reading.skipped["reason"][0]


def test_given_columns_are_parsed_or_refused():
    assert parse_columns("text=Main body, outlet=Paper,date=D") == {
        "text": "Main body", "source": "Paper", "published": "D"
    }  # fmt: skip
    for wrong in ("text", "text=", "words=Body", "=x", ""):
        with pytest.raises(ColumnFault):
            parse_columns(wrong)
    with pytest.raises(ColumnFault, match="fields: author"):
        read_uploads([], {"colour": "Red"})


@pytest.mark.parametrize("column", ["Body", "Head, short", 'a "b"', "x=y", "-", "Ü ö"])
def test_columns_said_on_the_page_can_be_given_to_the_command_line(column):
    said = {"text": column, "published": "Day"}
    assert parse_columns(said_columns(said)) == said


def test_command_line_takes_columns(tmp_path):
    (tmp_path / "a.csv").write_text(f"Inhalt,Fassung\n{BODY},{BODY}\n")
    called = ["run", str(tmp_path / "a.csv"), "--out", str(tmp_path / "out"), "--columns"]
    refused = CliRunner().invoke(main, [*called, "words=Inhalt"])
    assert refused.exit_code == 2
    assert "gives no column to a field" in refused.output


def test_objects_and_lists_in_cells():
    record = {"text": BODY, "source": {"id": "ed", "name": "Example Daily"},
              "authors": [{"name": "Ada Quay"}, {"name": "Ben Mole"}]}  # fmt: skip
    expected = {"source": "Example Daily", "author": "Ada Quay; Ben Mole"}
    assert read_uploads([("a.json", json.dumps(record).encode())]).documents[0].labels == expected
    table = f"text;source;authors\n{BODY};{record['source']};{['Ada Quay', 'Ben Mole']}\n"
    assert read_uploads([("a.csv", table.encode())]).documents[0].labels == expected


TWO_TEXTS = f'Inhalt,Fassung\n"{BODY}","{BODY}"\n'.encode()


def test_preview_shows_names_rows_and_guess():
    (seen,) = table_columns([("a.csv", samples()["comma.csv"])])
    assert seen.names == tuple(ROWS[0])
    assert seen.mapping["text"] == "text"
    assert [row["id"] for row in seen.rows] == ["a0", "a1", "a2"]
    (asked,) = table_columns([("a.csv", TWO_TEXTS)])
    assert asked.ambiguous["text"] == ("Inhalt", "Fassung")
    (said,) = table_columns([("a.csv", TWO_TEXTS)], {asked.names: {"text": "Fassung"}})
    assert said.mapping["text"] == "Fassung"
    alone = [("a.html", PAGE.encode()), ("one.json", json.dumps(ROWS[0]).encode())]
    assert table_columns(alone) == ()


def test_a_column_that_was_guessed_wrongly_stays_away():
    files = [("a.csv", b"text,title,url\nWind blew.,Wrong,http://a.example/b\n")]
    (seen,) = table_columns(files)
    chosen = {"text": "text", "title": None, "url": "url", "author": None}
    told = seen.told_by(chosen, {})
    assert told == {"text": "text", "title": "-", "url": "url"}
    (again,) = table_columns(files, {seen.names: told})
    assert again.mapping == {"text": "text", "url": "url"}
    assert again.told_by(chosen, told) == told


def test_tables_in_archives_and_sheets_are_told_by_their_columns():
    other = b"Titel;Inhalt;Notiz\nT;Wind.;N\n"
    inner = zipped({"b.csv": other, "c.csv": other, "d.txt": BODY.encode()})
    packed = zipped({"a.csv": TWO_TEXTS, "inner.zip": inner, "e.tsv": b"\0\0"})
    twice, rest = table_columns([("z.zip", packed), ("a.csv", TWO_TEXTS)])
    assert twice.places == ("z.zip#a.csv", "a.csv")
    assert rest.places == ("z.zip#inner.zip/b.csv", "z.zip#inner.zip/c.csv")
    said = {twice.names: {"text": "Inhalt"}, rest.names: {"text": "Inhalt", "title": "Titel"}}
    texts = [document.text for document in read_uploads([("z.zip", packed)], (), said).documents]
    assert texts == [BODY, "Wind.", "Wind.", BODY]


def test_of_several_answers_a_table_takes_the_one_it_has_most_columns_of():
    other = b"Titel;Inhalt;Notiz\nT;Wind.;N\n"
    packed = zipped({"a.csv": TWO_TEXTS, "b.csv": other})
    for answers in permutations([{"text": "Fassung"}, {"text": "Inhalt", "title": "Titel"}]):
        given = read_uploads([("z.zip", packed)], answers).documents
        assert [(document.text, dict(document.labels)) for document in given] == [
            (BODY, {}), ("Wind.", {"title": "T"})
        ]  # fmt: skip


def test_given_columns_reach_tables_in_archives():
    reading = read_uploads([("z.zip", zipped({"a.csv": TWO_TEXTS}))], {"text": "Fassung"})
    assert [document.source_path for document in reading.documents] == ["z.zip#a.csv#1"]
