"""Why the perspective of a speaker can be argued about."""

from __future__ import annotations

import pandas as pd

from analysis.perspectives import perspective_of_affiliation, reason_of_affiliation
from analysis.reference import Reference
from analysis.tables import TEXT, UNNAMED_VOICE

NO_AFFILIATION = "no affiliation known"
SEVERAL = "several affiliations"
DIFFERENT = "not that of the affiliation"
UNKNOWN = "affiliation unknown to the tables"


def doubts_of(attributions: pd.DataFrame, reference: Reference) -> pd.Series:
    """Why the perspective of each attribution's speaker can be argued about, by attribution_id.

    It can when no affiliation is known, when the tables do not know it, when they give it another
    perspective (a presumption, or a person's correction), and when the articles give a speaker of
    one name affiliations of several perspectives. Empty where it is plain.

    Args:
        attributions: the attributions table, of all articles.
        reference: the reference tables.
    """
    pairs = attributions[["affiliation", "voice_perspective"]]
    said = [(known, perspective) for known, perspective in pairs.fillna("").to_numpy().tolist()]
    single = {pair: _doubt(pair[0], pair[1], reference) for pair in set(said)}
    ids = attributions["attribution_id"]
    doubts = pd.Series([single[pair] for pair in said], index=ids, dtype=TEXT)
    named = attributions["speaker"] != UNNAMED_VOICE
    several = attributions.groupby("speaker")["voice_perspective"].transform("nunique") > 1
    unclear = (named & several).to_numpy() & (doubts == "").to_numpy()
    return doubts.mask(unclear, SEVERAL)


def _doubt(affiliation: str, perspective: str, reference: Reference) -> str:
    if not affiliation:
        return NO_AFFILIATION
    if perspective_of_affiliation(affiliation, reference) != perspective:
        return DIFFERENT
    if perspective == "Other" and "not in" in reason_of_affiliation(affiliation, reference):
        return UNKNOWN
    return ""


def reason_of(affiliations: str, reference: Reference) -> str:
    """Why affiliations, joined by "; ", have their perspectives, in words for the screen."""
    reasons = (reason_of_affiliation(name, reference) for name in affiliations.split("; "))
    return "; ".join(dict.fromkeys(reasons))
