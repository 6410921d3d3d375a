"""What the line model sees: the shape and wording of each line, its neighbours and its place.

No feature names a site, a person or a subject: numbers of marks and letters, shares of general
word lists, and what the rules say of the line and the lines around it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.clean import words
from analysis.clean.judge import Rules
from analysis.clean.units import Unit

SHOWN = 2000  # code points of a line that are looked at
_INNER_STOPS = (". ", "? ", "! ", ".” ", '." ', "?” ", "。", "！", "？", "। ", "؟ ")
_QUOTE = re.compile(r"[“”\"]")
MAX_HEADING = 12  # words

_OWN = words.listed(
    "characters words ends bulleted colon question opens_quote quote inner_stops commas capitals"
    " title_case function reader any_reader actions n_actions picture n_picture writer n_writer"
    " speech any_speech past short long"
)
_RULED = words.listed("repeated furniture caption related notice kept heading prose echo")
_LOOKED_AT = words.listed("characters ends prose furniture bulleted title_case kept echo")
_REACH = (-2, -1, 1, 2)
_COUNTED = words.listed("prose kept furniture bulleted")
_WINDOWS = (2, 5)
_PLACE = words.listed(
    "before after from_first from_last near_first near_last between_prose heading_between"
    " heading_echo inside_echo outside_echo heading_inside standfirst standfirst_echo last_before"
    " bullet_inside bullet_outside bullet_ends bullet_echo list_announced question_bullet told"
    " of_prose page_prose page_lines page_furniture page_bullets"
)
FEATURES = (
    *_OWN,
    *_RULED,
    *(f"{name} at {step:+d}" for step in _REACH for name in _LOOKED_AT),
    *(f"{name} within {side}{n}" for n in _WINDOWS for side in "-+" for name in _COUNTED),
    *_PLACE,
)
_NOTICES = frozenset({"date line", "byline", "author credit", "agency footer"})


def is_heading_shaped(unit: Unit) -> bool:
    """Whether a line could be a sub-heading: short, and neither ended nor going on."""
    return (
        0 < unit.n_words <= MAX_HEADING
        and not unit.ends
        and not unit.bulleted
        and not unit.text.endswith((":", ",", ";"))
    )


def features_of(units: Sequence[Unit], rules: Rules) -> np.ndarray:
    """One row per line, one column per name in FEATURES."""
    if not units:
        return np.empty((0, len(FEATURES)))
    own = np.array([_own(unit) for unit in units], dtype=float)
    ruled = _ruled(units, rules)
    by_name = dict(zip((*_OWN, *_RULED), np.hstack([own, ruled]).T, strict=True))
    return np.hstack(
        [
            own,
            ruled,
            _neighbours(np.stack([by_name[name] for name in _LOOKED_AT], axis=1)),
            _windows(np.stack([by_name[name] for name in _COUNTED], axis=1)),
            _place(units, rules, by_name),
        ]
    )


def share_of_function_words(units: Sequence[Unit]) -> float:
    """Share of English function words among all words, 0 to 1; about .3 in English pages."""
    found = [word for unit in units for word in unit.words[:200]]
    return sum(map(words.FUNCTION.__contains__, found)) / max(len(found), 1)


def _own(unit: Unit) -> list[float]:
    text, own = unit.text[:SHOWN], unit.words[:200]
    n = max(len(own), 1)
    head = text[:200]

    telling = [word for word in own if word in words.TELLING]

    def count(known: frozenset[str]) -> int:
        return sum(map(known.__contains__, telling))

    reader, actions, picture = count(words.READER), count(words.ACTIONS), count(words.PICTURE)
    writer, speech = count(words.WRITER), count(words.SPEECH)
    function = sum(map(words.FUNCTION.__contains__, own))
    return [
        math.log1p(len(unit.text)),
        math.log1p(unit.n_words),
        unit.ends,
        unit.bulleted,
        text.endswith(":"),
        text.rstrip("”’\"'").endswith(("?", "!")),
        text[:1] in "“\"‘'«„",
        _QUOTE.search(text) is not None,
        min(sum(map(text.count, _INNER_STOPS)), 5),
        text.count(",") / n,
        sum(map(str.isupper, head)) / max(len(head), 1),
        unit.n_capitalised / n,
        function / n,
        reader / n,
        reader > 0,
        actions / n,
        min(actions, 5),
        picture / n,
        min(picture, 5),
        writer / n,
        min(writer, 5),
        speech / n,
        speech > 0,
        sum([word.endswith("ed") for word in own]) / n,
        unit.n_words < 4,
        unit.n_words >= 20,
    ]


def _ruled(units: Sequence[Unit], rules: Rules) -> np.ndarray:
    rows = [
        (
            reason == "repeated line",
            pattern is not None,
            pattern == "caption",
            pattern == "related link",
            pattern in _NOTICES,
            reason is None,
            reason == "heading",
            prose,
            echo,
        )
        for pattern, prose, reason, echo in zip(
            rules.patterns, rules.prose, rules.reasons, _echoes(units, rules), strict=True
        )
    ]
    return np.array(rows, dtype=float)


def _echoes(units: Sequence[Unit], rules: Rules) -> list[float]:
    """Share of the longer words of each line that other sentences of the body hold, too."""
    lines = [
        {word for word in unit.words[:200] if len(word) > 3} - words.FUNCTION for unit in units
    ]
    body = range(rules.first, rules.last + 1)
    standing = Counter(w for at in body if rules.prose[at] for w in lines[at])
    echoes = []
    for at, line in enumerate(lines):
        own = int(at in body and rules.prose[at])
        echoes.append(sum(standing[word] > own for word in line) / max(len(line), 1))
    return echoes


def _neighbours(columns: np.ndarray) -> np.ndarray:
    """The same columns of the lines before and after; -1 where there is no line."""
    reach = max(_REACH)
    padded = np.pad(columns, ((reach, reach), (0, 0)), constant_values=-1.0)
    n = len(columns)
    return np.hstack([padded[reach + step : reach + step + n] for step in _REACH])


def _windows(columns: np.ndarray) -> np.ndarray:
    """Means of the columns over the lines before and the lines after; 0 where there are none."""
    n = len(columns)
    sums = np.vstack([np.zeros(columns.shape[1]), np.cumsum(columns, axis=0)])
    at = np.arange(n)
    parts = []
    for width in _WINDOWS:
        for low, high in ((at - width, at), (at + 1, at + 1 + width)):
            low, high = np.clip(low, 0, n), np.clip(high, 0, n)
            parts.append((sums[high] - sums[low]) / np.maximum(high - low, 1)[:, None])
    return np.hstack(parts)


def _place(units: Sequence[Unit], rules: Rules, by_name: dict[str, np.ndarray]) -> np.ndarray:
    n = len(units)
    at = np.arange(n)
    before, after = at < rules.first, at > rules.last
    inside = ~before & ~after
    prose, bulleted, echo = by_name["prose"], by_name["bulleted"], by_name["echo"]
    lengths = np.array([len(unit.text) for unit in units], dtype=float) * prose
    so_far = np.concatenate([[0.0], np.cumsum(lengths)])[:-1]
    between = _flanked_by_prose(prose, by_name["furniture"])
    heading = np.array([is_heading_shaped(unit) for unit in units], dtype=float)
    from_first, from_last = np.abs(at - rules.first), np.abs(rules.last - at)
    n_words = by_name["words"]
    standfirst = before * (from_first <= 6) * (n_words > math.log(9)) * (n_words < math.log(41))
    later = np.concatenate([np.cumsum(standfirst[::-1])[::-1][1:], [0.0]])
    return np.stack(
        [
            before,
            after,
            np.log1p(from_first) * before,
            np.log1p(from_last) * after,
            inside * (from_first < 3),
            inside * (from_last < 3),
            between,
            heading * between * inside,
            heading * echo * inside,
            echo * inside,
            echo * ~inside,
            heading * inside,
            standfirst,
            standfirst * echo,
            standfirst * (later == 0),
            bulleted * inside,
            bulleted * ~inside,
            bulleted * inside * by_name["ends"],
            bulleted * inside * echo,
            inside * _announced(units),
            bulleted * by_name["question"],
            inside * by_name["any_speech"] * by_name["ends"],
            so_far / max(lengths.sum(), 1.0),
            np.full(n, prose.mean()),
            np.full(n, math.log1p(n)),
            np.full(n, by_name["furniture"].mean()),
            np.full(n, bulleted.mean()),
        ],
        axis=1,
    )


def _flanked_by_prose(prose: np.ndarray, furniture: np.ndarray) -> np.ndarray:
    """1 where the next line on either side that is no furniture is a sentence, else 0."""
    n = len(prose)
    at = np.arange(n)
    plain = np.append(furniture == 0, False)
    left = np.maximum.accumulate(np.where(plain[:-1], at, -1))
    right = np.minimum.accumulate(np.where(plain[:-1], at, n)[::-1])[::-1]
    ends = np.append(prose, 0.0)  # places -1 and n both hold 0
    return ends[np.append(-1, left[:-1])] * ends[np.append(right[1:], n)]


def _announced(units: Sequence[Unit]) -> np.ndarray:
    """1 for items of a list that follow a line ending in a colon, else 0."""
    marks, announced = [], False
    for unit in units:
        announced = announced and unit.bulleted
        marks.append(announced)
        announced = announced or unit.text.endswith(":")
    return np.array(marks, dtype=float)
