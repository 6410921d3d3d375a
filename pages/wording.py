"""Wording: which words each group uses more than the others, and where they stand."""

from __future__ import annotations

from pages.ui.navigation import open_view
from pages.ui.switch import ask_cards
from pages.ui.wording import CARDS, ask_words, read_card, warnings

view = open_view()
asked = ask_words(view)
warnings(view, asked)
read_card(view, asked)
for draw in ask_cards(CARDS, one=view.is_large):
    draw(view, asked)
