"""How speakers are introduced: by class of cue, by the very words, and by each outlet."""

from __future__ import annotations

from analysis import phrases
from analysis.charts.room import first_groups, first_items
from analysis.charts.shares import share_matrix
from analysis.charts.voices import share_bars
from analysis.charts.words import CUE_COLOURS, group_labels, words_of
from pages.ui.cards import explain, explore_card
from pages.ui.switch import ask
from pages.ui.view import View

MOST_ROWS, MOST_BARS = 14, 16
SHARES = "statements, and their share of the column"
CUES = {"framing": "Classes", "cue_words": "The words themselves"}
CELL = (
    "Each cell holds a **count** of statements, and under it its **share of the column**. Darker "
    "is a larger share. A hatched column has too little text to tell shares; a dash means none."
)


def framing_card(view: View) -> None:
    """A card with the cues by perspective, as classes or as printed."""
    measure = ask("How speakers are introduced, by", "cues", CUES)
    table, others = first_items(view.comparison(measure), most=MOST_ROWS)
    notes = view.notes("How their words are introduced", SHARES)
    explore_card(
        view,
        "framing",
        table,
        lambda cell: share_matrix(table, notes, "statements", words=words_of(measure), chosen=cell),
        how=CELL,
        alt="Matrix of introducing words by perspective: number of statements and their share.",
        cell_key="framing",
        beside=lambda: explain(view, measure, others[:MOST_ROWS]),
    )


def outlets_card(view: View) -> None:
    """A card with a bar for each outlet and perspective of its speakers, by class of cue."""
    where = view.choose(group_by="pair")
    table, more = first_groups(view.comparison("framing", selection=where), most=MOST_BARS)
    notes = view.notes(
        "How each outlet introduces whom",
        f"statements by their cue{phrases.left_out(more, 'pair')}",
        where,
    )
    explore_card(
        view,
        "outlet-framing",
        table,
        lambda cell: share_bars(
            table,
            notes,
            "statements",
            bars=group_labels(table),
            words=words_of("framing"),
            colours=CUE_COLOURS,
            chosen=cell,
        ),
        how="Each bar is one outlet with the speakers of one perspective that it quotes and "
        "paraphrases, divided by the class of the word that introduces them: greys take no side, "
        "yellow and red keep their distance or attack, greens concede, propose and approve. The "
        "numbers **count** statements. A hatched bar rests on "
        f"{view.too_few}: compare "
        "its sentences, not its shares.",
        alt="Stacked bars, one for each outlet and perspective of its speakers: statements by the "
        "class of the introducing word.",
        selection=where,
        cell_key="introduced",
        beside=lambda: explain(view, "framing"),
    )
