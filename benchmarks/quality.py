"""Measures every figure of quality again and writes quality.json and the table of the README.

    python -m benchmarks.quality [--all] [--only GROUP ...] [--dry]

The Methods page shows the first. Figures of groups that are not run keep what is stored: those
whose texts do not lie beside the checkout and, without --all, those that train models for it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.quality import QUALITY_FILE
from analysis.reference import Reference, load_reference
from benchmarks import elsewhere, own, sample
from benchmarks.attribution import SHARED, read_gold
from benchmarks.cells import figures_of_cells
from benchmarks.figures import Basis, name_of

MODELS = "two language models reading independently; no person adjudicated"
GUIDED = "language models reading with a written guide; no person adjudicated"
AUTHOR = "whoever wrote them for the tests, together with the answers"
NOBODY = "nobody: it has no right answer"
TRAINING = "python -m benchmarks.quality --all"
EVAL = SHARED / "eval"

ON_GOLD = Basis("two annotated sample articles, seen while building", MODELS, "paragraphs")
ON_LINES = Basis("lines of two annotated sample articles, seen while building", MODELS, "lines")
ON_FIELDS = Basis("fields of two annotated sample articles, seen while building", MODELS, "fields")
ON_OWN = Basis("eight short articles written for the tests", AUTHOR, "paragraphs")
ON_OWN_LINES = Basis("lines of two pages written for the tests", AUTHOR, "lines")
ON_OWN_FIELDS = Basis("fields of two pages written for the tests", AUTHOR, "fields")
ON_TOPICS = Basis("the five sample articles", NOBODY, "passages")
ON_UNSEEN = Basis("annotated news, the half that no rule was written on", GUIDED, "articles")
ON_NEWS = Basis("annotated news, each article left out of training", GUIDED, "articles", TRAINING)
ON_POLNEAR = Basis(
    "PolNeAR development articles, which also count beliefs and plans", "people (PolNeAR)",
    "articles",
)  # fmt: skip
ON_PAGES = Basis(
    "news pages of 52 sites, which the line model was trained on",
    "programs written by people for each site (Fundus)",
    "sites",
)
ON_PAGES_LEFT = Basis(
    "news pages of 52 sites, each left out of training with its site",
    ON_PAGES.who_labelled, "sites", TRAINING,
)  # fmt: skip
ON_PLAIN = Basis("PolNeAR development articles, which are all body", "nobody: all is body", "")
ON_BBC = Basis("BBC news in five classes", "people (the editors of the BBC)", "texts")
ON_NAMES = Basis("invented sentences with the names of 20 actors in turn", NOBODY, "")
PEOPLE = "people (NewsMTSC)"
ON_RW = Basis("NewsMTSC rw, persons in US political news", PEOPLE, "articles")
ON_MT = Basis("NewsMTSC mt, several persons a sentence", PEOPLE, "articles")
BY_SET = {
    "articles": Basis("mentions in articles left out of training", GUIDED, "articles", TRAINING),
    "sentences": Basis("sentences of documents left out", GUIDED, "documents", TRAINING),
}
BY_KIND = {
    "gdelt_news": Basis("news left out of training", GUIDED, "documents", TRAINING),
    "globaltimes_opinion": Basis("Chinese opinion left out", GUIDED, "documents", TRAINING),
    "officials": Basis("official releases left out", GUIDED, "documents", TRAINING),
    "tass_sample": Basis("Russian agency news left out", GUIDED, "documents", TRAINING),
}

HEADING = "## Last figures"
Figures = list[dict[str, Any]]
Measuring = Callable[[Reference], Figures]


@dataclass(frozen=True)
class Group:
    """Figures that are measured together.

    Attributes:
        name: what `--only` calls it.
        tests: the texts of its figures; no other group measures on them.
        measure: does so.
        needs: a folder or file that must be there; None when all is in the project.
        slow: trains models, so it runs with --all only.
    """

    name: str
    tests: tuple[Basis, ...]
    measure: Measuring
    needs: Path | None = None
    slow: bool = False

    @property
    def texts(self) -> set[str]:
        return {test.texts for test in self.tests}


def measure_own(reference: Reference) -> Figures:
    """The articles and pages written for the tests; always there."""
    articles, pages = own.read_articles(), own.read_pages()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{one['id']}.txt" for one in articles]
        for path, one in zip(paths, articles, strict=True):
            path.write_text(one["text"], encoding="utf-8")
        found = sample.run([*paths, *(page["path"] for page in pages)])
    return [
        *sample.figures_of_attribution(ON_OWN, articles, reference),
        *sample.figures_of_stance(ON_OWN, articles, found, reference, by_class=False),
        *sample.figures_of_mentions(ON_OWN, articles, found, reference),
        *sample.figures_of_sentences(ON_OWN, articles, found),
        *sample.figures_of_cleaning(ON_OWN_LINES, pages, found),
        *sample.figures_of_metadata(ON_OWN_FIELDS, pages, found),
    ]


def measure_sample(reference: Reference) -> Figures:
    """The two annotated sample articles."""
    articles = [one | {"fields": sample.asked_of_gold(one)} for one in read_gold()]
    found = sample.run(sample.SAMPLE / one["file"] for one in articles)
    return [
        *sample.figures_of_attribution(ON_GOLD, articles, reference),
        *sample.figures_of_stance(ON_GOLD, articles, found, reference),
        *figures_of_cells(ON_GOLD, articles, found),
        *sample.figures_of_mentions(ON_GOLD, articles, found, reference),
        *sample.figures_of_sentences(ON_GOLD, articles, found),
        *sample.figures_of_cleaning(ON_LINES, articles, found),
        *sample.figures_of_metadata(ON_FIELDS, articles, found),
    ]


def measure_topics(_: Reference) -> Figures:
    """The topics of the sample."""
    return sample.figures_of_topics(ON_TOPICS)


BBC = EVAL / "topics" / "bbc_news.jsonl"
GROUPS = (
    Group("sample", (ON_GOLD, ON_LINES, ON_FIELDS), measure_sample, SHARED / "gold"),
    Group("topics", (ON_TOPICS,), measure_topics),
    Group(
        "news",
        (ON_UNSEEN,),
        lambda reference: elsewhere.figures_of_rules(ON_UNSEEN, reference),
        EVAL / "attribution",
    ),
    Group(
        "polnear",
        (ON_POLNEAR,),
        lambda reference: elsewhere.figures_of_polnear(ON_POLNEAR, reference),
        EVAL / "polnear",
    ),
    Group(
        "newsmtsc",
        (ON_RW, ON_MT),
        lambda _: [
            *elsewhere.figures_of_newsmtsc(ON_RW, "rw_dev"),
            *elsewhere.figures_of_newsmtsc(ON_MT, "mt_dev"),
        ],
        EVAL / "newsmtsc",
    ),
    Group("names", (ON_NAMES,), lambda _: elsewhere.figures_of_names(ON_NAMES)),
    Group(
        "pages",
        (ON_PAGES, ON_PLAIN),
        lambda _: [
            *elsewhere.figures_of_pages(ON_PAGES),
            *elsewhere.figures_of_plain_articles(ON_PLAIN),
        ],
        EVAL / "cleaning",
    ),
    Group("bbc", (ON_BBC,), lambda _: elsewhere.figures_of_classed(ON_BBC, BBC), EVAL / "topics"),
    Group(
        "stance-folds",
        (*BY_SET.values(), *BY_KIND.values()),
        lambda _: elsewhere.figures_of_folds(BY_SET, BY_KIND),
        EVAL / "favourability",
        slow=True,
    ),
    Group(
        "attribution-folds",
        (ON_NEWS,),
        lambda reference: elsewhere.figures_of_news(ON_NEWS, reference),
        EVAL / "attribution",
        slow=True,
    ),
    Group(
        "pages-left-out",
        (ON_PAGES_LEFT,),
        lambda _: elsewhere.figures_of_pages_left_out(ON_PAGES_LEFT),
        EVAL / "cleaning",
        slow=True,
    ),
    Group("own", (ON_OWN, ON_OWN_LINES, ON_OWN_FIELDS), measure_own),
)


def main() -> None:
    """Measures the groups that can be run and writes the file, or only shows what changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="also what has to train models")
    parser.add_argument("--only", nargs="+", choices=[group.name for group in GROUPS])
    parser.add_argument("--dry", action="store_true", help="show, but do not write")
    options = parser.parse_args()
    update(QUALITY_FILE, options.only, options.all, options.dry)


