"""The analysis that is shown, loaded once and shared by all readers, and its cached answers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import phrases
from analysis.charts.theme import tick_label
from analysis.reference import ReferenceFault
from analysis.selection import Selection
from analysis.store import Analysis, AnalysisFault, Options, load

ANALYSIS_FOLDER = "PARALLAX_ANALYSIS"
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@dataclass(frozen=True)
class Corpus:
    """An analysis with the token that stands for it in the keys of caches."""

    analysis: Analysis
    token: str


class CorpusFault(Exception):
    """There is nothing to show; the message says all that is wrong."""


def corpus() -> Corpus:
    """The analysis in the folder that PARALLAX_ANALYSIS names, else that of the sample articles.

    Raises:
        CorpusFault: it cannot be loaded or made.
    """
    folder = os.environ.get(ANALYSIS_FOLDER, "")
    try:
        return Corpus(_load(folder) if folder else _analyse_sample(), folder or "sample")
    except (AnalysisFault, ReferenceFault, OSError) as fault:
        raise CorpusFault(str(fault)) from fault


@st.cache_resource(show_spinner="Opening the analysis…")
def _load(folder: str) -> Analysis:
    return load(Path(folder))


@st.cache_resource(show_spinner="Reading the articles…")
def _analyse_sample() -> Analysis:
    # Imported here because a stored analysis needs none of the models that this loads.
    from analysis.pipeline import analyse

    return analyse([SAMPLE])


@st.cache_resource(show_spinner=False, max_entries=16)
def options(token: str, _analysis: Analysis) -> Options:
    """What the filters can be set to. The token stands for the analysis."""
    return _analysis.options()


@dataclass(frozen=True)
class ArticleWords:
    """Every article in words, by its id.

    Attributes:
        options: a short name, different for each, for lists to choose from.
        axis: two or three escaped lines joined by <br>, for the axis of a chart.
        names: for running text.
    """

    options: Mapping[str, str]
    axis: Mapping[str, str]
    names: Mapping[str, str]


@st.cache_resource(show_spinner=False, max_entries=16)
def article_words(token: str, _analysis: Analysis) -> ArticleWords:
    """All articles in words. The token stands for the analysis."""
    articles = _analysis.articles()
    rows = articles.to_dict("records")
    return ArticleWords(
        options=phrases.article_labels(articles),
        axis={
            row["article_id"]: "<br>".join(map(tick_label, phrases.article_lines(row)))
            for row in rows
        },
        names={row["article_id"]: phrases.article(row) for row in rows},
    )


@st.cache_data(show_spinner=False, max_entries=256)
def comparison(
    token: str, selection: Selection, measures: tuple[str, ...], _analysis: Analysis
) -> pd.DataFrame:
    """The comparison rows of some measures. The token stands for the analysis."""
    return _analysis.comparison(selection, *measures)


@dataclass(frozen=True)
class Coverage:
    """How much text a selection holds: by group, and in all (see analysis.store.Analysis)."""

    groups: pd.DataFrame
    totals: dict[str, int]


@st.cache_data(show_spinner=False, max_entries=256)
def coverage(token: str, selection: Selection, _analysis: Analysis) -> Coverage:
    """How much text a selection holds. The token stands for the analysis."""
    return Coverage(_analysis.coverage(selection), _analysis.totals(selection))
