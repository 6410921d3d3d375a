"""Beside stance: the tone of the sentences that actors are named in, judged by VADER."""

from __future__ import annotations

import pandas as pd

from analysis import findings
from analysis.charts.stance import TONE_COUNTS, tone_matrix
from pages.ui.cards import explain, explore_card
from pages.ui.failing import part
from pages.ui.found import evidence_address, found_list
from pages.ui.view import View

HOW = """
The same mentions as above, each counted by the tone of its whole sentence: **negative · neutral ·
positive** wording. Everybody who is named in a sentence gets its tone, whoever does what to whom;
so the colours tell how the wording sounds around an actor, and not how the actor is portrayed.
"""


@part("tone-around")
def tone_card(view: View, stance: pd.DataFrame) -> None:
    """A card with the matrix of stance drawn again by tone, and where the two part.

    Args:
        view: what the page shows.
        stance: the rows of stance that the page draws; the same actors are drawn here.
    """
    tone = view.comparison("tone_around")
    tone = tone[tone["item"].isin(stance["item"])].reset_index(drop=True)
    notes = view.notes("Tone of the sentences around actors", TONE_COUNTS)
    explore_card(
        view,
        "tone-around",
        tone,
        lambda cell: tone_matrix(tone, notes, chosen=cell),
        how=HOW,
        alt="Matrix of actors by perspective with counts of mentions in negative, neutral and "
        "positive wording, coloured by the mean tone.",
        cell_key="tone_cell",
        beside=lambda: _apart(view, stance, tone),
    )


def _apart(view: View, stance: pd.DataFrame, tone: pd.DataFrame) -> None:
    group_by = view.selection.group_by
    found_list(
        "Where tone and stance part",
        findings.against_the_tone(stance, tone, group_by),
        lambda one: evidence_address(view, one, group_by),
        "Cells with enough evidence whose two means lie on different sides of neutral, at "
        "most six, not ranked. How often each of the two is right is told on Methods.",
    )
    explain(view, "tone_around")
