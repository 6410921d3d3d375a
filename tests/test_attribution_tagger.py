"""The tagger's tags made attributions: decoding by hand, and rules and tagger together."""

import numpy as np
import pytest

from analysis.attribution.combine import tag_paragraphs
from analysis.attribution.decode import Found, cue_probability, decode, overlap
from analysis.attribution.drafts import CONTINUING, Draft
from analysis.attribution.paragraphs import Paragraph
from analysis.attribution.tagger import AFTER, BEFORE, Tags, cues_in, lowest
from analysis.attribution.windows import Window, _pieces
from tests.attribution_helpers import reference

CUE, SOURCE, CONTENT, UNCUED = "c", "s", "x", "u"


def window_of(text, quoted=()):
    """One piece per word of a text without hints."""
    starts, ends, at = [-1], [-1], 0
    for word in text.split():
        starts.append(text.index(word, at))
        at = starts[-1] + len(word)
        ends.append(at)
    starts, ends = np.array([*starts, -1]), np.array([*ends, -1])
    n = len(starts)
    words = np.where(starts < 0, -1 - np.arange(n), np.arange(n))
    zeros = np.zeros(n, np.int64)
    return Window(zeros, starts, ends, words, zeros, np.zeros((n, 3), np.float32))


def tags_of(window, cues, uncued=""):
    """Tags from letters, one per word: for each cue its probability and its roles."""
    n = len(window)
    cue = np.tile([1.0, 0.0, 0.0], (n, 1))
    speech = np.tile([1.0, 0.0, 0.0], (n, 1))
    runs, roles = [], []
    for probability, letters in cues:
        at = [i + 1 for i, letter in enumerate(letters) if letter == CUE]
        cue[at[0]] = [1 - probability, probability, 0]
        cue[at[1:]] = [0, 0, 1]
        runs.append((at[0], at[-1] + 1))
        row = np.tile([1.0, 0.0, 0.0], (n, 1))
        row[[i + 1 for i, letter in enumerate(letters) if letter == SOURCE]] = [0, 1, 0]
        row[[i + 1 for i, letter in enumerate(letters) if letter == CONTENT]] = [0, 0, 1]
        roles.append(row)
    for i, letter in enumerate(uncued):
        if letter in "uU":
            speech[i + 1] = [0, 1, 0] if letter == "U" else [0, 0, 1]
    return Tags(cue, speech, tuple(runs), np.array(roles).reshape(len(cues), n, 3))


def texts(text, found):
    return [
        (
            text[slice(*one.source)] if one.source else None,
            text[slice(*one.cue)] if one.cue else None,
            [text[slice(*part)] for part in one.content],
        )
        for one in found
    ]


def read(text, cues, uncued=""):
    window = window_of(text)
    return texts(text, decode(window, tags_of(window, cues, uncued)))


def test_source_cue_and_content_of_one_cue():
    found = read("Ada Moss said that rain will come", [(0.9, "sscoxxx")])
    assert found == [("Ada Moss", "said", ["rain will come"])]


def test_a_cue_without_content_says_nothing():
    assert read("Ada said so", [(0.9, "sco")]) == []


def test_what_stands_on_both_sides_of_the_cue_is_two_parts():
    text = "The dam will hold for now Ada said until the snow melts here"
    assert read(text, [(0.9, "xxxxxx" + "sc" + "xxxxx")]) == [
        ("Ada", "said", ["The dam will hold for now", "until the snow melts here"])
    ]


def test_a_small_gap_in_a_content_is_closed_and_a_crumb_is_dropped():
    text = "Ada said the dam will hold for the whole of spring and more than that anyway indeed"
    letters = "sc" + "xxxoxxxxxx" + "ooo" + "x" + "o"
    assert read(text, [(0.9, letters[: len(text.split())])]) == [
        ("Ada", "said", ["the dam will hold for the whole of spring and"])
    ]


def test_the_surest_stretch_is_the_source_and_the_cue_is_no_part_of_it():
    window = window_of("he told Radio Nord that rain comes")
    tags = tags_of(window, [(0.9, "scssoxx")])
    tags.roles[0, 3:5] = [0.6, 0.4, 0]
    (found,) = decode(window, tags)
    assert found.source == (0, 2)


