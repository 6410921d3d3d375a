"""The rows behind every number: one table of evidence per measure, in one common form.

A comparison is an aggregate of these rows and an evidence panel shows them, so the count on a
chart mark and the rows under it cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.schema import INTEGER_OR_NULL, TEXT
from analysis.selection import OTHER_TOPIC, OWN_WORDS_ROLE, UNKNOWN_OUTLET
from analysis.statements import mentions_within, outermost_of, statements_of
from analysis.stretches import stretches_of
from analysis.tables import (
    DIRECT,
    INDIRECT,
    MIXED,
    OUTLET_VOICE,
    OWN,
)

Tables = Mapping[str, pd.DataFrame]

# start and end, and start2 and end2 for the second part of an interrupted quotation, are what is
# judged or ascribed; text is what must be read to see it, and sentence_start where that begins;
# all offsets count from the beginning of the article. attribution_id is the attribution that gives
# the row its voice, null for the outlet's own words. modifier is whether a mention only says which
# thing is meant, and so counts as neutral by construction.
COLUMNS = [
    "row_id",
    "sentence_id",
    "article_id",
    "attribution_id",
    "start",
    "end",
    "start2",
    "end2",
    "text",
    "sentence_start",
    "topic_id",
    "targets",
    "voice",
    "role",
    "voice_perspective",
    "voice_kind",
    "outlet_perspective",
    "item",
    "value",
    "sign",
    "modifier",
]

# VADER's authors read a compound within this distance of zero as neutral.
NEUTRAL_TONE = 0.05
TENTHS = 10
OWN_WORDS_ITEM = "own words"
# Between what is done in words and whom it is aimed at; between affiliations that speak together.
AIMED, JOINT = " → ", " / "
# Classes of cues that do not turn to anybody.
NOT_POINTED = ("neutral", "believing", "predicting")


def stance_rows(tables: Tables) -> pd.DataFrame:
    """One row per scored mention: item its target, value its stance, sign its likeliest class."""
    mentions = tables["mentions"]
    mentions = mentions[mentions["stance"].notna()]
    pairs = mentions_within(tables["attributions"], mentions)
    speaks = mentions["mention_id"].map(outermost_of(pairs, tables["attributions"]))
    rows = _with_sentence(
        mentions.assign(
            row_id=mentions["mention_id"],
            attribution_id=speaks.where(mentions["voice"] != OUTLET_VOICE),
            item=mentions["target"],
            value=mentions["stance"],
            targets=[(target,) for target in mentions["target"]],
        ),
        tables,
    )
    likeliest = mentions[["p_negative", "p_neutral", "p_positive"]].to_numpy().argmax(axis=1)
    return _finish(rows.assign(sign=likeliest - 1), tables)


def tone_rows(tables: Tables) -> pd.DataFrame:
    """As stance_rows, but value and sign are those of the tone of the whole sentence."""
    rows = stance_rows(tables)
    tone = rows["sentence_id"].map(tables["sentences"].set_index("sentence_id")["sentiment"])
    rows = rows.assign(sentiment=tone)[tone.notna()]
    return _tone(rows)[COLUMNS].reset_index(drop=True)


def sentiment_rows(tables: Tables) -> pd.DataFrame:
    """One row per scored sentence: item is "all", value the compound."""
    rows = _sentences(tables)
    rows = rows[rows["sentiment"].notna()].assign(item="all")
    return _finish(_tone(rows), tables)


def course_rows(tables: Tables) -> pd.DataFrame:
    """As sentiment_rows, but item is the tenth of the article, "01" to "10"."""
    rows = _sentences(tables)
    rows = rows[rows["sentiment"].notna()]
    length = rows.groupby("article_id")["position"].transform("max") + 1
    tenth = (rows["position"] * TENTHS // length + 1).astype(int)
    return _finish(_tone(rows.assign(item=tenth.map("{:02d}".format))), tables)


def topic_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is the label of its passage's topic, or "other"."""
    rows = _sentences(tables)
    labels = tables["topics"].set_index("topic_id")["label"]
    item = rows["topic_id"].map(labels).astype(TEXT).fillna(OTHER_TOPIC)
    return _finish(rows.assign(item=item, value=1.0, sign=0), tables)


def voice_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is "own words" or the perspective of the quoted speaker."""
    rows = _sentences(tables)
    item = rows["voice_perspective"].where(rows["voice"] != OUTLET_VOICE, OWN_WORDS_ITEM)
    return _finish(rows.assign(item=item, value=1.0, sign=0), tables)


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
        targets=_targets(rows["sentence_id"], tables["mentions"], "sentence_id"),
        item=perspective.where(told.notna(), OWN_WORDS_ITEM),
        value=rows["n_words"].astype(float),
        sign=0,
    )
    return _finish(_with_sentence(found, tables), tables)


def voiced_statement_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement (see framing_rows): item is the perspective of the speaker."""
    return _statement_rows(tables, "voice_perspective")


