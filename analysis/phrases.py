"""Plain words for what the tables hold, shared by charts, findings and pages.

Every function returns plain text; whoever puts it into a figure or a page escapes it there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.selection import OTHER_TOPIC, PAIR, UNDATED, UNKNOWN_OUTLET, Selection
from analysis.tables import OUTLET_VOICE, UNNAMED_VOICE

GROUPINGS = {"voice": "who is speaking", "outlet": "who published"}
# Groupings that a chart has and nobody is asked for.
NAMED_GROUPINGS = {
    "article": "article",
    "publisher": "outlet",
    "speaker": "speaker",
    "pair": "outlet and speaker",
    "country": "country of the outlet",
    "month": "month",
    "topic": "topic",
    "actor": "actor mentioned",
}
INCLUDES = {
    "all": "everything",
    "own": "the article’s own words",
    "direct": "in quotation marks",
    "indirect": "paraphrased",
}
KINDS = {
    "news": "news report",
    "analysis": "analysis",
    "opinion": "opinion piece",
    "official": "official text",
    "unknown": "article of unknown kind",
}
BASES = {
    "stated": "date stated in the text",
    "reposted": "date of the repost, not of the original",
    "url": "date read from the address",
    "unknown": "date unknown",
}
TRANSLATIONS = {
    "stated": "translated, as stated in the text",
    "suspected": "possibly translated",
    "none known": "no translation known",
}
ROLES = {
    "outlet": "the article’s own words",
    "official": "officials",
    "expert": "experts",
    "collective": "groups and institutions",
    "document": "documents",
    "other": "other speakers",
}
FILTERS = {
    "perspectives": "Perspectives",
    "outlets": "Outlets",
    "kinds": "Kind of article",
    "translations": "Translation",
    "roles": "Who speaks",
    "plain_only": "Speakers with an arguable perspective",
    "actors": "Actors",
    "topics": "Topics",
    "articles": "Articles",
    "first_day": "From",
    "last_day": "Until",
    "words": "Words",
}
# So many groups are named in a sentence about all of them.
MOST_NAMED = 6


def count(number: int, noun: str) -> str:
    """The number with its noun: "1 article", "1,200 sentences"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def day(value: Any) -> str:
    """A date as "12 January 2022"; "no date" for null."""
    if value is None or pd.isna(value):
        return "no date"
    stamp = pd.Timestamp(value)
    return f"{stamp.day} {stamp:%B %Y}"


def dated(row: Mapping[str, Any]) -> str:
    """The date of an article and what it rests on: "12 January 2022 (date stated in the text)"."""
    basis = BASES[row["published_basis"]]
    return basis if pd.isna(row["published"]) else f"{day(row['published'])} ({basis})"


def joined(parts: Iterable[str]) -> str:
    """Parts as a phrase: "a", "a and b", "a, b and c"."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def known(value: Any, otherwise: str) -> str:
    """The value as text, or the other words when it is null or empty."""
    return otherwise if value is None or pd.isna(value) or value == "" else str(value)


def outlet(article: Mapping[str, Any]) -> str:
    """The outlet's name, or "unknown outlet"."""
    return known(article["outlet"], UNKNOWN_OUTLET)


def title(row: Mapping[str, Any]) -> str:
    """The headline, or the name of the file when there is none."""
    return known(row["title"], str(row["source_path"]).rsplit("/", 1)[-1])


def article(row: Mapping[str, Any]) -> str:
    """An article in words: "A. Author’s opinion piece for Some Times (12 January 2022)"."""
    kind = KINDS[row["kind"]]
    authors = known(row["authors"], "").split("; ") if known(row["authors"], "") else []
    where = outlet(row)
    when = "undated" if pd.isna(row["published"]) else day(row["published"])
    if row["published_basis"] == "reposted":
        when = f"reposted {when}"
    if authors:
        whose = f"{authors[0]} and others’" if len(authors) > 2 else f"{joined(authors)}’s"
        return f"{whose} {kind} for {where} ({when})"
    return f"the {where} {kind} ({when})"


def by_line(row: Mapping[str, Any]) -> str:
    """Who wrote an article: "By A. Author and B. Author"."""
    authors = known(row["authors"], "")
    return f"By {joined(authors.split('; '))}" if authors else "No author named"


