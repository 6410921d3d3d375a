"""Trains the line model of cleaning and writes it to data/models/cleaning.

    python -m benchmarks.train_cleaning [EVAL_FOLDER] [--write]

Without --write only the figures on sites left out are printed. Folds never split a site, nor sites
that share a template. The pages and articles belong to others and never enter the project; the
model file holds one weight for each named feature and no text.
"""

from __future__ import annotations

import argparse
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.clean.features import features_of
from analysis.clean.judge import judge_by_rules
from analysis.clean.model import DEFAULT_MODEL, LineModel, to_json
from analysis.clean.units import Unit, units_of
from benchmarks.cleaning import PAGES, Measured, measure, read_lines, report, share_kept

EVAL_FOLDER = PAGES.parents[1]
FOLDS = 8
STRENGTH = 0.005  # inverse of the penalty on standardised weights
# A page counts PAGE / (HALF + lines): long pages more than short ones, but not by their length.
PAGE, HALF = 60, 30
# Articles without furniture keep the model from dropping what is plain text; they count little.
ARTICLE, ARTICLE_HALF = 2, 20
N_RELEASES = 300  # of the official releases, drawn at random
TEMPLATE_LINES, TEMPLATE_WORDS = 3, 6  # sites that share so many lines of so many words are one


@dataclass(frozen=True)
class Examples:
    """Lines of one text: features, whether each is body, and how much each counts."""

    features: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


def main() -> None:
    """Print the figures on sites left out and, when asked, write the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=EVAL_FOLDER)
    parser.add_argument("--write", action="store_true", help="write the model file")
    options = parser.parse_args()
    pages = read_lines(options.folder / "cleaning" / PAGES.name)
    articles = list(article_examples(options.folder))
    groups = groups_of(pages)
    print(f"sites left out, {FOLDS} folds over {len(set(groups))} groups of sites")
    print(report(measure_left_out(pages, groups, articles)))
    model = train([page_examples(page) for page in pages] + articles)
    texts = [row["text"] for row in read_lines(options.folder / "polnear" / "dev.jsonl")]
    print(
        f"articles never trained on: {len(texts)}, characters kept {share_kept(texts, model):.4f}"
    )
    if options.write:
        text = to_json(model)
        DEFAULT_MODEL.parent.mkdir(parents=True, exist_ok=True)
        DEFAULT_MODEL.write_text(text, encoding="utf-8")
        print(f"written: {DEFAULT_MODEL}, sha256 {hashlib.sha256(text.encode()).hexdigest()}")


def measure_left_out(
    pages: Sequence[Mapping[str, Any]],
    groups: Sequence[str],
    articles: Sequence[Examples],
    seed: int = 0,
) -> list[Measured]:
    """Each page measured with a model that saw no page of its group of sites."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    fold_of = {names[at]: place % FOLDS for place, at in enumerate(order)}
    examples = [page_examples(page) for page in pages]
    measured = []
    for fold in range(FOLDS):
        seen = [e for e, g in zip(examples, groups, strict=True) if fold_of[g] != fold]
        model = train([*seen, *articles])
        unseen = [p for p, g in zip(pages, groups, strict=True) if fold_of[g] == fold]
        measured += [measure(page, model) for page in unseen]
    return measured


def train(examples: Sequence[Examples]) -> LineModel:
    """Logistic regression on standardised features, with the scale folded into the weights."""
    features = np.vstack([one.features for one in examples])
    labels = np.concatenate([one.labels for one in examples])
    weights = np.concatenate([one.weights for one in examples])
    mean, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000)
    fitted.fit((features - mean) / spread, labels, sample_weight=weights)
    scaled = fitted.coef_[0] / spread
    return LineModel(scaled, float(fitted.intercept_[0] - scaled @ mean))


def page_examples(page: Mapping[str, Any]) -> Examples:
    """The lines of a page with the labels of the set."""
    units = units_of("\n".join(page["lines"]), 0)
    starts = np.cumsum([0, *(len(line) + 1 for line in page["lines"])]).tolist()
    labels = [
        np.mean(page["keep"][bisect_right(starts, unit.start) - 1 : bisect_left(starts, unit.end)])
        >= 0.5
        for unit in units
    ]
    weight = PAGE / (HALF + len(units))
    features = features_of(units, judge_by_rules(units, titled=False))
    return Examples(features, np.array(labels, dtype=int), np.full(len(units), weight))


def article_examples(folder: Path) -> Iterator[Examples]:
    """Articles without furniture: lines that no pattern knows count as body."""
    for row in read_lines(folder / "attribution" / "train.jsonl"):
        yield _all_body(units_of(row["text"], 0), only_ended=True)
    releases = read_lines(folder / "officials" / "officials.jsonl.gz")
    for at in np.random.default_rng(1).permutation(len(releases))[:N_RELEASES]:
        yield _all_body(units_of(releases[at]["text"], 0), only_ended=False)


def _all_body(units: Sequence[Unit], only_ended: bool) -> Examples:
    rules = judge_by_rules(units, titled=False)
    plain = [
        rules.patterns[at] is None
        and rules.reasons[at] != "repeated line"
        and (unit.ends or not only_ended)
        for at, unit in enumerate(units)
    ]
    features = features_of(units, rules)[np.array(plain, dtype=bool)]
    n = len(features)
    return Examples(features, np.ones(n, dtype=int), np.full(n, ARTICLE / (ARTICLE_HALF + n)))


def groups_of(pages: Sequence[Mapping[str, Any]]) -> list[str]:
    """For each page its group: one site, or sites whose pages share lines of one template."""
    lines: dict[str, set[str]] = {}
    for page in pages:
        long = {line for line in page["lines"] if len(line.split()) >= TEMPLATE_WORDS}
        lines.setdefault(_site(page), set()).update(long)
    group = {site: site for site in lines}
    for site in lines:
        for other in lines:
            if len(lines[site] & lines[other]) >= TEMPLATE_LINES:
                old, new = group[other], group[site]
                group = {name: new if value == old else value for name, value in group.items()}
    return [group[_site(page)] for page in pages]


def _site(page: Mapping[str, Any]) -> str:
    return str(page["id"]).rsplit("/", 1)[0]


if __name__ == "__main__":
    main()
