"""Figures in a page that needs no network: the drawing library stands in it once.

Words of articles are hostile. They reach a page as text that Jinja escapes, or inside the figures'
JSON, in which no "<" is left; and the page forbids itself to load anything at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from analysis.charts.theme import ACTING

FOLDER = Path(__file__).parent / "templates"
# Nothing is fetched and nothing is sent: scripts and styles are those of the page itself.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:"
)
_CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": False}


def rendered(template: str, figures: Mapping[str, go.Figure], **words: Any) -> str:
    """A page from a template, with figures that draw themselves.

    Args:
        template: name of a file of the folder templates.
        figures: by the id of the element that each is drawn in.
        words: what the template says; text is escaped in it.
    """
    page = _environment().get_template(template)
    return page.render(
        policy=POLICY,
        library=Markup(get_plotlyjs().replace("</script", "<\\/script")),
        specs={key: _json(figure) for key, figure in figures.items()},
        config=_CONFIG,
        **words,
    )


def chart_page(figure: go.Figure, title: str) -> str:
    """One figure as a page of its own."""
    return rendered("chart.html.j2", {"chart": figure}, title=title)


def _json(figure: go.Figure) -> Markup:
    """The figure as JSON that can stand in a script element."""
    return Markup(figure.to_json().replace("<", "\\u003c"))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    return made


def _shown(value: Any) -> Any:
    """Text without the signs that act on a screen instead of being seen."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return ACTING.sub("\ufffd", value)
    return value
