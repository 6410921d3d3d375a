"""Placeholder of the sentiment page until its content lands."""

from pages.ui.navigation import open_view

open_view()
