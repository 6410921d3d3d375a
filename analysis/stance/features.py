"""Words around a mention as numbers, for the linear stance engine.

The mention itself is masked, so that the engine cannot know which actor it judges and has no
opinion of any. Words are hashed: the model file holds no text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from scipy import sparse

from analysis.stance.context import Context

BUCKETS = 1 << 16
TARGET = "TARGET"
OTHER = "OTHER"
GROUPS: Mapping[str, float] = {
    "sentence": 0.7,
    "pairs": 0.5,
    "sides": 0.7,
    "window": 1.0,
    "near": 1.0,
    "clause": 1.0,
    "shape": 1.0,
    "before": 0.5,
}
N_NUMBERS = 17

_WORD = re.compile(r"\w+(?:['’]\w{1,3}\b)?|[^\w\s]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BREAKS = _set(", ; : . ! ? ( ) – — and but while that which who because although as")
_NEGATIONS = _set(
    "not no never without neither nor cannot hardly nobody nothing lack lacks fail failed fails "
    "refuse refused refuses deny denies denied"
)
_FUNCTION_WORDS = _set(
    "the a an of to in on at by for from with without against between among over under about into "
    "through after before during and or but if that which who whose is are was were be been being "
    "has have had do does did will would should could may might must can its their his her our my "
    "your it they he she we i you this these those as than so more most only also"
)
_STEM = 5
_WINDOW = 6
_LONG_SENTENCE = 60
_NEGATION_REACH = 3
_NEGATED = -0.7
_DECAY = 4.0


@lru_cache(maxsize=1)
def lexicon() -> Mapping[str, float]:
    """VADER's word list: how good or bad a word is, from −4 to 4."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return MappingProxyType(SentimentIntensityAnalyzer().lexicon)


def tokens_of(context: Context) -> list[str]:
    """The words of the sentence in lower case, the mention as TARGET, other actors as OTHER."""
    own = (context.start, context.end)
    apart = [span for span in context.others if span[1] <= own[0] or span[0] >= own[1]]
    spans = sorted([(*own, TARGET)] + [(*span, OTHER) for span in apart])
    tokens: list[str] = []
    position = 0
    for start, end, mask in spans:
        if start >= position:
            tokens += _words(context.sentence[position:start])
            tokens.append(mask)
            position = end
    return tokens + _words(context.sentence[position:])


def features_of(context: Context) -> tuple[dict[str, list[str]], list[float]]:
    """The word features of a context by group, and its N_NUMBERS numbers."""
    tokens = tokens_of(context)
    at = tokens.index(TARGET)
    stems = [_stem(token) for token in tokens]
    first, last = _clause(tokens, at)
    before = _words(context.before[-1]) if context.before else []
    words = {
        "sentence": stems,
        "pairs": _pairs(stems, ""),
        "sides": _sided(stems[:at], stems[at + 1 :]),
        "window": _window(stems[max(0, at - _WINDOW) : at], stems[at + 1 : at + 1 + _WINDOW]),
        "near": _near(tokens, at),
        "clause": _sided(stems[first:at], stems[at + 1 : last]),
        "shape": _shape(tokens, at),
        "before": [_stem(word) for word in before],
    }
    return words, _numbers(context, tokens, at, (first, last), before)


def matrix_of(
    contexts: Sequence[Context], importance: np.ndarray | None = None
) -> sparse.csr_matrix:
    """One row per context: hashed words by group, then the numbers.

    Each group of words has the length GROUPS[group] in a row, however long the sentence is.

    Args:
        contexts: the mentions.
        importance: weight of each bucket, one row per group; 1 everywhere when None.
    """
    described = [features_of(context) for context in contexts]
    blocks = []
    for number, (group, length) in enumerate(GROUPS.items()):
        block = _hashed(group, [words[group] for words, _ in described])
        if importance is not None:
            block = block.multiply(importance[number]).tocsr()
        norms = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
        blocks.append(sparse.diags(length / np.maximum(norms, 1e-9)) @ block)
    numbers = np.array([numbers for _, numbers in described]).reshape(-1, N_NUMBERS)
    return sparse.hstack([*blocks, sparse.csr_matrix(numbers)], format="csr")


def _hashed(group: str, rows: list[list[str]]) -> sparse.csr_matrix:
    pointers = [0]
    columns: list[int] = []
    for words in rows:
        columns += sorted({zlib.crc32(f"{group}\0{word}".encode()) % BUCKETS for word in words})
        pointers.append(len(columns))
    return sparse.csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), BUCKETS))


