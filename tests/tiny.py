"""Two corpora of invented articles, small enough to work every number by hand.

`tables()`, three articles:
one    Daily North, Chinese: own words praise Alfa, the Russian Ivanov (quoted) blames it.
two    South Post, Western: own words praise Alfa, Ivanov (paraphrased) blames Beta, own words
       mention Beta.
three  no outlet, Other: own words without any actor.

`larger()`, eight articles; a number in brackets is that of the sentences:
a      Daily North, Chinese [4]: all own words, two on Alfa.
b      South Post, Western [5]: all own words, three on Alfa.
c to f East Times, Western [1 each, c 10 more]: own words on Alfa.
g      South Post, Italian text: not English, so in no number.
h      a copy of a.
In c Ivanov accuses Alfa and Beta in one sentence; a mixed quotation of his holds Alfa within its
marks and Beta outside; Smith tells over two sentences what Ivanov, nested in his words, accused
Gamma of.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from analysis import tables as contract
from analysis.compare import compare_everything
from analysis.store import Analysis

Rows = dict[str, list[dict[str, Any]]]

# article, topic of the passage, [(text, speaker or None, kind, tone, target, stance class)]
_ARTICLES: list[tuple[str, str | None, str, str, str | None, list[tuple[Any, ...]]]] = [
    (
        "one", "Daily North", "CN", "Chinese", "0",
        [
            ("Alfa is good.", None, None, 0.4, "Alfa", 1),
            ('"Alfa is bad," Ivanov said.', "Ivanov", "direct", -0.5, "Alfa", -1),
        ],
    ),
    (
        "two", "South Post", "GB", "Western", "1",
        [
            ("Alfa is fine.", None, None, 0.2, "Alfa", 1),
            ("Ivanov accused Beta of being bad.", "Ivanov", "indirect", -0.5, "Beta", -1),
            ("Beta stays.", None, None, 0.0, "Beta", 0),
        ],
    ),
    ("three", None, None, "Other", None, [("Nothing here.", None, None, 0.01, None, None)]),
]  # fmt: skip
_PROBABILITIES = {-1: (0.8, 0.2, 0.0), 0: (0.1, 0.8, 0.1), 1: (0.0, 0.4, 0.6)}


def tables() -> dict[str, pd.DataFrame]:
    """The tables of the tiny corpus, comparison included."""
    return _copied(_tiny())


def _copied(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables that a test may change, while those they come from are made once for all tests."""
    return {name: frame.copy() for name, frame in tables.items()}


@cache
def _tiny() -> dict[str, pd.DataFrame]:
    return made(_ARTICLES)


def made(articles: list[Any]) -> dict[str, pd.DataFrame]:
    """The tables of articles told as in _ARTICLES, comparison included."""
    return _finished(_rows_of(articles))


def analysis() -> Analysis:
    """The tiny corpus as an analysis."""
    return as_analysis(tables())


def _own(text: str, tone: float, stance: int | None = None) -> tuple[Any, ...]:
    """A sentence of own words, on Alfa when a stance is given."""
    return (text, None, None, tone, None if stance is None else "Alfa", stance)


