"""Body and ledger: what is removed, what stays, and that nothing is lost between them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.article import Document
from analysis.clean import Cleaned, clean
from analysis.clean.model import load_model
from analysis.read import read_paths
from analysis.read.text import document_of

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold"
PAGES = SHARED / "eval" / "cleaning" / "plaintext_fundus.jsonl"

BODY = (
    "The ministers met in the capital on Tuesday and spoke for three hours about the border.",
    "Neither side would say afterwards whether another meeting had been agreed on.",
    "“We are still talking,” the foreign minister said.",
)
MORE = (
    "On Wednesday the talks went on without the delegation of the smaller country.",
    "It had left in the night, and nobody could tell when it would come back.",
)


def of(text: str) -> Document:
    return Document("id", "path", text)


def body(cleaned: Cleaned, text: str) -> list[str]:
    return [text[start:end] for start, end in cleaned.paragraphs]


def assert_complete(cleaned: Cleaned, text: str) -> None:
    """Paragraphs and removed stretches do not overlap and hold all that is not blank."""
    spans = sorted(
        [
            *cleaned.paragraphs,
            *zip(cleaned.removed["start"], cleaned.removed["end"], strict=True),
        ]
    )
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
    assert tables.faults("removed", cleaned.removed) == []
    for row in cleaned.removed.itertuples():
        assert row.text == text[row.start : row.end]
        assert row.reason


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *BODY,
                    "",
                    "See also: x",
                    "By admin",
                    "* item",
                    "West.The end.",
                    "Title: T",
                    "Text:",
                ]
            ),
            st.text(max_size=60),
        ),
        max_size=14,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
)
def test_nothing_is_lost_and_nothing_counted_twice(lines, gap):
    text = gap.join(lines)
    assert_complete(clean(of(text)), text)


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.txt")), ids=lambda path: path.name[:3])
def test_sample_is_complete(path):
    document = read_paths([path]).documents[0]
    assert_complete(clean(document), document.text)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Wed. Jan 26th, 2022", "date line"),
        ("Published 5 January 2022 at 10:30 GMT", "date line"),
        ("Updated: 2022-01-05 08:00 UTC", "date line"),
        ("By admin", "byline"),
        ("By Jane Doe and John Roe", "byline"),
        ("Source link", "source link"),
        ("Source: https://example.org/a/b", "source link"),
        ("Leave a Reply", "comment prompt"),
        ("Give a Comment", "comment prompt"),
        ("12 comments", "comment prompt"),
        ("Your email address will not be published.", "comment prompt"),
        ("This site uses Akismet to reduce spam. Learn how it works.", "comment prompt"),
        ("This website uses cookies to improve your experience. Accept", "cookie notice"),
        ("Privacy & Cookies Policy", "cookie notice"),
        ("Subscribe to our newsletter", "subscription prompt"),
        ("Share this on Facebook", "share prompt"),
        ("Follow us on Twitter", "share prompt"),
        ("ADVERTISEMENT", "advertisement"),
        ("See also\u00a0 The Chinese delegation added 2 golds, 1 silver", "related link"),
        ("Read more: Ministers meet again", "related link"),
        ("You may also like", "related link"),
        ("Caption: The ministers spoke. Source: somewhere", "caption"),
        ("INTERACTIVE- Members of the alliance", "caption"),
        ("Border map", "caption"),
        ("Ministers shake hands, 12 January 2022.Jane Doe / Associated Press", "caption"),
        ("The ministers (left) arrive at the palace. Photograph: Jane Doe/Reuters", "caption"),
        ("Author: Jane Doe, researcher at the Institute of Peace", "author credit"),
        ("The author is director of a department of the Institute of Peace.", "author credit"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "author credit"),
        ("opinion@example.com.cn", "contact"),
        ("This is a machine translation from Italian language of a post.", "translation notice"),
        ("The post Ministers meet appeared first on The Site .", "republication notice"),
        ("© 2022 The Site. All rights reserved.", "republication notice"),
        ("A second round of talks", "heading"),
        ("Ministers of three countries suspect a group behind attacks on their websites linked to"
         " a secret service", "related link"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_that_are_no_body(line, reason, gap):
    text = gap.join([*BODY[:2], line, *MORE])
    cleaned = clean(of(text))
    assert cleaned.removed["text"].tolist() == [line]
    assert cleaned.removed["reason"].tolist() == [reason]


@pytest.mark.parametrize(
    "line",
    [
        "So the dead water.",
        "Brussels, Belgium – Foreign policy experts have been waiting anxiously for a week.",
        "With what guarantees of success?",
        "“The strength of the alliance must be measured by how it can counter this.”",
        "“But beyond that, NATO will never give way. “",
        "“Our main goal is in principle to establish a dialogue. ”",
        "The minister told Reuters.",
        "He said that everything was clear, and that the talks must go on:",
        "By Tuesday the ministers had left the capital without an agreement.",
        "Source close to the talks said on Monday that nothing had been agreed.",
        "Photos of the meeting showed ministers who did not look at each other.",
        "Translated into politics, that means a longer war.",
        "The author believes that all parties have achieved their goals.",
        "Related charges were brought against two officers in May.",
    ],
)
def test_lines_that_are_body(line):
    text = "\n\n".join([BODY[0], line, BODY[1]])
    assert body(clean(of(text)), text) == [BODY[0], line, BODY[1]]


def test_what_stands_above_a_body():
    title = "Ministers meet once more"
    text = "\n\n".join(["Home » World", "The Daily Site", title, "by admin", *BODY])
    cleaned = clean(of(text))
    assert cleaned.removed["text"].tolist() == ["Home » World", "The Daily Site", title, "by admin"]
    assert body(cleaned, text) == list(BODY)


def test_a_question_as_headline_is_no_body_but_a_labelled_text_may_begin_with_one():
    question = "Will the ministers ever agree on anything?"
    plain = "\n\n".join([question, *BODY])
    assert body(clean(of(plain)), plain) == list(BODY)
    labelled = document_of(f"Title: Ministers\nText:\n{plain}", "path")
    assert body(clean(labelled), labelled.text) == [question, *BODY]


def test_header_lines_are_removed_as_labels():
    document = document_of(f"Title: T\nDate: 2022-01-01\nText: {BODY[0]}", "path")
    cleaned = clean(document)
    assert cleaned.removed["reason"].unique().tolist() == ["label"]
    assert cleaned.removed["text"].tolist() == ["Title: T", "Date: 2022-01-01", "Text:"]
    assert body(cleaned, document.text) == [BODY[0]]


def test_lines_wrapped_at_a_width_are_one_paragraph():
    wrapped = (
        "The ministers met in the capital on Tuesday and spoke for three\n"
        "hours about the border, the prisoners and the gas that no longer\n"
        "flows. Neither side would say whether another meeting had been\n"
        "agreed on."
    )
    other = wrapped.replace("Tuesday", "Wednesday")
    text = f"{wrapped}\n\n{other}"
    assert body(clean(of(text)), text) == [wrapped, other]


def test_glued_stops_end_paragraphs_where_each_line_is_a_sentence():
    lines = [
        "The two sides met on Monday.",
        "They spoke about gas.The minister left early that day.",
        "Nobody knew why he had gone.",
        "His party was silent.On Tuesday the talks went on.",
        "They came to nothing in the end.",
        "Everybody went home that night.",
    ]
    text = "\n".join(lines)
    assert [paragraph.split()[0] for paragraph in body(clean(of(text)), text)] == [
        "The",
        "The",
        "On",
    ]


def test_lists_announced_by_a_colon_stay_and_menus_go():
    items = ["* a longer ceasefire along the line", "* an exchange of all prisoners"]
    text = "\n".join(["* World", "* Sport", *BODY, "They agreed on the following points:", *items])
    cleaned = clean(of(text))
    assert body(cleaned, text) == [*BODY, "They agreed on the following points:", *items]
    assert cleaned.removed["text"].tolist() == ["* World", "* Sport"]


def test_a_sentence_that_comes_twice_counts_once():
    text = "\n".join([*BODY, *MORE, BODY[0]])
    cleaned = clean(of(text))
    assert body(cleaned, text) == [*BODY, *MORE]
    assert cleaned.removed["reason"].tolist() == ["repeated line"]


def test_texts_without_final_stops_and_texts_without_a_body():
    long_line = "ministers met in the capital and spoke for three hours about gas and the border"
    assert body(clean(of(f"{long_line}\n{long_line} again")), f"{long_line}\n{long_line} again")
    assert clean(of("Short headline")).paragraphs == ()
    assert clean(of("")).paragraphs == ()


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles lie beside the checkout only")
@pytest.mark.parametrize("number", ["000", "002"])
def test_removed_lines_are_those_of_the_annotation(number):
    gold = json.loads((GOLD / f"gold_{number}.json").read_text(encoding="utf-8"))
    document = read_paths([SAMPLE / gold["file"]]).documents[0]
    wanted = {line["text"].strip() for line in gold["removed_lines"]}
    assert set(clean(document).removed["text"]) == wanted


@pytest.mark.parametrize(
    ("number", "n_removed", "kept"),
    [
        ("001", 19, ["In fact, since the disintegration", "Finally, limited compromise"]),
        ("003", 6, ["The scoop was made", "Meanwhile, Putin, in Beijing"]),
        ("004", 5, ["The failure of last week", "So the dead water."]),
    ],
)
def test_the_other_sample_articles(number, n_removed, kept):
    document = read_paths(sorted(SAMPLE.glob(f"{number}*"))).documents[0]
    cleaned = clean(document)
    assert len(cleaned.removed) == n_removed
    paragraphs = body(cleaned, document.text)
    for beginning in kept:
        assert any(paragraph.startswith(beginning) for paragraph in paragraphs)


@pytest.mark.skipif(
    not PAGES.is_file(), reason="the development pages lie beside the checkout only"
)
def test_quality_on_development_pages_does_not_fall():
    from benchmarks.cleaning import measure, read_lines

    measured = [measure(page, load_model()) for page in read_lines(PAGES)]
    assert sum(one.words.f1 for one in measured) / len(measured) >= 0.94
    assert sum(one.lines.f1 for one in measured) / len(measured) >= 0.90


@pytest.mark.parametrize(
    "text",
    [
        "by " * 60_000,
        "(" * 150_000,
        "See also " * 20_000,
        "“" * 100_000 + ".",
        "a. " * 60_000,
        "\n".join(["x"] * 30_000),
        " \u00a0" * 80_000,
        "1 Jan " * 30_000,
        "Photo: " + "/ AP" * 40_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_texts_take_linear_time(text):
    began = time.perf_counter()
    assert_complete(clean(of(text)), text)
    assert time.perf_counter() - began < 5
