"""Why the perspective of a speaker can be argued about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
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


@dataclass(frozen=True)
class Doubts:
    """Why the perspective of who speaks can be argued about.

    Attributes:
        codes: for each attribution the place of the doubt in `names`; 0 where it is plain.
        names: the doubts; the first is empty.
    """

    codes: np.ndarray
    names: tuple[str, ...]


def doubts_in(
    speaker: np.ndarray,
    affiliation: np.ndarray,
    perspective: np.ndarray,
    names: tuple[Sequence[str], Sequence[str], Sequence[str]],
    reference: Reference,
) -> Doubts:
    """What `doubts_of` tells, of attributions that are given as numbers.

    Args:
        speaker, affiliation, perspective: of each attribution, as places in the lists of names;
            -1 for no affiliation.
        names: the lists of names of the three.
        reference: the reference tables.
    """
    speakers, affiliations, perspectives = names
    n = max(1, len(perspectives))
    pair = (affiliation.astype(np.int64) + 1) * n + perspective
    place, pairs = pd.factorize(pair)
    listed = ("", NO_AFFILIATION, SEVERAL, DIFFERENT, UNKNOWN)
    single = [
        listed.index(
            _doubt(affiliations[at // n - 1] if at >= n else "", perspectives[at % n], reference)
        )
        for at in pairs.tolist()
    ]
    codes = np.array([*single, 0], dtype=np.int8)[place]
    seen = np.zeros((len(speakers) or 1, n), dtype=bool)
    seen[speaker, perspective] = True
    several = (seen.sum(axis=1) > 1) & np.array(
        [name != UNNAMED_VOICE for name in speakers] or [False]
    )
    return Doubts(np.where((codes == 0) & several[speaker], 2, codes).astype(np.int8), listed)
