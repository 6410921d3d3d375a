"""Wording: which words each group uses more than the others, and where they stand."""

from __future__ import annotations

from pages.ui.navigation import open_view
from pages.ui.wording import (
    ask_words,
    near_card,
    pair_card,
    read_card,
    table_card,
    typical_card,
    warnings,
)

view = open_view()
asked = ask_words(view)
warnings(view, asked)
read_card(view, asked)
typical_card(view, asked)
pair_card(view, asked)
table_card(view, asked)
near_card(view, asked)
