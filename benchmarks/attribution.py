"""How good the attributions are, on three annotated sets beside the checkout.

    python -m benchmarks.attribution [--reference FOLDER] [--errors SET] [--rules]

gold     two of the sample articles: core attributions at content IoU >= .5 (optional ones cost
         nothing), the speaker of those found, the voice of the annotated mentions
develop  the half of the annotated news articles that the rules were written on
report   the other half, which nobody looked at
polnear  PolNeAR's development articles; for measuring only

The tagger is trained on the annotated news, so with it only gold and polnear are measured here, and
the news in folds by `benchmarks.train_attribution`; --rules measures the rules alone on all.

The news articles are annotated with one line per sentence of a quotation, so there a quotation that
was found is scored sentence by sentence; its cue and source belong to the sentence next to them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.attribution import attribute
from analysis.attribution.decode import overlap
from analysis.attribution.known import fold
from analysis.attribution.tagger import Tagger, default_tagger
from analysis.attribution.voices import give_voices_to_mentions, give_voices_to_sentences
from analysis.reference import Reference, load_reference
from analysis.split import split_sentences
from analysis.stance import Reading, StanceEngine, default_engine

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEED = 11
Span = tuple[int, int]
Parts = tuple[Span, ...]


def tables_of(text: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Passages (stretches without a line break) and sentences of a raw text."""
    passages = [match.span() for match in re.finditer(r"[^\n]+", text)]
    sentences = [span for start, end in passages for span in split_sentences(text, start, end)]
    return frame(passages), frame(sentences)


def frame(spans: Iterable[Span]) -> pd.DataFrame:
    return pd.DataFrame(list(spans), columns=["start", "end"])


