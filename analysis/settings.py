"""What a run can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corrections import Actor, Corrections, Outlet, Perspective
from analysis.corrections.reference import correct_reference
from analysis.reference import Reference, load_reference
from analysis.topics import NMF


@dataclass(frozen=True)
class Settings:
    """What a run can be told.

    Attributes:
        n_topics: number of topics to look for (fewer are found in a very small corpus); None for
            as many as the texts bear.
        topics: how they are looked for, one of analysis.topics.METHODS.
        reference_folder: folder of the reference tables; None for the shipped ones.
        columns: which column of tables holds what, as field to column name; for tables of
            different columns several times (`read.read_paths`).
        corrections: what a person knows better.
        fast: whether to do without the networks: attributions by rules alone, and no stance.
    """

    n_topics: int | None = None
    topics: str = NMF
    reference_folder: Path | None = None
    columns: Sequence[Mapping[str, str]] = ()
    corrections: Corrections = field(default_factory=Corrections)
    fast: bool = False

    @property
    def corrections_of_tables(self) -> Corrections:
        """Those that change reference tables, and so every article."""
        entries = self.corrections.entries
        return Corrections(tuple(e for e in entries if isinstance(e, (Perspective, Outlet, Actor))))

    def reference(self) -> Reference:
        """The reference tables as a person corrects them.

        Raises:
            ReferenceFault: they are broken (all faults are listed).
        """
        return correct_reference(load_reference(self.reference_folder), self.corrections)
