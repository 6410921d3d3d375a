"""Frames of speech beyond subject, verb and object: viewpoints, passives, what is pointed to."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.attribution import attribute
from tests.attribution_helpers import article, attributions, frame, reference, said, spans

VIEWPOINTS = [
    (
        "In the museum's view, the statue belongs to the city.",
        "museum",
        "the statue belongs to the city",
    ),
    ("In the farmers' view, the dam is a threat.", "farmers", "the dam is a threat"),
    ("In Tokyo's eyes, the fund is a trap.", "Japan", "the fund is a trap"),
    ("The fund is, in Tokyo's eyes, a trap.", "Japan", "The fund is / a trap"),
    ("The fund is a trap, in Tokyo's view.", "Japan", "The fund is a trap"),
    ("But to Chilean traders, the fund is a trap.", "Chilean traders", "the fund is a trap"),
    (
        "The fund looks, to Chilean traders, like a trap.",
        "Chilean traders",
        "The fund looks / like a trap",
    ),
    ("From Tokyo's perspective, the fund is a trap.", "Japan", "the fund is a trap"),
    ("From Tokyo's point of view, the fund is a trap.", "Japan", "the fund is a trap"),
    ("From the perspective of Kenya, the fund is a trap.", "Kenya", "the fund is a trap"),
    ("By the museum's account, the statue was stolen.", "museum", "the statue was stolen"),
    ("As the farmers see it, the dam is a threat.", "farmers", "the dam is a threat"),
    ("Seen from Nairobi, the dam is a threat.", "Kenya", "the dam is a threat"),
    ("To many Western analysts, the fund is a trap.", "Western analysts", "the fund is a trap"),
    ("For farmers, the dam is a threat.", "farmers", "the dam is a threat"),
    (
        "For the farmers downstream, the dam is a threat.",
        "farmers downstream",
        "the dam is a threat",
    ),
]
PASSIVES = [
    ("The plan was praised by Aiko Mori, a diver.", "Aiko Mori", "The plan"),
    ("The old plan has been criticised by farmers.", "farmers", "The old plan"),
    (
        "The plan was described by Aiko Mori as a gift to the rich.",
        "Aiko Mori",
        "The plan / as a gift to the rich",
    ),
    (
        "The firm was accused by the regulator of hiding losses.",
        "regulator",
        "The firm / of hiding losses",
    ),
    (
        "The delay led some to believe that the bridge was unsafe.",
        "unnamed",
        "the bridge was unsafe",
    ),
]
PLAIN = [
    (
        "The organisers denied that tickets had been sold twice.",
        "organisers",
        "tickets had been sold twice",
    ),
    ("The hosts denied that the pitch was frozen.", "hosts", "the pitch was frozen"),
    (
        "“The mission is on course,” project scientist Aiko Mori told reporters.",
        "Aiko Mori",
        "The mission is on course",
    ),
    (
        "The mission is on course, project scientist Aiko Mori told Radio Sur.",
        "Aiko Mori",
        "The mission is on course",
    ),
    (
        "As the mayor, Rui Costa, put it, the bridge is a disgrace.",
        "Rui Costa",
        "the bridge is a disgrace",
    ),
    (
        "As the week ended, Rui Costa, a baker, said bread was cheap.",
        "Rui Costa",
        "bread was cheap",
    ),
    (
        "Peru on Monday offered to reopen the border, a step that nobody had expected.",
        "Peru",
        "to reopen the border",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), VIEWPOINTS + PASSIVES + PLAIN)
def test_speaker_and_content(text: str, speaker: str, content: str) -> None:
    assert said(text) == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The city was attacked by Roman troops.",
        "The prize was presented by the king.",
        "He sold the shares, to investors, for a song.",
        "The rule applies to banks and, for the reporters, to papers.",
        "He put the shoes on the table.",
        "For the past three decades, the mill stood empty.",
        "To the farmers, Peru gave new land.",
        "For the farmers, Peru built a road.",
        "As the farmers left, the dam broke.",
        "From Nairobi, the train goes to the coast.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert said(text) == []


def test_a_quotation_goes_to_whom_the_next_sentence_points_to() -> None:
    text = (
        "“The reef is lost for ever,” said Ana Torres.\n\n"
        "“The reef can be saved by us.” So argues Pedro Alva, a diver."
    )
    assert said(text) == [
        ("Ana Torres", "The reef is lost for ever"),
        ("Pedro Alva", "The reef can be saved by us"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The reef can be saved,” so argues Pedro Alva, a diver.",
        "The reef can be saved. So argues Pedro Alva, a diver, in a new book.",
    ],
)
def test_so_argues_takes_what_stands_before_it(text: str) -> None:
    assert said(text) == [("Pedro Alva", "The reef can be saved")]


def test_an_interrupted_quotation_is_one_also_across_sentences() -> None:
    text = "“We counted seals in 2013,” Aiko Mori told Radio Sur on Friday. “We were wrong. Twice.”"
    assert said(text) == [("Aiko Mori", "We counted seals in 2013 / We were wrong. Twice")]
    assert attributions(text)["content2_start"].notna().all()


@pytest.mark.parametrize(
    "text",
    [
        "“We counted nine seals,” Aiko Mori said.\n\n“It was a very cold day.”",
        "“We counted nine seals,” Aiko Mori said. The room fell silent. “It was a very cold day.”",
    ],
)
def test_a_quotation_further_off_is_one_of_its_own(text: str) -> None:
    assert said(text) == [
        ("Aiko Mori", "We counted nine seals"),
        ("Aiko Mori", "It was a very cold day"),
    ]


def test_a_report_about_a_wish_leaves_the_wish_to_its_own_subject() -> None:
    text = "Critics say the minister wants a new school."
    rows = attributions(text).to_dict("records")
    assert rows[0]["source"] == "Critics"
    assert [row["source"] for row in rows[1:]] == ["the minister"]


def test_a_belief_reported_by_somebody_is_nested() -> None:
    rows = attributions("Kenyan engineers believe that the valve failed, Aiko Mori said.")
    rows = rows.to_dict("records")
    assert [row["speaker"] for row in rows] == ["Aiko Mori", "Kenyan engineers"]
    assert rows[1]["outer_id"] == rows[0]["attribution_id"]


MINISTER = "Culture Minister Eva Lind said that the museum would stay."


def _minister(text: str, country: str | None) -> dict:
    passages, sentences = spans(text)
    row = article(text) | {"country": country}
    table = attribute(row, frame(passages), frame(sentences), reference())
    return table.to_dict("records")[-1]


def test_a_minister_without_a_country_is_one_of_the_outlets_own() -> None:
    home, unknown = _minister(MINISTER, "CN"), _minister(MINISTER, None)
    assert (home["affiliation"], home["voice_perspective"]) == ("China", "Chinese")
    assert pd.isna(unknown["affiliation"])
    assert home["confidence"] < unknown["confidence"]


@pytest.mark.parametrize(
    "text",
    [
        f"The museum stands in Kenya.\n\n{MINISTER}",
        f"{MINISTER} The loan comes from Kenya.",
        "Eva Lind, the baker, said that the museum would stay.",
    ],
)
def test_nothing_is_presumed_beside_another_state_or_of_others(text: str) -> None:
    assert pd.isna(_minister(text, "CN")["affiliation"])


POINTING = [
    ("The quota will fall. Eva Lind said this in a letter.", "Eva Lind", "The quota will fall"),
    ("The quota will fall. That's according to Eva Lind.", "Eva Lind", "The quota will fall"),
]
FURTHER = [
    ("Most cod will go to Peru, traders believe.", "traders", "Most cod will go to Peru"),
    ("The survey found strong support for the dam.", "survey", "strong support for the dam"),
    ("The dam is popular, the survey found.", "survey", "The dam is popular"),
    ("Peru pledged $5 million for the dam.", "Peru", "$5 million for the dam"),
    (
        "The quota will fall - the fisheries minister said on Monday.",
        "fisheries minister",
        "The quota will fall",
    ),
    ("Further, as Eva Lind notes, the dam is old.", "Eva Lind", "the dam is old"),
    ("Eva Lind reminded that the dam was old.", "Eva Lind", "the dam was old"),
    (
        "The law, which critics say will ruin the farmers, passed on Monday.",
        "critics",
        "will ruin the farmers",
    ),
    (
        "The dam, the sluices and the old mill were built of clay, Eva Lind, chief of the harbour "
        "patrol, told Radio Sur.",
        "Eva Lind",
        "The dam, the sluices and the old mill were built of clay",
    ),
    (
        "Peru's central bank pledged to widen the number of shops that accept cards.",
        "Peru's central bank",
        "to widen the number of shops that accept cards",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), POINTING + FURTHER)
def test_further_frames(text: str, speaker: str, content: str) -> None:
    assert said(text) == [(speaker, content)]


def test_what_somebody_else_said_is_not_pointed_to() -> None:
    text = "Eva Lind said the quota would fall. Rosa Lund said this on Friday."
    assert said(text) == [("Eva Lind", "the quota would fall")]


_PIECES = (
    "Rosa Lund|the minister|farmers|she|said|says|told reporters|was praised by|as|of|that|which"
    "|led some to believe|so|So argues|this|according to|That's|in|'s view|For|to|,|,|.|.|“We agree"
    " on that.”|“A b c d”|-|will|put it|believe|wants|$5 million|the dam is old"
).split("|")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_no_order_of_words_breaks_the_table(words: list[str]) -> None:
    text = " ".join(words)
    table = attributions(text)
    assert tables.faults("attributions", table) == []
    for row in table.to_dict("records"):
        assert 0 <= row["content_start"] < row["content_end"] <= len(text)
