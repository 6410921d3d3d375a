"""The same matter in two accounts: passages of two sides that speak of one thing.

Texts about one event resemble each other whatever they say of it. So what all have in common is
taken off the meaning of each sentence, and two passages must also share words that tell a matter,
which count the more the rarer they are; names are not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.topics.words import content_words, is_vague

# The log odds that two passages are about one matter are BY_NEARNESS times nearness, and so on:
# fitted, and measured on other pairs, by benchmarks/echoes.py. Pairs less likely than LIKELY are
# none, and so are pairs without FEWEST_RARE.
BY_NEARNESS, BY_RARITY, OUTSET = 4.4, 0.16, -2.26
LIKELY, FEWEST_RARE = 0.7, 2.0
# Of a side so many passages are looked at, and of the corpus so many counted, at even distances; of
# both sides so many sentences are read by the model, in passages that share the rarest words, and
# as many of the corpus tell what all have in common: a reader waits.
MOST_LOOKED_AT, MOST_COUNTED, MOST_READ, MOST_AVERAGED = 1000, 3000, 240, 120
# Of fewer words of a passage nobody can tell the matter; more tell of many, so these are parted.
FEWEST_WORDS, MOST_WORDS = 8, 250
PLACES = ["start", "end", "other_start", "other_end"]
COLUMNS = ["row_id", "other_row_id", *PLACES, "nearness", "rarity", "chance", "words"]
# What tells whose account a row is: two rows alike in these are one voice in one article.
ACCOUNT = ["article_id", "voice", "voice_perspective"]

Direction = Callable[[str], np.ndarray]
Sides = tuple[pd.DataFrame, pd.DataFrame]
Row = tuple[object, ...]


def echoes(
    corpus: pd.DataFrame,
    first: pd.DataFrame,
    other: pd.DataFrame,
    direction: Direction,
    least: float = LIKELY,
) -> pd.DataFrame:
    """One row per pair of passages that speak of the same matter, the likeliest first; COLUMNS.

    A passage is what one side says in one paragraph. `start` to `end` is that of the first side, in
    code points of its article, and `row_id` its sentence that is nearest to the other passage;
    `other_start`, `other_end` and `other_row_id` are those of the other side. `nearness` is the
    cosine of these two sentences (-1 to 1), `rarity` the sum, over the words that both passages
    have, of the logarithm of one in how many paragraphs each stands, `words` these words, rarest
    first. `chance` is how likely the two are about one matter (0 to 1; see BY_NEARNESS). A passage
    stands in one pair at most, and two of one voice in one article in none: they are no different
    accounts. Swapping the sides swaps these columns; the order of rows changes nothing.

    Args:
        corpus: evidence rows of all sentences (analysis.evidence, "voice_share") with passage_id.
        first, other: the rows of two sides.
        direction: the meaning of a text, as numbers of length 1 (topics.embedding.Encoder).
        least: the chance that a pair has at least.
    """
    sides = _passages(first, MOST_LOOKED_AT), _passages(other, MOST_LOOKED_AT)
    terms = _Terms.of(_passages(corpus, MOST_COUNTED), sides)
    pairs = _first_to_read(_sharing(terms, sides), sides)
    if not pairs:
        return _table([])
    middle = np.mean([direction(text) for text in _sentences(corpus)], axis=0)
    found = []
    for pair in pairs:
        one, two = pair.of(sides)
        nearness, at, other_at = _nearness(one, two, lambda text: direction(text) - middle)
        chance = chance_of(nearness, pair.rarity)
        if chance >= least:
            ids = one["row_ids"][at], two["row_ids"][other_at]
            places = one["start"], one["end"], two["start"], two["end"]
            words = ", ".join(terms.in_common(pair))
            told = nearness, pair.rarity, chance, words
            found.append((pair, chance, (*ids, *places, *told)))
    ordered = sorted(found, key=lambda told: (-round(told[1], 9), told[0].names))
    return _table(_one_to_one([(pair, row) for pair, _, row in ordered]))


def chance_of(nearness: float, rarity: float) -> float:
    """How likely two passages are about one matter (0 to 1), from the columns of that name."""
    told = BY_NEARNESS * nearness + BY_RARITY * rarity + OUTSET
    return float(1 / (1 + np.exp(-told)))


def _passages(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """One row per paragraph with sentences, in the order of the text; of many at even distances.

    A paragraph goes on in a row of its own after MOST_WORDS. Columns: passage_id, start and end (of
    the sentences in it), texts, row_ids, sentence_ids, accounts (see ACCOUNT), n_words.
    """
    ordered = rows.sort_values(["article_id", "start", "row_id"], kind="stable")
    n_words = ordered["text"].map(lambda text: len(text.split())).astype(int)
    before = n_words.groupby(ordered["passage_id"]).cumsum() - n_words
    account = np.empty(len(ordered), dtype=object)
    account[:] = list(zip(*(ordered[name] for name in ACCOUNT), strict=True))
    ordered = ordered.assign(
        passage_id=ordered["passage_id"].astype(str) + "/" + (before // MOST_WORDS).astype(str),
        account=account,
        n_words=n_words,
    )
    made = ordered.groupby("passage_id", sort=False).agg(
        start=("start", "min"), end=("end", "max"), texts=("text", list),
        row_ids=("row_id", list), sentence_ids=("sentence_id", set), accounts=("account", set),
        n_words=("n_words", "sum"),
    ).reset_index()  # fmt: skip
    return _evenly(made[made["n_words"] >= FEWEST_WORDS], most)


def _evenly(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    if len(rows) <= most:
        return rows
    return rows.iloc[np.linspace(0, len(rows) - 1, most).astype(int)]


def _sentences(corpus: pd.DataFrame) -> list[str]:
    """Sentences of the corpus, many of them; which ones has nothing to do with where files lie."""
    texts = pd.DataFrame({"text": sorted(set(corpus["text"]))})
    return list(_evenly(texts, MOST_AVERAGED)["text"])


@dataclass(frozen=True)
class _Pair:
    """A passage of the first side and one of the other, by number, and what tells of both.

    Attributes:
        rarity: of the words that they share.
        names: what tells this pair from all others, whichever side stands first.
    """

    a: int
    b: int
    rarity: float
    names: tuple[tuple[str, str], ...]

    def of(self, sides: Sides) -> tuple[pd.Series, pd.Series]:
        """The two passages."""
        return sides[0].iloc[self.a], sides[1].iloc[self.b]


@dataclass(frozen=True)
class _Terms:
    """The words that tell a matter, in the passages of each side.

    Attributes:
        names: the terms, in order.
        rarity: of each the logarithm of one in how many paragraphs it stands.
        held: for each side which terms (columns) each passage (rows) has, 1 or 0.
    """

    names: list[str]
    rarity: np.ndarray
    held: tuple[sparse.csr_matrix, sparse.csr_matrix]

    @classmethod
    def of(cls, corpus: pd.DataFrame, sides: Sides) -> _Terms:
        """The terms of the sides; how rare they are is told by the corpus with the sides in it."""
        whole = corpus.assign(texts=corpus["texts"].map(tuple)).groupby("passage_id")["texts"]
        texts = dict(whole.first())
        for side in sides:
            for passage_id, told in zip(side["passage_id"], side["texts"], strict=True):
                # Of a long corpus only the beginning is counted, which may end within a passage.
                held = texts.get(passage_id, ())
                texts[passage_id] = tuple(dict.fromkeys((*held, *told)))
        everything = sorted({text for told in texts.values() for text in told})
        words = dict(zip(everything, content_words(everything), strict=True))

        def terms_in(told: tuple[str, ...] | list[str]) -> set[str]:
            return {word for text in told for word in words[text] if word and not is_vague(word)}

        paragraphs = [terms_in(told) for told in texts.values()]
        names = sorted(set().union(*paragraphs))
        column = {name: at for at, name in enumerate(names)}
        standing = np.bincount(
            [column[term] for terms in paragraphs for term in terms], minlength=len(names)
        )
        held = [_held([terms_in(told) for told in side["texts"]], column) for side in sides]
        return cls(names, np.log(len(texts) / np.maximum(standing, 1)), (held[0], held[1]))

    def in_common(self, pair: _Pair) -> list[str]:
        """The terms that both passages have, rarest first."""
        both = self.held[0][pair.a].multiply(self.held[1][pair.b]).tocoo().col.tolist()
        return [self.names[at] for at in sorted(both, key=lambda at: (-self.rarity[at], at))]


def _held(passages: list[set[str]], column: dict[str, int]) -> sparse.csr_matrix:
    places = [sorted(column[term] for term in terms) for terms in passages]
    flat = [at for row in places for at in row]
    starts = np.cumsum([0, *(len(row) for row in places)])
    return sparse.csr_matrix((np.ones(len(flat)), flat, starts), (len(passages), len(column)))


def _sharing(terms: _Terms, sides: Sides) -> Iterator[_Pair]:
    """Pairs of passages of two accounts that share words rare enough, the rarest first."""
    shared = (terms.held[0].multiply(terms.rarity) @ terms.held[1].T).tocoo()
    rarity = shared.data.round(9)
    # Of many articles almost all passages share words: pairs are made only as they are asked for.
    order = np.argsort(-rarity, kind="stable")[: np.count_nonzero(rarity >= FEWEST_RARE)]
    for rare, places in groupby(order.tolist(), key=lambda at: float(rarity[at])):
        found = (_pair(int(shared.row[at]), int(shared.col[at]), rare, sides) for at in places)
        yield from sorted(filter(None, found), key=lambda pair: pair.names)


def _pair(a: int, b: int, rarity: float, sides: Sides) -> _Pair | None:
    """A pair of passages; None when they are no different accounts."""
    one, two = sides[0].iloc[a], sides[1].iloc[b]
    # Where the sides overlap a sentence may stand in both.
    apart = one["sentence_ids"].isdisjoint(two["sentence_ids"])
    if not (apart and one["accounts"].isdisjoint(two["accounts"])):
        return None
    # By their words first: ids tell where an article's file lies.
    names = sorted((" ".join(side["texts"]), side["row_ids"][0]) for side in (one, two))
    return _Pair(a, b, rarity, tuple(names))


def _first_to_read(pairs: Iterable[_Pair], sides: Sides) -> list[_Pair]:
    """As many of the pairs, from the first on, as have MOST_READ sentences together."""
    seen: set[str] = set()
    taken: list[_Pair] = []
    for pair in pairs:
        seen |= set.union(*(passage["sentence_ids"] for passage in pair.of(sides)))
        if len(seen) > MOST_READ:
            break
        taken.append(pair)
    return taken


def _nearness(one: pd.Series, two: pd.Series, direction: Direction) -> tuple[float, int, int]:
    """How near the nearest sentences of two passages are, and the number of each."""
    first, other = (
        np.array([_unit(direction(text)) for text in passage["texts"]]) for passage in (one, two)
    )
    cosines = first @ other.T
    at, other_at = np.unravel_index(cosines.argmax(), cosines.shape)
    return float(cosines[at, other_at]), int(at), int(other_at)


def _unit(direction: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(direction))
    return direction / length if length else direction


def _one_to_one(ordered: list[tuple[_Pair, Row]]) -> list[Row]:
    """The first pair, then the first of those whose passages are both left, and so on."""
    first: set[int] = set()
    other: set[int] = set()
    kept = []
    for pair, row in ordered:
        if pair.a not in first and pair.b not in other:
            first.add(pair.a)
            other.add(pair.b)
            kept.append(row)
    return kept


def _table(rows: list[Row]) -> pd.DataFrame:
    numbers = dict.fromkeys(("nearness", "rarity", "chance"), "float64")
    texts = dict.fromkeys(("row_id", "other_row_id", "words"), "str")
    kinds = dict.fromkeys(PLACES, "int64") | numbers | texts
    return pd.DataFrame(rows, columns=COLUMNS).astype(kinds)
