"""How good the parts are on texts that lie outside the project, most of them on other events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.attribution.tagger import default_tagger
from analysis.clean.model import load_model
from analysis.reference import Reference
from analysis.stance import default_engine
from benchmarks import attribution, cleaning, train_cleaning
from benchmarks import train_stance_baseline as training
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
from benchmarks.topics import agreement_with

Figures = list[dict[str, Any]]


def figures_of_rules(test: Basis, reference: Reference) -> Figures:
    """The rules alone, on the half of the annotated news that nobody looked at."""
    articles, voices = attribution.read_news()
    _, report = attribution.halves(articles)
    score = attribution.measure_news("report", report, voices, reference, lambda *_: None, None)
    return [figure("attribution by rules alone", test, one, score.parts) for one in CONTENTS]


def figures_of_news(test: Basis, reference: Reference) -> Figures:
    """All annotated news articles, each with a tagger that was trained without its fold."""
    # Training needs libraries that running does not.
    from benchmarks.train_attribution import FOLDS, fold_of, tagger_of_fold

    articles, voices = attribution.read_news()
    parts: defaultdict[Hashable, Counter] = defaultdict(Counter)
    kinds: Counter = Counter()
    for fold in range(FOLDS):
        tagger = tagger_of_fold(fold, articles, reference)
        left_out = fold_of(articles, fold)
        score = attribution.measure_news(
            f"fold {fold}", left_out, voices, reference, lambda *_: None, tagger
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
    found = agreement_with(path)
    n = len(found.labels)
    return [
        entry("topics", test, "adjusted mutual information", found.adjusted, n),
        entry("topics", test, "normalised mutual information", found.information, n),
        entry("topics", test, "purity", found.purity, n),
    ]


def figures_of_newsmtsc(test: Basis, path: Path, reference: Reference) -> Figures:
    """The shipped stance engine on persons in single sentences of US news."""
    examples = training.newsmtsc_of(path, reference)
    probabilities = default_engine().predict([one.context for one in examples])
    return _figures_of_stance(test, examples, probabilities)


def figures_of_folds(
    test_of_set: dict[str, Basis], test_of_kind: dict[str, Basis], reference: Reference
) -> Figures:
    """Stance on documents left out of training, by data set and by kind of text."""
    examples = list(training.examples_of(attribution.SHARED / "eval", reference))
    left_out, _ = training.judge_left_out(examples)
    found: Figures = []
    for field, tests in (("dataset", test_of_set), ("kind", test_of_kind)):
        for name, test in tests.items():
            rows = [at for at, e in enumerate(left_out.examples) if getattr(e, field) == name]
            some = [left_out.examples[at] for at in rows]
            chances = left_out.probabilities[rows]
            found += _figures_of_stance(test, some, chances, by_class=field == "dataset")
    return found


def _figures_of_stance(
    test: Basis,
    examples: Sequence[training.Example],
    probabilities: np.ndarray,
    by_class: bool = True,
) -> Figures:
    documents: dict[Hashable, dict[str, float]] = {}
    for example, called in zip(examples, probabilities.argmax(axis=1), strict=True):
        judged(example.document, example.label, int(called), documents)
    measures = [macro_f1(), *(class_f1(at) for at in range(3) if by_class)]
    method = "stance, mentions as annotated"
    return [figure(method, test, measure, documents) for measure in measures]
