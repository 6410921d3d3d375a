"""The articles and pages written for the project's own tests, in the form of the annotated sample.

`tests/golden/articles.json` holds paragraphs of sentences; a second word beside a sentence is the
perspective of the voice that speaks in it, none means the outlet. Attributions and mentions are
given by their words. `tests/golden/pages.json` names the lines of each page to be removed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
PARTS = " / "


def read_articles(folder: Path = GOLDEN) -> list[dict[str, Any]]:
    """The articles with offsets instead of words."""
    written = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    return [_article(one) for one in written]


def read_pages(folder: Path = GOLDEN) -> list[dict[str, Any]]:
    """The pages with their text, the lines to remove and the fields to find."""
    written = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    return [
        {
            "id": one["file"],
            "path": folder / one["file"],
            "text": (folder / one["file"]).read_text(encoding="utf-8"),
            "removed_lines": [{"line": line} for line in one["removed_lines"]],
            "fields": one["fields"],
        }
        for one in written
    ]


def _article(one: dict[str, Any]) -> dict[str, Any]:
    text, paragraphs, sentences = "", [], []
    for paragraph in one["paragraphs"]:
        text += "\n\n" if text else ""
        begin = len(text)
        for words, *perspective in paragraph:
            text += " " if len(text) > begin else ""
            sentences.append(_sentence(len(text), words, perspective, one["outlet_perspective"]))
            text += words
        paragraphs.append({"start": begin, "end": len(text)})
    article = {
        "id": one["id"],
        "text": text,
        "meta": {"perspective": {"label": one["outlet_perspective"]}},
        "body_paragraphs": paragraphs,
        "sentences": sentences,
        "attributions": [_attribution(text, row) for row in one["attributions"]],
    }
    return article | {"targets": [_target(text, article, row) for row in one["targets"]]}


def _sentence(start: int, words: str, perspective: list[str], outlet: str) -> dict[str, Any]:
    return {
        "start": start,
        "end": start + len(words),
        "voice": "speaker" if perspective else "author",
        "voice_perspective": perspective[0] if perspective else outlet,
    }


def _attribution(text: str, row: dict[str, Any]) -> dict[str, Any]:
    content = [_span(text, words) for words in row["content"].split(PARTS)]
    near = text.rfind("\n", 0, content[0][0]) + 1
    return {
        **row,
        "core": True,
        "content": content,
        "source": _span(text, row["source"], near) if row["source"] else None,
        "source_text": row["source"],
        "cue_text": row["cue"],
        "content_text": row["content"],
    }


def _target(text: str, article: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """A mention; it is in the voice of its sentence when somebody says it, else the outlet's."""
    start, end = _span(text, row["mention"], text.index(row["sentence"]))
    (sentence,) = [one for one in article["sentences"] if one["start"] <= start < one["end"]]
    said = any(
        begin <= start < close
        for attribution in article["attributions"]
        for begin, close in attribution["content"]
    )
    return {
        **row,
        "start": start,
        "end": end,
        "rolls_up_to": row["actor"],
        "voice": sentence["voice"] if said else "author",
        "voice_perspective": (
            sentence["voice_perspective"] if said else article["meta"]["perspective"]["label"]
        ),
    }


def _span(text: str, words: str, begin: int = 0) -> list[int]:
    start = text.index(words, begin)
    return [start, start + len(words)]
