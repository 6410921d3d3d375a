"""Where in a source phrase the name of its bearer stands: a person's, or that of a known body."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import known, nouns, roles
from analysis.attribution.given_names import gender_of
from analysis.attribution.known import Directory, Known
from analysis.attribution.spellings import fold
from analysis.attribution.text import Token

# A run of names behind these is the body that somebody belongs to.
_WITHIN = frozenset({"of", "at", "from"})
_WITHIN_THE = (["of", "the"], ["at", "the"], ["from", "the"])
_HEAD_ENDS = frozenset({",", "(", "–", "—", "at", "in", "on", "after", "during"})
_PEOPLE = (known.PERSON, known.SURNAME)
Found = Sequence[tuple[int, int, Known]]


def table_person(directory: Directory, tokens: Sequence[Token], found: Found) -> str | None:
    """The person of the people table whom a phrase names in full, not merely mentions."""
    named = [
        (start, entry.name)
        for start, stop, entry in found
        if entry.sort == known.PERSON and nouns.is_holder(tokens, start, stop)
    ]
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), len(tokens))
    in_head = [name for start, name in named if start < comma]
    if in_head:
        return in_head[-1]
    return named[-1][1] if named and not person_in(directory, tokens[:comma]) else None


def body_by_sort(head: Sequence[Token], found: Found) -> Known | None:
    """The known body of "news agency NAME" and of "the NAME newspaper"."""
    for start, stop, entry in found:
        before = head[start - 1].low if 0 < start <= len(head) else ""
        behind = head[stop].low if stop == len(head) - 1 else ""
        ends = stop == len(head) and before in roles.NAMED_BODIES
        if entry.sort == known.BODY and (ends or behind in roles.NAMED_BODIES):
            return entry
    return None


def person_in(directory: Directory, tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The tokens of the person's name in a source phrase: of its head, before an apposition."""
    stripped = (_without_place(directory, tokens, run) for run in nouns.name_runs(tokens))
    runs = [
        run
        for run in stripped
        if run and not nouns.is_body(tokens[slice(*run)]) and nouns.is_holder(tokens, *run)
    ]
    ends = (i for i, token in enumerate(tokens) if i and token.low in _HEAD_ENDS)
    head_end = next(ends, len(tokens))
    inside = [run for run in runs if run[1] <= head_end] or runs
    full = [run for run in inside if run[1] - run[0] > 1]
    chosen = full or [run for run in inside if len(tokens) <= 2 or run[1] == head_end]
    behind = [run for run in runs if run[0] >= head_end and run[1] - run[0] > 1]
    return chosen[-1] if chosen else behind[0] if behind else None


def _without_place(
    directory: Directory, tokens: Sequence[Token], run: tuple[int, int]
) -> tuple[int, int] | None:
    """A run of names without the state or body in front of it."""
    start, stop = run
    before = [token.low for token in tokens[max(0, start - 2) : start]]
    within = bool(before) and (before[-1] in _WITHIN or before in _WITHIN_THE)
    for first, last, entry in directory.find(tokens[start:stop]):
        if first == 0 and entry.sort not in _PEOPLE:
            start += last
            # Behind a body only a first name tells a person from a part of the body.
            within = entry.sort == known.BODY and not is_given(directory, tokens, start)
        break
    bodies = [i + 1 for i in range(start, stop - 2) if tokens[i].low in roles.BODIES]
    start = bodies[-1] if bodies and is_given(directory, tokens, bodies[-1]) else start
    while start < stop and nouns.may_precede_name(tokens[start]):
        start += 1
    while start and not tokens[start - 1].is_name and tokens[start - 1].low in roles.PARTICLES:
        start -= 1
    return (start, stop) if start < stop and not within else None


def is_given(directory: Directory, tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is a first name that people bear."""
    if index + 1 >= len(tokens):
        return False
    text = fold(tokens[index].text)
    return text in directory.given or gender_of(f"{text} -") is not None
