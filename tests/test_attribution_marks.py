"""Quotation marks that are mixed, lost, doubled or stray: what a reader makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution.quotes import SPEECH_TAIL, find_quotes
from analysis.attribution.tagger import Tagger, default_tagger
from analysis.attribution.text import Unit, units_of
from tests.attribution_helpers import attributions, said, spans

FIRST, SECOND = "We have waited for months", "Now we will sail"
WHOLE = [("Ana Torres", f"{FIRST} / {SECOND}")]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("«", "»"),
        ("»", "«"),
        ("„", "“"),
        ("„", "”"),
        ("「", "」"),
        ("``", "''"),
        ("''", "''"),
        ("‘", "’"),
        ("'", "'"),
        ("« ", " »"),
        ("“", '"'),
        ('"', "”"),
        ("“", "“"),
    ],
)
def test_every_pair_of_marks_holds_an_interrupted_quotation(opening: str, closing: str) -> None:
    text = f"{opening}{FIRST},{closing} said Ana Torres, a skipper. {opening}{SECOND}.{closing}"
    assert [(who, what.replace("`", "")) for who, what in said(text)] == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        f"“{FIRST}, said Ana Torres. “{SECOND}.”",
        f"{FIRST},” said Ana Torres. “{SECOND}.”",
        f"“{FIRST},” said Ana Torres. {SECOND}.”",
        f"“{FIRST},” said Ana Torres. “{SECOND}.",
        f"“{FIRST},”said Ana Torres. “{SECOND}.”",
        f"“{FIRST}, ”said Ana Torres. “{SECOND}.”",
        f"“{FIRST}, “said Ana Torres. “{SECOND}.”",
        f"“{FIRST},” said Ana Torres.“{SECOND}.”",
        f"“ {FIRST}, ” said Ana Torres . “ {SECOND} . ”",
        f'"{FIRST}, said Ana Torres. "{SECOND}."',
        f'{FIRST}," said Ana Torres. "{SECOND}."',
        f'"{FIRST}," said Ana Torres. {SECOND}."',
        f'"{FIRST}," said Ana Torres. "{SECOND}.',
    ],
)
def test_one_mark_lost_or_glued(text: str) -> None:
    assert said(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We heard him say “go” and we went to sea,” said Ana Torres.",
            [("Ana Torres", "We heard him say “go” and we went to sea")],
        ),
        (
            '"We heard him say "go" and we went to sea," said Ana Torres.',
            [("Ana Torres", 'We heard him say "go" and we went to sea')],
        ),
        (
            "“The lake is low. “The fish are gone. “Nobody asks us,” Ana Torres said.",
            [("Ana Torres", "The lake is low. “The fish are gone. “Nobody asks us")],
        ),
        (
            "Ana Torres said: “The lake is low. May was hot. “The fish are gone,” said Tom Reed.",
            [("Ana Torres", "The lake is low"), ("Tom Reed", "The fish are gone")],
        ),
        (
            "“The lake is low, Ana Torres said, “and fish are gone.” Tom Reed said that it rained.",
            [("Ana Torres", "The lake is low / and fish are gone"), ("Tom Reed", "it rained")],
        ),
        (
            "“The lake is low,” said Ana Torres. “The fish are gone. Tom Reed said that it rained.",
            [("Ana Torres", "The lake is low / The fish are gone"), ("Tom Reed", "it rained")],
        ),
        (
            "The so-called “clean deal was signed. Ana Torres said that the lake was low.",
            [("Ana Torres", "the lake was low")],
        ),
        (
            "The s»o-called «clean deal» was signed. «The lake is low,» Ana Torres said.",
            [("Ana Torres", "The lake is low")],
        ),
        (
            "The har“bour is shut. Ana Torres said that the lake was low. “It rained,” she said.",
            [("Ana Torres", "the lake was low"), ("Ana Torres", "It rained")],
        ),
    ],
)
def test_nested_reopened_and_stray_marks(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_a_quotation_runs_on_over_paragraphs_that_are_not_closed() -> None:
    text = (
        "Ana Torres spoke first. “The lake is low,” she said. “The fish are gone.\n\n"
        "“Nobody asks the skippers.\n\n"
        "“We will not wait for another year.”"
    )
    assert said(text) == [
        ("Ana Torres", "The lake is low / The fish are gone"),
        ("Ana Torres", "Nobody asks the skippers"),
        ("Ana Torres", "We will not wait for another year"),
    ]


STATEMENTS = (
    "the harbour stays open all winter",
    "the new bridge will be late again",
    "prices of grain have doubled since March",
    "nobody has asked the skippers about it",
    "the river is lower than last year",
    "two of the mills have closed for good",
    "the council meets behind shut doors",
    "most of the nets were lost in the storm",
    "a second ferry would pay for itself",
    "the old dam can not be mended",
    "children walk an hour to school",
    "no buyer has come forward yet",
    "the road to the north is under water",
    "every house will have a meter by June",
    "the orchard belongs to the whole village",
    "fewer tourists came than anybody expected",
    "the hospital has run out of beds",
    "wolves have been seen near the farms",
)
TEMPLATES = (
    "{L}{A},{R} {n} said.",
    "{L}{A},{R} said {n}. {L}{B}.{R}",
    "{L}{A}. {B},{R} {n} told reporters.",
    "{L}{A},{R} {n} said, {L}and {b}.{R}",
    "{n} said that {a}.",
    "{n} said: {L}{A}.{R}",
    "{n} warned that {a} and called it {L}a great pity{R}.",
    "According to {n}, {a}.",
    "{A}.",
    "The so-called {L}clean deal{R} was signed in spring.",
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """An article of sentences that quote, report or tell, in marks of one kind."""
    left, right = draw(st.sampled_from([("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")]))
    paragraphs = []
    statements = iter(draw(st.permutations(STATEMENTS)))
    for size in draw(st.lists(st.integers(2, 3), min_size=1, max_size=3)):
        sentences = []
        for _ in range(size):
            a, b = next(statements), next(statements)
            name = draw(st.sampled_from(["Ana Torres", "Kofi Boateng", "Maria Keller", "Tom Reed"]))
            words = {"a": a, "b": b, "A": a.capitalize(), "B": b.capitalize(), "n": name}
            words |= {"L": left, "R": right}
            sentences.append(draw(st.sampled_from(TEMPLATES)).format(**words))
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str, int]:
    """An article, the same with one mark too few or too many, and where that is."""
    whole = draw(articles())
    marks = [place for place, letter in enumerate(whole) if letter in '“”"«»„']
    if marks and draw(st.booleans()):
        place = draw(st.sampled_from(marks))
        return whole, whole[:place] + whole[place + 1 :], place
    inside = [i for i in range(len(whole)) if whole[i - 1 : i + 1] != "\n\n"]
    place = draw(st.sampled_from(inside))
    return whole, whole[:place] + draw(st.sampled_from('“”"«»„')) + whole[place:], place


def _units(text: str) -> list[Unit]:
    """The sentences of a text, those joined that share a quotation."""
    paragraphs, sentences = spans(text)
    return [
        unit
        for start, end in paragraphs
        for unit in units_of(
            text,
            [sentence for sentence in sentences if start <= sentence[0] < end],
            find_quotes(text, start, end, SPEECH_TAIL),
            0,
        )
    ]


def _contents(text: str, tagger: Tagger | None) -> list[tuple[tuple[int, int], ...]]:
    return [
        tuple(
            (int(row[f"{part}_start"]), int(row[f"{part}_end"]))
            for part in ("content", "content2")
            if row[f"{part}_start"] == row[f"{part}_start"] and row[f"{part}_start"] is not None
        )
        for row in attributions(text, tagger=tagger).to_dict("records")
    ]


@pytest.mark.parametrize("trained", [False, True])
@settings(max_examples=100, deadline=None, derandomize=True)
@given(broken())
def test_one_unbalanced_mark_loses_no_other_sentence(
    trained: bool, case: tuple[str, str, int]
) -> None:
    whole, text, place = case
    tagger = default_tagger() if trained else None
    shift = len(text) - len(whole)
    touched = [(u.start, u.end) for u in _units(whole) if u.start - 1 <= place <= u.end + 1]
    now = [part for parts in _contents(text, tagger) for part in parts]
    for parts in _contents(whole, tagger):
        if any(a < end and start < b for a, b in parts for start, end in touched):
            continue
        for a, b in ((a + shift, b + shift) if a >= place else (a, b) for a, b in parts):
            kept = sum(max(0, min(b, d) - max(a, c)) for c, d in now)
            assert kept >= (b - a) / 2, whole[a - shift : b - shift]


@pytest.mark.parametrize("trained", [False, True])
@settings(max_examples=50, deadline=None, derandomize=True)
@given(broken())
def test_one_unbalanced_mark_changes_no_other_paragraph(
    trained: bool, case: tuple[str, str, int]
) -> None:
    whole, text, place = case
    tagger = default_tagger() if trained else None
    touched = whole.count("\n\n", 0, place)
    assert _elsewhere(text, touched, tagger) == _elsewhere(whole, touched, tagger)


def _elsewhere(text: str, paragraph: int, tagger: Tagger | None) -> list[tuple[str, str]]:
    """Cue and content of the attributions outside a paragraph, given by its number."""
    return [
        (row["cue"] or "", text[row["content_start"] : row["content_end"]])
        for row in attributions(text, tagger=tagger).to_dict("records")
        if text.count("\n\n", 0, row["content_start"]) != paragraph
    ]
