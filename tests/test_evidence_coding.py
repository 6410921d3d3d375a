"""A person's own coding on the evidence panels, run without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis.coding import SUGGESTED_TAGS, read_coding
from analysis.corrections import Speaker, Stance, Tag, Target
from analysis.export import coding_csv
from analysis.selection import Selection
from pages.ui import sample
from pages.ui.evidence import Cell
from tests import test_corpus_page, tiny
from tests.test_corpus_page import analysed, desk, go, pieces, show, whose

start = test_corpus_page.start


@pytest.fixture
def stance(start) -> AppTest:
    """The stance page of the sample with the first sentence of a cell chosen."""
    app = go(start(), "stance")
    rows = sample.analysis().evidence(Selection(), "stance")
    row = rows[rows["voice_kind"] == "indirect"].iloc[0]
    app.session_state["cell"] = Cell(row["voice_perspective"], row["item"])
    app.run()
    sentence = next(box for box in app.selectbox if box.label == "Sentence")
    behind = sample.analysis().evidence(
        Selection(), "stance", group=row["voice_perspective"], item=row["item"]
    )
    sentence.select_index(list(behind["row_id"]).index(row["row_id"])).run()
    assert not app.exception
    app.session_state["_row"] = row.to_dict()
    return app


def tag(app: AppTest, *tags: str) -> AppTest:
    box = next(box for box in app.multiselect if box.label == "Tags of the sentence")
    box.set_value(list(tags)).run()
    assert not app.exception
    return app


def test_tags_stand_on_their_sentence_and_change_no_number(stance):
    app = tag(stance, "blame", "remedy")
    sentence = app.session_state["_row"]["sentence_id"]
    assert desk(app).corrections.entries == (Tag(sentence, "blame"), Tag(sentence, "remedy"))
    assert '<span class="px-tag px-own">blame</span>' in pieces(app)
    assert "by hand" not in whose(app)
    app = tag(app, "remedy")
    assert desk(app).corrections.entries == (Tag(sentence, "remedy"),)
    assert '<span class="px-tag px-own">blame</span>' not in pieces(app)


def test_tags_are_offered_and_kept_on_every_page_that_shows_the_sentence(stance):
    box = next(box for box in stance.multiselect if box.label == "Tags of the sentence")
    assert tuple(box.options[:4]) == SUGGESTED_TAGS
    row = stance.session_state["_row"]
    app = go(tag(stance, "cause"), "sentiment")
    app.session_state["tone"] = Cell(row["voice_perspective"], "all")
    app.run()
    rows = sample.analysis().evidence(
        Selection(), "sentiment", group=row["voice_perspective"], item="all"
    )
    shown = list(rows["sentence_id"][:20])
    assert pieces(app).count('px-own">cause') == shown.count(row["sentence_id"])


def test_a_mention_is_given_another_target_and_is_counted_there(stance):
    row = stance.session_state["_row"]
    box = next(box for box in stance.selectbox if box.label == "It means")
    assert box.value == row["item"]
    other = next(option for option in box.options if option != row["item"])
    box.set_value(other).run()
    assert not stance.exception
    assert desk(stance).corrections.entries == (Target(row["row_id"], other),)
    moved = analysed(stance).evidence(Selection(), "stance", item=other)
    assert row["row_id"] in set(moved["row_id"])
    assert "1 correction by hand" in whose(stance)


def test_who_speaks_is_corrected_beside_the_sentence(stance):
    row = stance.session_state["_row"]
    names = [box for box in stance.text_input if box.label == "Name"]
    names[0].set_value("Jo Doe")
    next(button for button in stance.button if button.label == "Save").click().run()
    assert not stance.exception
    (entry,) = desk(stance).corrections.entries
    assert entry == Speaker(attribution_id=row["attribution_id"], name="Jo Doe")


def test_the_coding_is_listed_taken_away_and_read_again(stance):
    row = stance.session_state["_row"]
    app = tag(stance, "blame")
    next(button for button in app.button if button.label == "It is favourable").click().run()
    made = desk(app).corrections
    assert made.of(Stance) == [Stance(row["row_id"], "positive")]
    coded = read_coding(coding_csv(sample.analysis(), made))
    assert coded.faults == ()
    said = coded.rows[["target", "stance", "tag"]].values.tolist()
    assert sorted(said) == sorted([[row["item"], "positive", ""], ["", "", "blame"]])
    assert set(coded.rows["text"]) == {" ".join(row["text"].split())}
    app = show(go(app, "corpus"), "corrections")
    listed = next(table.value for table in app.dataframe if "Is now" in table.value)
    assert list(listed["What"]) == ["Stance", "Tag"]
    assert listed["Is now"].tolist() == ["stance: positive", "blame"]
    assert row["text"][:40] in listed["About"].iloc[1]


def test_nothing_is_coded_on_a_stored_analysis(start, tmp_path):
    store.save(tiny.larger_analysis(), tmp_path, comparison=False)
    app = go(start(folder=tmp_path), "stance")
    row = tiny.larger_analysis().evidence(Selection(), "stance").iloc[0]
    app.session_state["cell"] = Cell(row["voice_perspective"], row["item"])
    app.run()
    assert 'class="px-row"' in pieces(app)
    assert not any(box.label == "Sentence" for box in app.selectbox)
