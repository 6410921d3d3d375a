"""Corrections of speakers that are made on the Voices page."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from analysis.selection import Selection
from analysis.workbench import Workbench
from tests.opening import prepared

ARTICLE = (
    "talks.txt",
    "Title: Talks\nOutlet: Harbour Gazette\nText:\n“We will not sign,” said Jane Roe, a "
    "spokeswoman for the ministry. She said that Russia was late.\n\nIt was said that the paper "
    "was not ready for Russia.\n".encode(),
)


@pytest.fixture
def voices(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The Voices page on an article that the reader brought."""
    app = prepared(monkeypatch, None, "corpus")
    app.session_state["part"] = "files"
    app.run()
    app.file_uploader[0].set_value([(*ARTICLE, "text/plain")]).run()
    app = app.switch_page("pages/voices.py").run()
    assert not app.exception
    return app


def choose(app: AppTest, speaker: str) -> AppTest:
    box = next(box for box in app.selectbox if box.label.startswith("Read the statements"))
    box.set_value(next(name for name in box.options if speaker in name)).run()
    assert not app.exception
    return app


def field(fields, label: str):
    return next(element for element in fields if element.label == label)


def save(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    return app


def speakers(app: AppTest) -> dict[str, tuple[int, str]]:
    """Statements and perspective of each speaker of the reader's own analysis."""
    corrections = app.session_state["_desk"].corrections
    made = Workbench.of_uploads([ARTICLE]).analyse(corrections)
    rows = made.named_speakers(Selection()).to_dict("records")
    return {row["speaker"]: (row["n_attributions"], row["voice_perspective"]) for row in rows}


def test_a_name_and_an_affiliation_are_corrected_in_every_statement(voices):
    app = choose(voices, "Jane Roe")
    field(app.text_input, "Name").set_value("Janet Roe")
    field(app.text_input, "Speaks for").set_value("Italy")
    app = save(app)
    assert speakers(app)["Janet Roe"] == (2, "Italian")
    shown = html.unescape(re.sub("<[^>]*>", "", "".join(e.proto.body for e in app.get("html"))))
    assert "No Italian voice" not in shown


def test_one_statement_alone_is_corrected(voices):
    app = choose(voices, "Jane Roe")
    which = field(app.selectbox, "In")
    assert len(which.options) == 3
    which.set_value(which.options[2])
    field(app.text_input, "Name").set_value("Ann Poe")
    app = save(app)
    found = speakers(app)
    assert (found["Jane Roe"][0], found["Ann Poe"][0]) == (1, 1)


def test_a_source_without_a_name_is_given_one(voices):
    app = choose(voices, "not named")
    assert len(field(app.selectbox, "In").options) == 1
    field(app.text_input, "Name").set_value("Jo Doe")
    app = save(app)
    assert "Jo Doe" in speakers(app)
    (entry,) = app.session_state["_desk"].corrections.entries
    assert entry.attribution_id
    assert entry.article_id is None
