"""Questions about who speaks."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from analysis import tables as contract
from analysis.columns.speakers import most_quoted
from analysis.columns.speakers import speakers as speakers_in
from analysis.door.held import Array, Held
from analysis.door.numbers import MOST_READ
from analysis.doubts import reason_of
from analysis.perspectives import PERSPECTIVES
from analysis.selection import Selection
from analysis.speakers import by_article

# Speakers that are listed, those with most statements first.
MOST_SPEAKERS = 500


class Voices(Held):
    """Speakers, their statements, and the perspectives that speak."""

    def speakers(self, selection: Selection) -> pd.DataFrame:
        """One row per speaker and article under a selection (see speakers.by_article).

        Reads all articles that have such a speaker.
        """
        picked = self._picked(selection, "role_share")
        part = self._part(picked.base.article[picked.rows])
        rows = part.among("role_share", picked.numbers())[0]
        return by_article(rows, part.tables["attributions"], part.articles)

    def named_speakers(self, selection: Selection, *, judged: bool = False) -> pd.DataFrame:
        """One row per speaker under a selection, the first MOST_SPEAKERS (see columns.speakers).

        Args:
            selection: what counts.
            judged: whether to tell what can be argued about, and in a column reason why an
                affiliation has its perspective.
        """
        picked = self._picked(selection, "role_share")
        listed = most_quoted(self._columns, picked.rows, MOST_SPEAKERS)
        if len(listed) == MOST_SPEAKERS:
            shown = np.zeros(len(self._columns.names["voice"]), dtype=bool)
            shown[listed] = True
            picked = picked.only(shown[picked.base.voice[picked.rows]])
        doubts = (self._doubts.codes, self._doubts.names) if judged else None
        told, article = (
            getattr(picked.base, name)[picked.rows] for name in ("attribution", "article")
        )
        found = speakers_in(self._columns, told, article, listed, doubts)
        if not judged:
            return found
        reasons = [
            reason_of(affiliations, self._reference) for affiliations in found["affiliation"]
        ]
        return found.assign(reason=pd.Series(reasons, index=found.index, dtype="str"))

    def n_speakers(self, selection: Selection) -> int:
        """How many speakers there are under a selection, all without a name being one."""
        picked = self._picked(selection, "role_share")
        return int(np.count_nonzero(np.bincount(picked.base.voice[picked.rows])))

    def pointed_speakers(self, selection: Selection, most: int) -> tuple[str, ...]:
        """The speakers with most pointed statements (see evidence.speech_act_rows), by name."""
        picked, names = self._picked(selection, "speech_act"), self._columns.names["voice"]
        voice, told = (getattr(picked.base, name)[picked.rows] for name in ("voice", "attribution"))
        fresh = np.unique(told, return_index=True)[1]
        counts = np.bincount(voice[fresh], minlength=len(names))
        order = np.argsort(-counts, kind="stable")
        found = (names[at] for at in order[: most + 1].tolist() if counts[at])
        return tuple(name for name in found if name != contract.UNNAMED_VOICE)[:most]

    def presence(self) -> pd.DataFrame:
        """One row per perspective: what its outlets publish here, and where its speakers are
        quoted, whatever is selected.

        Columns: perspective, n_articles (that its outlets published, in any language, copies too),
        n_measured (those of them that are counted: in English and no copies), n_statements and
        n_quoting (statements of its speakers, and counted articles that hold some).
        """
        return self._presence.copy()

    @cached_property
    def _presence(self) -> pd.DataFrame:
        columns, whole = self._columns, Selection()
        said, articles, names = self._counts.by_group(self._picked(whole, "role_share"), "voice")
        published = columns.articles["perspective"]
        counted = columns.counted_articles(whole)
        n_statements = np.bincount(said, minlength=len(names))
        quoting = np.zeros((len(names), len(counted)), dtype=bool)
        quoting[said, articles] = True
        held = {name for name, number in zip(names, n_statements, strict=True) if number}
        more = sorted({*published, *held} - set(PERSPECTIVES))
        index = pd.Index([*PERSPECTIVES, *more], dtype="str")
        counts = {
            "n_articles": published.value_counts(),
            "n_measured": published[counted].value_counts(),
            "n_statements": pd.Series(n_statements, index=list(names)),
            "n_quoting": pd.Series(quoting.sum(axis=1), index=list(names)),
        }
        found = {name: one.reindex(index, fill_value=0) for name, one in counts.items()}
        return pd.DataFrame(found, index=index).rename_axis("perspective").reset_index()

    def statements(
        self, selection: Selection, speaker: str, *, first: int = 0, most: int = MOST_READ
    ) -> pd.DataFrame:
        """The statements of one speaker, as evidence rows with their context, in text order.

        Args:
            selection: what counts.
            speaker: the name.
            first: how many are passed over.
            most: how many are read.
        """
        numbers = self._said(selection, speaker)[first : first + most]
        part = self._part(self._counts.base_of("role_share").article[numbers])
        rows = part.at("role_share", numbers)
        order = np.lexsort([rows["start"], part.place_of(rows["article_id"])])
        return part.with_context(rows.iloc[order].reset_index(drop=True))

    def n_statements(self, selection: Selection, speaker: str) -> int:
        """How many statements a speaker has."""
        return len(self._said(selection, speaker))

    def _said(self, selection: Selection, speaker: str) -> Array:
        picked = self._picked(selection, "role_share")
        return self._counts.of_group(picked, "speaker", speaker).numbers()
