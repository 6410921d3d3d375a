"""Paragraphs as the tagger reads them, and what the shipped tagger finds in invented ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution import attribute
from analysis.attribution.drafts import Draft
from analysis.attribution.tagger import default_tagger
from analysis.attribution.windows import LONGEST, windows_of
from analysis.split import split_sentences
from tests.attribution_helpers import article, frame, reference


def windows(text, quotes=(), drafts=()):
    sentences = split_sentences(text, 0, len(text))
    return windows_of(text, (0, len(text)), sentences, quotes, drafts, default_tagger().tokenizer)


def test_pieces_know_their_place_their_word_and_what_marks_and_rules_say():
    text = 'Mara Lind said "unfathomable" things'
    draft = Draft(((15, 36),), (10, 14), (0, 9), "neutral", "clause after cue", 0)
    (window,) = windows(text, [(15, 29)], [draft])
    shown = [text[slice(*window.span(i, i + 1))] for i in range(1, len(window) - 1)]
    assert shown[:4] == ["Mara", "Lin", "d", "said"] or shown[:3] == ["Mara", "Lind", "said"]
    assert window.hints[window.covered_by([(10, 14)])].tolist() == [[1, 0, 0]]
    assert window.hints[window.covered_by([(0, 9)]), 1].all()
    assert not window.hints[window.covered_by([(0, 9)]), 2].any()
    assert window.quoted[window.covered_by([(15, 29)])].all()
    assert not window.quoted[window.covered_by([(30, 36)])].any()
    inside = np.flatnonzero(window.covered_by([(16, 28)]))
    assert len(inside) > 1, "a rare word is several pieces"
    assert len(set(window.words[inside].tolist())) == 1
    assert text[slice(*window.span(*window.whole_words(inside[0], inside[0] + 1)))] == text[16:28]


def test_a_long_paragraph_is_several_windows_that_end_with_sentences():
    text = " ".join(f"Sentence number {n} tells of the river and its banks." for n in range(60))
    parts = windows(text)
    assert len(parts) > 1
    assert all(len(part) <= LONGEST for part in parts)
    assert all(text[int(part.ends[-2]) - 1] == "." for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read_and_no_piece_leaves_it(text):
    for window in windows(text):
        assert len(window) <= LONGEST
        printed = window.printed
        assert (window.starts[printed] <= window.ends[printed]).all()
        assert (window.ends[printed] <= len(text)).all()
        tags = default_tagger().tag(window)
        assert np.isfinite(tags.cue).all()
        assert np.isfinite(tags.roles).all()


def found(text):
    """Source, cue and content of what rules and the shipped tagger find."""
    passages = [(0, len(text))]
    sentences = split_sentences(text, 0, len(text))
    table = attribute(
        article(text), frame(passages), frame(sentences), reference(), default_tagger()
    )
    return {
        (row.source, row.cue, text[row.content_start : row.content_end])
        for row in table.itertuples()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mara Lind, the harbour master, said that the dam would hold until spring.",
            ("Mara Lind", "said", "the dam would hold until spring"),
        ),
        (
            "The dam would hold until spring, according to the harbour master.",
            ("the harbour master", "according to", "The dam would hold until spring"),
        ),
        (
            "Norway accused Denmark of closing the strait without a warning.",
            ("Norway", "accused", "Denmark of closing the strait without a warning"),
        ),
    ],
)
def test_plain_cases_are_found(text, expected):
    source, cue, content = expected
    assert any(
        row[0] and row[0].startswith(source) and cue in row[1] and row[2].rstrip(".") == content
        for row in found(text)
    ), found(text)


def test_a_paragraph_reads_the_same_whatever_stands_around_it():
    text = 'Mara Lind said: "The dam will hold." The mayor denied that money was short.'
    around = f"Nobody came.\n{text}\nThe river rose, “officials said."
    start = around.index(text)
    passages = [(0, 12), (start, start + len(text)), (start + len(text) + 1, len(around))]
    sentences = [s for a, b in passages for s in split_sentences(around, a, b)]

    def rows(text, passages, sentences, offset, length):
        table = attribute(
            article(text), frame(passages), frame(sentences), reference(), default_tagger()
        )
        inside = table[table["content_start"].between(offset, offset + length - 1)]
        return [
            (row.content_start - offset, row.content_end - offset, row.cue, row.confidence)
            for row in inside.itertuples()
        ]

    alone = rows(text, [(0, len(text))], split_sentences(text, 0, len(text)), 0, len(text))
    assert alone
    assert rows(around, passages, sentences, start, len(text)) == alone


def test_twice_the_same():
    text = "The mayor warned that the water would rise, and Mara Lind disagreed with him."
    assert found(text) == found(text)
