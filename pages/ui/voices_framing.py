"""How speakers are introduced: by class of cue, by the very words, and by each outlet."""

from __future__ import annotations

from analysis.report.catalogue import voices
from pages.ui.cards import chart_card, explain
from pages.ui.failing import part
from pages.ui.switch import ask
from pages.ui.view import View

OUTLETS = "outlets"
CUES = {
    "framing": "Classes",
    "cue_words": "The words themselves",
    OUTLETS: "Classes, outlet by outlet",
}
CELL = (
    "Each cell holds a **count** of statements, and under it its **share of the column**. Darker "
    "is a larger share. A hatched column has too little text to tell shares; a dash means none."
)


@part("framing")
def framing_card(view: View) -> None:
    """A card with the cues by perspective, as classes or as printed, or by outlet."""
    measure = ask("How speakers are introduced, by", "cues", CUES)
    if measure == OUTLETS:
        _outlets(view)
        return
    chart = voices.framing(view.desk, measure)
    chart_card(
        view,
        chart,
        how=CELL,
        alt="Matrix of introducing words by perspective: number of statements and their share.",
        cell_key="framing",
        beside=lambda: explain(view, measure, chart.left_out[: voices.MOST_ROWS]),
    )


def _outlets(view: View) -> None:
    """A card with a bar for each outlet and perspective of its speakers, by class of cue."""
    chart_card(
        view,
        voices.outlet_framing(view.desk),
        how="Each bar is one outlet with the speakers of one perspective that it quotes and "
        "paraphrases, divided by the class of the word that introduces them: greys take no side, "
        "yellow and red keep their distance or attack, greens concede, propose and approve. The "
        "numbers **count** statements. A hatched bar rests on "
        f"{view.too_few}: compare "
        "its sentences, not its shares.",
        alt="Stacked bars, one for each outlet and perspective of its speakers: statements by the "
        "class of the introducing word.",
        cell_key="introduced",
        beside=lambda: explain(view, "framing"),
    )