def article_labels(articles: pd.DataFrame) -> dict[str, str]:
    """A short name for each article id, outlet first; a number is added to equal ones."""
    labels: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for row in articles.to_dict("records"):
        name = f"{outlet(row)}: {title(row)}"
        name = name if len(name) <= 70 else name[:69].rstrip() + "…"
        seen[name] += 1
        labels[row["article_id"]] = f"{name} #{seen[name]}" if seen[name] > 1 else name
    return labels


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names, a number added to those that are equal to an earlier one."""
    seen: Counter[str] = Counter()
    told: dict[str, str] = {}
    for key, name in names.items():
        seen[name] += 1
        told[key] = f"{name} #{seen[name]}" if seen[name] > 1 else name
    return told


def article_lines(row: Mapping[str, Any]) -> list[str]:
    """An article in two short lines for an axis: outlet, then first author or day."""
    authors = known(row["authors"], "").split("; ")
    when = known(row["published"], "") and f"{pd.Timestamp(row['published']):%d %b %Y}".lstrip("0")
    return [outlet(row), authors[0] or when or "undated"]


def period(name: str) -> str:
    """A day, a month or a year in words: "12 Jan 2022", "Jan 2022", "2022"; "no date"."""
    if name == UNDATED:
        return "no date"
    pattern = {10: "%d %b %Y", 7: "%b %Y"}.get(len(name), "%Y")
    return f"{pd.Timestamp(name):{pattern}}".removeprefix("0")


# What stands before the name of a group.
_NAMED = {"publisher": "", "country": "outlets in ", "actor": "sentences that mention "}


def group(group_by: str, name: str) -> str:
    """A group in words: "Russian voices", "Russian outlets", an outlet, a speaker, a pair.

    Also "January 2022", "outlets in GB", "paragraphs on “trade”", "sentences that mention NATO".
    """
    if group_by == "speaker":
        return speaker(name)
    if group_by == "month":
        return name if name == UNDATED else f"{pd.Timestamp(name):%B %Y}"
    if group_by == "topic":
        return "paragraphs of no topic" if name == OTHER_TOPIC else f"paragraphs on “{name}”"
    if group_by in _NAMED:
        return f"{_NAMED[group_by]}{name}"
    if group_by == "pair":
        publisher, _, perspective = name.rpartition(PAIR)
        return f"{publisher} on {group('voice', perspective)}"
    name = "other" if name == "Other" else name
    return f"{name} {'voices' if group_by == 'voice' else 'outlets'}"


def speaker(voice: str) -> str:
    """Who speaks, in words."""
    if voice == OUTLET_VOICE:
        return "the article’s own words"
    return "a source that is not named" if voice == UNNAMED_VOICE else voice


def questions(selection: Selection) -> str:
    """The answers to the two questions: "everything, by who is speaking"."""
    what = INCLUDES[selection.include]
    if selection.group_by in NAMED_GROUPINGS:
        return f"{what}, by {NAMED_GROUPINGS[selection.group_by]}"
    if selection.include == "own":
        return what
    return f"{what}, by {GROUPINGS[selection.group_by]}"


def coverage(selection: Selection, groups: pd.DataFrame, articles: int) -> str:
    """How much text a selection holds: "212 sentences by Russian voices, printed in 3 articles".

    Args:
        selection: grouped by voice or outlet.
        groups: what Analysis.coverage gives for it.
        articles: number of articles in all.
    """
    if groups.empty:
        return "No sentence is left under these filters"
    ordered = groups.sort_values("n_sentences", ascending=False)
    preposition = "by" if selection.group_by == "voice" else "in"
    words = {"all": "", "own": " in the article’s own words"}.get(
        selection.include, f" {INCLUDES[selection.include]}"
    )
    parts = [
        (int(row.n_sentences), f"{preposition} {group(selection.group_by, row.group)}")
        for row in ordered.itertuples()
    ]
    printed = f"printed in {count(articles, 'article')}"
    if len(parts) == 1:
        return f"{count(parts[0][0], 'sentence')}{words} {parts[0][1]}, {printed}"
    total = count(sum(number for number, _ in parts), "sentence")
    listed = joined(f"{number:,} {who}" for number, who in parts)
    return f"{total}{words}, {printed}: {listed}"


def too_few(minimum: int) -> str:
    """What is too little evidence: "fewer than 5 sentences"."""
    return "no sentence" if minimum == 1 else f"fewer than {minimum:,} sentences"


def left_out(number: int, noun: str = "article") -> str:
    """How many bars a chart has no room for: ", 12 more articles not shown", or nothing."""
    return f", {count(number, f'more {noun}')} not shown" if number else ""


def arguable(speakers: pd.DataFrame) -> str:
    """How many speakers are arguable: "2 of 9 speakers are arguable, with 3 of 20 statements".

    Args:
        speakers: what Analysis.named_speakers gives, judged; nothing is said when none is.
    """
    number = int((speakers["n_arguable"] > 0).sum())
    if not number:
        return ""
    whole = count(len(speakers), "speaker")
    statements = count(int(speakers["n_attributions"].sum()), "statement")
    held = f"{int(speakers['n_arguable'].sum()):,} of {statements}"
    return f"{number:,} of {whole} {'is' if number == 1 else 'are'} arguable, with {held}"


def by_hand(corrections: int) -> str:
    """How much a person has corrected: "3 corrections by hand"."""
    return f"{count(corrections, 'correction')} by hand"


def not_counted(totals: Mapping[str, int]) -> str:
    """What the numbers leave out: "2 reprints and 1 article not in English are not counted".

    Args:
        totals: what Analysis.totals gives; nothing is said when it leaves nothing out.
    """
    copies, foreign = totals["copies"], totals["not_english"]
    parts = [count(copies, "reprint")] * bool(copies)
    parts += [f"{count(foreign, 'article')} not in English"] * bool(foreign)
    verb = "is" if copies + foreign == 1 else "are"
    return f"{joined(parts)} {verb} not counted" if parts else ""


def translated(sizes: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Whose words may be the translator's; nothing is said when no article is translated.

    Only the first groups are named.

    Args:
        sizes: group, n_articles and n_translated, as Analysis.word_groups gives.
        names: the name of each group.
    """
    held = sizes[sizes["n_translated"] > 0]
    if held.empty:
        return ""
    parts = [
        f"{names[row.group]} ({row.n_translated:,} of {count(row.n_articles, 'article')})"
        for row in held.head(MOST_NAMED).itertuples()
    ]
    parts += [f"{len(held) - MOST_NAMED:,} more"] if len(held) > MOST_NAMED else []
    return (
        "The choice of words may be the translator’s where an article is, or may be, translated: "
        f"{joined(parts)}."
    )


def sentence_case(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def signed(value: float) -> str:
    """A number with its sign, as in "+0.25" or "−0.40"."""
    return f"{value:+.2f}".replace("-", "−")