def test_two_cues_of_one_content_are_one_attribution_that_keeps_the_source():
    text = "in a statement Ada said rain will come soon"
    cues = [(0.9, "oocoo" + "xxxx"), (0.6, "ooosc" + "xxxx")]
    assert read(text, cues) == [("Ada", "statement", ["rain will come soon"])]


def test_a_report_within_a_report_stays_though_the_contents_are_nearly_the_same():
    text = "Ada says Bo believes that rain will come before the end of this week at least"
    cues = [(0.9, "sc" + "x" * 14), (0.8, "oosco" + "x" * 11)]
    found = read(text, cues)
    assert [(source, cue) for source, cue, _ in found] == [("Ada", "says"), ("Bo", "believes")]


def test_speech_without_a_cue_begins_anew_where_the_tagger_says_so():
    text = "We shall stay here We shall not go"
    assert read(text, [], "UuuuUuuu") == [
        (None, None, ["We shall stay here"]),
        (None, None, ["We shall not go"]),
    ]


def test_speech_without_a_cue_that_a_cue_already_takes_is_not_told_twice():
    found = read("Ada said rain will come now", [(0.9, "scxxxx")], "ooUuuu")
    assert len(found) == 1


def test_a_span_ends_with_its_words():
    window = window_of("Ada said rains come")
    window.words[3:5] = window.words[3]  # "rains" and "come" as pieces of one word
    tags = tags_of(window, [(0.9, "scxo")])
    (found,) = decode(window, tags)
    assert found.content == ((9, 19),)


def test_an_unsure_cue_counts_only_where_a_rule_sees_one_too():
    cue = np.array(
        [[1, 0, 0], [0.5, 0.5, 0], [0.1, 0, 0.9], [0.1, 0.9, 0], [0.9, 0.1, 0], [1, 0, 0]]
    )
    seen = np.array([False, False, True, False, True, False])
    assert cues_in(cue, seen) == ((1, 3), (3, 4))
    assert cues_in(cue, np.zeros(6, bool)) == ((3, 4),)


def test_the_stretch_around_a_cue_stays_in_the_window():
    last = 224 - BEFORE - AFTER
    assert lowest(np.array([3, 100, 219]), 224).tolist() == [0, 100 - BEFORE, last]
    assert lowest(np.array([3]), 20).tolist() == [0]
    assert last + BEFORE + AFTER > 219


def test_a_cue_that_only_a_rule_sees_has_the_probability_of_its_pieces():
    window = window_of("Ada said rain comes")
    tags = tags_of(window, [(0.3, "scxx")])
    assert cue_probability(window, tags, (4, 8)) == pytest.approx(0.3)
    assert cue_probability(window, tags, (9, 13)) == 0
    assert cue_probability(window, tags, (90, 95)) == 0


def test_overlap_is_intersection_over_union():
    assert overlap([(0, 10)], [(5, 15)]) == pytest.approx(5 / 15)
    assert overlap([(0, 4), (8, 10)], [(0, 4), (8, 10)]) == 1
    assert overlap([(0, 4)], [(4, 8)]) == 0


def test_a_content_holds_another_cue():
    outer = Found(((10, 50),), (5, 9), None, 0.9)
    assert outer.holds(Found(((30, 50),), (20, 25), None, 0.9))
    assert not outer.holds(Found(((30, 50),), None, None, 0.9))


def test_long_paragraphs_are_cut_at_sentences_and_none_is_lost():
    assert _pieces(100, [40, 100]) == [(0, 100)]
    assert _pieces(300, [120, 200, 300]) == [(0, 200), (200, 300)]
    assert _pieces(500, [500]) == [(0, 222), (222, 444), (444, 500)]
    assert _pieces(0, []) == []


class Told:
    """A tagger that says what it is told; each word of a text is one piece."""

    tokenizer = None

    def __init__(self, window, tags):
        self.window, self.tags = window, tags

    def tag(self, window):
        return self.tags


