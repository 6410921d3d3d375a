"""The class of cues that no row of the verbs table holds as they are printed."""

import pytest

from analysis.attribution.cue_class import class_of_cue
from analysis.reference_sheets import CUE_CLASSES
from benchmarks.attribution import SHARED, halves, read_news
from benchmarks.cues import classes_of, cues_of
from tests.attribution_helpers import reference


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", "neutral"),
        ("According to", "neutral"),
        ("has once more sharply criticised", "criticising"),
        ("said in a warning to", "warning"),
        ("rejected the claim", "denying"),
        ("claims by", "claiming"),
        ("re-stated", "neutral"),
        ("calls", "neutral"),
        ("called again for", "neutral"),
        ("called for", "demanding"),
        ("says no to", "denying"),
    ],
)
def test_the_longest_known_part_decides_and_neutral_yields(cue, expected):
    assert class_of_cue(cue, reference()) == expected


@pytest.mark.parametrize(
    ("cue", "expected"), [("reportedly", "neutral"), ("allegedly", "claiming"), ("sadly", None)]
)
def test_an_adverb_counts_as_its_participle(cue, expected):
    assert class_of_cue(cue, reference()) == expected


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("does not agree", "denying"),
        ("didn’t deny", "conceding"),
        ("did not rule out", "conceding"),
        ("do not believe", "believing"),
        ("never said", "neutral"),
    ],
)
def test_not_turns_only_what_has_a_contrary(cue, expected):
    assert class_of_cue(cue, reference()) == expected


def test_a_predicate_is_known_without_its_verb():
    assert class_of_cue("is convinced", reference()) == "believing"
    assert class_of_cue("convinced", reference()) == "believing"


@pytest.mark.parametrize("cue", ["", "…", "of the", "xyzzy", "42"])
def test_other_words_have_no_class(cue):
    assert class_of_cue(cue, reference()) is None


@pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason="no annotated news beside the checkout")
def test_nearly_all_annotated_cues_have_a_class():
    """95 % in either half, though only one of them was looked at."""
    for articles in halves(read_news()[0]):
        cues = cues_of(articles)
        assert len(cues) > 1000
        assert classes_of(cues, reference())[None] / len(cues) <= 0.05


def test_every_form_of_the_table_has_a_class_that_some_row_gives_it():
    given: dict[str, set[str]] = {}
    for row in reference().verbs.to_dict("records"):
        for form in row["forms"]:
            given.setdefault(form, set()).add(row["cue_class"])
    wrong = {form for form, names in given.items() if class_of_cue(form, reference()) not in names}
    assert not wrong
    assert set().union(*given.values()) == set(CUE_CLASSES)
