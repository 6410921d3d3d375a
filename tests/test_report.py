"""The report, and that screen, image, CSV, report and command line show the same numbers."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from csv import reader
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import store
from analysis import tables as contract
from analysis.cli import main
from analysis.report import document, images, pack
from analysis.report.catalogue import charts_of
from analysis.report.codebook import codebook
from analysis.report.quotes import LONGEST, quotes_of
from analysis.selection import Selection
from analysis.spreadsheet import FORMULA_STARTS, csv
from pages.ui.voices_framing import CUES, OUTLETS
from tests import hostile, tiny
from tests.opening import open_page

LARGER = tiny.larger_analysis()
CHARTS = {chart.key: chart for chart in charts_of(LARGER)}
EMPTY = store.Analysis(
    {name: contract.empty(name) for name in contract.TABLES}, tiny.analysis().run
)
# What a page asks before it draws all that the report holds.
ANSWERS = {"topics": {"draw_map": "true"}, "wording": {"near": "Alfa"}}
# What tells a number in a trace; the rest is how it looks.
NUMBERS = ("x", "y", "customdata", "hovertext")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("larger")
    store.save(LARGER, place)
    return place


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, dict]:
    """The charts on the screens, as the browser gets them, by key."""
    found: dict[str, dict] = {}
    asked = [(chart.page, ANSWERS.get(chart.page, {})) for chart in CHARTS.values()]
    asked.append(("compare", {"measures": "Voices"}))
    # What switches on these pages choose instead of what is there at first.
    asked.append(("voices", {"divided": "Roles of its speakers", "cues": CUES[OUTLETS]}))
    with pytest.MonkeyPatch.context() as monkeypatch:
        for page, answers in {repr(visit): visit for visit in asked}.values():
            app = open_page(monkeypatch, folder, page, **answers)
            assert not app.exception
            for chart in app.get("plotly_chart"):
                key = re.search(r"chart-([\w-]+)$", chart.proto.id)[1]
                found[key] = json.loads(chart.proto.spec)
    return found


def numbers(figure: dict) -> list[dict]:
    return [
        {name: plain(trace.get(name)) for name in NUMBERS if trace.get(name) is not None}
        for trace in figure["data"]
    ]


def plain(values: object) -> object:
    return json.loads(json.dumps(values))


def specs(page: str) -> dict[str, dict]:
    """The figures of a report, by key."""
    found = re.findall(r'<script type="application/json" id="spec-([\w-]+)">(.*?)</script>', page)
    return {key: json.loads(spec) for key, spec in found}


def test_the_larger_corpus_draws_every_chart_that_it_can():
    assert {chart.page for chart in CHARTS.values()} == {
        "overview", "stance", "voices", "topics", "sentiment", "wording", "compare",
    }  # fmt: skip


@pytest.mark.parametrize("key", CHARTS)
def test_screen_and_catalogue_draw_the_same(pages, key):
    drawn = json.loads(CHARTS[key].figure.to_json())
    assert numbers(drawn) == numbers(pages[key])
    assert drawn["layout"]["title"]["text"] == pages[key]["layout"]["title"]["text"]
    feet = [figure["layout"]["annotations"][-1]["text"] for figure in (drawn, pages[key])]
    assert feet[0] == feet[1]


@pytest.fixture(scope="module")
def reported() -> str:
    return document.report(LARGER)


@pytest.mark.parametrize("key", CHARTS)
def test_image_report_and_csv_hold_the_same(reported, key):
    chart = CHARTS[key]
    drawn = numbers(json.loads(chart.figure.to_json()))
    assert numbers(json.loads(chart.image().to_json())) == drawn
    assert numbers(specs(reported)[key]) == drawn
    ((name, data),) = [file for file in pack.pages_of([packed(chart)]) if file[0].endswith("csv")]
    assert name == f"{key}.csv"
    read = pd.read_csv(io.BytesIO(data))
    assert list(read.columns) == list(chart.table.columns)
    count = "n_sentences" if "n_sentences" in read else "start"
    assert read[count].tolist() == chart.table[count].tolist()


def test_the_report_draws_the_map_and_prints_no_paragraph(monkeypatch):
    long = "Alfa and Beta spoke of the harbour again. " * 30
    places = pd.DataFrame(
        {
            "passage_id": ["a:0", "b:0"], "article_id": ["a", "b"], "start": [0, 0],
            "end": [len(long)] * 2, "topic_id": ["t", None], "weight": [0.5, 0.1],
            "text": [long] * 2, "x": [0.0, 1.0], "y": [1.0, 0.0], "label": ["harbour", None],
            "perspective": ["Chinese", "Western"],
        }
    )  # fmt: skip
    monkeypatch.setattr(store.Analysis, "passage_map", lambda self, selection: places)
    page = document.report(LARGER)
    hovers = specs(page)["passage-map"]["data"][0]["hovertext"]
    assert len(hovers) == 2
    assert all(long[:40] in hover and len(hover) < 2 * LONGEST for hover in hovers)
    assert long[:40] not in html.unescape(without_scripts(page))


def packed(chart) -> pack.Packed:
    return pack.Packed(chart.key, chart.image(), chart.table)


def test_every_mark_of_a_chart_is_in_its_csv():
    chart = CHARTS["stance"]
    rows = {(r["perspective"], r["item"]): r for r in chart.table.to_dict("records")}
    coloured = chart.figure.data[0]
    assert coloured.customdata
    for mark, value in zip(coloured.customdata, coloured.marker.color, strict=True):
        assert rows[tuple(mark)]["value"] == value


def test_the_command_line_writes_the_same_report_and_tables(
    folder, tmp_path, reported, monkeypatch
):
    out = tmp_path / "report.html"
    done = CliRunner().invoke(main, ["report", str(folder), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert specs(out.read_text(encoding="utf-8")) == specs(reported)
    monkeypatch.setattr(pack, "painted", lambda jobs: [b"image"] * len(jobs))
    made = CliRunner().invoke(
        main, ["charts", str(folder), "--out", str(tmp_path / "c"), "--format", "png,SVG"]
    )
    assert made.exit_code == 0, made.output
    names = {path.name for path in (tmp_path / "c").iterdir()}
    assert names == {f"{key}.{suffix}" for key in CHARTS for suffix in ("png", "svg", "csv")}
    for key, chart in CHARTS.items():
        assert (tmp_path / "c" / f"{key}.csv").read_bytes() == csv(chart.table)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["charts", "{here}", "--out", "{out}", "--format", "gif"], "one or more of png, svg, pdf"),
        (["charts", "{here}", "--out", "{out}", "--format", ","], "one or more of png, svg, pdf"),
        (["report", "{out}", "--out", "{out}/r.html"], "is not a folder"),
        (["report", "{here}", "--out", "{here}/run.json/r.html"], "cannot write"),
        (["report", "{here}", "--out", "{out}/r.html", "--minimum", "0"], "0 is not in the range"),
    ],
)
def test_what_is_wrong_is_told(folder, tmp_path, command, told):
    words = [part.format(here=folder, out=tmp_path / "none") for part in command]
    done = CliRunner().invoke(main, words)
    assert done.exit_code in (1, 2)
    assert told in done.output


def test_without_a_browser_the_command_says_what_to_do(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    done = CliRunner().invoke(main, ["charts", str(folder), "--out", str(tmp_path / "c")])
    assert done.exit_code == 1
    for words in ("no Chrome or Chromium is installed", "apt-get install chromium", "report"):
        assert words in done.output
    assert not (tmp_path / "c").exists()


def test_without_a_browser_the_archive_holds_pages(monkeypatch):
    def none(jobs):
        raise images.NoBrowser(images.NO_BROWSER)

    monkeypatch.setattr(pack, "painted", none)
    with zipfile.ZipFile(io.BytesIO(pack.zipped([packed(CHARTS["stance"])], "About."))) as files:
        assert set(files.namelist()) == {"stance.html", "stance.csv", "about.txt"}
        assert "no Chrome or Chromium" in files.read("about.txt").decode()
        page = files.read("stance.html").decode()
    assert "Plotly.newPlot" in page


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="allowed are png, svg, pdf"):
        images.painted([(CHARTS["stance"].image(), "gif")])


class Loads(HTMLParser):
    """What a page would fetch, and the elements and attributes that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in ("src", "srcdoc", "data")]
        self.links += [value or "" for name, value in attrs if name == "href"]


ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li", "div",
    "blockquote", "mark", "b", "i", "bdi", "a", "br", "table", "thead", "tbody", "tr", "th", "td",
    "script",
}  # fmt: skip


