"""Whether the matrix is right: the sign of stance by article, voice and actor, on the sample.

    python -m benchmarks.cells

Annotators gave each cell of two articles a whole number from -2 to +2, having read all of it; a
cell is right when the mean over its mentions has their sign, and wrong when it holds no mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.tables import OWN
from benchmarks.attribution import read_gold
from benchmarks.figures import Basis, entry
from benchmarks.sample import SAMPLE, Found, rows_of, run

_OWN_VOICE, _VOICES = "outlet_own_voice", "_voices"
CLEAR = 2


@dataclass(frozen=True)
class Cell:
    """One cell: what annotators and the program say of it.

    Attributes:
        article, voice, actor: which cell.
        wanted: -2 to +2, never 0.
        mentions: how many mentions it holds.
        stance: their mean stance; NaN without any.
    """

    article: str
    voice: str
    actor: str
    wanted: int
    mentions: int
    stance: float

    @property
    def right(self) -> bool:
        """Whether the mean has the annotated sign."""
        return self.stance * self.wanted > 0


def cells_of(article: Mapping[str, Any], mentions: pd.DataFrame) -> Iterator[Cell]:
    """The cells of an annotated article that were marked other than 0.

    Args:
        article: a file of annotations.
        mentions: its rows of the mentions table, with their stance.
    """
    for voice, actors in article["outlet_and_voice_stance"].items():
        own = mentions["voice_kind"] == OWN
        theirs = ~own & (mentions["voice_perspective"] == voice.removesuffix(_VOICES))
        spoken = mentions[own if voice == _OWN_VOICE else theirs]
        for actor, given in actors.items():
            if given["stance"]:
                rows = spoken.loc[spoken["target"] == actor, "stance"]
                yield Cell(
                    article["id"], voice, actor, given["stance"], len(rows), float(rows.mean())
                )


def figures_of_cells(
    test: Basis, articles: Sequence[Mapping[str, Any]], found: Found
) -> list[dict[str, Any]]:
    """The share of cells whose sign is right, of the clear ones and of all."""
    cells = [
        cell
        for article in articles
        for cell in cells_of(article, rows_of(found, "mentions", article))
    ]
    return [
        entry("stance, cells of the matrix", test, f"sign right, cells {name}", share, len(some))
        for name, some in _kinds(cells).items()
        for share in [sum(cell.right for cell in some) / len(some)]
    ]


def _kinds(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    return {
        "marked -2 or +2": [cell for cell in cells if abs(cell.wanted) == CLEAR],
        "marked other than 0": list(cells),
    }


def main() -> None:
    """Prints every cell and the shares that are right."""
    found = run([SAMPLE])
    cells = [
        cell
        for article in read_gold()
        for cell in cells_of(article, rows_of(found, "mentions", article))
    ]
    for cell in cells:
        print(
            f"{'right' if cell.right else 'WRONG'}  {cell.article} {cell.voice}, {cell.actor}: "
            f"{cell.wanted:+d}, {cell.stance:+.2f} over {cell.mentions}"
        )
    for name, some in _kinds(cells).items():
        right = sum(cell.right for cell in some)
        print(f"{name}: sign right in {right} of {len(some)}")


if __name__ == "__main__":
    main()
