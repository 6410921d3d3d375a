"""Who said what: every pattern of attribution on sentences made for it, and what is none."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import tables
from tests.attribution_helpers import attributions, said

DIRECT = [
    (
        "“Tariffs hurt everyone,” said Ana Torres, an economist at the University of Lima.",
        [("Ana Torres", "Tariffs hurt everyone")],
    ),
    (
        "Trade envoy Kofi Boateng said: “The duties will fall. We are patient.”",
        [("Kofi Boateng", "The duties will fall. We are patient")],
    ),
    (
        "“The glaciers,” Maria Keller said, “are melting faster than we feared.”",
        [("Maria Keller", "The glaciers / are melting faster than we feared")],
    ),
    (
        "“We lost the match in the first minute,” the coach, Piet Vos, told reporters.",
        [("Piet Vos", "We lost the match in the first minute")],
    ),
    (
        "“The strait must stay open to all ships,” wrote Chen Wei in a letter.",
        [("Chen Wei", "The strait must stay open to all ships")],
    ),
]
INDIRECT = [
    (
        "Finance Minister Rosa Lund said that the deal would cost thousands of jobs.",
        [("Rosa Lund", "the deal would cost thousands of jobs")],
    ),
    (
        "Finance Minister Rosa Lund said the deal would cost thousands of jobs.",
        [("Rosa Lund", "the deal would cost thousands of jobs")],
    ),
    (
        "The deal would cost thousands of jobs, Finance Minister Rosa Lund said on Friday.",
        [("Rosa Lund", "The deal would cost thousands of jobs")],
    ),
    (
        "According to Rosa Lund, the deal would cost thousands of jobs.",
        [("Rosa Lund", "the deal would cost thousands of jobs")],
    ),
    (
        "The deal would cost thousands of jobs, according to Rosa Lund.",
        [("Rosa Lund", "The deal would cost thousands of jobs")],
    ),
    (
        "The harvest, officials said, had failed for the third year.",
        [("officials", "The harvest / had failed for the third year")],
    ),
    (
        "Rosa Lund told the newspaper that the deal was dead.",
        [("Rosa Lund", "the deal was dead")],
    ),
    ("Japan denies any plan to build reactors.", [("Japan", "any plan to build reactors")]),
    ("Ottawa accused Brasilia of dumping steel.", [("Canada", "Brasilia of dumping steel")]),
    (
        "No more subsidies for steel, warns India, without naming anybody.",
        [("India", "No more subsidies for steel")],
    ),
    (
        "Emissions should fall by half, as Norway and Kenya suggested, and soon.",
        [("Norway and Kenya", "Emissions should fall by half")],
    ),
    (
        "From the perspective of Brazil, the forest fund is too small.",
        [("Brazil", "the forest fund is too small")],
    ),
    (
        "To Chilean traders, the tariff is a gift.",
        [("Chilean traders", "the tariff is a gift")],
    ),
    ("In Tokyo's view, the forest fund is too small.", [("Japan", "the forest fund is too small")]),
    (
        "Critics of the plan rejected the figures as invented.",
        [("Critics of the plan", "the figures as invented")],
    ),
    (
        "It was announced that the stadium would close.",
        [("unnamed", "the stadium would close")],
    ),
    (
        "The port is safe, reads the committee's statement.",
        [("committee's statement", "The port is safe")],
    ),
]
MIXED = [
    (
        "Rosa Lund said the talks were “a waste of time” for both sides.",
        [("Rosa Lund", "the talks were “a waste of time” for both sides")],
    ),
    (
        "The plan has been “a gift to the polluters of this world,” said Maria Keller.",
        [("Maria Keller", "The plan has been “a gift to the polluters of this world")],
    ),
]
SHARED = [
    (
        "Rosa Lund said the deal was dead, adding that talks would go on.",
        [("Rosa Lund", "the deal was dead"), ("Rosa Lund", "talks would go on")],
    ),
    (
        "Rosa Lund said the deal was dead and accused Mexico of bad faith.",
        [("Rosa Lund", "the deal was dead"), ("Rosa Lund", "Mexico of bad faith")],
    ),
    (
        "Rosa Lund took a hard line, and says she has lost patience.",
        [("Rosa Lund", "she has lost patience")],
    ),
    (
        "Rosa Lund opened the meeting by saying that the risk had never been greater.",
        [("Rosa Lund", "the risk had never been greater")],
    ),
    (
        "Rosa Lund took the opportunity to declare that the fleet would stay.",
        [("Rosa Lund", "the fleet would stay")],
    ),
    (
        "Rosa Lund said the deal was dead, while Pedro Alva insisted that it was alive.",
        [("Rosa Lund", "the deal was dead"), ("Pedro Alva", "it was alive")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + INDIRECT + MIXED + SHARED)
def test_speaker_and_content(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("cases", "kind"), [(DIRECT, tables.DIRECT), (INDIRECT, tables.INDIRECT)])
def test_kind_tells_whether_the_words_are_quoted(cases: list, kind: str) -> None:
    kinds = {k for text, _ in cases for k in attributions(text)["kind"]}
    assert kinds == {kind}


def test_mixed_contents_hold_own_words_and_quoted_ones() -> None:
    assert {k for text, _ in MIXED for k in attributions(text)["kind"]} == {tables.MIXED}


@pytest.mark.parametrize(
    "text",
    [
        'The minister praised by nobody called it a day after gaining limited "results" again.',
        "The so-called “green corridor” leads through the old harbour.",
        "Europe should “buy local” and stop dreaming.",
        "The latest round of talks proves that the fund is too small.",
        "The control it claims to exercise over the coast is gone.",
        "The author believes that the fund is too small.",
        "I believe that the fund is too small.",
        "If Peru insists that Chile withdraw, the court will decide.",
        "The delegations discussed the fisheries dispute in Geneva.",
        "A war in the strait would condemn the region to poverty.",
        "The club is expected to say that the player was hurt.",
        "The island wants to host the games.",
        "The club could gain time by threatening to leave the league.",
        "Time will tell whether the reform works.",
        "The film “Wings of Tomorrow” opened on Monday.",
        "Fishermen saw the submarine near the coast.",
        "The troops are supported by the population.",
        "He presented the award to the winner.",
        "The club did not say whether the player was hurt.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert said(text) == []


def test_quotation_without_cue_continues_the_speaker_before() -> None:
    text = (
        "“The lake is dying,” said Ana Torres, a biologist.\n\n"
        "“Nobody has listened to the fishermen for years.”\n\n"
        "The lake lies in the north.\n\n"
        "“We counted nine dead seals,” she told Radio Sur. “And it is getting worse.”"
    )
    assert said(text) == [
        ("Ana Torres", "The lake is dying"),
        ("Ana Torres", "Nobody has listened to the fishermen for years"),
        ("Ana Torres", "We counted nine dead seals / And it is getting worse"),
    ]


def test_a_quotation_opens_the_article_before_its_speaker_is_named() -> None:
    text = "“The bridge was never safe at all.”\n\n“We knew it,” said Ana Torres, an engineer."
    assert [speaker for speaker, _ in said(text)] == ["Ana Torres", "Ana Torres"]


def test_denial_of_an_allegation_holds_two_voices() -> None:
    text = "Tokyo denies allegations by Seoul that it was hiding waste."
    rows = attributions(text).to_dict("records")
    assert [row["speaker"] for row in rows] == ["Japan", "South Korea"]
    assert rows[1]["outer_id"] == rows[0]["attribution_id"]
    assert pd.isna(rows[0]["outer_id"])


def test_a_report_within_a_statement_is_nested() -> None:
    text = "Rosa Lund said that Pedro Alva believes that the fund is empty."
    rows = attributions(text).to_dict("records")
    assert [row["speaker"] for row in rows] == ["Rosa Lund", "Pedro Alva"]
    assert rows[1]["outer_id"] == rows[0]["attribution_id"]


def test_dialogue_set_with_dashes() -> None:
    text = "- We will rebuild the dam - said Ana Torres. - It takes two years - she added."
    assert said(text) == [
        ("Ana Torres", "We will rebuild the dam"),
        ("Ana Torres", "It takes two years"),
    ]


def test_table_keeps_the_contract_also_when_empty() -> None:
    for text in ("", "Nothing is said here.", DIRECT[2][0], SHARED[0][0]):
        assert tables.faults("attributions", attributions(text)) == []


def test_ids_are_unique_where_two_attributions_share_their_content() -> None:
    text = "The dam is safe, said Rosa Lund, according to Radio Sur.\n\n" * 3
    ids = attributions(text)["attribution_id"]
    assert len(ids) >= 3
    assert ids.is_unique
