"""The Corpus page and what it changes elsewhere, run without a browser."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis import tables as contract
from analysis.corrections import Article, Corrections, Outlet, Perspective
from analysis.corrections.file import dump
from analysis.read import read_uploads
from analysis.selection import Selection
from pages.ui import sample, uploads
from pages.ui.corpus_articles import values
from pages.ui.evidence import Cell
from tests import tiny
from tests.opening import prepared

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("files", "articles", "outlets", "names", "corrections")
PORT = (
    "port.txt",
    b"Title: A port for Alfaville\nOutlet: Harbour Gazette\nDate: 12 January 2022\nText:\n"
    b"Russia said on Monday that the port is a danger. The Zenith Union built the port.\n\n"
    b"The Zenith Union is honest and strong, the minister of Qatar said in Doha. He praised the "
    b"Zenith Union and blamed the United States. Officials met the Zenith Union again.\n",
)
LETTER = (
    "letter.txt",
    b"Title: A letter from Doha\nText:\nQatar rejected the plan of Russia. It called the plan a "
    b"threat to peace, and praised China.\n",
)
HOSTILE = (
    "<img src=x onerror=alert(1)>.txt",
    b"Title: <script>alert(1)</script>\nOutlet: <b>Evil</b> Herald\nText:\n"
    b"<img src=x onerror=alert(1)> Russia must leave, NATO said on Monday in Brussels.\n",
)
TABLE = ("odd.csv", b"Inhalt,Kopf\nRussia blamed NATO on Monday.,One\nNATO blamed Russia.,Two\n")


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch):
    """Opens the Corpus page at a part, on the sample or on a stored analysis."""

    def open_at(part: str = "files", folder: Path | None = None) -> AppTest:
        app = prepared(monkeypatch, folder, "corpus")
        app.session_state["part"] = part
        app.run()
        assert not app.exception
        return app

    return open_at


def go(app: AppTest, page: str) -> AppTest:
    app = app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def bring(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Uploads files."""
    app.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()
    assert not app.exception
    return app


def show(app: AppTest, part: str) -> AppTest:
    app.session_state["part"] = part
    app.run()
    assert not app.exception
    return app


