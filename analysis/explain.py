"""Explanations for the screens: how numbers are counted, and what they cannot carry.

Every function returns plain words made from the constants that the program really uses, or new
columns with such words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import phrases
from analysis.compare.differences import LEVEL
from analysis.compare.intervals import (
    ARTICLES_TO_RESAMPLE,
    CLUMPED,
    DRAWS,
    RESAMPLED,
    ROWS_WITHIN,
    WILSON,
    WILSON_WITHIN,
    range_within,
)
from analysis.compare.permutation import PERMUTATIONS
from analysis.evidence import NEUTRAL_TONE, TENTHS
from analysis.phrases import joined
from analysis.selection import MINIMUM_SENTENCES

# Mean cosine between a topic and its likeness in resamples, from which it is called so.
STABLE, FAIR = 0.9, 0.75
STABILITY_WORDS = {
    "stable": "found again nearly unchanged when part of the text is left out",
    "fair": "mostly found again when part of the text is left out",
    "weak": "changes when part of the text is left out: a hint, not a finding",
    "unknown": "too little text to test it",
}
# Part of a topic's paragraphs that stay together without an article, from which it is called so.
KEPT, MOSTLY_KEPT = 0.75, 0.5
# The ways to look for topics (topics.METHODS), the usual one first; then, in a sentence, one.
WAY_CHOICES = {
    "nmf": "by words: for texts on one matter",
    "embedding": "by meaning: for different subjects",
    "auto": "the one that holds better",
}
WAYS = {
    "nmf": "by the words that go together",
    "embedding": "by their meaning, as a language model sees it",
}

# How often a 95 % range held the true mean, by number of articles; and the least and the most often
# that it held one of the shares that were tried, in thirty articles (benchmarks/comparison.py).
COVERED = {5: 0.92, 10: 0.94, 30: 0.95}
COVERED_SHARES = (0.92, 0.96)

# Of the pairs of passages told as being about one matter, how many are, of how many: in the sample,
# on whose labels that was fitted, and in articles that the fit did not see (benchmarks/echoes.py).
ECHOES_RIGHT, ECHOES_RIGHT_UNSEEN = (11, 11), (41, 49)
VERY_LIKELY = 0.8  # chance of a pair from which it is called so
ECHOES_FOUND = (
    "Passages that a small language model reads as near in meaning and that share words which tell "
    "a matter, the rarer the better; names do not count. The sentence nearest to the other passage "
    "is marked. Whether the two agree is for you to read. In articles that this was not fitted on "
    f"{ECHOES_RIGHT_UNSEEN[0]} of {ECHOES_RIGHT_UNSEEN[1]} such pairs were about the same matter; "
    "most passages on one matter are not found."
)

# Classes of the attribution verbs, each with verbs that belong to it.
CUE_WORDS = {
    "neutral": "neutral: said, told",
    "claiming": "distancing: claimed, alleged",
    "insisting": "insisting: insisted, affirmed",
    "conceding": "conceding: admitted, agreed",
    "denying": "denying: denied, dismissed",
    "accusing": "accusing: accused, blamed",
    "criticising": "criticising: criticised",
    "demanding": "demanding: demanded, urged",
    "warning": "warning: warned, threatened",
    "proposing": "proposing: proposed, offered",
    "praising": "praising: praised, welcomed",
    "predicting": "predicting: expected",
    "believing": "believing: believed, thought",
    "asking": "asking: asked",
}


# What is done in words, by class of cue, as in "who ... whom"; "every" is all of it.
ACT_WORDS = {
    "every": "says anything of",
    "accusing": "accuses",
    "criticising": "criticises",
    "warning": "warns of",
    "demanding": "demands of",
    "denying": "denies about",
    "claiming": "claims about",
    "insisting": "insists about",
    "conceding": "concedes about",
    "proposing": "proposes to",
    "praising": "praises",
    "asking": "asks about",
}


_INCLUDE_RULE = (
    "“The article’s own words” leaves out whatever is ascribed to somebody. A sentence or a "
    "statement counts as in quotation marks when the statement is quoted as a whole; one with only "
    "some quoted words in it (a mixed quotation) counts as paraphrased. A mention of an actor, and "
    "so stance, goes by its own place: within the marks of a mixed quotation it counts as in "
    "quotation marks, outside them as paraphrased."
)
_GROUP_RULE = (
    "“Who is speaking” counts a quotation for the perspective of its speaker and the rest for that "
    "of the outlet. “Who published” counts everything in an article for its outlet."
)
_SENTENCE_RULE = (
    "A sentence belongs to whoever speaks in its larger part, a mention to whoever speaks at its "
    "place, a statement to its speaker. When a speaker quotes another, the outer one counts: what "
    "is quoted within a statement is no statement of its own."
)
_ARTICLES_RULE = (
    "Articles that are not in English are shown but in no number, and of several prints of one "
    "text one counts."
)


def counting_rules() -> dict[str, str]:
    """How every number is counted: a heading for each rule, and the rule."""
    return {
        "Too little evidence": (
            f"A mean needs at least {MINIMUM_SENTENCES} sentences behind it, a share a group of "
            f"at least {MINIMUM_SENTENCES}, or as many as you ask for beside the filters. Below "
            "that a mark is hatched and shows its counts only; its sentences open all the same."
        ),
        "Range": _range_rule(),
        "How far a range can be trusted": _trust_rule(),
        "Differences": _difference_rule(),
        "Group by": _GROUP_RULE,
        "Include": _INCLUDE_RULE,
        "Whose sentence": _SENTENCE_RULE,
        "Which articles": _ARTICLES_RULE,
        "The same matter": _matter_rule(),
        "Tone classes": (
            f"A sentence counts as negative from −{NEUTRAL_TONE:g} down, as positive from "
            f"+{NEUTRAL_TONE:g} up, else as neutral. The course of an article has {TENTHS} parts "
            "with equally many sentences, as nearly as they divide."
        ),
    }


def _range_rule() -> str:
    return (
        "What a mark calls a “range for articles like these” is one of the first three of these; "
        "its table and its image say which. "
        f"With {ARTICLES_TO_RESAMPLE} articles or more behind a mean: “{RESAMPLED}”, the "
        f"middle of {DRAWS:,} values, each from as many articles drawn anew with repetition "
        "(the middle 95 %, or somewhat more where articles are few). Behind a share: "
        f"“{CLUMPED}”, the exact interval of as many sentences as the articles are worth, the "
        "fewer the more they differ (Korn and Graubard 1998); and where articles hold one row "
        f"each, or the item wholly or not at all, “{WILSON}”. With two to "
        f"{ARTICLES_TO_RESAMPLE - 1}: “{range_within(ARTICLES_TO_RESAMPLE - 1)}”. With one "
        f"article: “{ROWS_WITHIN}” for a mean, “{WILSON_WITHIN}” for a share. What is said "
        "“within” some articles says nothing of others, and charts draw no line for it: each of "
        "a few articles is a small ring."
    )


def _trust_rule() -> str:
    return (
        "In simulated corpora the ranges of means by resampling held the true value in "
        + joined(f"{held:.0%} of cases with {n} articles" for n, held in COVERED.items())
        + f"; those of shares with thirty articles in {COVERED_SHARES[0]:.0%} to "
        f"{COVERED_SHARES[1]:.0%}, also of what is rare and stands in few articles. With fewer "
        "articles the range of something rare is wider than it need be."
    )


def _difference_rule() -> str:
    return (
        f"Two groups are tested when each has {ARTICLES_TO_RESAMPLE} articles or more: the "
        f"articles are dealt to the two anew {PERMUTATIONS:,} times, and the real difference "
        "counts when few of these are as large, after a correction for all differences on the "
        f"screen (at most {LEVEL:.0%} of those told are expected to be chance; Benjamini and "
        "Hochberg 1995), and when its own range leaves out zero. An article in which both "
        "groups speak stays together. What else differs between two groups is told on Compare."
    )


def _matter_rule() -> str:
    return (
        "On Compare, what two sides say in a paragraph each stands beside each other when it is "
        "likely about one matter: the nearer the nearest sentences of the two are in meaning "
        "(as all-MiniLM-L6-v2 reads them, without what all sentences of these texts share), and "
        "the more words both use that are rare here, the likelier. Names and words that fit any "
        "matter are left out, and so are two passages of one voice in one article. Fitted on 159 "
        "pairs from the sample and from other news, labelled by a language model that read them "
        "without the scores. Of pairs shown in articles that the fit had not seen, "
        f"{ECHOES_RIGHT_UNSEEN[0]} of {ECHOES_RIGHT_UNSEEN[1]} were about the same matter; in the "
        f"sample {ECHOES_RIGHT[0]} of {ECHOES_RIGHT[1]}, which it was fitted on. Most passages on "
        "one matter are not found."
    )


def echo_words(chance: float) -> str:
    """How likely two passages are about one matter (see compare.echoes), in plain words."""
    return "very likely the same matter" if chance >= VERY_LIKELY else "likely the same matter"


def cannot_show(n_articles: int) -> list[str]:
    """What a corpus of this size cannot show; it names what holds for every corpus last."""
    small = [
        f"{n_articles} articles are a sample of nothing: they describe themselves, not an outlet, "
        "a country or “the media”.",
        "One article often is all that stands for a perspective; then its author, its kind and "
        "its day cannot be told apart from its perspective.",
        "Ranges over so few articles show how far these differ, not what others would be like.",
        "With so little text, other topics would come out if a few paragraphs were missing.",
    ]
    always = [
        "Absence here is absence from these texts: “not found”, never “not said”.",
        "In a translated article the choice of words may be the translator’s.",
        "Speakers of a perspective are those that the outlets chose to quote.",
    ]
    return (small if describes_only(n_articles) else []) + always


def describes_only(n_articles: int) -> bool:
    """Whether so few articles are only described: nothing is tested and no trend is drawn."""
    return n_articles < 2 * ARTICLES_TO_RESAMPLE


def stability_class(value: float) -> str:
    """The key of STABILITY_WORDS for the stability of a topic; "unknown" for NaN."""
    if pd.isna(value):
        return "unknown"
    return "stable" if value >= STABLE else "fair" if value >= FAIR else "weak"


def agreement_words(value: float) -> str:
    """What becomes of a topic when an article is left out, in words."""
    if pd.isna(value):
        return "one article: none can be left out"
    kept = "most" if value >= KEPT else "over half" if value >= MOSTLY_KEPT else "under half"
    return f"without any one article {kept} of it stays together"


def topic_structure(topics: pd.DataFrame, found: Mapping[str, Any]) -> str:
    """What to think of all topics together, in a few sentences.

    Args:
        topics: the topics table.
        found: how they were found (topics.Found.record); empty when that is not known.
    """
    if topics.empty:
        return "Too few paragraphs to find topics in."
    said = [_number_words(found)] if found else []
    stable = int((topics["stability"] >= STABLE).sum())
    known = f"{stable} of {len(topics)} topics are found again with nearly the same words"
    said.append(f"{known} when a fifth of the paragraphs is left out.")
    if found.get("other"):
        said.append(f"{phrases.count(found['other'], 'paragraph')} fit no topic: “other”.")
    return " ".join(said)


def topic_figures(topics: pd.DataFrame, found: Mapping[str, Any]) -> dict[str, str]:
    """How firm the topics are, in figures, for Methods; nothing where no figure is known.

    Args:
        topics: the topics table.
        found: how they were found (topics.Found.record); empty when that is not known.
    """
    said = {}
    if found.get("agreement") is not None:
        said["Number of topics"] = (
            f"{found['number']}; parts of these texts are divided alike with an agreement of "
            f"{found['agreement']:.3f} at best (adjusted Rand index: 1 is the same, 0 is chance)"
        )
    if found.get("left_out"):
        mean, least = found["left_out"]["mean"], found["left_out"]["least"]
        said["Topics without an article"] = (
            f"the others are divided as before with an agreement of {mean:.2f} on average and "
            f"{least:.2f} at worst"
        )
    known = topics.dropna(subset="stability")
    if len(known):
        each = zip(known["label"], known["stability"], strict=True)
        said["Stability of each topic"] = "; ".join(f"{name} {value:.2f}" for name, value in each)
    return said


def _number_words(found: Mapping[str, Any]) -> str:
    """How many topics there are, why, and how they were looked for."""
    way = f"looked for {WAYS[found['method']]}"
    if not found["chosen"]:
        return f"{found['number']} topics, {way}; the number was given."
    if not found["weak"]:
        return (
            f"{found['number']} topics, {way}: the number at which parts of these texts are "
            "divided most alike."
        )
    return (
        "Weak topic structure: no number of topics divides parts of these texts alike, so there "
        f"are {found['number']}, {way}. Take them as a way into the texts, not as a finding."
    )
