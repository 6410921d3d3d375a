"""A corpus on a person's desk: the tables of a run, whatever was corrected in which order."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import cli, export, store
from analysis import tables as contract
from analysis.corrections import (
    Actor,
    Article,
    Corrections,
    Outlet,
    Perspective,
    Removed,
    Restored,
    Topic,
)
from analysis.corrections.file import dump, parse
from analysis.door import Analysis
from analysis.read.limits import MAX_UPLOADED_BYTES, MAX_UPLOADED_FILES
from analysis.workbench import NO_COLUMN, Workbench, refusal, table_columns

FILES = [
    (
        "port.txt",
        b"Title: A port for Alfaville\nOutlet: Harbour Gazette\nDate: 12 January 2022\nText:\n"
        b"Russia said on Monday that the port is a danger. The Zenith Union built the port.\n\n"
        b"\xe2\x80\x9cThe Zenith Union is honest and strong,\xe2\x80\x9d said the minister of "
        b"Qatar in Doha. He praised the Zenith Union and blamed the United States.\n\n"
        b"Share this article\n",
    ),
    (
        "table.csv",
        b"Body,Head,Paper,Day\n"
        b'"China welcomed the talks. The port of the Zenith Union stays open, officials said, and '
        b'the United States praised it.",Talks,Harbour Gazette,2022-01-13\n'
        b'"Qatar rejected the plan of Russia. It called the plan a threat to peace.",Plan,Doha '
        b"Letter,2022-01-14\n",
    ),
]
COLUMNS = {
    ("Body", "Head", "Paper", "Day"): {
        "text": "Body",
        "title": "Head",
        "source": "Paper",
        "published": "Day",
    }
}


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench.of_uploads(FILES, COLUMNS)


@pytest.fixture(scope="module")
def plain(bench: Workbench) -> Analysis:
    return bench.analyse(Corrections())


@pytest.fixture(scope="module")
def corrections(plain: Analysis) -> Corrections:
    """One of every sort that the pages offer."""
    ids = dict(zip(plain.articles()["title"], plain.articles()["article_id"], strict=True))
    first = plain.article(ids["A port for Alfaville"])
    label = first["removed"].iloc[0]
    body = first["passages"].iloc[0]
    topic = plain.topics().iloc[0]
    made = Corrections()
    for entry in (
        Perspective("Gulf", countries=("QA",)),
        Outlet("Doha Letter", country="QA"),
        Actor("Zenith Union", aliases=("Zenith",)),
        Article(ids["Talks"], title="Talks at last", published="2022-01-20"),
        Restored(label["article_id"], int(label["start"]), int(label["end"])),
        Removed(body["article_id"], int(body["start"]), int(body["end"])),
        Topic(str(topic["topic_id"]), topic["terms"], "the port"),
    ):
        made = made.with_entry(entry)
    return made


def differences(one: Analysis, other: Analysis) -> list[str]:
    """Names of the tables that are not the same."""
    left, right = one.whole_tables(), other.whole_tables()
    names = [name for name in contract.TABLES if name != "comparison"]
    return [name for name in names if not left[name].equals(right[name])]


def test_uploads_give_the_tables_of_a_run_with_the_same_corrections(
    bench, plain, corrections, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for name, content in FILES:
        Path(name).write_bytes(content)
    Path("corrections.toml").write_text(dump(plain.portable(corrections)), encoding="utf-8")
    arguments = ["run", *(name for name, _ in FILES), "--out", "out"]
    arguments += ["--columns", "text=Body,title=Head,outlet=Paper,date=Day"]
    ran = CliRunner().invoke(cli.main, [*arguments, "--corrections", "corrections.toml"])
    assert ran.exit_code == 0, ran.output
    assert "not applied" not in ran.output
    made, stored = bench.analyse(corrections), store.load(Path("out"))
    assert differences(made, stored) == []
    assert made.fingerprint == stored.fingerprint


def test_corrections_survive_their_file_and_files_that_lie_elsewhere(plain, corrections):
    elsewhere = [(f"copy of {name}", content) for name, content in FILES]
    other = Workbench.of_uploads(elsewhere, COLUMNS)
    loaded = parse(dump(plain.portable(corrections)).encode())
    moved = other.analyse(Corrections()).localised(loaded)
    analysed = other.analyse(moved)
    assert analysed.n_corrections == corrections.count
    assert "Talks at last" in set(analysed.articles()["title"])


def test_each_correction_changes_what_it_is_about(bench, plain, corrections):
    tables = bench.analyse(corrections).whole_tables()
    articles = tables["articles"].set_index("title")
    assert articles.loc["Talks at last", "published"] == pd.Timestamp("2022-01-20")
    assert articles.loc["Plan", ["country", "perspective"]].tolist() == ["QA", "Gulf"]
    assert "Zenith Union" in set(tables["mentions"]["target"])
    assert tables["topics"]["label"].iloc[0] == "the port"
    assert "Zenith Union" not in set(plain.whole_tables()["mentions"]["target"])


def test_a_memory_of_other_corrections_leaves_no_trace(bench, plain, corrections):
    bench.analyse(corrections)
    assert differences(bench.analyse(Corrections()), plain) == []
    fresh = Workbench.of_uploads(FILES, COLUMNS)
    assert differences(bench.analyse(corrections), fresh.analyse(corrections)) == []


def test_twins_go_their_own_ways(bench, plain, corrections):
    twin = bench.twin()
    assert differences(twin.analyse(corrections), bench.analyse(Corrections())) != []
    assert differences(twin.analyse(Corrections()), plain) == []


def test_a_restored_line_still_tells_the_outlet(bench, plain):
    row = plain.articles().set_index("title").loc["A port for Alfaville"]
    removed = plain.article(row["article_id"])["removed"]
    line = removed[removed["text"].str.contains("Harbour Gazette")].iloc[0]
    entry = Restored(row["article_id"], int(line["start"]), int(line["end"]))
    restored = bench.analyse(Corrections().with_entry(entry))
    parts = restored.article(row["article_id"])
    assert parts["article"]["outlet"] == "Harbour Gazette"
    assert "Harbour Gazette" in " ".join(parts["sentences"]["text"])


def test_unclear_columns_are_told_and_what_is_said_of_them_holds():
    unknown = ("t.csv", b"Inhalt,Kopf\nShort words.,A\nMore words.,B\n")
    (seen,) = table_columns([FILES[0], unknown])
    assert (seen.places, seen.names) == (("t.csv",), ("Inhalt", "Kopf"))
    assert seen.is_unclear
    given = {("Inhalt", "Kopf"): {"text": "Inhalt", "title": "Kopf"}}
    (said,) = table_columns([FILES[0], unknown], given)
    assert not said.is_unclear
    assert said.mapping == {"text": "Inhalt", "title": "Kopf"}


def test_a_field_can_be_said_to_have_no_column():
    table = ("t.csv", b"text,title\nSome words here.,Wrong\n")
    given = {("text", "title"): {"text": "text", "title": NO_COLUMN}}
    (seen,) = table_columns([table], given)
    assert seen.mapping == {"text": "text"}
    read = Workbench.of_uploads([table], given)
    assert "Wrong" not in set(read.analyse(Corrections()).articles()["title"].dropna())


def test_damaged_tables_are_no_question_of_columns():
    assert table_columns([("t.xlsx", os.urandom(100)), ("t.parquet", b"PAR1")]) == ()


def test_too_much_for_one_reader_is_refused_before_reading():
    assert refusal([MAX_UPLOADED_BYTES]) == ""
    assert "bytes are more than" in refusal([MAX_UPLOADED_BYTES, 1])
    assert "files are more than" in refusal([1] * (MAX_UPLOADED_FILES + 1))


def test_exported_articles_are_read_again_as_they_were_corrected(bench, corrections):
    analysed = bench.analyse(corrections)
    exported = export.articles_jsonl(analysed)
    lines = [json.loads(line) for line in exported.decode().splitlines()]
    assert {line["title"] for line in lines} == set(analysed.articles()["title"])
    again = Workbench.of_uploads([("again.jsonl", exported)]).analyse(Corrections())
    columns = ["title", "outlet", "published", "published_basis"]
    before, after = (
        made.articles()[columns].sort_values("title").reset_index(drop=True)
        for made in (analysed, again)
    )
    pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("file_format", export.FORMATS)
def test_all_tables_go_into_one_archive(bench, corrections, tmp_path, file_format):
    analysed = bench.analyse(corrections)
    packed = export.tables_zip(analysed, file_format, {"corrections.toml": dump(corrections)})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        wanted = {f"{name}.{file_format}" for name in contract.TABLES}
        assert set(archive.namelist()) == {*wanted, "run.json", "corrections.toml"}
        archive.extractall(tmp_path)
    if file_format == "parquet":
        assert store.check(tmp_path) == []
        assert differences(store.load(tmp_path), analysed) == []


def test_an_unknown_format_is_named(plain):
    with pytest.raises(ValueError, match="'xml'; allowed are csv, parquet"):
        export.tables_zip(plain, "xml", {})


class Enough(Exception):
    """A reader who waits no longer."""


def test_an_analysis_can_be_ended_while_topics_are_looked_for():
    def pause() -> None:
        raise Enough

    bench = Workbench.of_uploads(FILES, COLUMNS)
    with pytest.raises(Enough):
        bench.analyse(Corrections(), None, pause)
    assert len(bench.analyse(Corrections()).articles()) == 3