def pieces(app: AppTest) -> str:
    """All raw HTML on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def whose(app: AppTest) -> str:
    """The line that says whose articles these are; "" when there is none."""
    found = re.search(r'px-whose" role="status">(.*?)</p>', pieces(app))
    return html.unescape(found.group(1)) if found else ""


def live(app: AppTest) -> str:
    found = re.search(r'px-live" role="status">(.*?)</div>', pieces(app))
    assert found
    return html.unescape(found.group(1))


def desk(app: AppTest) -> uploads.Desk:
    return app.session_state["_desk"]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def figure(app: AppTest) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def test_readers_without_files_see_the_sample(start):
    app = start()
    assert whose(app) == ""
    assert next(m.value for m in app.metric if m.label == "Articles read") == "5"


def test_own_articles_replace_the_sample_on_every_page_until_the_way_back(start):
    app = bring(start(), PORT, LETTER)
    assert whose(app).startswith("You are looking at your own 2 articles")
    for page in ("overview", "stance", "voices", "topics", "sentiment", "articles", "methods"):
        app = go(app, page)
        assert whose(app).startswith("You are looking at your own 2 articles")
    assert app.session_state["_desk"].files
    app = press(app, "Back to the sample")
    assert whose(app) == ""
    assert "printed in 5 articles" in live(app)


def test_who_finds_a_broken_analysis_can_still_bring_articles(monkeypatch, tmp_path):
    (tmp_path / "run.json").write_text("{}")
    app = prepared(monkeypatch, tmp_path, "stance").run()
    assert [error.value for error in app.error] == ["There is nothing to show yet. What is wrong:"]
    app = bring(app, ("empty.txt", b""))
    assert [warning.value for warning in app.warning if "None of your files" in warning.value]
    app = bring(app, PORT)
    assert not app.error
    assert whose(app).startswith("You are looking at your own 1 article,")


def test_more_files_are_added_and_the_same_text_counts_once(start):
    app = bring(start(), PORT)
    app = bring(app, LETTER, ("copy.txt", PORT[1]))
    assert [name for name, _ in desk(app).files] == ["port.txt", "letter.txt", "copy.txt"]
    assert whose(app).startswith("You are looking at your own 3 articles")
    assert live(app).endswith("1 reprint is not counted.")
    app.session_state["reprints"] = True
    app.run()
    assert "reprint" not in live(app)


def test_filters_of_another_corpus_are_let_go(start):
    app = start()
    app.session_state["outlet"] = ["Al Jazeera"]
    app.run()
    assert "in 1 article" in live(app)
    app = bring(app, PORT)
    assert app.session_state["outlet"] == []
    assert not app.exception


def test_files_without_an_article_are_told_and_the_sample_stays(start):
    app = bring(start(), ("song.mp3", b"ID3"), ("empty.txt", b""))
    assert whose(app) == ""
    assert any("None of your files" in warning.value for warning in app.warning)
    reasons = next(frame.value for frame in app.dataframe if "reason" in frame.value)
    assert set(reasons["source_path"]) == {"song.mp3", "empty.txt"}
    assert "printed in 5 articles" in live(app)
    press(app, "Forget all files")
    assert not app.warning


def test_too_much_is_refused_and_nothing_is_lost(start, monkeypatch):
    app = bring(start(), PORT)
    monkeypatch.setenv("PARALLAX_SESSION_BYTES", "600")
    app = bring(app, ("big.txt", b"a" * 1000))
    assert any("are more than 600 in all" in element.value for element in app.text)
    assert whose(app).startswith("You are looking at your own 1 article,")
    app.run()
    assert [name for name, _ in desk(app).files] == ["port.txt"]


def test_too_many_articles_are_refused_and_the_files_from_before_stay(start, monkeypatch):
    app = bring(start(), PORT)
    monkeypatch.setenv("PARALLAX_SESSION_ARTICLES", "2")
    app = bring(app, ("many.csv", b"text\n" + b'"Russia left on Monday."\n' * 3))
    assert any("4 articles are more than 2" in element.value for element in app.text)
    assert whose(app).startswith("You are looking at your own 1 article,")


def test_unknown_columns_are_asked_for_and_read_again(start):
    app = bring(start(), TABLE)
    assert any("None of your files" in warning.value for warning in app.warning)
    boxes = {box.label: box for box in app.selectbox}
    assert boxes["Text of the article"].value is None
    press(app, "Read again with these columns")
    assert any("Say which column holds the text" in element.value for element in app.text)
    boxes = {box.label: box for box in app.selectbox}
    boxes["Text of the article"].set_value("Inhalt")
    boxes["Headline"].set_value("Kopf")
    press(app, "Read again with these columns")
    assert whose(app).startswith("You are looking at your own 2 articles")
    (said,) = app.session_state["_desk"].columns_of.values()
    assert said == {"text": "Inhalt", "title": "Kopf"}
    (command,) = [element.value for element in show(app, "corrections").code]
    assert command.endswith("--columns text=Inhalt,title=Kopf")


def test_columns_of_tables_in_an_archive_are_asked_for_once(start):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}/{TABLE[0]}", TABLE[1].replace(b"Vote", b"Vote %d" % number))
    app = bring(start(), ("tables.zip", packed.getvalue()))
    boxes = {box.label: box for box in app.selectbox}
    boxes["Text of the article"].set_value("Inhalt")
    press(app, "Read again with these columns")
    assert whose(app).startswith("You are looking at your own 4 articles")


def test_one_of_several_files_is_taken_out_again(start):
    app = bring(start(), PORT, ("second.txt", b"The mayor of Alfaville thanked Norland on Sunday."))
    assert whose(app).startswith("You are looking at your own 2 articles")
    (which,) = [box for box in app.multiselect if box.label == "Files to take out again"]
    assert which.options == [PORT[0], "second.txt"]
    which.set_value([0]).run()
    press(app, "Forget these")
    assert whose(app).startswith("You are looking at your own 1 article,")
    assert [name for name, _ in app.session_state["_desk"].files] == ["second.txt"]


def test_names_of_files_and_articles_never_become_markup(start):
    app = bring(start(), HOSTILE)
    assert whose(app)
    for part in PARTS:
        app = show(app, part)
        check_harmless(app)
    for page in ("articles", "overview"):
        app = go(app, page)
        check_harmless(app)


def check_harmless(app: AppTest) -> None:
    for markup in ("<script>", "<img", "<b>Evil"):
        assert markup not in pieces(app)
    for element in (*app.markdown, *app.error, *app.warning):
        assert "onerror" not in element.value
        assert "alert(1)" not in element.value


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of stored analyses by name: empty, one, tiny."""
    base, whole = tmp_path_factory.mktemp("stored"), tiny.tables()
    one = {
        name: frame[frame["article_id"] == "one"] if "article_id" in frame else frame
        for name, frame in whole.items()
    }
    kinds = {
        "empty": {name: contract.empty(name) for name in contract.TABLES},
        "one": {name: frame.reset_index(drop=True) for name, frame in one.items()},
        "tiny": whole,
    }
    for name, tables in kinds.items():
        store.save(store.Analysis(tables, tiny.analysis().run), base / name, comparison=False)
    return {name: base / name for name in kinds}


