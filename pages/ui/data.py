"""The analysis that is shown, loaded once and shared by all readers, and its cached answers.

What a reader brought or corrected is the session's own: it and all answers about it are kept in
caches of the session, never in those that all readers share.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.charts import labels
from analysis.charts.labels import ArticleWords
from analysis.models import ModelFault
from analysis.reference import Reference, ReferenceFault
from analysis.report.catalogue import Desk
from analysis.selection import Selection
from analysis.store import Analysis, AnalysisFault, Options, load
from hosting.settings import settings
from pages.ui import sample, working


@dataclass(frozen=True)
class Corpus:
    """An analysis with the token that stands for it in the keys of caches.

    Attributes:
        analysis: what is shown.
        token: different for different analyses.
        is_own: whether only this session may see it.
        can_correct: whether its articles are at hand to be analysed again.
    """

    analysis: Analysis
    token: str
    is_own: bool = False
    can_correct: bool = True


class CorpusFault(Exception):
    """There is nothing to show; the message says all that is wrong."""


def corpus() -> Corpus:
    """What the reader of this session sees.

    That is what the reader brought or corrected; else the analysis in the folder that `--analysis`
    or the settings (PARALLAX_ANALYSIS) name; else that of the sample articles.

    Raises:
        CorpusFault: it cannot be loaded or made.
        SettingsFault: the settings are broken.
    """
    own = working.own(sample_is_shown=not (_given() or settings().analysis))
    if own and len(own.analysis.articles()):
        return Corpus(own.analysis, own.token, is_own=True)
    return shared()


def shared() -> Corpus:
    """What all readers see who brought and corrected nothing.

    Raises:
        CorpusFault: it cannot be loaded or made.
    """
    try:
        folder = _given() or settings().analysis
        if folder:
            return Corpus(_load(folder), folder, can_correct=False)
        return Corpus(sample.analysis(), "sample")
    except (AnalysisFault, ReferenceFault, ModelFault, OSError) as fault:
        raise CorpusFault(str(fault)) from fault


def _given() -> str:
    """The folder that `streamlit run dashboard.py -- --analysis FOLDER` names; "" for none."""
    asked = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    asked.add_argument("--analysis", nargs="?", default="", const="")
    return str(asked.parse_known_args(sys.argv[1:])[0].analysis)


@st.cache_resource(show_spinner="Opening the analysis…")
def _load(folder: str) -> Analysis:
    return load(Path(folder), comparison=False)


def names_hidden(corpus: Corpus) -> Corpus:
    """The same articles, stance judged anew without knowing whom a text mentions."""
    return replace(corpus, analysis=_names_hidden(corpus), token=f"{corpus.token}-names-hidden")


class _Remembered:
    """Answers about a corpus: shared by all readers, or the session's own as the corpus is."""

    def __init__(self, cache: Any, most: int, answer: Callable[..., Any]) -> None:
        self._shared = cache(show_spinner=False, max_entries=most)(answer)
        self._own = cache(show_spinner=False, max_entries=most, scope="session")(answer)

    def __call__(self, corpus: Corpus, *question: Any) -> Any:
        remembered = self._own if corpus.is_own else self._shared
        return remembered(corpus.token, *question, _analysis=corpus.analysis)


def options(corpus: Corpus) -> Options:
    """What the filters can be set to."""
    found: Options = _options(corpus)
    return found


def article_words(corpus: Corpus) -> ArticleWords:
    """All articles in words."""
    found: ArticleWords = _article_words(corpus)
    return found


def comparison(corpus: Corpus, selection: Selection, measures: tuple[str, ...]) -> pd.DataFrame:
    """The comparison rows of some measures."""
    found: pd.DataFrame = _comparison(corpus, selection, measures)
    return found


