"""What stands out and what is missing, in sentences made from comparison rows only.

The sentences describe these texts. They never rank and never speak of a country or of "the
media": a few articles cannot carry that.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.compare import ALWAYS_LISTED
from analysis.evidence import OWN_WORDS_ITEM
from analysis.perspectives import PERSPECTIVES
from analysis.phrases import count, sentence_case

# One side of a cell is worth a sentence from this many mentions on, and when it has this many
# times as many as the other side. Two such sides make a divided cell.
FEWEST_ON_A_SIDE, TIMES_THE_OTHER = 3, 3


def stands_out(
    stance: pd.DataFrame, voices: pd.DataFrame, names: Mapping[str, str], most: int = 6
) -> list[str]:
    """Sentences on who speaks (see `quoted_more`) and on who is portrayed how (see `leanings`)."""
    first = quoted_more(voices, names)
    return first + leanings(stance, names, max(1, most - len(first)))


def leanings(stance: pd.DataFrame, names: Mapping[str, str], most: int = 6) -> list[str]:
    """Sentences on the cells with enough evidence that lean to one side or are divided.

    Args:
        stance: comparison rows of the measure "stance", grouped by article.
        names: each article id in words ("A. Author’s opinion piece for Some Times").
        most: number of sentences; those with the largest share of judged mentions are kept, in
            the order of the table.
    """
    cells = stance[stance["enough"]]
    judged = cells["n_negative"] + cells["n_positive"]
    mentions = judged + cells["n_neutral"]
    told = cells.assign(
        share=judged / mentions,
        words=[
            _lean(int(negative), int(positive), int(total), str(item))
            for negative, positive, total, item in zip(
                cells["n_negative"], cells["n_positive"], mentions, cells["item"], strict=True
            )
        ],
    )
    kept = told[told["words"] != ""].nlargest(most, "share", keep="first").sort_index()
    return [
        sentence_case(f"in {names[article_id]}, {words}.")
        for article_id, words in zip(kept["article_id"], kept["words"], strict=True)
    ]


def _lean(negative: int, positive: int, total: int, actor: str) -> str:
    """What is said of a cell; empty when there is nothing to say."""
    if min(negative, positive) >= FEWEST_ON_A_SIDE:
        sides = f"{negative} unfavourable, {positive} favourable"
        return f"the {count(total, 'mention')} of {actor} are divided: {sides}"
    for number, other, word, other_word in (
        (negative, positive, "unfavourable", "favourable"),
        (positive, negative, "favourable", "unfavourable"),
    ):
        if number >= max(FEWEST_ON_A_SIDE, TIMES_THE_OTHER * other):
            rest = {0: "none is", 1: "1 is"}.get(other, f"{other} are")
            whole = count(total, "mention")
            return f"{number} of {whole} of {actor} are {word} and {rest} {other_word}"
    return ""


def quoted_more(voices: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Sentences on the articles in which others speak more than the outlet itself.

    Args:
        voices: comparison rows of the measure "voice_share", grouped by article.
        names: each article id in words.
    """
    told = []
    for article_id, cells in voices[voices["enough"]].groupby("article_id", sort=False):
        own = int(cells.loc[cells["item"] == OWN_WORDS_ITEM, "n_sentences"].sum())
        quoted = int(cells.loc[cells["item"] != OWN_WORDS_ITEM, "n_sentences"].sum())
        if quoted > own > 0:
            told.append(
                sentence_case(
                    f"in {names[str(article_id)]}, quoted speakers hold {quoted} sentences and "
                    f"the article’s own words {own}."
                )
            )
    return told


def missing(by_outlet: pd.DataFrame, by_article: pd.DataFrame) -> list[str]:
    """Sentences on the perspectives that publish nothing here, or that are not quoted.

    Args:
        by_outlet: comparison rows of "voice_share", grouped by outlet, without filters.
        by_article: the same, grouped by article.
    """
    published = by_outlet.groupby("perspective")["n_sentences"].sum()
    n_articles = by_article["article_id"].nunique()
    found = []
    for perspective in (name for name in PERSPECTIVES if name != "Other"):
        quoted = by_article[(by_article["item"] == perspective) & (by_article["n_sentences"] > 0)]
        if published.get(perspective, 0) > 0:
            if quoted.empty:
                found.append(f"No {perspective} speaker is quoted beyond the outlets’ own words.")
        elif perspective in ALWAYS_LISTED:
            found.append(_no_outlet(perspective, quoted, n_articles))
        elif len(quoted) < n_articles:
            silent = f"{n_articles - len(quoted)} of {count(n_articles, 'article')}"
            found.append(f"No {perspective} speaker is quoted in {silent}.")
    return found


def _no_outlet(perspective: str, quoted: pd.DataFrame, n_articles: int) -> str:
    head = f"{perspective} outlets: 0"
    if quoted.empty:
        return f"{head}, and no {perspective} speaker is quoted."
    sentences = count(int(quoted["n_sentences"].sum()), "sentence")
    where = f"{len(quoted)} of {count(n_articles, 'article')}"
    return (
        f"{head}. The {perspective} speakers ({sentences} in {where}) are those that other "
        "outlets chose to quote."
    )