@pytest.mark.parametrize("which", ["empty", "one", "tiny"])
def test_every_part_opens_on_a_stored_analysis_which_is_not_corrected(start, stored, which):
    app = start("files", stored[which])
    for part in PARTS:
        app = show(app, part)
        assert ("This is a stored analysis" in pieces(app)) == (part != "files")


def test_every_part_opens_on_one_short_article(start):
    app = bring(start(), ("note.txt", b"Russia left.\n"))
    assert whose(app)
    for part in PARTS:
        app = show(app, part)


def test_an_outlet_is_assigned_in_bulk_and_moves_its_words(start):
    app = show(bring(start(), PORT, LETTER), "outlets")
    app.multiselect("assign-outlets").set_value(["Harbour Gazette", "unknown outlet"])
    app.selectbox("assign-country").set_value("QA")
    app.selectbox("assign-perspective").set_value("Chinese")
    press(app, "Assign")
    assert Outlet("Harbour Gazette", country="QA", perspective="Chinese") in (
        desk(app).corrections.of(Outlet)
    )
    assert "3 corrections by hand" in whose(app)  # an outlet, and two values of an article
    app.session_state["by"] = "outlet"
    app.run()
    assert "in Chinese outlets" in live(app)


def test_an_assignment_of_nothing_is_told(start):
    app = show(bring(start(), PORT), "outlets")
    press(app, "Assign")
    assert any("Choose at least one outlet" in element.value for element in app.text)
    assert desk(app).corrections == Corrections()


def test_a_perspective_of_ones_own_changes_the_matrix_at_once(start):
    app = show(bring(start(), PORT), "outlets")
    app.text_input("define-name").set_value("Gulf")
    app.multiselect("define-countries").set_value(["QA", "AE"])
    press(app, "Save")
    assert "1 correction by hand" in whose(app)
    assert "Gulf voices" in live(app)
    app = go(app, "stance")
    assert "Gulf" in json.dumps(figure(app))
    assert "1 correction by hand" in json.dumps(figure(app)).replace("\\u00a0", " ")
    app = go(app, "corpus")
    app.text_input("define-name").set_value("Emirates")
    app.multiselect("define-countries").set_value(["AE"])
    press(app, "Save")
    assert any("AE already belongs to Gulf" in element.value for element in app.text)
    app = press(app, "Remove")
    assert whose(app).endswith("nobody else sees")


def test_a_perspective_that_is_removed_leaves_nothing_that_names_it(start):
    app = bring(start(), PORT)
    first = read_uploads([PORT]).documents[0].article_id
    made = Corrections((Perspective("Gulf", countries=("QA",)),))
    made = made.with_entry(Article(first, perspective="Gulf"))
    made = made.with_entry(Article(first, title="Kept"))
    app.session_state["_desk"] = replace(desk(app), corrections=made)
    app = show(app, "outlets")
    app = press(app, "Remove")
    assert desk(app).corrections.entries == (Article(first, title="Kept"),)


def test_a_proposed_name_is_accepted_as_an_actor(start):
    app = show(bring(start(), PORT), "names")
    app.selectbox("proposed-actor").set_value("Zenith Union").run()
    assert "Zenith Union is honest" in pieces(app)
    assert next(box for box in app.text_input if box.label == "Name of the actor").value == (
        "Zenith Union"
    )
    next(box for box in app.text_input if box.label.startswith("Other")).set_value("Zenith; ZU")
    press(app, "Accept")
    (entry,) = desk(app).corrections.entries
    assert entry.aliases == ("Zenith", "ZU")
    assert "1 correction by hand" in whose(app)
    app = go(app, "stance")
    assert "Zenith" in json.dumps(figure(app))


def test_a_speaker_is_corrected_wherever_it_speaks_also_by_a_new_name(start):
    app = go(start(), "voices")
    speaker = next(box for box in app.selectbox if box.label.startswith("Read the statements"))
    name = next(option for option in speaker.options if "Lavrov" in option)
    speaker.set_value(name).run()
    next(box for box in app.text_input if box.label == "Name").set_value("S. Lavrov")
    boxes = [box for box in app.selectbox if box.label == "Perspective"]
    boxes[0].set_value("Italian")
    app = press(app, "Save")
    assert desk(app).corrections.count >= 1
    assert "by hand" in whose(app)
    assert app.session_state["speaker"] is None
    speaker = next(box for box in app.selectbox if box.label.startswith("Read the statements"))
    assert name not in speaker.options
    speaker.set_value("S. Lavrov").run()
    next(box for box in app.selectbox if box.label == "Perspective").set_value("Western")
    app = press(app, "Save")
    (said,) = {
        (entry.speaker, entry.name, entry.perspective) for entry in desk(app).corrections.entries
    }
    assert said == (name, "S. Lavrov", "Western")
    assert analysed(app).not_applied == ()


