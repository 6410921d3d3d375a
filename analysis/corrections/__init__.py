"""Corrections by hand: what a person knows better than the program, as a value and as a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from analysis.corrections.entries import (
    SORTS,
    Actor,
    Article,
    Entry,
    Outlet,
    Perspective,
    Removed,
    Restored,
    Speaker,
    Stance,
    Stretch,
    Tag,
    Target,
    Topic,
)

__all__ = [
    "Actor",
    "Article",
    "Corrections",
    "Entry",
    "Outlet",
    "Perspective",
    "Removed",
    "Restored",
    "Speaker",
    "Stance",
    "Tag",
    "Target",
    "Topic",
    "text_key",
]

E = TypeVar("E", bound=Entry)
_IDS = ("article_id", "attribution_id", "mention_id", "sentence_id")
# What a person says of how a sentence is meant.
_JUDGEMENTS = (Speaker, Stance, Target)


@dataclass(frozen=True)
class Corrections:
    """All corrections of a corpus. Entries stand in one order, whatever order they came in.

    Attributes:
        entries: what is corrected; no two entries have the same key.
        texts: article id and key of its text (see `text_key`), so that the corrections of an
            article are found again when its file lies elsewhere.
    """

    entries: tuple[Entry, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        entries = {entry.key: entry for entry in self.entries}
        ordered = sorted(entries.values(), key=_place)
        object.__setattr__(self, "entries", tuple(ordered))
        object.__setattr__(self, "texts", tuple(sorted(set(self.texts))))

    def of(self, sort: type[E]) -> list[E]:
        """The entries of one sort."""
        return [entry for entry in self.entries if isinstance(entry, sort)]

    def with_entry(self, entry: Entry) -> Corrections:
        """These and one more; what it says of something outweighs what was said of it before."""
        kept = tuple(old for old in self.entries if not contradict(old, entry))
        before = next((old for old in kept if old.key == entry.key), None)
        if before is not None:
            entry = replace(before, **entry.values())
        return replace(self, entries=(*kept, entry))

    def without(self, entry: Entry) -> Corrections:
        """These without what is said of the thing that an entry is about."""
        return replace(self, entries=tuple(e for e in self.entries if e.key != entry.key))

    @property
    def decisive(self) -> Corrections:
        """These without tags, which change no number."""
        return self._only(lambda entry: not isinstance(entry, Tag))

    @property
    def without_judgements(self) -> Corrections:
        """These without what is said of speakers, targets and stance: what the program finds."""
        return self.decisive._only(lambda entry: not isinstance(entry, _JUDGEMENTS))

    def _only(self, kept: Callable[[Entry], bool]) -> Corrections:
        return replace(self, entries=tuple(filter(kept, self.entries)))

    @property
    def count(self) -> int:
        """How many corrections these are; each value of an article counts as one, a tag as none."""
        return sum(entry.count for entry in self.entries)

    @property
    def fingerprint(self) -> str:
        """Short hash of what is corrected; the same corrections always have the same."""
        entries = self.decisive.entries
        said = "\n".join(f"{entry.SECTION} {sorted(entry.values().items())}" for entry in entries)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def by_article(self) -> dict[str, tuple[Entry, ...]]:
        """The entries that are about one article, by its id."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            article_id = article_of(entry)
            if article_id:
                found.setdefault(article_id, []).append(entry)
        return {article_id: tuple(entries) for article_id, entries in found.items()}

    def portable(self, texts: Mapping[str, str]) -> Corrections:
        """These with the keys of the texts that they are about.

        Args:
            texts: article id to text.
        """
        about = self.by_article()
        keys = [(name, text_key(text)) for name, text in texts.items() if name in about]
        known = dict(self.texts) | dict(keys)
        return replace(self, texts=tuple(pair for pair in known.items() if pair[0] in about))

    def moved_to(self, texts: Iterable[tuple[str, str]]) -> Corrections:
        """These, speaking of the articles of a corpus by the ids that they have there.

        An article of this id is the one meant; else the first with the same text.

        Args:
            texts: article id and text of each article.
        """
        given = list(texts)
        present = {article_id for article_id, _ in given}
        sought: dict[str, list[str]] = {}
        for old, key in self.texts:
            if old not in present:
                sought.setdefault(key, []).append(old)
        if not sought:
            return self
        new: dict[str, str] = {}
        for article_id, text in given:
            for old in sought.get(text_key(text), ()):
                new.setdefault(old, article_id)
        moved = [_renamed(entry, new) for entry in self.entries]
        pairs = tuple((new.get(old, old), key) for old, key in self.texts)
        return Corrections(tuple(moved), pairs)


def contradict(one: Entry, other: Entry) -> bool:
    """Whether one restores and the other removes some of the same text."""
    return (
        isinstance(one, Stretch)
        and isinstance(other, Stretch)
        and type(one) is not type(other)
        and one.article_id == other.article_id
        and one.start < other.end
        and other.start < one.end
    )


def text_key(text: str) -> str:
    """By what a text is recognised: shortened sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_of(entry: Entry) -> str | None:
    """The article that an entry is about; the ids of its parts begin with its id."""
    for name in _IDS:
        value = getattr(entry, name, None)
        if value:
            return str(value).partition("-")[0]
    return None


def _renamed(entry: Entry, new: Mapping[str, str]) -> Entry:
    changes: dict[str, Any] = {}
    for name in _IDS:
        old, dash, rest = (getattr(entry, name, None) or "").partition("-")
        if old in new:
            changes[name] = f"{new[old]}{dash}{rest}"
    return replace(entry, **changes)


def _place(entry: Entry) -> tuple[int, list[tuple[bool, Any]]]:
    key = [getattr(entry, name) for name in entry.KEY]
    return SORTS.index(type(entry)), [(value is not None, value or 0) for value in key]
