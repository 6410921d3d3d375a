"""Every measure that can stand on a screen is explained, and its explanation is sound."""

import dataclasses

import pytest

from analysis.evidence import ROWS
from analysis.registry import MEASURES, Measure, measure_of


def test_every_measure_with_evidence_rows_is_explained():
    assert set(ROWS) <= set(MEASURES)


def test_every_other_number_of_the_screens_is_explained_and_nothing_that_is_on_none():
    assert set(MEASURES) - set(ROWS) == {
        "statements",
        "confidence",
        "stability",
        "mentions",
        "wording",
        "agreement",
        "articles",
    }


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_an_entry_is_complete(measure: Measure):
    for field in dataclasses.fields(measure):
        value = getattr(measure, field.name)
        if field.name not in ("low", "high"):
            assert value.strip() == value != "", field.name
    assert measure.question.endswith("?")
    assert measure.low is None or measure.high is None or measure.low < measure.high


def test_titles_tell_measures_apart():
    titles = [measure.title for measure in MEASURES.values()]
    assert len(set(titles)) == len(titles)


def test_an_unknown_measure_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match=r"no measure 'tone'.*stance"):
        measure_of("tone")
