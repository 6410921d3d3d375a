"""Questions about who speaks."""

from __future__ import annotations

import pandas as pd

from analysis import speakers
from analysis import tables as contract
from analysis.door.held import Held
from analysis.doubts import reason_of
from analysis.selection import Selection


class Voices(Held):
    """Speakers, their statements, and the perspectives that speak."""

    def speakers(self, selection: Selection, *, judged: bool = False) -> pd.DataFrame:
        """One row per speaker and article under a selection (see speakers.by_article).

        Args:
            selection: what counts.
            judged: whether to tell what can be argued about.
        """
        rows, tables = self._kept(selection, "role_share"), self._tables
        doubts = self._doubts if judged else None
        return speakers.by_article(rows, tables["attributions"], tables["articles"], doubts)

    def named_speakers(self, selection: Selection, *, judged: bool = False) -> pd.DataFrame:
        """One row per speaker under a selection, over all articles (see speakers.over_all).

        Args:
            selection: what counts.
            judged: whether to tell what can be argued about, and in a column reason why an
                affiliation has its perspective.
        """
        found = speakers.over_all(self.speakers(selection, judged=judged))
        if not judged:
            return found.drop(columns=["arguable", "n_arguable"])
        reasons = [
            reason_of(affiliations, self._reference) for affiliations in found["affiliation"]
        ]
        return found.assign(reason=pd.Series(reasons, index=found.index, dtype="str"))

    def pointed_speakers(self, selection: Selection, most: int) -> tuple[str, ...]:
        """The speakers with most pointed statements (see evidence.speech_act_rows), by name."""
        rows = self._kept(selection, "speech_act")
        rows = rows[rows["voice"] != contract.UNNAMED_VOICE]
        counts = rows.groupby("voice")["attribution_id"].nunique()
        ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
        return tuple(str(name) for name in ordered.index[:most])

    def presence(self) -> pd.DataFrame:
        """What each perspective publishes here and where it is quoted (see speakers.presence)."""
        return speakers.presence(self._rows["role_share"], self._tables["articles"])

    def statements(self, selection: Selection, speaker: str) -> pd.DataFrame:
        """The statements of one speaker, as evidence rows with their context, in text order."""
        rows = self._kept(selection, "role_share")
        rows = rows[rows["voice"] == speaker].sort_values(["article_id", "start"])
        return self._with_context(rows.reset_index(drop=True))
