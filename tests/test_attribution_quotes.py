"""Quotation marks: paired where they are sound, mended within their paragraph where not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution.quotes import SPEECH_TAIL, find_quotes
from tests.attribution_helpers import attributions, said

ARTICLE = (
    "Trade envoy Kofi Boateng said the duties would fall by autumn.\n\n"
    "“We are patient people,” Boateng told reporters in Accra. “But we count the days.”\n\n"
    "According to Maria Keller, an economist, growth has halved since March.\n\n"
    "“Nobody invests in a dispute,” she said.\n\n"
    "Peru accused Chile of closing the port."
)


def inner(text: str) -> list[str]:
    found = find_quotes(text, 0, len(text), SPEECH_TAIL)
    return [text[q.start : q.end].strip("“”„«»\"'‘’「」 ") for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one thing” and “another thing”.", ["one thing", "another thing"]),
        ('He said "one thing" and "another thing".', ["one thing", "another thing"]),
        ("He said «one thing» and „another thing“.", ["one thing", "another thing"]),
        ("He said »one thing« and went.", ["one thing"]),
        ("他说「一件事」。", ["一件事"]),
        ("He said 'it's the boys' room' and left.", ["it's the boys' room"]),
        ("The players' union said it wasn't consulted.", []),
        ('" we have no objections ," he said.', ["we have no objections ,"]),
        ('a " stronger dam ”walls off the river', ["stronger dam"]),
        ("“It solves nothing. “It only moves the line,” he said.", None),
        ("“It depends on attitude and vision, “he added.", ["It depends on attitude and vision,"]),
        ("“It depends on us, ”Josefa Ruiz said.", ["It depends on us,"]),
        ("“We want a dialogue. ”", ["We want a dialogue."]),
        ("“We never give way. “", ["We never give way."]),
        (
            "“It was a good year, and we thank you, Ruiz said.",
            ["It was a good year, and we thank you,"],
        ),
        ("He named a range of “means … from tolls to bans.” and closer ties. “", None),
        ("a “stark choice for the club", []),
        ("", []),
        ("“”", []),
        ('"', []),
    ],
)
def test_pairs(text: str, expected: list[str] | None) -> None:
    found = inner(text)
    if expected is None:
        assert len(found) == 1
    else:
        assert found == expected


def test_a_reopened_quotation_is_one() -> None:
    text = "“It solves nothing. “It only moves the line,” he said."
    assert inner(text) == ["It solves nothing. “It only moves the line,"]


def test_a_lost_closing_mark_leaves_the_next_quotation_whole() -> None:
    text = "“The dam is safe, Ruiz said. “It will stand.”"
    assert inner(text) == ["The dam is safe,", "It will stand."]


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet="ab A.,“”\"'‘’«»„\n-", max_size=80))
def test_offsets_stay_in_bounds_and_apart(text: str) -> None:
    found = find_quotes(text, 0, len(text), SPEECH_TAIL)
    borders = [0, *(edge for quote in found for edge in (quote.start, quote.end)), len(text)]
    assert borders == sorted(borders)


@settings(max_examples=60, deadline=None)
@given(
    place=st.sampled_from([i for i in range(len(ARTICLE)) if ARTICLE[i - 1 : i + 1] != "\n\n"]),
    mark=st.sampled_from(["“", "”", '"', "'", "‘", "«", "„"]),
)
def test_a_stray_mark_touches_its_own_paragraph_only(place: int, mark: str) -> None:
    broken = ARTICLE[:place] + mark + ARTICLE[place:]
    assert _elsewhere(broken, place) == _elsewhere(ARTICLE, place)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([i for i, letter in enumerate(ARTICLE) if letter in "“”"]))
def test_a_lost_mark_touches_its_own_paragraph_only(place: int) -> None:
    broken = ARTICLE[:place] + ARTICLE[place + 1 :]
    assert _elsewhere(broken, place) == _elsewhere(ARTICLE, place)


def _elsewhere(text: str, place: int) -> list[tuple[str, str]]:
    """Cue and content of the attributions outside the paragraph of a place."""
    paragraph = text.count("\n\n", 0, min(place, len(text)))
    rows = attributions(text).to_dict("records")
    for row in rows:
        assert 0 <= row["content_start"] < row["content_end"] <= len(text)
    return [
        (row["cue"], text[row["content_start"] : row["content_end"]])
        for row in rows
        if abs(text.count("\n\n", 0, row["content_start"]) - paragraph) > 0
    ]


def test_a_broken_mark_does_not_lose_the_rest_of_the_article() -> None:
    whole = said(ARTICLE)
    broken = said(ARTICLE.replace("days.”", "days."))
    assert len(whole) == 5
    assert [speaker for speaker, _ in broken] == [speaker for speaker, _ in whole]


@pytest.mark.parametrize(
    "text", ["“" * 4000, '"a ' * 3000, "' " * 4000, "- A" * 3000, ", He" * 3000]
)
def test_time_grows_no_faster_than_the_text(text: str) -> None:
    begin = time.perf_counter()
    find_quotes(text, 0, len(text), SPEECH_TAIL)
    assert time.perf_counter() - begin < 2
