"""What stands out in these texts, in sentences made from counts and means only.

The sentences describe these texts. They never rank and never speak of a country or of "the
media": a few articles cannot carry that.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.evidence import OWN_WORDS_ITEM
from analysis.findings.finding import Finding
from analysis.phrases import count, group, sentence_case, signed
from analysis.selection import Selection

# One side of a cell is worth a sentence from this many mentions on, and when it has this many
# times as many as the other side. Two such sides make a divided cell.
FEWEST_ON_A_SIDE, TIMES_THE_OTHER = 3, 3
# A mean this far from neutral is on a side.
CLEAR = 0.1
# What a question counts only, as part of a sentence.
INCLUDED = {
    "own": "the articles’ own words",
    "direct": "what stands in quotation marks",
    "indirect": "what is paraphrased",
}
# So many sentences are told at most, and so many of them on who speaks.
MOST, MOST_ON_VOICES = 6, 3


def stands_out(
    stance: pd.DataFrame, voices: pd.DataFrame, names: Mapping[str, str]
) -> list[Finding]:
    """At most MOST sentences on who speaks (`quoted_more`) and on `leanings`."""
    first = quoted_more(voices, names)
    return first + leanings(stance, names, MOST - len(first))


def how_chosen(selection: Selection) -> str:
    """How the sentences of `stands_out` and `leanings` were chosen, and from what.

    Args:
        selection: what the reader chose.
    """
    chosen = (
        f"Where there is enough evidence, at most the {MOST} clearest, in the order of the "
        "articles, not ranked"
    )
    only = f"from {INCLUDED[selection.include]} only" if selection.include != "all" else ""
    under = "under the filters above" if selection.restricted else ""
    return ", ".join(filter(None, (chosen, only, under))) + "."


def leanings(stance: pd.DataFrame, names: Mapping[str, str], most: int = MOST) -> list[Finding]:
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
        Finding(
            sentence_case(f"in {names[row['article_id']]}, {row['words']}."),
            "stance",
            row["article_id"],
            row["item"],
        )
        for row in kept.to_dict("records")
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


def against_the_tone(stance: pd.DataFrame, tone: pd.DataFrame, group_by: str) -> list[Finding]:
    """Sentences on the cells in which the tone of the sentences has the other sign than stance.

    Args:
        stance: comparison rows of the measure "stance" under one selection.
        tone: those of the measure "tone_around" under the same.
        group_by: the grouping of both, for which "voice" and "outlet" are known.
    """
    keys = ["perspective", "item"]
    both = stance[stance["enough"]].merge(tone[tone["enough"]], on=keys, suffixes=("", "_tone"))
    clear = (both["value"].abs() >= CLEAR) & (both["value_tone"].abs() >= CLEAR)
    other = both[clear & (both["value"] * both["value_tone"] < 0)]
    apart = other.assign(apart=(other["value"] - other["value_tone"]).abs())
    kept = apart.nlargest(MOST, "apart", keep="first").sort_index()
    return [
        Finding(
            sentence_case(
                f"{group(group_by, row['perspective'])} on {row['item']}: portrayed "
                f"{'favourably' if row['value'] > 0 else 'unfavourably'} ({signed(row['value'])}), "
                f"in sentences of {'positive' if row['value_tone'] > 0 else 'negative'} wording "
                f"({signed(row['value_tone'])})."
            ),
            "tone_around",
            row["perspective"],
            row["item"],
        )
        for row in kept.to_dict("records")
    ]


def quoted_more(
    voices: pd.DataFrame, names: Mapping[str, str], most: int = MOST_ON_VOICES
) -> list[Finding]:
    """Sentences on the articles in which others speak more than the outlet itself.

    Args:
        voices: comparison rows of the measure "voice_share", grouped by article.
        names: each article id in words.
        most: number of sentences; the articles with the largest part of quoted sentences are
            kept, in the order of the table.
    """
    cells = voices[voices["enough"]]
    own_words = cells["item"] == OWN_WORDS_ITEM
    counts = pd.DataFrame(
        {
            "own": cells["n_sentences"].where(own_words, 0),
            "quoted": cells["n_sentences"].mask(own_words, 0),
        }
    )
    held = counts.groupby(cells["article_id"], sort=False).sum().astype("int64")
    held = held[(held["quoted"] > held["own"]) & (held["own"] > 0)].reset_index()
    clearest = held.assign(share=held["quoted"] / (held["quoted"] + held["own"]))
    kept = clearest.nlargest(most, "share", keep="first").sort_index()
    return [
        Finding(
            sentence_case(
                f"in {names[article_id]}, quoted speakers hold {count(quoted, 'sentence')} and the "
                f"article’s own words {own}."
            ),
            "voice_share",
            article_id,
            OWN_WORDS_ITEM,
        )
        for article_id, quoted, own in zip(
            kept["article_id"], kept["quoted"], kept["own"], strict=True
        )
    ]
