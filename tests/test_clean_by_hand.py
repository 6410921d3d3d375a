"""A person's corrections: what they restore is body, what they remove is none, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Document
from analysis.clean import REMOVED_BY_HAND, clean
from analysis.read.text import document_of
from tests.test_clean import BODY, MORE, assert_complete, body

LINK = "Read more: Ministers meet again"
TEXT = "\n".join(["Home » World", "Ministers meet once more", *BODY, LINK, *MORE])


def of(text: str) -> Document:
    return Document("id", "path", text)


def place(part: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def test_without_corrections_nothing_changes():
    assert clean(of(TEXT)).paragraphs == clean(of(TEXT), restored=(), removed=[]).paragraphs


def test_a_restored_line_is_a_paragraph_where_it_stands():
    before = clean(of(TEXT))
    assert LINK in before.removed["text"].tolist()
    after = clean(of(TEXT), restored=[place(LINK)])
    assert body(after, TEXT) == [*BODY, LINK, *MORE]
    assert LINK not in after.removed["text"].tolist()
    assert len(after.removed) == len(before.removed) - 1


def test_a_removed_line_says_that_a_person_removed_it():
    after = clean(of(TEXT), removed=[place(MORE[0])])
    assert body(after, TEXT) == [*BODY, MORE[1]]
    row = after.removed[after.removed["text"] == MORE[0]].iloc[0]
    assert row["reason"] == REMOVED_BY_HAND == "removed by hand"


def test_a_stretch_may_span_lines_and_both_kinds_of_corrections_go_together():
    start, end = TEXT.index(BODY[1]), TEXT.index(BODY[2]) + len(BODY[2])
    after = clean(of(TEXT), restored=[place(LINK)], removed=[(start, end)])
    assert body(after, TEXT) == [BODY[0], LINK, *MORE]
    assert after.removed["reason"].tolist().count(REMOVED_BY_HAND) == 2


def test_part_of_a_line_can_be_removed_and_part_of_another_restored():
    after = clean(
        of(TEXT), restored=[place("Ministers meet again")], removed=[place(" on Tuesday")]
    )
    first, second = BODY[0].split(" on Tuesday")
    assert body(after, TEXT) == [first, second.strip(), *BODY[1:], "Ministers meet again", *MORE]
    assert {"on Tuesday", "Read more:"} <= set(after.removed["text"])


def test_restoring_what_is_body_and_removing_what_is_removed_keeps_paragraphs():
    cleaned = clean(of(TEXT))
    middle = TEXT.index("capital")
    after = clean(of(TEXT), restored=[(middle, middle + 7)], removed=[place("Home » World")])
    assert after.paragraphs == cleaned.paragraphs
    assert after.removed["reason"].tolist()[0] == REMOVED_BY_HAND


def test_a_label_of_the_header_can_be_restored():
    document = document_of(f"Title: T\nDate: 2022-01-01\nText:\n{BODY[0]}\n{BODY[1]}", "path")
    after = clean(document, restored=[place("Title: T", document.text)])
    assert body(after, document.text) == ["Title: T", BODY[0], BODY[1]]


def test_an_article_may_lose_its_whole_body_by_hand():
    after = clean(of(BODY[0]), removed=[(0, len(BODY[0]))])
    assert after.paragraphs == ()
    assert after.removed["reason"].tolist() == [REMOVED_BY_HAND]


def test_corrections_that_cannot_be_applied_are_named_together():
    with pytest.raises(
        ValueError, match=r"\[5, 5\).*\[3, 999\).*\[0, 4\) is restored, but \[2, 6\)"
    ):
        clean(of("some short text"), restored=[(5, 5), (0, 4)], removed=[(3, 999), (2, 6)])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_is_lost_whatever_is_corrected(data):
    cuts = data.draw(st.lists(st.integers(0, len(TEXT)), max_size=8, unique=True).map(sorted))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    restored, removed = spans[::2], spans[1::2]
    cleaned = clean(of(TEXT), restored=restored, removed=removed)
    assert_complete(cleaned, TEXT)
    kept = {at for start, end in cleaned.paragraphs for at in range(start, end)}
    for at, character in enumerate(TEXT):
        if character.isspace():
            continue
        if any(start <= at < end for start, end in restored):
            assert at in kept
        if any(start <= at < end for start, end in removed):
            assert at not in kept