_SAID = (
    "Ivanov accused Alfa and Beta of war.",
    'Ivanov warned that "Alfa burns" while Beta sleeps.',
    "Smith said the day was long.",
    "Ivanov, he added, accused Gamma of theft.",
)
_LARGER = [
    (
        "a", "Daily North", "CN", "Chinese", None,
        [_own("Alfa wins.", 0.05, 1), _own("Alfa loses.", -0.05, -1), _own("It rains.", 0.049),
         _own("It pours.", -0.049)],
    ),
    (
        "b", "South Post", "GB", "Western", None,
        [_own("Alfa sings.", 0.1, 1), _own("Alfa stays.", 0.2, 0), _own("Alfa falls.", 0.3, -1),
         _own("Night comes.", 0.4), _own("Day comes.", 0.5)],
    ),
    (
        "c", "East Times", "GB", "Western", None,
        [_own("Alfa is there.", 0.0, 1),
         (_SAID[0], "Ivanov", "indirect", 0.0, None, None),
         (_SAID[1], "Ivanov", "mixed", 0.0, None, None),
         (_SAID[2], "Smith", "indirect", 0.0, None, None),
         (_SAID[3], "Smith", "indirect", 0.0, None, None),
         *[_own(f"Line {number}.", 0.0) for number in range(6)]],
    ),
    ("d", "East Times", "GB", "Western", None, [_own("Alfa is old.", 0.0, 1)]),
    ("e", "East Times", "GB", "Western", None, [_own("Alfa is new.", 0.0, -1)]),
    ("f", "East Times", "GB", "Western", None, [_own("Alfa is grey.", 0.0, 0)]),
    ("g", "South Post", "GB", "Western", None, [_own("Alfa dorme.", 0.9, 1)]),
    ("h", "Daily North", "CN", "Chinese", None, [_own("Alfa wins again.", 0.9, 1)]),
]  # fmt: skip
_PERSPECTIVES = {"Ivanov": "Russian", "Smith": "Western"}


def larger() -> dict[str, pd.DataFrame]:
    """The tables of the larger corpus, comparison included."""
    return _copied(_larger())


@cache
def _larger() -> dict[str, pd.DataFrame]:
    rows = _rows_of(_LARGER)
    by_id = {row["article_id"]: row for row in rows["articles"]}
    by_id["g"]["language"], by_id["h"]["duplicate_of"] = "it", "a"
    text = by_id["c"]["text"]
    rows["attributions"] = []
    two, mixed, told, nested = (text.index(words) for words in _SAID)

    def say(name: str, at: int, words: str, cue: str, cue_class: str, **more: Any) -> None:
        start = text.index(words, at)
        rows["attributions"].append(
            {
                "attribution_id": f"c-{name}", "article_id": "c", "kind": "indirect",
                "content_start": start, "content_end": start + len(words), "cue": cue,
                "cue_start": text.index(cue, at), "cue_class": cue_class, "speaker": "Ivanov",
                "speaker_role": "official", "affiliation": "Russia", "source": None,
                "voice_perspective": "Russian", "confidence": 0.9,
            } | more
        )  # fmt: skip

    smith = {"speaker": "Smith", "speaker_role": "expert", "affiliation": "GB",
             "voice_perspective": "Western"}  # fmt: skip
    say("two", two, "Alfa and Beta of war", "accused", "accusing")
    say("mixed", mixed, '"Alfa burns" while Beta sleeps', "warned", "warning", kind="mixed")
    say("told", told, f"the day was long. {_SAID[3]}", "said", "neutral", **smith)
    say("nested", nested, "Gamma of theft", "accused", "accusing", outer_id="c-told")
    for sentence in rows["sentences"]:
        if sentence["attribution_id"]:
            place = (two, mixed, told, nested).index(sentence["start"])
            sentence["attribution_id"] = ("c-two", "c-mixed", "c-told", "c-told")[place]
    for at, target, sentence, kind, speaker in (
        (two, "Alfa", two, "indirect", "Ivanov"),
        (two, "Beta", two, "indirect", "Ivanov"),
        (mixed, "Alfa", mixed, "direct", "Ivanov"),
        (mixed, "Beta", mixed, "indirect", "Ivanov"),
        (nested, "Gamma", nested, "indirect", "Smith"),
    ):
        _mention(rows, "c", f"c-s{sentence}", text.index(target, at), target, -1, kind, {
            "voice": speaker, "voice_perspective": _PERSPECTIVES[speaker],
            "outlet_perspective": "Western",
        })  # fmt: skip
    return _finished(rows)


def larger_analysis() -> Analysis:
    """The larger corpus as an analysis."""
    return as_analysis(larger())


def as_analysis(tables: dict[str, pd.DataFrame]) -> Analysis:
    """Tables as an analysis."""
    counts = {name: len(frame) for name, frame in tables.items()}
    run = {"version": "0", "corpus_fingerprint": "tiny", "models": {"stance": "by hand"}}
    return Analysis(tables, run | {"counts": counts})