@pytest.mark.parametrize("write", [document.report, document.one_page])
@pytest.mark.parametrize("corpus", ["larger", "hostile", "empty"])
def test_a_report_needs_no_network_and_no_text_acts_in_it(write, corpus):
    analysis = {"larger": LARGER, "hostile": hostile.analysis(), "empty": EMPTY}[corpus]
    page = write(analysis)
    loads = Loads()
    loads.feed(page)
    assert loads.found <= ELEMENTS
    assert loads.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "id",
                                "href", "type"}  # fmt: skip
    assert loads.fetched == []
    assert all(link.startswith("#") for link in loads.links)
    assert not hostile.ACTING & set(without_scripts(page))
    assert "default-src &#39;none&#39;" in page
    assert page.count("Plotly.newPlot(spec.id") == 1
    assert len(page.encode()) < 8_000_000


def without_scripts(page: str) -> str:
    return re.sub("<script.*?</script>", "", page, flags=re.DOTALL)


def test_hostile_words_stand_in_the_report_as_text():
    page = without_scripts(document.report(hostile.analysis()))
    shown = html.unescape(re.sub("<[^>]*>", "", page))
    for words in (hostile.MARKUP, hostile.FORMULA):
        assert words in shown


def shown_words(value: object, name: str = "") -> Iterator[str]:
    """All words of a figure that can come onto a screen; its custom data cannot."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from shown_words(part, key)
    elif isinstance(value, list) and name != "customdata":
        for part in value:
            yield from shown_words(part, name)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("width", [340, 840])
def test_hostile_words_run_nothing_in_any_figure(width):
    seen = 0
    for chart in charts_of(hostile.analysis()):
        for words in shown_words(json.loads(chart.image(width).to_json())):
            assert not re.search(r"<(?!/?(?:b|br|span|extra)\b)", words), chart.key
            assert not hostile.ACTING & set(words), chart.key
            seen += "&lt;img" in words
    assert seen, "no hostile words came into any figure"


def test_hostile_cells_are_no_formulas():
    for chart in charts_of(hostile.analysis()):
        rows = list(reader(io.StringIO(csv(chart.table).decode("utf-8-sig"))))
        numeric = {i for i, kind in enumerate(chart.table.dtypes) if kind.kind in "if"}
        cells = [cell for row in rows for i, cell in enumerate(row) if i not in numeric]
        assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def test_the_report_says_how_it_was_made(reported):
    words = " ".join(html.unescape(re.sub("<[^>]*>", " ", reported.split("<script>")[0])).split())
    for told in (
        "analysed with Parallax 0, corpus fingerprint tiny", "VADER (Hutto and Gilbert 2014)",
        "What is missing in this corpus", "Codebook", "The articles", "Licence", "Daily North",
        "in no number: reprints, or not in English",
    ):  # fmt: skip
        assert told in words, told


def test_every_column_of_every_table_is_explained():
    told = dict(codebook(chart.table for chart in CHARTS.values()))
    held = {name for chart in CHARTS.values() for name in chart.table.columns}
    assert set(told) == held
    assert all(told.values())


def test_quotations_are_short_different_and_marked():
    quotes = quotes_of(LARGER, Selection())
    assert quotes
    whole = [f"{q.before}{q.mention}{q.after}" for q in quotes]
    assert len(set(whole)) == len(whole)
    assert all(len(words) <= LONGEST + 2 for words in whole)
    assert {q.mention for q in quotes} <= {"Alfa", "Beta", "Gamma"}
    for quote in quotes_of(hostile.analysis(), Selection()):
        assert len(quote.before + quote.mention + quote.after) <= LONGEST + 2


def test_a_selection_changes_charts_and_words():
    own = document.report(LARGER, Selection(include="own"))
    assert "The article’s own words" in own
    assert specs(own)["sentiment"]["data"] != specs(document.report(LARGER))["sentiment"]["data"]
