"""Stretches of text cut into words: where each stands, how it is written and what sort it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

WORD, NAME, SMALL, PHRASE = "word", "name", "small", "phrase"
# A word that is written with a capital within sentences more often than this is a name.
_NAME_SHARE = 0.6
# Letters, digits and the marks within a word; at least one letter, so that numbers are none.
_TOKEN = re.compile(r"(?=[\d'’-]*[^\W\d_])[^\W_]+(?:['’-][^\W_]+)*")
_POSSESSIVE = ("'s", "’s")

# The closed classes of English: articles, pronouns, prepositions, conjunctions, auxiliaries,
# particles and the adverbs that only join or grade.
_SMALL = frozenset(
    """
    a an the this that these those some any no each every either neither both all half such what
    which whatever whichever whose another other others same
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves one ones oneself
    who whom whoever someone somebody something anyone anybody anything everyone everybody
    everything nobody nothing none
    about above across after against along amid among around as at before behind below beneath
    beside besides between beyond by despite down during except for from in inside into like near
    of off on onto out outside over past per since through throughout to toward towards under until
    till up upon via with within without
    and or but nor so yet if unless whether because although though while whereas than once when
    whenever where wherever why how however therefore thus hence moreover furthermore
    be am is are was were been being have has had having do does did doing done will would shall
    should can could may might must ought cannot
    not never n't also too very more most much many few fewer less least lot lots rather quite just
    only even still already again ever then there here now almost often always sometimes perhaps
    maybe well else instead indeed
    i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll we're
    we've we'll we'd they're they've they'll they'd that's there's here's what's who's let's isn't
    aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't won't wouldn't shan't shouldn't
    can't couldn't mightn't mustn't
    """.split()
)


@dataclass(frozen=True)
class Words:
    """The words of some stretches in the order of the text.

    Attributes:
        stretch: for each word the number of its stretch.
        code: for each word its number in `keys`.
        start, end: where it stands in the text of its article, in code points.
        joined: whether only blanks part it from the next word of its stretch.
        keys: each different word in small letters, without a possessive ending; what is no small
            word for its capitals, as US, keeps them.
        shown: each as it is written most often.
        sorts: each's sort: WORD, NAME (with a capital as a rule) or SMALL (of a closed class).
    """

    stretch: np.ndarray
    code: np.ndarray
    start: np.ndarray
    end: np.ndarray
    joined: np.ndarray
    keys: np.ndarray
    shown: np.ndarray
    sorts: np.ndarray

    def codes_of(self, term: str) -> np.ndarray:
        """The numbers of the words of a term, however it is written; -1 for an unknown word."""
        return pd.Index(self.keys).get_indexer([key for key, _, _ in _cut(term)])

    def places_of(self, term: str) -> np.ndarray:
        """Where in these a term begins, a phrase in one stretch and parted by blanks only."""
        codes = self.codes_of(term)
        if not len(codes) or (codes < 0).any() or len(codes) > len(self.code):
            return np.array([], dtype=np.int64)
        last = len(self.code) - len(codes) + 1
        found = np.ones(last, dtype=bool)
        for step, code in enumerate(codes):
            found &= self.code[step : step + last] == code
            if step:
                found &= self.joined[step - 1 : step - 1 + last]
        return np.flatnonzero(found)


def words_of(rows: pd.DataFrame, texts: Mapping[str, str]) -> Words:
    """The words of some stretches.

    Args:
        rows: article_id, start and end of each stretch.
        texts: the text of each article, by its id.
    """
    stretch: list[int] = []
    found: list[tuple[str, int, int]] = []
    opens: list[bool] = []
    joined: list[bool] = []
    places = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    for number, (article_id, start, end) in enumerate(places):
        text = texts[article_id]
        here = _cut(text[start:end])
        for at, (key, first, last) in enumerate(here):
            stretch.append(number)
            found.append((key, start + first, start + last))
            opens.append(at == 0)
            after = here[at + 1][1] if at + 1 < len(here) else None
            joined.append(after is not None and text[start + last : start + after].isspace())
    starts = np.array([first for _, first, _ in found], dtype=np.int64)
    ends = np.array([last for _, _, last in found], dtype=np.int64)
    code, keys = pd.factorize(np.array([key for key, _, _ in found], dtype=object), sort=True)
    ids = rows["article_id"].tolist()
    forms = [texts[ids[at]][a:b] for at, a, b in zip(stretch, starts, ends, strict=True)]
    shown, sorts = _written(code, keys, forms, np.array(opens, dtype=bool))
    return Words(
        np.array(stretch, dtype=np.int64), code, starts, ends,
        np.array(joined, dtype=bool), keys, shown, sorts,
    )  # fmt: skip


def _cut(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text: its key, start and end."""
    words = []
    for match in _TOKEN.finditer(text):
        form, end = match.group(), match.end()
        if form.endswith(_POSSESSIVE) and _key(form) not in _SMALL:
            form, end = form[:-2], end - 2
        words.append((_key(form), match.start(), end))
    return words


def _key(form: str) -> str:
    """A word in small letters, but "US" and the like, which are not "us"."""
    key = form.replace("’", "'").lower()
    return form if len(form) > 1 and form.isupper() and key in _SMALL else key


def _written(
    code: np.ndarray, keys: np.ndarray, forms: list[str], opens: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How each word is written most often, and its sort. Beginnings say little of capitals."""
    prints = pd.DataFrame({"code": code, "form": pd.Series(forms, dtype="str"), "opens": opens})
    prints["capital"] = prints["form"].str[:1].str.isupper().astype(bool)
    within = prints[~prints["opens"]]
    share = within.groupby("code")["capital"].mean().reindex(range(len(keys)))
    # A stretch that opens with a capital tells nothing, so a print within one counts first.
    counts = prints.groupby(["code", "form"])["opens"].agg(n="size", opening="sum").reset_index()
    counts["within"] = counts["n"] - counts["opening"]
    best = counts.sort_values(["within", "n", "form"], ascending=[False, False, True])
    best = best.drop_duplicates("code").set_index("code")["form"].reindex(range(len(keys)))
    name = (share > _NAME_SHARE).to_numpy()
    shown = np.where(name, best, np.where(share.isna(), best.str.lower(), best)).astype(object)
    sorts = np.where([key in _SMALL for key in keys], SMALL, np.where(name, NAME, WORD))
    return shown, sorts.astype(object)
