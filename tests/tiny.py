"""A corpus of three invented articles, small enough to work every number by hand.

one    Daily North, Chinese: own words praise Alfa, the Russian Ivanov (quoted) blames it.
two    South Post, Western: own words praise Alfa, Ivanov (paraphrased) blames Beta, own words
       mention Beta.
three  no outlet, Other: own words without any actor.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import tables as contract
from analysis.compare import compare_everything
from analysis.store import Analysis

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
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in contract.TABLES}
    for article_id, outlet, country, perspective, topic, sentences in _ARTICLES:
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
    made = {
        name: contract.conform(name, pd.DataFrame(rows[name], columns=table.names))
        for name, table in contract.TABLES.items()
        if name != "comparison"
    }
    return made | {"comparison": compare_everything(made)}


def analysis() -> Analysis:
    """The tiny corpus as an analysis."""
    made = tables()
    counts = {name: len(frame) for name, frame in made.items()}
    run = {"version": "0", "corpus_fingerprint": "tiny", "models": {"stance": "by hand"}}
    return Analysis(made, run | {"counts": counts})


def _add_sentence(
    rows: dict[str, list[dict[str, Any]]],
    article_id: str,
    perspective: str,
    text: str,
    position: int,
    sentence: tuple[Any, ...],
) -> None:
    words, speaker, kind, tone, target, stance = sentence
    start = text.index(words)
    spoken_by = speaker or "outlet"
    voice_perspective = "Russian" if speaker else perspective
    sentence_id = f"{article_id}-s{start}"
    attribution_id = f"{article_id}-a{start}" if speaker else None
    common = {"article_id": article_id, "sentence_id": sentence_id}
    voice = {
        "voice": spoken_by, "voice_perspective": voice_perspective,
        "outlet_perspective": perspective,
    }  # fmt: skip
    rows["sentences"].append(
        common | voice | {
            "passage_id": f"{article_id}-p", "position": position, "start": start,
            "end": start + len(words), "text": words, "attribution_id": attribution_id,
            "sentiment": tone,
        }
    )  # fmt: skip
    if speaker:
        rows["attributions"].append(
            {
                "attribution_id": attribution_id, "article_id": article_id, "kind": kind,
                "content_start": start, "content_end": start + len(words),
                "cue": "said" if kind == "direct" else "accused", "cue_start": start,
                "cue_class": "neutral" if kind == "direct" else "accusing", "speaker": speaker,
                "speaker_role": "official", "affiliation": "Russia",
                "voice_perspective": "Russian", "confidence": 0.9,
            }
        )  # fmt: skip
    if target:
        negative, neutral, positive = _PROBABILITIES[stance]
        place = start + words.index(target)
        rows["mentions"].append(
            common | voice | {
                "mention_id": f"{article_id}-m{place}", "start": place,
                "end": place + len(target), "surface": target, "actor": target, "target": target,
                "modifier": False, "voice_kind": kind or "own", "p_negative": negative,
                "p_neutral": neutral, "p_positive": positive, "stance": positive - negative,
            }
        )  # fmt: skip
