"""The work on what a reader brought or corrected: the same in the server and in a worker."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.corrections import Corrections
from analysis.models import ModelFault

if TYPE_CHECKING:
    from analysis.store import Analysis
    from analysis.workbench import TableColumns, Workbench

Files = tuple[tuple[str, bytes], ...]
ColumnsOf = Mapping[tuple[str, ...], Mapping[str, str]]
# Called as tell(share of the work done, what is being done); what it raises ends the work.
Tell = Callable[[float, str], None]
_MOST_HELD = 3  # sets of articles that are kept read, for the next correction


def sample_bench() -> Workbench:
    """The sample articles, analysed without corrections."""
    from analysis import shipped
    from analysis.workbench import Workbench

    bench = Workbench.of_uploads(list(shipped.articles()))
    bench.analyse(Corrections())
    return bench


class Refused(Exception):
    """What was brought is too much; the message says why."""


class Failed(Exception):
    """The work cannot be done; the message says why, to the reader."""


@dataclass(frozen=True)
class Job:
    """An analysis that a session asks for.

    Attributes:
        owner: the session, as a random name.
        key: stands for files and columns; "" for the sample.
        files: name and content of each.
        columns_of: what the reader said of tables with just these columns.
        corrections: what the reader knows better.
        n_topics: topics to look for; None for as many as the texts bear.
        topics: how, one of analysis.topics.METHODS.
        most_articles: more are refused.
        aside: whether the next job of the session is to find all as the last one left it.
    """

    owner: str
    key: str = ""
    files: Files = ()
    columns_of: ColumnsOf = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections)
    n_topics: int | None = None
    topics: str = "nmf"
    most_articles: int = 5_000
    aside: bool = False


@dataclass(frozen=True)
class Done:
    """What came of a job: the analysis, and what the columns of the tables are read as."""

    analysis: Analysis
    columns: tuple[TableColumns, ...] = ()


class Benches:
    """Articles that were read, by who brought them, so that a correction takes a moment.

    Args:
        sample: gives the sample articles, analysed; asked when a reader corrects those.
    """

    def __init__(self, sample: Callable[[], Workbench]) -> None:
        self._sample = sample
        self._held: OrderedDict[tuple[str, str], tuple[Workbench, tuple[TableColumns, ...]]]
        self._held = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def forget(self, owner: str) -> None:
        """Forgets all that a session brought."""
        for held in [held for held in self._held if held[0] == owner]:
            del self._held[held]

    def do(self, job: Job, tell: Tell) -> Done:
        """Does a job.

        Raises:
            Refused: too many articles.
            Failed: a model is missing or broken.
            ReferenceFault: the reference tables are broken.
        """
        try:
            return self._do(job, tell)
        except ModelFault as fault:
            raise Failed(f"A model cannot be used, so nothing can be analysed: {fault}") from fault

    def _do(self, job: Job, tell: Tell) -> Done:
        bench, columns = self._bench(job, tell)

        def articles(_path: str, done: int, total: int) -> None:
            if done < total:
                tell(0.1 + 0.8 * done / total, f"Analysing article {done:,} of {total:,}")
            else:
                tell(0.9, "Finding copies and topics")

        made = (bench.twin() if job.aside else bench).analyse(
            job.corrections,
            articles,
            lambda: tell(0.95, "Finding topics"),
            n_topics=job.n_topics,
            topics=job.topics,
        )
        return Done(made, columns)

    def _bench(self, job: Job, tell: Tell) -> tuple[Workbench, tuple[TableColumns, ...]]:
        from analysis.workbench import Workbench, table_columns

        place = (job.owner, job.key)
        if place not in self._held:
            # Another set of articles of the same session takes the place of the one before.
            self.forget(job.owner)
            if not job.files:
                self._held[place] = self._sample().twin(), ()
            else:
                bench = Workbench.of_uploads(
                    job.files,
                    job.columns_of,
                    lambda number, total: tell(
                        0.1 * (number - 1) / total, f"Reading file {number:,} of {total:,}"
                    ),
                )
                refusal = bench.refusal(job.most_articles)
                if refusal:
                    raise Refused(refusal)
                self._held[place] = bench, table_columns(job.files, job.columns_of)
        self._held.move_to_end(place)
        while len(self._held) > _MOST_HELD:
            self._held.popitem(last=False)
        return self._held[place]