def printed_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is the outlet that printed it."""
    rows = _sentences(tables)
    outlets = tables["articles"].set_index("article_id")["outlet"].fillna(UNKNOWN_OUTLET)
    item = rows["article_id"].map(outlets)
    return _finish(rows.assign(item=item, value=1.0, sign=0), tables)


def framing_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement with a cue: item is the class of the cue.

    A statement is an attribution that stands in no other: how a speaker introduces another is not
    the outlet's choice.
    """
    return _statement_rows(tables, "cue_class")


def cue_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement with a cue: item is the cue, in small letters and single blanks."""
    cues = tables["attributions"]["cue"].str.casefold().str.split().str.join(" ")
    named = {**tables, "attributions": tables["attributions"].assign(cue_words=cues)}
    return _statement_rows(named, "cue_words")


def role_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement (see framing_rows): item is the role of the speaker."""
    return _statement_rows(tables, "speaker_role")


def speech_act_rows(tables: Tables) -> pd.DataFrame:
    """One row per statement with a pointed cue and target in its content: "accusing → target".

    Whom a speaker speaks for is no target: "we demand guarantees for ourselves" demands of others.
    """
    rows = _statement_rows(tables, "cue_class")
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
    return {measure: rows(tables) for measure, rows in ROWS.items()}


def voice_kind_of(attribution_kind: pd.Series) -> pd.Series:
    """Own, direct or indirect; a paraphrase with quoted words counts as a paraphrase."""
    return attribution_kind.map({DIRECT: DIRECT, INDIRECT: INDIRECT, MIXED: INDIRECT}).fillna(OWN)


def _tone(rows: pd.DataFrame) -> pd.DataFrame:
    value = rows["sentiment"]
    sign = np.where(value >= NEUTRAL_TONE, 1, np.where(value <= -NEUTRAL_TONE, -1, 0))
    return rows.assign(value=value, sign=sign)


def _sentences(tables: Tables) -> pd.DataFrame:
    """The sentences as evidence; targets are all that a sentence mentions."""
    sentences, mentions = tables["sentences"], tables["mentions"]
    kinds = tables["attributions"].set_index("attribution_id")["kind"]
    return _with_sentence(
        sentences.assign(
            row_id=sentences["sentence_id"],
            voice_kind=voice_kind_of(sentences["attribution_id"].map(kinds)),
            targets=_targets(sentences["sentence_id"], mentions, "sentence_id"),
        ),
        tables,
    )


def _statement_rows(tables: Tables, item: str) -> pd.DataFrame:
    """The outermost attributions as evidence; targets are all that their content mentions."""
    attributions = tables["attributions"]
    found = attributions[attributions["outer_id"].isna() & attributions[item].notna()]
    pairs = mentions_within(found, tables["mentions"])
    perspectives = tables["articles"].set_index("article_id")["perspective"]
    rows = statements_of(found, tables["sentences"], tables["articles"]).assign(
        row_id=found["attribution_id"],
        voice=found["speaker"],
        voice_kind=voice_kind_of(found["kind"]),
        outlet_perspective=found["article_id"].map(perspectives),
        targets=_targets(found["attribution_id"], pairs, "attribution_id"),
        item=found[item],
        value=1.0,
        sign=0,
        start=found["content_start"],
        end=found["content_end"],
        start2=found["content2_start"],
        end2=found["content2_end"],
    )
    return _finish(_with_topic(rows, tables), tables)


def _targets(ids: pd.Series, mentions: pd.DataFrame, by: str) -> list[tuple[str, ...]]:
    """The different targets that each of some sentences or attributions mentions."""
    named = mentions.groupby(by)["target"].agg(lambda names: tuple(sorted(set(names))))
    return [value if isinstance(value, tuple) else () for value in ids.map(named)]


def _with_sentence(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Adds the text of the sentence that each row stands in, its beginning and its topic."""
    sentences, ids = tables["sentences"].set_index("sentence_id"), rows["sentence_id"]
    found = rows.assign(text=ids.map(sentences["text"]), sentence_start=ids.map(sentences["start"]))
    absent = pd.array([pd.NA] * len(rows), dtype=INTEGER_OR_NULL)
    return _with_topic(found.assign(start2=absent, end2=absent), tables)


def _with_topic(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    passages = tables["sentences"].set_index("sentence_id")["passage_id"]
    topics = tables["passages"].set_index("passage_id")["topic_id"]
    return rows.assign(topic_id=rows["sentence_id"].map(passages).map(topics))


def _finish(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The columns of COLUMNS, the role of who speaks added, and that other rows modify nothing."""
    roles = tables["attributions"].set_index("attribution_id")["speaker_role"]
    role = rows["attribution_id"].map(roles).astype(TEXT).fillna("other")
    own = rows["voice"] == OUTLET_VOICE
    modifier = rows["modifier"] if "modifier" in rows.columns else False
    rows = rows.assign(role=role.mask(own, OWN_WORDS_ROLE), modifier=modifier)
    return rows[COLUMNS].reset_index(drop=True)