def combine(monkeypatch, text, cues, uncued="", quotes=(), drafts=()):
    window = window_of(text)
    told = Told(window, tags_of(window, cues, uncued))
    monkeypatch.setattr("analysis.attribution.combine.windows_of", lambda *_: [window])
    return tag_paragraphs(text, [paragraph_of(text, quotes, drafts)], told, reference())


def paragraph_of(text, quotes=(), drafts=()):
    whole = (0, len(text))
    return Paragraph(whole, 0, (whole,), tuple(quotes), (), tuple(drafts))


def rule(text, source, cue, content):
    def at(words):
        return (text.index(words), text.index(words) + len(words))

    return Draft((at(content),), at(cue), at(source), "neutral", "clause after cue", 0)


TEXT = "Ada said rain will come"


def test_a_rule_gives_the_source_that_the_tagger_does_not_see(monkeypatch):
    drafts = [rule(TEXT, "Ada", "said", "rain will come")]
    (draft,) = combine(monkeypatch, TEXT, [(0.9, "ocxxx")], drafts=drafts)
    assert draft.source == (0, 3)


def test_a_verb_that_tells_how_something_is_done_is_nobodys_report(monkeypatch):
    text = "It gained trust by stressing its promise"
    assert combine(monkeypatch, text, [(0.9, "oooocxx")]) == []
    (draft,) = combine(monkeypatch, text, [(0.9, "sooocxx")])
    assert text[slice(*draft.source)] == "It"


def test_what_only_a_rule_sees_stays_unless_the_tagger_rules_it_out(monkeypatch):
    drafts = [rule(TEXT, "Ada", "said", "rain will come")]
    assert combine(monkeypatch, TEXT, [], drafts=drafts) == []
    text = "Ada said rain will come here"
    drafts = [rule(text, "Ada", "said", "rain will come")]
    window = window_of(text)
    doubted = tags_of(window, [])
    doubted.cue[2] = [0.9, 0.1, 0]
    monkeypatch.setattr("analysis.attribution.combine.windows_of", lambda *_: [window])
    told = Told(window, doubted)
    assert tag_paragraphs(text, [paragraph_of(text, (), drafts)], told, reference()) == drafts


def test_a_quoted_content_is_given_with_its_marks_and_whole(monkeypatch):
    text = 'Ada said " rain will come . It may stay . "'
    quotes = [(text.index('"'), len(text))]
    (draft,) = combine(monkeypatch, text, [(0.9, "sco" + "xxxx" + "ooooo")], quotes=quotes)
    assert draft.content == (quotes[0],)


def test_a_quotation_that_holds_the_cue_is_somebody_elses(monkeypatch):
    text = '" Ada said rain will come "'
    (draft,) = combine(monkeypatch, text, [(0.9, "oscxxxo")], quotes=[(0, len(text))])
    assert text[slice(*draft.content[0])] == "rain will come"


def test_a_quotation_without_a_cue_counts_once_and_not_outside_marks(monkeypatch):
    text = 'Nobody else came . " We shall stay here for long . "'
    quotes = [(text.index('"'), len(text))]
    uncued = "oooo" + "oUuuuuuuoo"
    (draft,) = combine(monkeypatch, text, [], uncued, quotes)
    assert (draft.rule, draft.content, draft.cue) == (CONTINUING, (quotes[0],), None)
    assert combine(monkeypatch, text, [], uncued, ()) == []


def test_the_class_of_a_cue_is_that_of_its_words(monkeypatch):
    text = "Ada warned rain will come"
    (draft,) = combine(monkeypatch, text, [(0.9, "scxxx")])
    assert draft.cue_class == "warning"


def test_a_source_is_without_the_marks_around_it_and_none_without_words(monkeypatch):
    text = "( U.S. officials ) said rain will come"
    (draft,) = combine(monkeypatch, text, [(0.9, "ssss" + "cxxx")])
    assert text[slice(*draft.source)] == "U.S. officials"
    text = "— said rain will come"
    (draft,) = combine(monkeypatch, text, [(0.9, "scxxx")])
    assert draft.source is None
    text = ", the U.S. said rain will come"
    (draft,) = combine(monkeypatch, text, [(0.9, "ssscxxx")])
    assert text[slice(*draft.source)] == "the U.S."
