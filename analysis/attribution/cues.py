"""Cues: the words that signal an attribution, found by the verbs table and judged by neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.attribution import grammar
from analysis.attribution.grammar import word_set
from analysis.attribution.roles import TITLES
from analysis.attribution.text import WORD, Token
from analysis.reference import Reference

FINITE, PARTICIPLE, PASSIVE, INFINITIVE, NOUN, PHRASE = (
    "finite",
    "participle",
    "passive",
    "infinitive",
    "noun",
    "phrase",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the verbs table."""

    lemma: str
    cue_class: str
    part: str
    patterns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a unit: its tokens [first, last), where its verbal group starts, and its form."""

    first: int
    last: int
    group: int
    entry: Entry
    form: str
    negated: bool = False


_IRREGULAR_PASTS = word_set(
    "said told wrote thought found saw knew felt held swore spoke read put went gave made"
    " understood foresaw meant taught sought began drew set let upheld withheld forbade"
)
_PERIODS = word_set("week month year night morning")
_PARTICIPLES = word_set("written spoken seen known given sworn foreseen shown drawn forbidden")
# A phrase of the verbs table that starts so stands without a subject; the others are predicates.
_OPENING_PHRASES = word_set("according in from as by per citing quoting")
_AFTER_NOUN = frozenset({"of", "from", "by", "for", "are", "were"})
CueBook = dict[str, list[tuple[tuple[str, ...], Entry]]]


@lru_cache(maxsize=4)
def cue_book(reference: Reference) -> CueBook:
    """All forms of the verbs table by their first word, longest first."""
    book: CueBook = {}
    for row in reference.verbs.to_dict("records"):
        entry = Entry(
            row["lemma"], row["cue_class"], row["part"] or "verb", frozenset(row["pattern"])
        )
        for form in row["forms"]:
            words = tuple(form.lower().replace("’", "'").split())
            book.setdefault(words[0], []).append((words, entry))
    for entries in book.values():
        entries.sort(key=lambda item: -len(item[0]))
    return book


def find_cues(tokens: Sequence[Token], book: CueBook) -> list[Cue]:
    """The cues among the tokens, in order; what only looks like one is left out."""
    cues: list[Cue] = []
    behind = 0  # the last cue
    for index in [index for index, token in enumerate(tokens) if token.low in book]:
        cue = _cue_at(tokens, index, book) if index >= behind else None
        if cue:
            cues.append(cue)
            behind = cue.last
    return cues


def _cue_at(tokens: Sequence[Token], index: int, book: CueBook) -> Cue | None:
    if tokens[index].kind != WORD:
        return None
    entries = book.get(tokens[index].low, ())
    longest = len(entries[0][0]) if entries else 0
    printed = tuple(token.low for token in tokens[index : index + longest])
    for words, entry in entries:
        if printed[: len(words)] != words:
            continue
        cue = _judge(entry)(tokens, index, index + len(words), entry)
        if cue:
            return cue
    return None


def _judge(entry: Entry) -> Callable[[Sequence[Token], int, int, Entry], Cue | None]:
    if entry.part == "noun":
        return _noun
    prepositional = entry.lemma.split()[0] in _OPENING_PHRASES
    return _phrase if entry.part == "phrase" and prepositional else _verb


def _phrase(tokens: Sequence[Token], first: int, last: int, entry: Entry) -> Cue:
    return Cue(first, last, first, entry, PHRASE)


def _noun(tokens: Sequence[Token], first: int, last: int, entry: Entry) -> Cue | None:
    return None if tokens[first].is_name and first else Cue(first, last, first, entry, NOUN)


def _verb(tokens: Sequence[Token], first: int, last: int, entry: Entry) -> Cue | None:
    group = first
    helpers: list[str] = []
    while group > 0 and (_is_helper(tokens[group - 1]) or _is_date(tokens, group - 1)):
        group -= 1
        helpers.append(tokens[group].low)
    word = tokens[first].low
    if not helpers and _is_noun_here(tokens, first, word):
        return None
    if tokens[first].is_name and first and tokens[first - 1].is_name:
        return None
    if _is_reduced(tokens, first, last, helpers):
        return None
    negated = any(helper in grammar.NEGATIONS for helper in helpers)
    by_saying = first > 0 and tokens[first - 1].low == "by"
    form = PARTICIPLE if by_saying else _form(word, helpers)
    return Cue(first, last, group, entry, form, negated)


def _is_reduced(tokens: Sequence[Token], first: int, last: int, helpers: Sequence[str]) -> bool:
    """Whether a past form describes the noun before it ("concern voiced by")."""
    word = tokens[first].low
    if any(helper in grammar.AUXILIARIES for helper in helpers):
        return False
    if word in _PARTICIPLES:
        return True
    following = tokens[last].low if last < len(tokens) else ""
    return tense(word) == "past" and following == "by"


def _is_helper(token: Token) -> bool:
    return token.low in grammar.AUXILIARIES or token.low == "to" or grammar.is_adverb(token)


def _is_date(tokens: Sequence[Token], index: int) -> bool:
    """Whether a day stands between a subject and its verb ("on Thursday suggested")."""
    if grammar.is_time(tokens[index]):
        return index > 0
    if tokens[index].low in _PERIODS and index > 1:
        return tokens[index - 1].low in ("last", "this")
    if tokens[index].low in ("last", "this"):
        return tokens[index + 1].low in _PERIODS and index > 0
    days = tokens[index].low == "on" and grammar.is_time(tokens[index + 1])
    return days and index > 0


def _form(word: str, helpers: list[str]) -> str:
    being = any(helper in grammar.BE for helper in helpers)
    if word.endswith("ing"):
        return FINITE if being else PARTICIPLE
    if "to" in helpers:
        return INFINITIVE
    return PASSIVE if being else FINITE


def _is_noun_here(tokens: Sequence[Token], first: int, word: str) -> bool:
    """Whether a word such as "claims" or "reports" is a noun, or a participle before a noun."""
    if first == 0:
        return not word.endswith("ing")
    before = tokens[first - 1].low
    following = tokens[first + 1].low if first + 1 < len(tokens) else "."
    if before == "by" and following == "that":
        return False
    if (
        word.endswith("s")
        and word not in grammar.NEVER_NOUNS
        and (following in _AFTER_NOUN or _is_verb_after(tokens, first))
    ):
        return True
    if before == "'s" and not word.endswith("ing"):
        return True
    if before in grammar.QUANTIFIERS:
        return word.endswith("s")
    if before in grammar.DETERMINERS:
        return True
    if word.endswith("ing"):
        return False
    if before in grammar.PREPOSITIONS or _is_in_title(tokens, first):
        return True
    return word not in grammar.NEVER_NOUNS and _is_base(word) and _is_singular(tokens, first - 1)


def _is_in_title(tokens: Sequence[Token], first: int) -> bool:
    """Whether a base form opens the title before a name ("project scientist NAME")."""
    word = tokens[first].low
    if word in grammar.NEVER_NOUNS or not _is_base(word) or first + 2 >= len(tokens):
        return False
    titled = tokens[first + 1].low in TITLES and tokens[first + 2].is_name
    return titled and tokens[first - 1].kind != WORD


def _is_verb_after(tokens: Sequence[Token], first: int) -> bool:
    """Whether a verb follows, which leaves an -s form before it to be its subject."""
    if first + 1 >= len(tokens):
        return False
    low = tokens[first + 1].low
    return low in grammar.AUXILIARIES or (low.endswith("s") and low in grammar.COMMON_VERBS)


def tense(word: str) -> str:
    """The form of a verb: "past", "present" with -s, "participle", or "base"."""
    if word.endswith("ed") or word in _IRREGULAR_PASTS:
        return "past"
    if word.endswith("ing"):
        return "participle"
    return "present" if word.endswith("s") else "base"


def _is_base(word: str) -> bool:
    """Whether a form lacks an ending, so that as a verb it needs a plural subject."""
    return tense(word) in ("base", "participle")


def _is_singular(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word before a base form cannot be its plural subject."""
    token = tokens[index]
    low = token.low
    if low in grammar.SUBJECT_PRONOUNS or grammar.is_group_noun(low) or token.kind != WORD:
        return False
    if token.is_name and any(t.low == "and" for t in tokens[max(0, index - 4) : index]):
        return False
    return not low.endswith(("s", "men", "people")) and low not in (
        "who",
        "which",
        "that",
        "and",
        "or",
        "but",
    )
