"""How good the parts are on texts that lie outside the project, most of them on other events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.attribution.tagger import default_tagger
from analysis.clean.model import load_model
from analysis.reference import Reference
from analysis.stance import default_engine
from analysis.stance.settling import shipped
from benchmarks import attribution, cleaning, train_cleaning
from benchmarks.figures import (
    Basis,
    Measure,
    class_f1,
    entry,
    f1,
    figure,
    judged,
    macro_f1,
    share,
)
from benchmarks.folds import FOLDS, fold_of
from benchmarks.stance import calibration_error
from benchmarks.stance_calibration import shift_by_name
from benchmarks.stance_examples import Example, newsmtsc_examples
from benchmarks.stance_names import fixed_sentences
from benchmarks.topics import agreement_with, classes_in

if TYPE_CHECKING:
    from benchmarks.stance_folds import LeftOut

Figures = list[dict[str, Any]]
STANCE = "stance, mentions as annotated"
EVEN = 0.5


def figures_of_rules(test: Basis, reference: Reference) -> Figures:
    """The rules alone, on the half of the annotated news that nobody looked at."""
    articles, voices = attribution.read_news()
    _, report = attribution.halves(articles)
    score = attribution.measure_news("report", report, voices, reference, lambda *_: None, None)
    return [figure("attribution by rules alone", test, one, score.parts) for one in CONTENTS]


def figures_of_news(test: Basis, reference: Reference) -> Figures:
    """All annotated news articles, each with models that were trained without its fold."""
    # Training needs libraries that running does not.
    from benchmarks.stance_recipe import ONE_SEED
    from benchmarks.train_attribution import tagger_of_fold
    from benchmarks.train_stance import engine_of_fold

    articles, voices = attribution.read_news()
    parts: defaultdict[Hashable, Counter] = defaultdict(Counter)
    kinds: Counter = Counter()
    for fold in range(FOLDS):
        tagger = tagger_of_fold(fold, articles, reference)
        left_out = fold_of(articles, fold)
        engine = engine_of_fold(fold, ONE_SEED)
        score = attribution.measure_news(
            f"fold {fold}", left_out, voices, reference, lambda *_: None, tagger, engine
        )
        for unit, counts in score.parts.items():
            parts[unit].update(counts)
        kinds.update(score.kinds)
    measures = [*CONTENTS, share("speaker right, of contents found", "speaker", "named")]
    measures += [share("own words or attributed, of mentions", "voice", "mentions")]
    by_kind = [
        entry("attribution", test, f"content recall, {kind}", kinds[kind, True] / total, total)
        for kind in ("direct", "indirect", "mixed")
        if (total := kinds[kind, True] + kinds[kind, False])
    ]
    return [figure("attribution", test, measure, parts) for measure in measures] + by_kind


def figures_of_polnear(test: Basis, reference: Reference) -> Figures:
    """PolNeAR, which counts more as an attribution than the project does."""
    path = attribution.SHARED / "eval" / "polnear" / "dev.jsonl"
    score = attribution.measure_polnear(path, reference, default_tagger())
    return [figure("attribution", test, measure, score.parts) for measure in CONTENTS]


CONTENTS = [
    f1("content F1"),
    share("content precision", "right", "found"),
    share("content recall", "right", "gold"),
    f1("content F1, source right too", "joint"),
]


def figures_of_pages(test: Basis) -> Figures:
    """The development pages, with the line model that ships."""
    model = load_model()
    pages = cleaning.read_lines(cleaning.PAGES)
    return _figures_of_cleaning(test, [cleaning.measure(page, model) for page in pages])


def figures_of_pages_left_out(test: Basis) -> Figures:
    """The same pages, each with a line model that saw no page of its site."""
    pages = cleaning.read_lines(cleaning.PAGES)
    articles = list(train_cleaning.article_examples(train_cleaning.EVAL_FOLDER))
    groups = train_cleaning.groups_of(pages)
    return _figures_of_cleaning(test, train_cleaning.measure_left_out(pages, groups, articles))


def figures_of_plain_articles(test: Basis) -> Figures:
    """How much of articles without furniture stays in the body."""
    path = attribution.SHARED / "eval" / "polnear" / "dev.jsonl"
    texts = [row["text"] for row in cleaning.read_lines(path)]
    kept = cleaning.share_kept(texts, load_model())
    return [entry("cleaning", test, "characters kept", kept, len(texts))]


def _figures_of_cleaning(test: Basis, measured: Iterable[cleaning.Measured]) -> Figures:
    sites: dict[Hashable, Counter] = {}
    for one in measured:
        counts = {"words": one.words.f1, "lines": one.lines.f1, "pages": 1}
        sites.setdefault(one.site, Counter()).update(counts)
    measures = [
        _mean("F1 of runs of four words, mean over pages", "words"),
        _mean("F1 of lines kept, mean over pages", "lines"),
    ]
    return [figure("cleaning", test, measure, sites) for measure in measures]


def _mean(name: str, count: str) -> Measure:
    return Measure(name, lambda total: total[count] / total["pages"], "pages")


def figures_of_classed(test: Basis, path: Path) -> Figures:
    """Topics beside classes that people gave."""
    found = agreement_with(classes_in(path))
    n = len(found.labels)
    return [
        entry("topics", test, "adjusted mutual information", found.adjusted, n),
        entry("topics", test, "normalised mutual information", found.information, n),
        entry("topics", test, "purity", found.purity, n),
    ]


def figures_of_newsmtsc(test: Basis, part: str) -> Figures:
    """The shipped stance engine on persons in single sentences of US news."""
    examples = newsmtsc_examples(part)
    scaling, _ = shipped()
    engine = default_engine()
    chances = np.concatenate(
        [scaling.apply(engine.judge(example.reading)[0]) for example in examples]
    )
    return _figures_of_stance(test, examples, chances.argmax(axis=1))


def figures_of_names(test: Basis) -> Figures:
    """How far the name of an actor by itself moves the stance of a fixed sentence."""
    sentences = [reading for reading, _ in fixed_sentences()]
    shifts = shift_by_name(default_engine(), sentences, scaling=shipped()[0])
    largest = max(shifts, key=lambda name: abs(shifts[name]))
    measure = "largest shift of the mean stance by a name (nearer 0 is better)"
    return [entry("stance, pull of a name", test, measure, shifts[largest], len(sentences))]


def figures_of_folds(test_of_set: dict[str, Basis], test_of_kind: dict[str, Basis]) -> Figures:
    """Stance on documents left out of training, by data set and by kind of text."""
    from benchmarks.stance_folds import as_they_run, left_out_of_folds  # trains: needs torch

    found = left_out_of_folds()
    figures: Figures = []
    classes: dict[int, np.ndarray] = {}
    for name, test in test_of_set.items():
        some = [one for one in found if one.example.dataset == name]
        chances, calls = as_they_run(some)
        figures += _figures_of_stance(test, [one.example for one in some], calls)
        figures += [_calibration(test, some, chances), _voices(test, some)]
        ends = np.cumsum([len(one.example.labels) for one in some])[:-1]
        classes |= {id(one): part for one, part in zip(some, np.split(calls, ends), strict=True)}
    for name, test in test_of_kind.items():
        some = [one for one in found if one.example.kind == name]
        calls = np.concatenate([classes[id(one)] for one in some])
        figures += _figures_of_stance(test, [one.example for one in some], calls, by_class=False)
    return figures


def _calibration(test: Basis, found: Sequence[LeftOut], chances: np.ndarray) -> dict[str, Any]:
    truth = np.array([label for one in found for label in one.example.labels])
    error = round(calibration_error(truth, chances), 3)
    return entry(STANCE, test, "expected calibration error (lower is better)", error, len(truth))


def _voices(test: Basis, found: Sequence[LeftOut]) -> dict[str, Any]:
    """How often the stance engine by itself knows whether the outlet speaks."""
    documents: dict[Hashable, Counter] = {}
    for one in found:
        for told, heard in zip(one.told, one.example.told, strict=True):
            counts = {"n": 1, "right": int((told > EVEN) == heard)}
            documents.setdefault(one.example.document, Counter()).update(counts)
    measure = share("outlet or somebody else right, by the engine alone", "right", "n")
    return figure(STANCE, test, measure, documents)


def _figures_of_stance(
    test: Basis, examples: Sequence[Example], calls: np.ndarray, by_class: bool = True
) -> Figures:
    documents: dict[Hashable, dict[str, float]] = {}
    named = iter(calls.tolist())
    for example in examples:
        for label in example.labels:
            judged(example.document, label, next(named), documents)
    measures = [macro_f1(), *(class_f1(at) for at in range(3) if by_class)]
    return [figure(STANCE, test, measure, documents) for measure in measures]
