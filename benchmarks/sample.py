"""How good the whole pipeline is on annotated articles: the sample's, and those of the tests.

Everything but the attributions is measured end to end, from the file to the tables; attributions
get the annotated paragraphs and sentences, so that a fault of cleaning is not counted twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.attribution.tagger import default_tagger
from analysis.pipeline import analyse
from analysis.reference import Reference
from analysis.sentiment import analyser
from analysis.stance import default_engine
from analysis.topics import find_topics
from benchmarks import attribution, stance
from benchmarks.figures import Basis, class_f1, entry, f1, figure, judged, macro_f1, share
from benchmarks.topics import coherence, passages_of

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
NEUTRAL = 1
Parts = defaultdict[Hashable, Counter]
Figures = list[dict[str, Any]]
Found = Mapping[str, Mapping[str, Any]]


def figures_of_attribution(test: Basis, articles: Sequence[dict], reference: Reference) -> Figures:
    """Contents, sources, speakers and voices."""
    score = attribution.measure_gold(
        articles, reference, lambda *_: None, default_tagger(), default_engine()
    )
    measures = [
        f1("content F1"),
        share("content precision", "right", "found"),
        share("content recall", "right", "gold"),
        f1("content F1, source right too", "joint"),
        share("speaker right, of contents found", "speaker", "named"),
        share("voice right, of mentions", "voice", "mentions"),
        share("voice right, of sentences", "sentence_voice", "sentences"),
    ]
    return [figure("attribution", test, measure, score.parts) for measure in measures]


def figures_of_sentences(test: Basis, articles: Sequence[dict], tables_found: Found) -> Figures:
    """Sentences with exactly the annotated first and last character."""
    parts: Parts = defaultdict(Counter)
    for article in articles:
        wanted = {(s["start"], s["end"]) for s in article["sentences"]}
        rows = rows_of(tables_found, "sentences", article)
        found = set(zip(rows["start"], rows["end"], strict=True))
        for name, spans in (("found", found), ("gold", wanted), ("right", found & wanted)):
            for start, _ in spans:
                parts[attribution.unit_of(article, start)][name] += 1
    return [figure("sentence splitting", test, f1("F1 of exact sentences"), parts)]


def figures_of_cleaning(test: Basis, articles: Sequence[dict], tables_found: Found) -> Figures:
    """Lines of the text: in the body or removed."""
    parts: Parts = defaultdict(Counter)
    for article in articles:
        body = rows_of(tables_found, "passages", article)
        wanted = {line["line"] for line in article["removed_lines"]}
        at = 0
        for number, line in enumerate(article["text"].split("\n"), start=1):
            end = at + len(line)
            if line.strip():
                removed = not ((body["start"] < end) & (body["end"] > at)).any()
                parts[article["id"], number] = line_counts(removed, number in wanted)
            at = end + 1
    measures = [share("lines judged right", "right_line", "lines"), f1("F1 of removed lines")]
    return [figure("cleaning", test, measure, parts) for measure in measures]


def line_counts(removed: bool, wanted: bool) -> Counter:
    """Counts of one line."""
    return Counter(
        lines=1, right_line=removed == wanted, found=removed, gold=wanted, right=removed and wanted
    )


def figures_of_mentions(
    test: Basis, articles: Sequence[dict], tables_found: Found, reference: Reference
) -> Figures:
    """Annotated mentions that are found with the actor that they roll up to."""
    parts: Parts = defaultdict(Counter)
    for article in articles:
        rows = rows_of(tables_found, "mentions", article)
        for target in article["targets"]:
            found = len(same_mention(target, rows, reference)) > 0
            unit = attribution.unit_of(article, target["start"])
            parts[unit].update(gold=1, found=int(found))
    recall = share("recall, actor right", "found", "gold")
    return [figure("mentions of actors", test, recall, parts)]


def same_mention(target: dict, mentions: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """The mentions found at the place of an annotated one, of the same actor."""
    there = (mentions["start"] < target["end"]) & (mentions["end"] > target["start"])
    return mentions[there & (mentions["target"] == actor_of(target, reference))]


def actor_of(target: dict, reference: Reference) -> str:
    """The actor a mention rolls up to, as the tables name it.

    The annotators roll Europe up loosely and the West to nothing; the tables keep both.
    """
    rolled = target["rolls_up_to"]
    name = target["actor"] if rolled is None or "(" in rolled else rolled
    for row in reference.actors.itertuples():
        if name in row.aliases:
            return str(row.actor)
    return str(name)


def figures_of_stance(
    test: Basis,
    articles: Sequence[dict],
    tables_found: Found,
    reference: Reference,
    by_class: bool = True,
) -> Figures:
    """The engine end to end, on mentions as annotated, and two baselines beside it."""
    methods = ("end to end", "mentions as annotated", "VADER on the sentence", "always neutral")
    units: dict[str, dict[Hashable, dict[str, float]]] = {name: {} for name in methods}
    for article in articles:
        rows = rows_of(tables_found, "mentions", article)
        for target in article["targets"]:
            if target["stance"] is None:
                continue
            unit, truth = attribution.unit_of(article, target["start"]), target["stance"] + 1
            judged(unit, truth, call(same_mention(target, rows, reference)), units[methods[0]])
            judged(unit, truth, tone_of(article, target["start"]), units[methods[2]])
            judged(unit, truth, NEUTRAL, units[methods[3]])
        for place, truth, called in stance.calls(stance.judge(article, reference)):
            judged(attribution.unit_of(article, place), truth, called, units[methods[1]])
    classes = [class_f1(at) for at in range(3)] if by_class else []
    return [
        figure(f"stance, {name}", test, measure, units[name])
        for name in methods
        for measure in (macro_f1(), *(classes if name in methods[:2] else ()))
    ]


def call(found: pd.DataFrame) -> int:
    """The class of the first mention found; neutral for a missed one."""
    if found.empty or found["p_neutral"].isna().iloc[0]:
        return NEUTRAL
    return stance.CLASSES.index(found["stance_class"].iloc[0])


def tone_of(article: dict, place: int) -> int:
    """The class of the tone of the annotated sentence around a place, by VADER."""
    for sentence in article["sentences"]:
        if sentence["start"] <= place < sentence["end"]:
            words = article["text"][sentence["start"] : sentence["end"]]
            return stance.class_of_tone(analyser().polarity_scores(words)["compound"])
    return NEUTRAL


def figures_of_metadata(test: Basis, articles: Sequence[dict], tables_found: Found) -> Figures:
    """Fields of the articles table that are as annotated."""
    parts: Parts = defaultdict(Counter)
    for article in articles:
        row = rows_of(tables_found, "article", article)
        for name, wanted in article["fields"].items():
            found = None if pd.isna(row[name]) else str(row[name]).removesuffix(" 00:00:00")
            parts[article["id"], name] = Counter(asked=1, right=found == wanted)
    return [figure("metadata", test, share("fields right", "right", "asked"), parts)]


def asked_of_gold(article: dict) -> dict[str, str | None]:
    """The annotated metadata in the words of the articles table."""
    meta = article["meta"]
    site = meta["outlet"]["republishing_site"]
    doubtful = str(meta["published"].get("status", "")).startswith("doubtful")
    return {
        "title": meta["title"],
        "outlet": meta["outlet"]["publisher"],
        "republisher": None if site is None or site.startswith("not named") else site,
        "authors": "; ".join(meta["authors"]) or None,
        "published": meta["published"]["date"],
        "published_basis": "reposted" if doubtful else "stated",
        "kind": meta["kind"].split()[0],
        "perspective": meta["perspective"]["label"],
        "translation": "suspected" if meta["language"]["machine_translated"] else "none known",
        "url": meta["url_in_text"],
    }


def figures_of_topics(test: Basis, n_topics: int = 6) -> Figures:
    """Coherence and stability of the topics of the sample, which have no right answer."""
    passages, texts = passages_of(SAMPLE)
    topics, _ = find_topics(passages, texts, n_topics=n_topics)
    return [
        entry("topics", test, "coherence (NPMI of terms)", coherence(topics, texts), len(texts)),
        entry("topics", test, "stability in resamples", topics["stability"].mean(), len(topics)),
    ]


def run(paths: Iterable[Path]) -> Found:
    """What the pipeline finds in each article, by its text."""
    analysis = analyse([str(path) for path in paths])
    found = [analysis.article(one) for one in analysis.articles()["article_id"]]
    return {one["article"]["text"]: one for one in found}


def rows_of(found: Found, table: str, article: Mapping[str, Any]) -> Any:
    """A table of one annotated article, or its row when the table is "article"."""
    if article["text"] not in found:
        raise ValueError(f"{article['id']} was not read with exactly the annotated text")
    return found[article["text"]][table]
