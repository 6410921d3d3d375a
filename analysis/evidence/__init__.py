"""The rows behind every number: one table of evidence per measure, in one common form.

A comparison is an aggregate of these rows and an evidence panel shows them, so the count on a
chart mark and the rows under it cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.evidence.basis import (
    COLUMNS,
    Basis,
    Tables,
    finish,
    targets_of,
    voice_kind_of,
    with_role,
    with_sentence,
)
from analysis.schema import TEXT
from analysis.selection import OTHER_TOPIC, UNKNOWN_OUTLET
from analysis.stretches import stretches_of
from analysis.tables import OUTLET_VOICE

__all__ = [
    "AIMED", "COLUMNS", "JOINT", "NEUTRAL_TONE", "NOT_POINTED", "OTHER_TOPIC", "OWN_WORDS_ITEM",
    "ROWS", "SHARES", "TENTHS", "Tables", "all_rows", "voice_kind_of",
]  # fmt: skip

# VADER's authors read a compound within this distance of zero as neutral.
NEUTRAL_TONE = 0.05
TENTHS = 10
OWN_WORDS_ITEM = "own words"
# Between what is done in words and whom it is aimed at; between affiliations that speak together.
AIMED, JOINT = " → ", " / "
# Classes of cues that do not turn to anybody.
NOT_POINTED = ("neutral", "believing", "predicting")


def stance_rows(tables: Tables) -> pd.DataFrame:
    """One row per scored mention: item its target, value its stance, sign its class."""
    return Basis.of(tables).stance.copy()


def tone_rows(tables: Tables) -> pd.DataFrame:
    """As stance_rows, but value and sign are those of the tone of the whole sentence."""
    rows = Basis.of(tables).stance
    tone = rows["sentence_id"].map(tables["sentences"].set_index("sentence_id")["sentiment"])
    rows = rows.assign(sentiment=tone)[tone.notna()]
    return finish(_tone(rows))


def sentiment_rows(tables: Tables) -> pd.DataFrame:
    """One row per scored sentence: item is "all", value the compound."""
    rows = Basis.of(tables).sentences
    return finish(_tone(rows[rows["sentiment"].notna()].assign(item="all")))


def course_rows(tables: Tables) -> pd.DataFrame:
    """As sentiment_rows, but item is the tenth of the article, "01" to "10"."""
    rows = Basis.of(tables).sentences
    rows = rows[rows["sentiment"].notna()]
    length = rows.groupby("article_id")["position"].transform("max") + 1
    tenth = (rows["position"] * TENTHS // length + 1).astype(int)
    return finish(_tone(rows.assign(item=tenth.map("{:02d}".format))))


def topic_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is the label of its passage's topic, or "other"."""
    rows = Basis.of(tables).sentences
    labels = tables["topics"].set_index("topic_id")["label"]
    item = rows["topic_id"].map(labels).astype(TEXT).fillna(OTHER_TOPIC)
    return finish(rows.assign(item=item, value=1.0, sign=0))


def voice_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is "own words" or the perspective of the quoted speaker."""
    rows = Basis.of(tables).sentences
    item = rows["voice_perspective"].where(rows["voice"] != OUTLET_VOICE, OWN_WORDS_ITEM)
    return finish(rows.assign(item=item, value=1.0, sign=0))


def word_rows(tables: Tables) -> pd.DataFrame:
    """One row per stretch of a sentence in one voice: item as in voice_rows, value its words."""
    sentences, attributions = tables["sentences"], tables["attributions"]
    rows = stretches_of(sentences, attributions, tables["articles"])
    by_sentence = sentences.set_index("sentence_id")
    by_attribution = attributions.set_index("attribution_id")
    told = rows["attribution_id"]
    outlet = rows["sentence_id"].map(by_sentence["outlet_perspective"])
    perspective = told.map(by_attribution["voice_perspective"]).astype(TEXT).fillna(outlet)
    found = rows.assign(
        row_id=rows["sentence_id"] + "-w" + rows["start"].astype(TEXT),
        voice=told.map(by_attribution["speaker"]).astype(TEXT).fillna(OUTLET_VOICE),
        voice_perspective=perspective,
        voice_kind=voice_kind_of(told.map(by_attribution["kind"])),
        outlet_perspective=outlet,
        targets=targets_of(rows["sentence_id"], tables["mentions"], "sentence_id"),
        item=perspective.where(told.notna(), OWN_WORDS_ITEM),
        value=rows["n_words"].astype(float),
        sign=0,
    )
    return finish(with_role(with_sentence(found, tables), tables))


def voiced_statement_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement (see framing_rows): item is the perspective of the speaker."""
    return _statement_rows(Basis.of(tables).statements, "voice_perspective")


