"""The charts of the Voices page: where and in which role voices are heard, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import phrases
from analysis.charts.room import first_groups, first_items
from analysis.charts.shares import share_matrix
from analysis.charts.voices import share_bars
from analysis.charts.words import CUE_COLOURS, group_labels, of_act, words_of
from analysis.explain import ACT_WORDS
from analysis.report.catalogue.desk import Chart, Desk
from analysis.selection import Selection

MOST_ROWS, MOST_PAIRS, MOST_PARTS = 14, 16, 40
EVERY = "every"


def on_voices(desk: Desk) -> Iterator[Chart]:
    """The charts of the Voices page."""
    yield printed(desk)
    yield roles(desk)
    yield framing(desk)
    yield outlet_framing(desk)
    yield acts(desk, desk.selection)


def printed(desk: Desk) -> Chart:
    """Which outlets carry the voices of each perspective."""
    return _bars(desk, "printed", "printed_share", "Where each perspective is printed", "sentences")


def roles(desk: Desk) -> Chart:
    """In which role speakers are heard."""
    return _bars(desk, "roles", "role_share", "In which role speakers are heard", "statements")


def _bars(desk: Desk, key: str, measure: str, title: str, unit: str) -> Chart:
    # A bar of a thousand outlets takes seconds to draw, and nobody could tell its parts apart.
    table, others = first_items(desk.table(measure), most=MOST_PARTS)
    notes = desk.notes(title, f"{unit}{phrases.left_out(len(others), 'outlet')}")
    return desk.chart(
        key, "voices", measure, table,
        notes,
        lambda chosen: share_bars(table, notes, unit, words=words_of(measure), chosen=chosen),
        left_out=others,
    )  # fmt: skip


def framing(desk: Desk, measure: str = "framing") -> Chart:
    """How statements are introduced: by class of cue (framing) or as printed (cue_words)."""
    table, others = first_items(desk.table(measure), most=MOST_ROWS)
    shares = "statements, and their share of the column"
    notes, words = desk.notes("How their words are introduced", shares), words_of(measure)
    return desk.chart(
        "framing", "voices", measure, table,
        notes,
        lambda chosen: share_matrix(table, notes, "statements", words=words, chosen=chosen),
        left_out=others,
    )  # fmt: skip


def outlet_framing(desk: Desk) -> Chart:
    """How each outlet introduces the speakers of each perspective."""
    where = desk.grouped("pair")
    table, more = first_groups(desk.table("framing", where), most=MOST_PAIRS)
    subtitle = f"statements by their cue{phrases.left_out(more, 'pair')}"
    notes = desk.notes("How each outlet introduces whom", subtitle, where)
    return desk.chart(
        "outlet-framing",
        "voices",
        "framing",
        table,
        notes,
        lambda chosen: share_bars(
            table,
            notes,
            "statements",
            bars=group_labels(table),
            words=words_of("framing"),
            colours=CUE_COLOURS,
            chosen=chosen,
        ),
        where,
    )


def acts(desk: Desk, where: Selection, act: str = EVERY) -> Chart:
    """Who accuses, warns or praises whom: every act of speech, or a single class of them."""
    whole = desk.table("speech_act", where)
    table, words = (whole, {}) if act == EVERY else of_act(whole, act)
    table, others = first_items(table, most=MOST_ROWS)
    said = "Who says what of whom" if act == EVERY else f"Who {ACT_WORDS[act]} whom"
    named = len(where.speakers)
    whose = f", the {named} who do most" if where.group_by == "speaker" else ""
    notes = desk.notes(said, f"statements, and share of the column{whose}", where)
    return desk.chart(
        "acts",
        "voices",
        "speech_act",
        table,
        notes,
        lambda chosen: share_matrix(
            table, notes, "statements", columns=group_labels(table), words=words, chosen=chosen
        ),
        where,
        others,
    )
