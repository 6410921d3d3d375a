"""Stance: who portrays whom how."""

from __future__ import annotations

from analysis.charts.stance import stance_matrix
from pages.ui.cards import explore_card
from pages.ui.navigation import open_view

view = open_view()
table = view.comparison("stance")
notes = view.notes(
    "How favourably each voice portrays whom", "unfavourable · neutral · favourable mentions"
)
explore_card(
    view,
    "stance",
    table,
    lambda cell: stance_matrix(table, notes, chosen=cell),
    how="Each cell counts mentions.",
    alt="Matrix of actors and perspectives.",
)
