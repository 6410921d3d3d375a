"""The charts of the pages: each is made here, for page, image, report and command line alike."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.report.catalogue.desk import Chart, Desk
from analysis.selection import Selection
from analysis.store import Analysis

__all__ = ["Chart", "Desk", "charts_of"]


def charts_of(
    analysis: Analysis,
    selection: Selection | None = None,
    filters: Mapping[str, str] | None = None,
) -> list[Chart]:
    """The charts of all pages under a selection, in the order of the pages; empty ones left out.

    Where a page puts a question first, such as which two sides are compared, they are drawn for
    the answer with most text.

    Args:
        analysis: what is shown.
        selection: what counts; everything by who speaks when None.
        filters: the filters in words, by their field of Selection.
    """
    # A page loads only what it draws itself, so that the first screen is soon there.
    from analysis.report.catalogue import compare, portraits, topics, voices, wording

    pages = (
        portraits.on_overview,
        portraits.on_stance,
        voices.on_voices,
        topics.on_topics,
        portraits.on_sentiment,
        wording.on_wording,
        compare.on_compare,
    )
    desk = Desk(analysis, selection or Selection(), filters or {})
    return [chart for charts in pages for chart in charts(desk) if chart.has_evidence]
