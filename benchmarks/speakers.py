"""How often speakers are named rightly, given the attributions that annotators found.

    python -m benchmarks.speakers [--reference FOLDER] [--errors SET]

The sources, cues and contents are the annotated ones, so the figures tell about the resolution of
speakers alone, and what it could reach behind a perfect finder:

speaker      the resolved name or group is the annotated one
affiliation  the same state or body, or a body of the annotated state, or none on both sides
perspective  that of the annotated affiliation; where none is annotated, of the speaker's name
voice        author or attributed, of the annotated mentions, given the annotated attributions

Sets: `develop` is the half of the news articles that rules were written on, `report` the other
half, which nobody looks at, `gold` the two annotated sample articles (core attributions).
"""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.attribution import places_of
from analysis.attribution.drafts import Draft
from analysis.attribution.home import presume_home
from analysis.attribution.identity import GROUP, SOMEBODY, Identity, namer
from analysis.attribution.quotes import SPEECH_TAIL, find_quotes
from analysis.attribution.speakers import resolve
from analysis.attribution.spellings import spelling_key
from analysis.attribution.text import Span, tokenize, units_of
from analysis.attribution.voices import give_voices_to_mentions
from analysis.perspectives import perspective_of_affiliation
from analysis.reference import Reference, load_reference
from benchmarks.attribution import halves, read_gold, read_news, same_speaker, tables_of

NOBODY = ("-", "", "unnamed", None)


def annotated_drafts(attributions: Sequence[dict], starts: Sequence[int]) -> list[Draft]:
    """The annotated attributions as a finder would hand them on, with numbers of paragraphs."""
    return [
        Draft(
            tuple((int(start), int(end)) for start, end in given["content"]),
            _span(given["cue"]),
            _span(given["source"]),
            "neutral" if given["cue"] else None,
            "continuing" if not given["cue"] and not given["source"] else "clause after cue",
            bisect_right(starts, given["content"][0][0]) - 1,
        )
        for given in attributions
    ]


def _span(pair: Sequence[int] | None) -> Span | None:
    return (int(pair[0]), int(pair[1])) if pair else None


def speakers_of(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    drafts: Sequence[Draft],
    country: str | None,
    reference: Reference,
) -> list[Identity]:
    """The speaker of each draft, as the pipeline resolves it."""
    units = []
    for number, (start, end) in enumerate(paragraphs):
        inside = [pair for pair in sentences if start <= pair[0] < end]
        units += units_of(text, inside, find_quotes(text, start, end, SPEECH_TAIL), number)
    told = resolve(text, units, drafts, namer(reference))
    countries = reference.countries
    home = next(iter(countries.loc[countries["country"] == country, "name"]), None)
    return presume_home(text, paragraphs, drafts, told, home, namer(reference))


def measure(
    articles: Sequence[dict], mentions: dict[str, list[dict]], reference: Reference, show: Callable
) -> Counter:
    """Counts over annotated articles; speakers that annotators leave open cost nothing."""
    count: Counter = Counter()
    for article in articles:
        text = article["text"]
        paragraphs, sentences = _paragraphs_and_sentences(article)
        drafts = annotated_drafts(article["attributions"], [start for start, _ in paragraphs])
        order = sorted(range(len(drafts)), key=lambda i: (drafts[i].start, -drafts[i].end))
        drafts = [drafts[i] for i in order]
        given = [article["attributions"][i] for i in order]
        found = speakers_of(text, paragraphs, sentences, drafts, article.get("country"), reference)
        for annotated, draft, speaker in zip(given, drafts, found, strict=True):
            if annotated.get("core", True):
                _score(count, text, annotated, draft, speaker, reference, show)
        _score_voices(count, article, drafts, mentions.get(article["id"], ()), show)
    return count


def _paragraphs_and_sentences(article: dict) -> tuple[list[Span], list[Span]]:
    """As annotated, else as the text is cut."""
    if "body_paragraphs" in article:
        return _spans(article["body_paragraphs"]), _spans(article["sentences"])
    passages, sentences = tables_of(article["text"])
    return _spans(passages.to_dict("records")), _spans(sentences.to_dict("records"))


def _spans(rows: Sequence[dict]) -> list[Span]:
    return [(int(row["start"]), int(row["end"])) for row in rows]


def _score(
    count: Counter,
    text: str,
    annotated: dict,
    draft: Draft,
    speaker: Identity,
    reference: Reference,
    show: Callable,
) -> None:
    wanted, body = annotated["speaker"], annotated["affiliation"]
    right = (
        _same_person(speaker, wanted)
        or same_speaker(speaker.name, wanted, reference)
        or _known_as(speaker.name, reference) == _known_as(wanted, reference)
    )
    same_body = _same_body(speaker.affiliation, body, reference)
    perspective = perspective_of_affiliation(wanted if body in NOBODY else body, reference)
    same_perspective = speaker.perspective == perspective
    sort = "sourceless" if draft.source is None else "sourced"
    count.update(
        {
            sort: 1,
            "all": 1,
            f"speaker {sort}": int(right),
            "speaker": int(right),
            "affiliation": int(same_body),
            "perspective": int(same_perspective),
        }
    )
    source = text[slice(*draft.source)] if draft.source else "-"
    if not right:
        show("speaker", f"{draft.start} {source} | {speaker.name} | wanted {wanted}")
    elif not same_body or not same_perspective:
        told = f"{speaker.affiliation} ({speaker.perspective})"
        show("affiliation", f"{draft.start} {source} | {told} | wanted {body} ({perspective})")


