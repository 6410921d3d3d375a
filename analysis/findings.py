"""What stands out and what is missing, in sentences made from comparison rows only.

The sentences describe these texts. They never rank and never speak of a country or of "the
media": a few articles cannot carry that.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.compare import ALWAYS_LISTED
from analysis.perspectives import PERSPECTIVES
from analysis.phrases import count, sentence_case

# A cell leans when at least half of its mentions do; it is divided when both sides hold a quarter.
LEANING, DIVIDED = 0.5, 0.25


def stands_out(stance: pd.DataFrame, names: Mapping[str, str], most: int = 6) -> list[str]:
    """Sentences on the cells with enough evidence that lean to one side or are divided.

    Args:
        stance: comparison rows of the measure "stance", grouped by article.
        names: each article id in words ("A. Author’s opinion piece for Some Times").
        most: number of sentences; those on the most mentions are kept, in the order of the table.
    """
    cells = stance[stance["enough"]].copy()
    cells["mentions"] = cells[["n_negative", "n_neutral", "n_positive"]].sum(axis=1)
    told = cells.assign(words=[_lean(cell) for cell in cells.to_dict("records")])
    told = told[told["words"] != ""]
    kept = told.nlargest(most, "mentions", keep="first").sort_index()
    return [
        sentence_case(f"in {names[cell['article_id']]}, {cell['words']}.")
        for cell in kept.to_dict("records")
    ]


def _lean(cell: Mapping[str, object]) -> str:
    total = int(str(cell["mentions"]))
    counts = {
        "unfavourable": int(str(cell["n_negative"])),
        "favourable": int(str(cell["n_positive"])),
    }
    mentions = f"of {count(total, 'mention')} of {cell['item']}"
    for word, number in counts.items():
        if number >= LEANING * total:
            return f"{number} {mentions} {'is' if number == 1 else 'are'} {word}"
    if min(counts.values()) >= DIVIDED * total:
        both = " and ".join(f"{number} {word}" for word, number in counts.items())
        return f"the {total} mentions of {cell['item']} are divided: {both}"
    return ""


def missing(by_outlet: pd.DataFrame, by_article: pd.DataFrame) -> list[str]:
    """Sentences on the perspectives that publish nothing here, or that are not quoted.

    Args:
        by_outlet: comparison rows of "voice_share", grouped by outlet.
        by_article: the same, grouped by article.
    """
    published = by_outlet.groupby("perspective")["n_sentences"].sum()
    n_articles = by_article["article_id"].nunique()
    found = []
    for perspective in (name for name in PERSPECTIVES if name != "Other"):
        quoted = _quoted(by_article, perspective)
        if published.get(perspective, 0) > 0:
            if quoted.empty:
                found.append(f"No {perspective} speaker is quoted beyond the outlets’ own words.")
        elif perspective in ALWAYS_LISTED:
            found.append(_no_outlet(perspective, quoted, n_articles))
        elif len(quoted) < n_articles:
            silent = f"{n_articles - len(quoted)} of {count(n_articles, 'article')}"
            found.append(f"No {perspective} speaker is quoted in {silent}.")
    return found


def _quoted(by_article: pd.DataFrame, perspective: str) -> pd.DataFrame:
    """The cells, one per article, in which speakers of a perspective are quoted."""
    return by_article[(by_article["item"] == perspective) & (by_article["n_sentences"] > 0)]


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