def printed_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is the outlet that printed it."""
    rows = Basis.of(tables).sentences
    outlets = tables["articles"].set_index("article_id")["outlet"].fillna(UNKNOWN_OUTLET)
    item = rows["article_id"].map(outlets)
    return finish(rows.assign(item=item, value=1.0, sign=0))


def framing_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement with a cue: item is the class of the cue.

    A statement is an attribution that stands in no other: how a speaker introduces another is not
    the outlet's choice.
    """
    return _statement_rows(Basis.of(tables).statements, "cue_class")


def cue_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement with a cue: item is the cue, in small letters and single blanks."""
    rows = Basis.of(tables).statements
    return _statement_rows(
        rows.assign(cue_words=rows["cue"].str.casefold().str.split().str.join(" ")), "cue_words"
    )


def role_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement (see framing_rows): item is the role of the speaker."""
    return _statement_rows(Basis.of(tables).statements, "speaker_role")


def speech_act_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement with a pointed cue and target in its content: "accusing → target".

    Whom a speaker speaks for is no target: "we demand guarantees for ourselves" demands of others.
    """
    rows = _statement_rows(Basis.of(tables).statements, "cue_class")
    rows = rows[~rows["item"].isin(NOT_POINTED)].explode("targets").dropna(subset="targets")
    known = tables["attributions"].set_index("attribution_id")["affiliation"]
    spoken_for = rows["attribution_id"].map(known).fillna("").str.split(JOINT)
    own = [
        target in (voice, *names)
        for target, voice, names in zip(rows["targets"], rows["voice"], spoken_for, strict=True)
    ]
    rows = rows[~np.array(own, dtype=bool)]
    if rows.empty:
        return rows.reset_index(drop=True)
    return rows.assign(
        item=rows["item"] + AIMED + rows["targets"],
        row_id=rows["row_id"] + " " + rows["targets"],
        targets=[(target,) for target in rows["targets"]],
    ).reset_index(drop=True)


ROWS: Mapping[str, Callable[[Tables], pd.DataFrame]] = {
    "stance": stance_rows,
    "tone_around": tone_rows,
    "sentiment": sentiment_rows,
    "sentiment_course": course_rows,
    "topic_share": topic_rows,
    "voice_share": voice_rows,
    "voice_words": word_rows,
    "voice_statements": voiced_statement_rows,
    "printed_share": printed_rows,
    "framing": framing_rows,
    "cue_words": cue_rows,
    "role_share": role_rows,
    "speech_act": speech_act_rows,
}

# Measures whose value is the item's share of all rows of the group; the others are means.
SHARES = frozenset(ROWS) - {"stance", "tone_around", "sentiment", "sentiment_course"}


def all_rows(tables: Tables) -> dict[str, pd.DataFrame]:
    """The evidence rows of every measure, with the columns of COLUMNS, by the measure's name."""
    basis = Basis.of(tables)
    return {measure: rows(basis) for measure, rows in ROWS.items()}


def _tone(rows: pd.DataFrame) -> pd.DataFrame:
    value = rows["sentiment"]
    sign = np.where(value >= NEUTRAL_TONE, 1, np.where(value <= -NEUTRAL_TONE, -1, 0))
    return rows.assign(value=value, sign=sign)


def _statement_rows(statements: pd.DataFrame, item: str) -> pd.DataFrame:
    """The statements that have something in a column, which becomes their item."""
    held = statements[statements[item].notna()]
    return finish(held.assign(item=held[item]))