def _same_person(found: Identity, annotated: str) -> bool:
    """Whether two names are spellings of one, or neither names anybody.

    Annotators wrote most names as English papers do, and "unnamed" for "a local official".
    """
    if annotated.startswith("unnamed"):
        return found.sort in (GROUP, SOMEBODY)
    key = spelling_key(found.name)
    return key is not None and key == spelling_key(annotated)


def _known_as(name: str, reference: Reference) -> str:
    """The name that the reference tables have for a body, under whatever alias."""
    known = namer(reference).directory.whole(tokenize(name, 0, len(name)))
    return known.name if known else name


def _same_body(found: str | None, annotated: str | None, reference: Reference) -> bool:
    if found is None or annotated in NOBODY:
        return found is None and annotated in NOBODY
    told, wanted = _states(found, reference), _states(str(annotated), reference)
    return same_speaker(found, str(annotated), reference) or bool(told & wanted)


def _states(body: str, reference: Reference) -> frozenset[str]:
    """The states and alliances that a name stands for, or whose body or outlet it names."""
    homes = _homes(reference)
    return frozenset(homes.get(name, name) for name in namer(reference).states_in(body))


@lru_cache(maxsize=2)
def _homes(reference: Reference) -> dict[str, str]:
    """The state of every organisation and outlet."""
    states = dict(zip(reference.countries["country"], reference.countries["name"], strict=True))
    bodies = (
        (reference.organisations, "organisation"),
        (reference.outlets, "outlet"),
        (reference.actors, "actor"),
    )
    return {
        name: states[code]
        for table, column in bodies
        for name, code in zip(table[column], table["country"], strict=True)
        if code in states
    }


def _score_voices(
    count: Counter, article: dict, drafts: Sequence[Draft], mentions: Sequence[dict], show: Callable
) -> None:
    if not mentions:
        return
    text = article["text"]
    table = pd.DataFrame([_row(text, number, drafts) for number in range(len(drafts))])
    table = tables.conform("attributions", table) if drafts else tables.empty("attributions")
    row = {"text": text, "perspective": "Other"}
    given = give_voices_to_mentions(row, pd.DataFrame(mentions)[["start", "end"]], table)
    for mention, voice in zip(mentions, given["voice"], strict=True):
        right = (voice != tables.OUTLET_VOICE) == (mention["voice"] != "author")
        count.update(mentions=1, voice=int(right))
        if not right:
            around = text[mention["start"] - 60 : mention["end"] + 40]
            show("voice", f"annotated {mention['voice']}: {around!r}")


def _row(text: str, number: int, drafts: Sequence[Draft]) -> dict[str, object]:
    draft = drafts[number]
    around = [i for i, d in enumerate(drafts) if d.holds(draft) and not draft.holds(d)]
    return places_of(text, draft) | {
        "attribution_id": str(number),
        "article_id": "0",
        "kind": tables.INDIRECT,
        "speaker": f"speaker {number}",
        "speaker_role": "other",
        "affiliation": None,
        "voice_perspective": "Other",
        "outer_id": str(around[0]) if around else None,
        "confidence": 1.0,
    }


def lines(name: str, count: Counter) -> list[str]:
    """The figures of a set in words."""
    shares = "  ".join(
        f"{what} {count[what] / max(1, count['all']):.3f}"
        for what in ("speaker", "affiliation", "perspective")
    )
    sorts = ", ".join(
        f"{sort} {count[f'speaker {sort}'] / count[sort]:.3f} of {count[sort]}"
        for sort in ("sourced", "sourceless")
        if count[sort]
    )
    voice = f"; voice {count['voice'] / count['mentions']:.3f} of {count['mentions']}"
    return [f"{name}: {shares} of {count['all']}", f"  {sorts}{voice if count['mentions'] else ''}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reference", type=Path, help="folder of other reference tables")
    parser.add_argument("--errors", choices=("develop", "gold"), help="print the errors of a set")
    options = parser.parse_args()
    reference = load_reference(options.reference)
    news, mentions = read_news()
    develop, report = halves(news)
    gold = read_gold()
    mentions |= {article["id"]: article["targets"] for article in gold}
    for name, articles in (("develop", develop), ("report", report), ("gold", gold)):
        loud = name == options.errors

        def show(kind: str, told: str, loud: bool = loud) -> None:
            if loud:
                print(f"  {kind}: {told}")

        print("\n".join(lines(name, measure(articles, mentions, reference, show))))


if __name__ == "__main__":
    main()
