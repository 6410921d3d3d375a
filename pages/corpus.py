"""Corpus: bring articles, read what was made of them, correct it, take it away."""

from __future__ import annotations

from pages.ui.corpus import bring, choose_part, columns
from pages.ui.navigation import open_view

view = open_view()
bring(view)
columns()
choose_part(view)
