"""Which perspectives can be argued about, and what leaving them out changes."""

import pandas as pd
import pytest

from analysis import doubts
from analysis import tables as contract
from analysis.reference import load_reference
from analysis.selection import Selection
from analysis.store import Analysis
from tests import tiny

REFERENCE = load_reference()


def attributions(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    """Attributions of (speaker, affiliation, perspective), numbered from 0."""
    made = [
        {"attribution_id": str(number), "article_id": "x", "kind": "direct", "content_start": 0,
         "content_end": 1, "speaker": speaker, "speaker_role": "other", "confidence": 1.0,
         "affiliation": affiliation, "voice_perspective": perspective}
        for number, (speaker, affiliation, perspective) in enumerate(rows)
    ]  # fmt: skip
    columns = contract.TABLES["attributions"].names
    return contract.conform("attributions", pd.DataFrame(made, columns=columns))


@pytest.mark.parametrize(
    ("affiliation", "perspective", "doubt"),
    [
        ("Russia", "Russian", ""),
        (None, "Other", doubts.NO_AFFILIATION),
        ("Russia", "Western", doubts.DIFFERENT),
        ("Society of Nobody Known", "Other", doubts.UNKNOWN),
        ("Japan", "Other", ""),
    ],
)
def test_a_perspective_without_a_plain_reason_is_arguable(affiliation, perspective, doubt):
    told = doubts.doubts_of(attributions(("Roe", affiliation, perspective)), REFERENCE)
    assert told.to_dict() == {"0": doubt}


def test_a_name_with_several_perspectives_is_arguable_and_the_unnamed_are_not_one():
    rows = attributions(
        ("Roe", "Russia", "Russian"), ("Roe", "Ukraine", "Ukrainian"), ("Roe", None, "Other"),
        ("unnamed", "Russia", "Russian"), ("unnamed", "Ukraine", "Ukrainian"),
    )  # fmt: skip
    told = doubts.doubts_of(rows, REFERENCE)
    assert told.tolist() == [doubts.SEVERAL, doubts.SEVERAL, doubts.NO_AFFILIATION, "", ""]


def test_no_attributions_have_no_doubts():
    assert doubts.doubts_of(contract.empty("attributions"), REFERENCE).empty


def test_affiliations_are_told_with_their_reasons():
    assert doubts.reason_of("Russia; Ukraine; Russia", REFERENCE).count(";") == 1
    assert doubts.reason_of("", REFERENCE) == "no affiliation known"


@pytest.fixture
def analysis():
    """The tiny corpus, in which nobody knows for whom Ivanov speaks in article two."""
    tables = tiny.tables()
    changed = tables["attributions"].copy()
    changed.loc[changed["article_id"] == "two", "affiliation"] = None
    return Analysis(tables | {"attributions": changed}, tiny.analysis().run)


def test_leaving_out_what_is_arguable_changes_every_number_it_is_in(analysis):
    plain = Selection(plain_only=True)
    assert plain.restricted == ("plain_only",)
    before, after = analysis.totals(Selection()), analysis.totals(plain)
    assert (before["attributions"], after["attributions"]) == (2, 1)
    assert (before["sentences"], after["sentences"]) == (6, 5)
    assert (before["mentions"], after["mentions"]) == (5, 4)
    for measure in ("voice_share", "voice_words", "voice_statements", "framing", "role_share"):
        rows = analysis.evidence(plain, measure)
        assert set(rows["article_id"][rows["voice"] == "Ivanov"]) == {"one"}
        assert len(rows) == len(analysis.evidence(Selection(), measure)) - 1
    assert analysis.comparison(plain, "speech_act").empty


def test_speakers_are_marked_with_the_statements_that_are_arguable(analysis):
    told = analysis.named_speakers(Selection(), judged=True).iloc[0]
    assert (told["speaker"], told["n_attributions"], told["n_arguable"]) == ("Ivanov", 2, 1)
    assert told["arguable"] == doubts.NO_AFFILIATION
    assert told["reason"] == "country: Russia"
    assert "arguable" not in analysis.named_speakers(Selection())