def corrected_shares(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Shares of unfavourable and favourable mentions, corrected for errors of the engine."""
    found: pd.DataFrame = _corrected_shares(corpus, selection)
    return found


def differences(
    corpus: Corpus,
    selection: Selection,
    measures: tuple[str, ...],
    pairs: tuple[tuple[str, str], ...] | None,
    items: tuple[tuple[str, tuple[str, ...]], ...],
) -> pd.DataFrame:
    """How groups differ in some measures; `items` are those that are told of a measure."""
    found: pd.DataFrame = _differences(corpus, selection, measures, pairs, items)
    return found


def differing(corpus: Corpus, selection: Selection) -> tuple[str, ...]:
    """In what else the groups of a selection differ (see analysis.door.Analysis)."""
    found: tuple[str, ...] = _differing(corpus, selection)
    return found


def proposals(corpus: Corpus, reference: Reference) -> pd.DataFrame:
    """Names that no table knows (see analysis.corpus.Corpus.proposals)."""
    found: pd.DataFrame = _proposals(corpus, reference)
    return found


def coverage(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """How much text each group of a selection holds (see analysis.store.Analysis)."""
    found: pd.DataFrame = _coverage(corpus, selection)
    return found


def totals(corpus: Corpus, selection: Selection) -> dict[str, int]:
    """How much text a selection holds in all (see analysis.store.Analysis)."""
    found: dict[str, int] = _totals(corpus, corpus.analysis.keeping(selection))
    return found


def two_sides(
    corpus: Corpus, selection: Selection, names: Mapping[str, str], compared: tuple[str, ...]
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The facts of the articles behind each of two groups, by group, and in what else they differ.

    Args:
        corpus: what is shown.
        selection: that the groups are groups of.
        names: the two groups, and each in words.
        compared: aspects that are what is compared (see findings.confounds).
    """
    found: tuple[dict[str, dict[str, str]], dict[str, str]] = _two_sides(
        corpus, selection, tuple(names.items()), compared
    )
    return found


def word_groups(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """How many words each group of a selection has (see analysis.store.Analysis.word_groups)."""
    found: pd.DataFrame = _word_groups(corpus, selection)
    return found


def wording(
    corpus: Corpus, selection: Selection, sort: str, pair: tuple[str, ...], near: str | None
) -> pd.DataFrame:
    """The terms of a sort of each group (see analysis.report.catalogue.Desk.wording)."""
    found: pd.DataFrame = _wording(corpus, selection, sort, pair, near)
    return found


def echoes(corpus: Corpus, selection: Selection, groups: tuple[str, str]) -> pd.DataFrame:
    """Passages of two groups about the same matter (see analysis.store.Analysis.echoes)."""
    found: pd.DataFrame = _echoes(corpus, selection, groups)
    return found


# In these the token stands for the analysis, which is not hashed.
def _make_names_hidden(token: str, *, _analysis: Analysis) -> Analysis:
    return _analysis.names_hidden()


def _make_options(token: str, _analysis: Analysis) -> Options:
    return _analysis.options()


def _make_article_words(token: str, _analysis: Analysis) -> ArticleWords:
    return labels.article_words(_analysis.articles())


def _make_comparison(
    token: str, selection: Selection, measures: tuple[str, ...], _analysis: Analysis
) -> pd.DataFrame:
    return _analysis.comparison(selection, *measures)


def _make_differences(
    token: str,
    selection: Selection,
    measures: tuple[str, ...],
    pairs: tuple[tuple[str, str], ...] | None,
    items: tuple[tuple[str, tuple[str, ...]], ...],
    _analysis: Analysis,
) -> pd.DataFrame:
    return _analysis.differences(selection, *measures, pairs=pairs, items=dict(items))


def _make_differing(token: str, selection: Selection, _analysis: Analysis) -> tuple[str, ...]:
    return _analysis.differing(selection)


def _make_proposals(token: str, _reference: Reference, _analysis: Analysis) -> pd.DataFrame:
    return _analysis.corpus.proposals(_reference)


def _make_corrected_shares(token: str, selection: Selection, _analysis: Analysis) -> pd.DataFrame:
    return _analysis.corrected_shares(selection)


def _make_coverage(token: str, selection: Selection, _analysis: Analysis) -> pd.DataFrame:
    return _analysis.coverage(selection)


def _make_totals(token: str, selection: Selection, _analysis: Analysis) -> dict[str, int]:
    return _analysis.totals(selection)


def _make_two_sides(
    token: str,
    selection: Selection,
    names: tuple[tuple[str, str], tuple[str, str]],
    compared: tuple[str, ...],
    _analysis: Analysis,
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    (one, first), (two, other) = names
    behind = _analysis.behind(selection, one, two)
    facts = {one: findings.facts(behind[0]), two: findings.facts(behind[1])}
    return facts, findings.confounds(*behind, (first, other), compared)


def _make_word_groups(token: str, selection: Selection, _analysis: Analysis) -> pd.DataFrame:
    return _analysis.word_groups(selection)


def _make_wording(
    token: str,
    selection: Selection,
    sort: str,
    pair: tuple[str, ...],
    near: str | None,
    _analysis: Analysis,
) -> pd.DataFrame:
    return Desk(_analysis, selection).wording(selection, sort, pair, near)


def _make_echoes(
    token: str, selection: Selection, groups: tuple[str, str], _analysis: Analysis
) -> pd.DataFrame:
    return _analysis.echoes(selection, *groups)


_names_hidden = _Remembered(st.cache_resource, 4, _make_names_hidden)
_options = _Remembered(st.cache_resource, 8, _make_options)
_article_words = _Remembered(st.cache_resource, 8, _make_article_words)
_proposals = _Remembered(st.cache_resource, 8, _make_proposals)
_comparison = _Remembered(st.cache_data, 256, _make_comparison)
_differing = _Remembered(st.cache_data, 64, _make_differing)
_differences = _Remembered(st.cache_data, 64, _make_differences)
_corrected_shares = _Remembered(st.cache_data, 64, _make_corrected_shares)
_coverage = _Remembered(st.cache_data, 256, _make_coverage)
_totals = _Remembered(st.cache_data, 256, _make_totals)
_two_sides = _Remembered(st.cache_data, 64, _make_two_sides)
_word_groups = _Remembered(st.cache_data, 64, _make_word_groups)
# Megabytes each, of which every reader makes a table of its own (see wording.views).
_wording = _Remembered(st.cache_resource, 4, _make_wording)
_echoes = _Remembered(st.cache_data, 32, _make_echoes)
