"""The articles of an input, those that no partition holds yet analysed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from functools import partial

from analysis.batch.corpus import get_ready
from analysis.batch.handed import Given
from analysis.batch.hands import Hands
from analysis.batch.keys import key_of
from analysis.batch.place import Known, Place
from analysis.batch.tasks import Job, analyse_partition
from analysis.clock import Clock
from analysis.corrections import Entry
from analysis.read.source import Item, Skipped

# Called with what is done, how many articles of it, and of how many (None while they are counted).
Tell = Callable[[str, int, int | None], None]

ANALYSING = "Analysing"


@dataclass
class Listed:
    """What an input holds.

    Attributes:
        order: each article by its id, with its place in the input.
        skipped: each part that could not be read, and why.
        n_new: articles that had to be analysed.
    """

    order: dict[str, int] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    n_new: int = 0


def analyse_new(
    items: Iterable[Item],
    entries: Mapping[str, tuple[Entry, ...]],
    known: Mapping[str, Known],
    work: Work,
    clock: Clock,
) -> Listed:
    """Reads an input to its end and has all analysed that is not known.

    Args:
        items: the articles and what could not be read.
        entries: what a person says of single articles, by their ids.
        known: what partitions hold.
        work: has the articles analysed.
        clock: is told the time of reading.
    """
    listed = Listed()
    for item in _timed(iter(items), clock):
        if isinstance(item, Skipped):
            listed.skipped.append((item.source_path, item.reason))
        elif item.article_id not in listed.order:
            listed.order[item.article_id] = len(listed.order)
            said = entries.get(item.article_id, ())
            key = key_of(item, said)
            held = known.get(item.article_id)
            if held is None or held.key != key:
                listed.n_new += 1
                work.add((item, said, key))
    work.finish()
    return listed


def _timed(items: Iterator[Item], clock: Clock) -> Iterator[Item]:
    while True:
        with clock.stage("read"):
            item = next(items, None)
        if item is None:
            return
        yield item


class Work:
    """Partitions on their way: filled, given out, and kept when they are done."""

    def __init__(self, place: Place, hands: Hands, job: Job, size: int, tell: Tell) -> None:
        """
        Args:
            place: where they are kept.
            hands: who analyses them.
            job: what decides the rows of every article alike.
            size: articles in each.
            tell: told how far the work is.
        """
        self._place, self._hands, self._size = place, hands, size
        self._analyse = partial(analyse_partition, job=job.write(place.new_name()))
        self._tell = tell
        self._filled: list[Given] = []
        self._running: dict[Future[int], int] = {}
        self._n_added = self._n_done = 0
        self._is_all = False
        tell(ANALYSING, 0, None)

    def add(self, one: Given) -> None:
        """Takes one more article, which is given out with its partition."""
        if len(self._filled) == self._size:
            # This one is of another partition: of one alone nobody would be hired.
            self._give_out(self._hands.of(2))
            self._keep()
        self._filled.append(one)
        self._n_added += 1

    def finish(self) -> None:
        """Has all analysed that was added, and waits for it."""
        self._is_all = True
        if self._filled:
            self._give_out(self._hands.of(1))
        if self._running:
            get_ready()  # while the others work
        while self._running:
            wait(self._running, return_when=FIRST_COMPLETED)
            self._keep()

    def stop(self) -> None:
        """Gives up what is not done."""
        self._place.unwant()
        for future in self._running:
            future.cancel()
        self._hands.dismiss()
        for future, number in self._running.items():
            if not future.cancelled() and future.done() and not future.exception():
                self._place.keep(number)

    def _give_out(self, executor: Executor) -> None:
        number, spooled, target = self._place.spool(self._filled)
        self._filled = []
        self._running[executor.submit(self._analyse, spooled, target)] = number

    def _keep(self) -> None:
        """Makes partitions of what is done."""
        for future in [future for future in self._running if future.done()]:
            n_articles = future.result()
            self._place.keep(self._running.pop(future))
            self._n_done += n_articles
        self._tell(ANALYSING, self._n_done, self._n_added if self._is_all else None)
