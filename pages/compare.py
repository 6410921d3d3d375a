"""Compare: two sides on every measure, on the same matters, and what only one of them mentions."""

from __future__ import annotations

from pages.ui.comparing import ask_measures, measure_cards, only_one_side
from pages.ui.echoes import same_matter
from pages.ui.navigation import open_view
from pages.ui.sides import ask_sides, show_sides

view = open_view()
sides = ask_sides(view)
if sides is not None:
    show_sides(view, sides)
    measure_cards(view, sides, ask_measures(view, sides))
    same_matter(view, sides)
    only_one_side(view, sides)
