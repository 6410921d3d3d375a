"""Sentences as offsets: the cases that break naive splitters, and the laws of any splitting."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.clean import clean
from analysis.read import read_paths
from analysis.split import split_sentences

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
GOLD = Path(__file__).parents[2] / "shared" / "gold"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


# "|" marks where a sentence must end; it is not part of the text.
CASES = {
    "glued stop": "The game of Russia and the West.|The Biden administration has spoken.",
    "glued stop after a number": "They met in 2014.|Then came the war.",
    "glued stop after a quotation": "He called it “absurd.”|The minister left.",
    "country": "The U.S. and the U.K. agreed.| They met in the U.S.| The law holds.",
    "country at the beginning": "U.S. officials from Biden to Sherman have said so.",
    "initial": "John F. Kirby, spokesman for the Pentagon, spoke.| He left.",
    "titles": "Mr. Li met Gen. Smith and Dr. Wu.| They talked.",
    "scattered stops": "It led to a catastrophic confrontation. . .| Then it was quiet.",
    "page date": "On Wed. Jan 26th, 2022, they met.| It was late.",
    "month with a day": "They met on Jan. 5 in Oslo.| It was late.",
    "month at the end": "They meet in Jan.| The rest is open.",
    "decimals": "It cost 3.5 million and 2,000.75 more.| Nobody paid.",
    "number first": "It was over.| 30,000 Russian soldiers are expected.",
    "list number": "1. The ministers met.| They left.",
    "time": "He spoke at 5 p.m. Monday.| She spoke at 6 p.m.| They left.",
    "blank before a closing mark": "Our goal is to establish a dialogue. ”| She left.",
    "opening mark as closing mark at the end": "“Beyond that, NATO will never give way. “",
    "quotation opened twice": "“It does not solve the issue.| “It only shifts it,” he said.",
    "spaced straight marks": 'They met.| " We have no objections ," Kuleba said.',
    "closing spaced straight mark": 'He said " it is over. "| Then he left.',
    "attribution after a question": "“Will you go?” Putin asked.| Nobody answered.",
    "small letter after a question mark": "“Will you go?” he asked.| Nobody answered.",
    "lone verb left over": "Today’s threats are different. is.| He left.",
    "displaced predicate": "It has never been in Russia.| did not work and will not work.",
    "small letter goes on": "Meetings of Russian and Allied warships. aircraft until May.",
    "stop before a comma": "The head of the Policy Council. , in a comment.",
    "name cut in two": "He teaches at Johns Hopkins. University.| She does not.",
    "ellipsis inside": "A wide range of movements … from weapons to ties.| He left.",
    "one-word sentences": "“No.”| “Why?”| “Never.”",
    "exclamations": "Stop!| It is over?!| Yes.",
    "other scripts": "会议结束了。|部长离开了。",
    "blank line": "A heading without stop\n\n|The text begins.",
    "line break is a blank": "The ministers met on\nTuesday in Oslo.| They left.",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_they_should(case):
    expected = [piece.strip() for piece in case.split("|")]
    assert sentences(case.replace("|", "")) == expected


def test_offsets_point_into_the_whole_text():
    text = "Before. One here. Two here. After."
    assert split_sentences(text, 8, 27) == [(8, 17), (18, 27)]


def test_a_stretch_outside_the_text_is_refused():
    with pytest.raises(ValueError, match=r"stretch 2\.\.9 must lie in a text of 4 code points"):
        split_sentences("Text", 2, 9)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    ". ",
                    "U.S. ",
                    "“",
                    "” ",
                    '"',
                    " ",
                    "\n\n",
                    "? ",
                    "West.The ",
                    ". . .",
                    "Mr. ",
                    "is.",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=25,
    ).map("".join)
)
def test_sentences_are_in_order_trimmed_and_hold_everything(text):
    at = 0
    for start, end in split_sentences(text, 0, len(text)):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles lie beside the checkout only")
@pytest.mark.parametrize("number", ["000", "002"])
def test_sentences_are_those_of_the_annotation(number):
    gold = json.loads((GOLD / f"gold_{number}.json").read_text(encoding="utf-8"))
    document = read_paths([SAMPLE / gold["file"]]).documents[0]
    found = [
        span
        for start, end in clean(document).paragraphs
        for span in split_sentences(document.text, start, end)
    ]
    assert found == [(sentence["start"], sentence["end"]) for sentence in gold["sentences"]]


@pytest.mark.parametrize(
    "text",
    ["a. " * 100_000, ". " * 150_000, '"' * 200_000 + ".", '. "' * 100_000, "A." * 100_000,
     "x" * 300_000, "! ” " * 60_000, " " * 300_000, "a.B " * 80_000],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_hostile_texts_take_linear_time(text):
    began = time.perf_counter()
    split_sentences(text, 0, len(text))
    assert time.perf_counter() - began < 5