def analysed(app: AppTest) -> store.Analysis:
    """The analysis that the session is looking at, made anew."""
    return sample.bench().twin().analyse(desk(app).corrections)


def test_a_stance_is_corrected_and_its_cell_counts_it_at_once(start):
    app = go(start(), "stance")
    app.session_state["cell"] = Cell("Russian", "NATO")
    app.run()
    sentence = next(box for box in app.selectbox if box.label == "Sentence")
    sentence.select_index(0).run()
    app = press(app, "It is favourable")
    (entry,) = desk(app).corrections.entries
    assert entry.stance == "positive"
    before, after = (
        made.comparison(Selection(), "stance").set_index(["perspective", "item"])
        for made in (sample.analysis(), analysed(app))
    )
    at = ("Russian", "NATO")
    assert after.loc[at, "n_positive"] >= before.loc[at, "n_positive"]
    assert after.loc[at, "value"] > before.loc[at, "value"]
    assert "1 correction by hand" in whose(app)


def test_a_removed_line_is_restored_by_one_click_and_removed_again(start):
    app = go(bring(start(), PORT), "articles")
    before = live(app)
    app = press(app, "Restore")
    assert "1 correction by hand" in whose(app)
    assert live(app) != before
    app = press(app, "Remove again")
    assert whose(app).endswith("nobody else sees")
    assert live(app) == before


def test_a_paragraph_is_taken_out_and_restored(start):
    app = go(bring(start(), PORT), "articles")
    before = live(app)
    box = next(box for box in app.selectbox if box.label == "Paragraph")
    box.select_index(0).run()
    app = press(app, "Take out")
    assert live(app) != before
    assert "removed by hand" in pieces(app)
    restore = [button for button in app.button if button.label == "Restore"]
    restore[-1].click().run()
    assert not app.exception
    assert live(app) == before
    assert desk(app).corrections == Corrections()


def test_a_corrections_file_is_loaded_and_its_faults_are_all_told(start):
    app = show(bring(start(), PORT), "corrections")
    made = Corrections((Perspective("Gulf", countries=("QA",)),))
    load = app.file_uploader[0]
    load.set_value([("c.toml", dump(made).encode(), "application/toml")]).run()
    assert "1 correction by hand" in whose(app)
    assert desk(app).corrections.entries == made.entries
    faulty = b'[[actors]]\nkind = "x"\n[[nothing]]\na = 1\n'
    app.file_uploader[0].set_value([("d.toml", faulty, "application/toml")]).run()
    said = "\n".join(element.value for element in app.text)
    for fault in ("actor is missing", "kind is 'x'", "section 'nothing' is unknown"):
        assert fault in said
    assert "1 correction by hand" in whose(app)


def test_corrections_that_find_nothing_are_told(start):
    app = show(bring(start(), PORT), "corrections")
    made = Corrections((Article("0" * 16, title="Lost"), Perspective("P", ("QA",))))
    app.session_state["_desk"] = replace(desk(app), corrections=made)
    app.run()
    assert "1 correction by hand" in whose(app)
    assert any("no such article in this corpus" in element.value for element in app.text)


def test_a_fault_of_the_program_is_told_and_taken_back(start, monkeypatch):
    app = start()

    def fail(*_arguments: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("analysis.workbench.Workbench.analyse", fail)
    app = bring(app, ("odd.txt", b"Russia left NATO alone today.\n"))
    assert any("by a fault of the program" in element.value for element in app.text)
    assert "printed in 5 articles" in live(app)
    assert desk(app).files == ()


@pytest.mark.parametrize(
    ("changes", "given"),
    [
        ({"title": "  New "}, {"title": "New"}),
        ({"title": None, "authors": ""}, {"title": "", "authors": ""}),
        ({"published": "2022-01-12T00:00:00.000"}, {"published": "2022-01-12"}),
        ({"kind": None, "perspective": "Italian"}, {"perspective": "Italian"}),
        ({"country": "QA"}, {"country": "QA"}),
    ],
)
def test_changed_cells_become_values_of_a_correction(changes, given):
    assert values(changes) == given
    assert Corrections((Article("a" * 16, **given),)).count == len(given)