def pair(predicted: Sequence[Parts], gold: Sequence[Parts]) -> dict[int, int]:
    """One-to-one pairs of an overlap of at least one half, best first: predicted -> gold."""
    scores = sorted(
        ((overlap(p, g), i, j) for i, p in enumerate(predicted) for j, g in enumerate(gold)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, i, j in scores:
        if score >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def parts_of(row: dict) -> Parts:
    first = (row["content_start"], row["content_end"])
    if pd.isna(row["content2_start"]):
        return (first,)
    return (first, (int(row["content2_start"]), int(row["content2_end"])))


def source_of(row: dict) -> Span | None:
    if pd.isna(row["source_start"]):
        return None
    start = int(row["source_start"])
    return start, start + len(row["source"])


def same_source(one: Span | None, other: Span | None, text: str) -> bool:
    """Whether two sources overlap by one half, or are the same words ("he") at another place.

    The annotators named sources by their words, which stand more than once in a text.
    """
    if one is None or other is None:
        return one is other
    return overlap((one,), (other,)) >= 0.5 or text[slice(*one)] == text[slice(*other)]


_IDLE = frozenset({"the", "some", "a", "an", "of", "unnamed", "government", "authorities"})


def same_speaker(one: str, other: str, reference: Reference) -> bool:
    """Whether two names mean the same: same last word, mostly the same words, or the same state."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return left == right
    if left[-1] == right[-1] or len(set(left) & set(right)) * 2 >= len(set(left) | set(right)):
        return True
    return _state(one, reference) is not None and _state(one, reference) == _state(other, reference)


def _words(name: str) -> list[str]:
    bare = re.sub(r"\(.*?\)", "", fold(name).casefold())
    return [word for word in re.findall(r"[^\W_]+", bare) if word not in _IDLE]


def _state(name: str, reference: Reference) -> str | None:
    bare = re.sub(r"\(.*?\)|\b(?:government|authorities)\b|^the ", "", name, flags=re.I).strip()
    for row in reference.countries.itertuples():
        seats = (row.name, *row.aliases, *row.demonyms, row.capital, *row.capital_aliases)
        if bare in seats:
            return str(row.name)
    return None


def by_sentence(row: dict, sentences: pd.DataFrame) -> list[tuple[Parts, Span | None]]:
    """A found quotation as one item per sentence, the source with the sentence next to it."""
    first, *second = parts_of(row)
    resumed = any(first[1] <= start <= part[0] for part in second for start in sentences["start"])
    if second and not resumed:
        return [((first, *second), source_of(row))]
    pieces = _pieces(first, sentences) if row["kind"] == tables.DIRECT else [first]
    leads = not pd.isna(row["cue_start"]) and row["cue_start"] < first[0]
    owner = 0 if leads else len(pieces) - 1
    pieces += [piece for part in second for piece in _pieces(part, sentences)]
    return [((p,), source_of(row) if i == owner else None) for i, p in enumerate(pieces)]


def _pieces(part: Span, sentences: pd.DataFrame) -> list[Span]:
    """What each sentence holds of a quotation."""
    start, end = part
    pieces = [
        (max(start, a), min(end, b))
        for a, b in zip(sentences["start"], sentences["end"], strict=True)
        if a < end and b > start and min(end, b) - max(start, a) > 1
    ]
    return pieces if len(pieces) > 1 else [part]


class Score:
    """Counts of one set: found, right, joint with the source, speakers, by kind.

    `parts` holds the counts by unit (a paragraph of the sample, elsewhere an article), because
    intervals come from resampling units.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.count: Counter = Counter()
        self.parts: defaultdict[object, Counter] = defaultdict(Counter)
        self.kinds: Counter = Counter()

    def add(self, unit: object, **counts: int) -> None:
        """Counts more of these for a unit."""
        self.count.update(counts)
        self.parts[unit].update(counts)

    def ratio(self, top: str, bottom: str) -> float:
        return self.count[top] / self.count[bottom] if self.count[bottom] else float("nan")

    def lines(self) -> list[str]:
        c = self.count
        both = c["found"] + c["gold"]
        kinds = ", ".join(
            f"{kind} {self.kinds[kind, True] / total:.2f} of {total}"
            for kind in tables.ATTRIBUTION_KINDS
            if (total := self.kinds[kind, True] + self.kinds[kind, False])
        )
        text = [
            f"{self.name}: precision {self.ratio('right', 'found'):.3f}"
            f"  recall {self.ratio('right', 'gold'):.3f}  F1 {2 * c['right'] / both:.3f}"
            f"  ({c['found']} found, {c['gold']} annotated)",
            f"  with the source {2 * c['joint'] / both:.3f}; recall by kind: {kinds}",
        ]
        if c["named"]:
            text.append(f"  speaker right {self.ratio('speaker', 'named'):.3f} of {c['named']}")
        if c["mentions"]:
            text.append(f"  voice right {self.ratio('voice', 'mentions'):.3f} of {c['mentions']}")
        if c["sentences"]:
            share = self.ratio("sentence_voice", "sentences")
            text.append(f"  voice of the sentence right {share:.3f} of {c['sentences']}")
        return text


def measure_news(
    name: str,
    articles: Sequence[dict],
    voices: dict,
    reference: Reference,
    show: Callable,
    tagger: Tagger | None,
    engine: StanceEngine | None = None,
) -> Score:
    """Attributions and voices of annotated news; the engine tells whose words mentions are."""
    score = Score(name)
    for article in articles:
        text = article["text"]
        passages, sentences = tables_of(text)
        row = {"article_id": article["id"], "text": text, "perspective": "Other"}
        found = attribute(row, passages, sentences, reference, tagger)
        records = found.to_dict("records")
        items = [(*item, r) for r in records for item in by_sentence(r, sentences)]
        gold = article["attributions"]
        contents = [tuple(map(tuple, g["content"])) for g in gold]
        pairs = pair([item[0] for item in items], contents)
        unit = article["id"]
        score.add(unit, found=len(items), gold=len(gold), right=len(pairs))
        for i, j in pairs.items():
            _, source, record = items[i]
            expected = tuple(gold[j]["source"]) if gold[j]["source"] else None
            joint = same_source(source, expected, text)
            right = same_speaker(record["speaker"], gold[j]["speaker"], reference)
            score.add(unit, named=1, speaker=int(right), joint=int(joint))
            if not right:
                show("speaker", f"{record['speaker']} | {record['source']} | {gold[j]['speaker']}")
        for j, g in enumerate(gold):
            score.kinds[g["kind"], j in pairs.values()] += 1
        _voices_of_news(score, row, sentences, found, voices.get(article["id"], ()), engine)
    return score


def _voices_of_news(
    score: Score,
    row: dict,
    sentences: pd.DataFrame,
    found: pd.DataFrame,
    mentions: Sequence[dict],
    engine: StanceEngine | None,
) -> None:
    if not mentions:
        return
    places = _told(row["text"], sentences, pd.DataFrame(mentions)[["start", "end"]], engine)
    given = give_voices_to_mentions(row, places, found)
    for mention, voice in zip(mentions, given["voice"], strict=True):
        attributed = voice != tables.OUTLET_VOICE
        right = attributed == (mention["voice"] == "attributed")
        score.add(row["article_id"], mentions=1, voice=int(right))


def _told(
    text: str, sentences: pd.DataFrame, places: pd.DataFrame, engine: StanceEngine | None
) -> pd.DataFrame:
    """Places of mentions with the probability that somebody else than the outlet speaks."""
    if engine is None:
        return places
    spans = tuple((int(start), int(end)) for start, end in places.to_numpy())
    reading = Reading(text, spans, tuple(sentences["start"].tolist()))
    return places.assign(told=engine.judge(reading)[1])


def measure_gold(
    articles: Sequence[dict],
    reference: Reference,
    show: Callable,
    tagger: Tagger | None,
    engine: StanceEngine | None = None,
) -> Score:
    """Attributions and voices of the annotated sample articles."""
    score = Score("gold")
    for article in articles:
        text = article["text"]
        outlet = article["meta"]["perspective"]["label"]
        row = {"article_id": article["id"], "text": text, "perspective": outlet}
        passages = frame((p["start"], p["end"]) for p in article["body_paragraphs"])
        sentences = frame((s["start"], s["end"]) for s in article["sentences"])
        found = attribute(row, passages, sentences, reference, tagger)
        _score_gold(score, article, found, reference, show)
        _voices_of_gold(score, row, article, found, show, engine)
        given = give_voices_to_sentences(row, sentences, found)
        for sentence, voice in zip(article["sentences"], given.to_dict("records"), strict=True):
            own = voice["voice"] == tables.OUTLET_VOICE
            right = own == (sentence["voice"] == "author")
            right = right and voice["voice_perspective"] == sentence["voice_perspective"]
            score.add(unit_of(article, sentence["start"]), sentences=1, sentence_voice=int(right))
    return score


def unit_of(article: dict, place: int) -> tuple[str, int]:
    """The paragraph of an annotated article that holds a place, by number."""
    starts = [paragraph["start"] for paragraph in article["body_paragraphs"]]
    return article["id"], bisect_right(starts, place)


def _score_gold(
    score: Score, article: dict, found: pd.DataFrame, reference: Reference, show: Callable
) -> None:
    records = found.to_dict("records")
    gold = article["attributions"]
    contents = [tuple(map(tuple, g["content"])) for g in gold]
    pairs = pair([parts_of(r) for r in records], contents)
    for i, record in enumerate(records):
        if i in pairs and not gold[pairs[i]]["core"]:
            continue
        unit = unit_of(article, record["content_start"])
        score.add(unit, found=1)
        if i not in pairs:
            text = article["text"][record["content_start"] : record["content_end"]]
            show("extra", f"{record['source']} | {record['cue']} | {text[:90]}")
            continue
        g = gold[pairs[i]]
        source = tuple(g["source"]) if g["source"] else None
        right = same_speaker(record["speaker"], g["speaker"], reference)
        joint = same_source(source_of(record), source, article["text"])
        score.add(unit, right=1, named=1, speaker=int(right), joint=int(joint))
        if not right:
            show("speaker", f"{record['speaker']} | {g['speaker']}")
    for j, g in enumerate(gold):
        if g["core"]:
            score.add(unit_of(article, g["content"][0][0]), gold=1)
            score.kinds[g["kind"], j in pairs.values()] += 1
            if j not in pairs.values():
                show("missed", f"{g['source_text']} | {g['cue_text']} | {g['content_text']}")


def _voices_of_gold(
    score: Score,
    row: dict,
    article: dict,
    found: pd.DataFrame,
    show: Callable,
    engine: StanceEngine | None,
) -> None:
    targets = article["targets"]
    columns = ["start", "end"]
    sentences, places = (
        pd.DataFrame(rows, columns=columns) for rows in (article["sentences"], targets)
    )
    places = _told(row["text"], sentences, places, engine)
    given = give_voices_to_mentions(row, places, found)
    for target, voice in zip(targets, given.to_dict("records"), strict=True):
        own = voice["voice"] == tables.OUTLET_VOICE
        right = own == (target["voice"] == "author")
        right = right and voice["voice_perspective"] == target["voice_perspective"]
        score.add(unit_of(article, target["start"]), mentions=1, voice=int(right))
        if not right:
            around = article["text"][target["start"] - 40 : target["end"] + 20]
            show(
                "voice",
                f"{voice['voice']} ({voice['voice_perspective']}), annotated {target['voice']}"
                f" ({target['voice_perspective']}): {around!r}",
            )


def measure_polnear(path: Path, reference: Reference, tagger: Tagger | None) -> Score:
    score = Score("polnear")
    for article in read_lines(path):
        text = article["text"]
        passages, sentences = tables_of(text)
        row = {"article_id": article["id"], "text": text, "perspective": "Western"}
        records = attribute(row, passages, sentences, reference, tagger).to_dict("records")
        gold = [g for g in article["attributions"] if g["content"]]
        pairs = pair([parts_of(r) for r in records], [_spans(g["content"]) for g in gold])
        score.add(article["id"], found=len(records), gold=len(gold), right=len(pairs))
        for i, j in pairs.items():
            source = source_of(records[i])
            expected = _spans(gold[j]["source"])
            hit = overlap((source,), expected) >= 0.5 if source else not expected
            score.add(article["id"], joint=int(hit))
        for j, g in enumerate(gold):
            score.kinds[g["quote_type"], j in pairs.values()] += 1
    return score


def _spans(parts: Sequence[dict]) -> Parts:
    return tuple((part["start"], part["end"]) for part in parts)


def measure_speed(articles: Sequence[dict], reference: Reference, tagger: Tagger | None) -> float:
    """Milliseconds for 700 words, all tables given."""
    prepared = [(a, *tables_of(a["text"])) for a in articles]
    words = sum(len(article["text"].split()) for article, _, _ in prepared)
    begin = time.perf_counter()
    for article, passages, sentences in prepared:
        row = {"article_id": article["id"], "text": article["text"]}
        attribute(row, passages, sentences, reference, tagger)
    return (time.perf_counter() - begin) / words * 700 * 1000


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def halves(articles: Sequence[dict]) -> tuple[list[dict], list[dict]]:
    """A fixed random half of the articles, and the other."""
    ids = sorted(article["id"] for article in articles)
    random.Random(SEED).shuffle(ids)
    chosen = set(ids[: len(ids) // 2])
    return (
        [a for a in articles if a["id"] in chosen],
        [a for a in articles if a["id"] not in chosen],
    )


def read_gold(folder: Path = SHARED / "gold") -> list[dict]:
    """The annotated sample articles, in order of their names."""
    paths = sorted(folder.glob("gold_*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def read_news(folder: Path = SHARED / "eval") -> tuple[list[dict], dict[str, list[dict]]]:
    """The annotated news articles, and the annotated mentions of each by its id."""
    mentions = read_lines(folder / "favourability" / "in_article_train.jsonl")
    voices: dict[str, list[dict]] = {}
    for mention in mentions:
        voices.setdefault(mention["document"], []).append(mention)
    return read_lines(folder / "attribution" / "train.jsonl"), voices


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", type=Path, help="folder of other reference tables")
    parser.add_argument("--errors", default="", help="print the errors of: gold, develop")
    parser.add_argument("--rules", action="store_true", help="without the tagger")
    options = parser.parse_args()
    reference = load_reference(options.reference)
    tagger = None if options.rules else default_tagger()
    quiet: Callable = lambda *_: None  # noqa: E731
    loud: Callable = lambda kind, text: print(f"  {kind}: {text}")  # noqa: E731
    articles, voices = read_news()
    develop, report = halves(articles)
    gold = read_gold()
    scores = [
        measure_gold(
            gold,
            reference,
            loud if options.errors == "gold" else quiet,
            tagger,
            tagger and default_engine(),
        ),
        measure_polnear(SHARED / "eval" / "polnear" / "dev.jsonl", reference, tagger),
    ]
    if options.rules:
        show = loud if options.errors == "develop" else quiet
        scores += [
            measure_news("develop", develop, voices, reference, show, None),
            measure_news("report", report, voices, reference, quiet, None),
        ]
    for score in scores:
        print("\n".join(score.lines()))
    print(f"speed: {measure_speed(articles, reference, tagger):.1f} ms for 700 words")


if __name__ == "__main__":
    main()