def update(path: Path, only: Sequence[str] | None, everything: bool, dry: bool) -> None:
    """Measures, prints what moved, and writes the file; figures not measured stay as they are."""
    stored = read_stored(path)
    entries: Figures = []
    for group in GROUPS:
        reason = why_kept(group, only, everything)
        if reason:
            print(f"{group.name}: stored figures kept, {reason}", file=sys.stderr)
            entries += of_group(stored, group)
        else:
            entries += group.measure(load_reference())
    print("\n".join(changes(stored, entries)) or "no figure changed")
    if not dry:
        write(entries, path)
        readme = path.with_name("README.md")
        if readme.exists():
            text = readme.read_text(encoding="utf-8").split(HEADING)[0]
            readme.write_text(text + HEADING + as_markdown(entries), encoding="utf-8")


def why_kept(group: Group, only: Sequence[str] | None, everything: bool) -> str:
    """Why a group is not measured; empty when it is."""
    if only and group.name not in only:
        return "not asked for"
    if group.slow and not everything and not only:
        return "it trains models: run with --all"
    if group.needs and not group.needs.exists():
        return f"its texts are not at {group.needs}"
    return ""


def of_group(entries: Figures, group: Group) -> Figures:
    """The entries that were measured on the texts of a group."""
    return [one for one in entries if one["test"].split(";")[0] in group.texts]


def read_stored(path: Path = QUALITY_FILE) -> Figures:
    """The entries of the file, as they are; none when it is missing."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def write(entries: Figures, path: Path = QUALITY_FILE) -> None:
    """Writes one entry a line, so that a change shows which figure moved."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def as_markdown(entries: Figures) -> str:
    """The figures as a table, one row each."""
    rows = [
        "| method | on | measure | value | 95 % interval | cases |",
        "|---|---|---|---|---|---|",
    ]
    for one in entries:
        interval = "" if one["low"] is None else f"{one['low']:.3f} – {one['high']:.3f}"
        texts = one["test"].split(";")[0]
        cells = (one["method"], texts, one["measure"], f"{one['value']:.3f}", interval, one["n"])
        rows.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n\n" + "\n".join(rows) + "\n"


def changes(old: Figures, new: Figures) -> list[str]:
    """A line for each figure that is new, gone or different."""
    before = {name_of(one): one for one in old}
    after = {name_of(one): one for one in new}
    lines = []
    for name in dict.fromkeys([*after, *before]):
        was, now = before.get(name), after.get(name)
        if was != now:
            lines.append(f"{name}: {_told(was)} -> {_told(now)}")
    return lines


def _told(one: dict[str, Any] | None) -> str:
    if one is None:
        return "none"
    interval = "" if one["low"] is None else f" [{one['low']}, {one['high']}]"
    return f"{one['value']}{interval} of {one['n']}"


if __name__ == "__main__":
    main()
