"""The rows behind every number: one table of evidence per measure, in one common form.

A comparison is an aggregate of these rows and an evidence panel shows them, so the count on a
chart mark and the rows under it cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.selection import OWN_WORDS_ROLE, UNKNOWN_OUTLET
from analysis.tables import DIRECT, INDIRECT, MIXED, OUTLET_VOICE, OWN, TEXT

Tables = Mapping[str, pd.DataFrame]

COLUMNS = [
    "row_id",
    "sentence_id",
    "article_id",
    "start",
    "end",
    "text",
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
]

# VADER's authors read a compound within this distance of zero as neutral.
NEUTRAL_TONE = 0.05
TENTHS = 10
OTHER_TOPIC = "other"
OWN_WORDS_ITEM = "own words"


def stance_rows(tables: Tables) -> pd.DataFrame:
    """One row per scored mention: item its target, value its stance, sign its likeliest class."""
    mentions = tables["mentions"]
    mentions = mentions[mentions["stance"].notna()]
    rows = _with_sentence(
        mentions.rename(columns={"mention_id": "row_id", "target": "item", "stance": "value"}),
        tables,
    )
    likeliest = mentions[["p_negative", "p_neutral", "p_positive"]].to_numpy().argmax(axis=1)
    return _finish(rows.assign(sign=likeliest - 1, targets=[(t,) for t in rows["item"]]), tables)


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


def printed_rows(tables: Tables) -> pd.DataFrame:
    """One row per sentence: item is the outlet that printed it."""
    rows = _sentences(tables)
    outlets = tables["articles"].set_index("article_id")["outlet"].fillna(UNKNOWN_OUTLET)
    item = rows["article_id"].map(outlets)
    return _finish(rows.assign(item=item, value=1.0, sign=0), tables)


def framing_rows(tables: Tables) -> pd.DataFrame:
    """One row per attribution with a cue: item is the class of the cue."""
    return _attribution_rows(tables, "cue_class")


def role_rows(tables: Tables) -> pd.DataFrame:
    """One row per attribution: item is the role of the speaker."""
    return _attribution_rows(tables, "speaker_role")


def speech_act_rows(tables: Tables) -> pd.DataFrame:
    """One row per (attribution, target) with a pointed cue: item is "accusing → target"."""
    rows = _attribution_rows(tables, "cue_class")
    rows = rows[~rows["item"].isin(("neutral", "believing", "predicting"))]
    rows = rows.explode("targets").dropna(subset="targets")
    if rows.empty:
        return rows[COLUMNS]
    return rows.assign(
        item=rows["item"] + " → " + rows["targets"],
        row_id=rows["row_id"] + " " + rows["targets"],
        targets=[(target,) for target in rows["targets"]],
    )[COLUMNS]


ROWS: Mapping[str, Callable[[Tables], pd.DataFrame]] = {
    "stance": stance_rows,
    "sentiment": sentiment_rows,
    "sentiment_course": course_rows,
    "topic_share": topic_rows,
    "voice_share": voice_rows,
    "printed_share": printed_rows,
    "framing": framing_rows,
    "role_share": role_rows,
    "speech_act": speech_act_rows,
}

# Measures whose value is the item's share of all rows of the group; the others are means.
SHARES = frozenset(ROWS) - {"stance", "sentiment", "sentiment_course"}


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
    sentences = tables["sentences"]
    kinds = tables["attributions"].set_index("attribution_id")["kind"]
    return _with_sentence(
        sentences.assign(
            row_id=sentences["sentence_id"],
            voice_kind=voice_kind_of(sentences["attribution_id"].map(kinds)),
        ),
        tables,
    )


def _attribution_rows(tables: Tables, item: str) -> pd.DataFrame:
    attributions = tables["attributions"]
    attributions = attributions[attributions[item].notna()]
    articles = tables["articles"].set_index("article_id")["perspective"]
    rows = attributions.assign(
        row_id=attributions["attribution_id"],
        sentence_id=_sentence_at(attributions, tables["sentences"]),
        voice=attributions["speaker"],
        voice_kind=voice_kind_of(attributions["kind"]),
        outlet_perspective=attributions["article_id"].map(articles),
        item=attributions[item],
        value=1.0,
        sign=0,
        start=attributions["content_start"],
        end=attributions["content_end"],
    )
    return _finish(_with_sentence(rows, tables), tables)


def _sentence_at(attributions: pd.DataFrame, sentences: pd.DataFrame) -> list[str | None]:
    """The sentence in which each attribution stands: that of its cue, else of its content."""
    found: list[str | None] = []
    by_article = {key: part.sort_values("start") for key, part in sentences.groupby("article_id")}
    where = attributions["cue_start"].astype("Int64").fillna(attributions["content_start"])
    for article_id, offset in zip(attributions["article_id"], where, strict=True):
        part = by_article.get(article_id)
        place = -1 if part is None else int(part["start"].searchsorted(offset, side="right")) - 1
        found.append(None if part is None or place < 0 else part["sentence_id"].iloc[place])
    return found


def _with_sentence(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Adds text, topic and the targets mentioned of the sentence that each row stands in."""
    sentences = tables["sentences"].set_index("sentence_id")
    topics = tables["passages"].set_index("passage_id")["topic_id"]
    mentions = tables["mentions"]
    targets = mentions.groupby("sentence_id")["target"].agg(lambda names: tuple(sorted(set(names))))
    ids = rows["sentence_id"]
    named = ids.map(targets)
    return rows.assign(
        text=ids.map(sentences["text"]),
        topic_id=ids.map(sentences["passage_id"]).map(topics),
        targets=[value if isinstance(value, tuple) else () for value in named],
    )


def _finish(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    attributions = tables["attributions"]
    known = attributions.drop_duplicates(["article_id", "speaker"])
    roles = {
        (article, speaker): role
        for article, speaker, role in zip(
            known["article_id"], known["speaker"], known["speaker_role"], strict=True
        )
    }
    role = [
        OWN_WORDS_ROLE if voice == OUTLET_VOICE else roles.get((article, voice), "other")
        for article, voice in zip(rows["article_id"], rows["voice"], strict=True)
    ]
    return rows.assign(role=role)[COLUMNS].reset_index(drop=True)