def _words(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]


def _stem(word: str) -> str:
    return word if word in (TARGET, OTHER) else word[:_STEM]


def _pairs(stems: list[str], mark: str) -> list[str]:
    return [f"{mark}{left} {right}" for left, right in pairwise(stems)]


def _sided(left: list[str], right: list[str]) -> list[str]:
    return [f"<{stem}" for stem in left] + [f">{stem}" for stem in right]


def _window(left: list[str], right: list[str]) -> list[str]:
    return _sided(left, right) + _pairs(left, "<") + _pairs(right, ">")


def _near(tokens: list[str], at: int) -> list[str]:
    """The three words on either side, alone and together, with their places."""
    third, second, first = (["^"] * 3 + tokens[:at])[-3:]
    next_first, next_second, next_third = (tokens[at + 1 :] + ["$"] * 3)[:3]
    return [
        f"-1 {first}",
        f"-2 {second}",
        f"-21 {second} {first}",
        f"-321 {third} {second} {first}",
        f"1 {next_first}",
        f"2 {next_second}",
        f"12 {next_first} {next_second}",
        f"123 {next_first} {next_second} {next_third}",
        f"-1 1 {first} {next_first}",
    ]


def _clause(tokens: list[str], at: int) -> tuple[int, int]:
    """First and last (excluded) word of the stretch without a break around the mention."""
    first, last = at, at + 1
    while first > 0 and tokens[first - 1] not in _BREAKS:
        first -= 1
    while last < len(tokens) and tokens[last] not in _BREAKS:
        last += 1
    return first, last


def _shape(tokens: list[str], at: int) -> list[str]:
    """Runs of two and three words around the mention, content words only as their class."""
    first = max(0, at - 4)
    classes = [_class(token) for token in tokens[first : at + 5]]
    found = []
    for length in (2, 3, 4):
        for start in range(len(classes) - length + 1):
            found.append(f"{start + first - at} {' '.join(classes[start : start + length])}")
    for offset, name in enumerate(classes):
        side = "<" if offset + first < at else ">"
        found.append(f"{side}{name}")
    return found


def _class(token: str) -> str:
    if token in (TARGET, OTHER) or token in _FUNCTION_WORDS or not token[0].isalpha():
        return token
    if _is_negation(token):
        return "NOT"
    valence = lexicon().get(token, 0.0)
    if valence:
        return "GOOD" if valence > 0 else "BAD"
    return next(
        (f"-{ending}" for ending in ("ing", "ed", "ly", "s") if token.endswith(ending)), "-"
    )


def _is_negation(token: str) -> bool:
    return token in _NEGATIONS or token.endswith("n't")


def _numbers(
    context: Context, tokens: list[str], at: int, clause: tuple[int, int], before: list[str]
) -> list[float]:
    """Lexicon sums left, right, in the clause and in the sentence before; then plain facts."""
    valence = _valences(tokens)
    place = np.arange(len(tokens))
    decay = np.exp(-np.abs(place - at) / _DECAY)
    numbers: list[float] = []
    for side in (place < at, place > at):
        for part in (np.maximum(valence, 0) * side, np.maximum(-valence, 0) * side):
            numbers += [np.tanh(part.sum() / 4), np.tanh((part * decay).sum() / 2)]
    for values, scale in ((valence[clause[0] : clause[1]], 3), (_valences(before), 4)):
        numbers += [
            np.tanh(np.maximum(values, 0).sum() / scale),
            np.tanh(np.maximum(-values, 0).sum() / scale),
        ]
    near_quote = any(token in '"“”' for token in tokens[max(0, at - 1) : at + 2])
    return [
        *numbers,
        float(context.quoted),
        float(OTHER in tokens),
        float("?" in tokens),
        min(len(tokens), _LONG_SENTENCE) / _LONG_SENTENCE,
        float(near_quote),
    ]


def _valences(tokens: list[str]) -> np.ndarray:
    """The lexicon's value of each word, turned round after a negation."""
    words = lexicon()
    values = np.array([words.get(token, 0.0) for token in tokens])
    for at in np.flatnonzero(values).tolist():
        if any(_is_negation(token) for token in tokens[max(0, at - _NEGATION_REACH) : at]):
            values[at] *= _NEGATED
    return values