def _finished(rows: Rows) -> dict[str, pd.DataFrame]:
    made = {
        name: contract.conform(name, pd.DataFrame(rows[name], columns=table.names))
        for name, table in contract.TABLES.items()
        if name != "comparison"
    }
    return made | {"comparison": compare_everything(made)}


def _rows_of(articles: list[Any]) -> Rows:
    rows: Rows = {name: [] for name in contract.TABLES}
    for article_id, outlet, country, perspective, topic, sentences in articles:
        text = " ".join(sentence[0] for sentence in sentences)
        rows["articles"].append(
            {
                "article_id": article_id, "source_path": f"{article_id}.txt",
                "title": article_id.title(), "outlet": outlet, "country": country,
                "perspective": perspective, "published_basis": "stated",
                "published": pd.Timestamp("2022-01-12") if outlet else None,
                "kind": "news", "language": "en", "translation": "none known", "text": text,
                "n_sentences": len(sentences), "n_words": len(text.split()),
            }
        )  # fmt: skip
        passage_id = f"{article_id}-p"
        rows["passages"].append(
            {
                "passage_id": passage_id, "article_id": article_id, "start": 0, "end": len(text),
                "topic_id": topic, "weight": 0.9,
            }
        )  # fmt: skip
        for position, sentence in enumerate(sentences):
            _add_sentence(rows, article_id, perspective, text, position, sentence)
    for number, label in enumerate(("weather", "trade")):
        rows["topics"].append(
            {
                "topic_id": str(number), "label": label, "terms": label,
                "n_passages": 1, "n_articles": 1, "stability": 1.0,
            }
        )  # fmt: skip
    rows["skipped"].append({"source_path": "broken.bin", "reason": "binary file"})
    return rows


def _add_sentence(
    rows: Rows,
    article_id: str,
    perspective: str,
    text: str,
    position: int,
    sentence: tuple[Any, ...],
) -> None:
    words, speaker, kind, tone, target, stance = sentence
    start = text.index(words)
    sentence_id = f"{article_id}-s{start}"
    attribution_id = f"{article_id}-a{start}" if speaker else None
    voice = {
        "voice": speaker or "outlet",
        "voice_perspective": _PERSPECTIVES.get(speaker, perspective),
        "outlet_perspective": perspective,
    }
    rows["sentences"].append(
        voice | {
            "article_id": article_id, "sentence_id": sentence_id,
            "passage_id": f"{article_id}-p", "position": position, "start": start,
            "end": start + len(words), "text": words, "attribution_id": attribution_id,
            "sentiment": tone,
        }
    )  # fmt: skip
    if speaker:
        cue, cue_class = ("said", "neutral") if kind == "direct" else ("accused", "accusing")
        rows["attributions"].append(
            {
                "attribution_id": attribution_id, "article_id": article_id, "kind": kind,
                "content_start": start, "content_end": start + len(words),
                "cue": cue, "cue_start": start + max(0, words.find(cue)),
                "cue_class": cue_class, "speaker": speaker,
                "speaker_role": "official", "affiliation": "Russia",
                "voice_perspective": "Russian", "confidence": 0.9,
            }
        )  # fmt: skip
    if target:
        place = start + words.index(target)
        _mention(rows, article_id, sentence_id, place, target, stance, kind or "own", voice)


def _mention(
    rows: Rows,
    article_id: str,
    sentence_id: str,
    place: int,
    target: str,
    stance: int,
    kind: str,
    voice: dict[str, str],
) -> None:
    negative, neutral, positive = _PROBABILITIES[stance]
    rows["mentions"].append(
        voice | {
            "mention_id": f"{article_id}-m{place}", "article_id": article_id,
            "sentence_id": sentence_id, "start": place, "end": place + len(target),
            "surface": target, "actor": target, "target": target, "modifier": False,
            "voice_kind": kind, "p_negative": negative, "p_neutral": neutral,
            "p_positive": positive, "stance": positive - negative,
            "stance_class": ("negative", "neutral", "positive")[stance + 1],
        }
    )  # fmt: skip
