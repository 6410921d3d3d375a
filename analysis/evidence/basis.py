"""What several measures are made of: sentences, statements and judged mentions as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from analysis.schema import INTEGER_OR_NULL, TEXT
from analysis.selection import OWN_WORDS_ROLE
from analysis.statements import mentions_within, outermost_of, statements_of
from analysis.tables import DIRECT, INDIRECT, MIXED, OUTLET_VOICE, OWN

Tables = Mapping[str, pd.DataFrame]
SIGNS = {"negative": -1, "neutral": 0, "positive": 1}

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


class Basis(dict[str, pd.DataFrame]):
    """Tables, and the rows that several measures make of them, which are made once."""

    @classmethod
    def of(cls, tables: Tables) -> Basis:
        """The basis itself, or that of some tables."""
        return tables if isinstance(tables, cls) else cls(tables)

    @cached_property
    def stance(self) -> pd.DataFrame:
        """One row per scored mention, finished (see evidence.stance_rows)."""
        return _stance_rows(self)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row per sentence, without item, value and sign."""
        return with_role(_sentences(self), self)

    @cached_property
    def statements(self) -> pd.DataFrame:
        """One row per attribution that stands in no other, without item."""
        return with_role(_statements(self), self)


def _stance_rows(tables: Tables) -> pd.DataFrame:
    mentions = tables["mentions"]
    mentions = mentions[mentions["stance"].notna()]
    pairs = mentions_within(tables["attributions"], mentions)
    speaks = mentions["mention_id"].map(outermost_of(pairs, tables["attributions"]))
    rows = with_sentence(
        mentions.assign(
            row_id=mentions["mention_id"],
            attribution_id=speaks.where(mentions["voice"] != OUTLET_VOICE),
            item=mentions["target"],
            value=mentions["stance"],
            targets=[(target,) for target in mentions["target"]],
        ),
        tables,
    )
    sign = mentions["stance_class"].map(SIGNS).astype(int)
    return finish(with_role(rows.assign(sign=sign), tables))


def _sentences(tables: Tables) -> pd.DataFrame:
    """The sentences as evidence; targets are all that a sentence mentions."""
    sentences, mentions = tables["sentences"], tables["mentions"]
    kinds = tables["attributions"].set_index("attribution_id")["kind"]
    return with_sentence(
        sentences.assign(
            row_id=sentences["sentence_id"],
            voice_kind=voice_kind_of(sentences["attribution_id"].map(kinds)),
            targets=targets_of(sentences["sentence_id"], mentions, "sentence_id"),
        ),
        tables,
    )


def _statements(tables: Tables) -> pd.DataFrame:
    """The outermost attributions as evidence; targets are all that their content mentions."""
    attributions = tables["attributions"]
    found = attributions[attributions["outer_id"].isna()]
    pairs = mentions_within(found, tables["mentions"])
    perspectives = tables["articles"].set_index("article_id")["perspective"]
    rows = statements_of(found, tables["sentences"], tables["articles"]).assign(
        row_id=found["attribution_id"],
        voice=found["speaker"],
        voice_kind=voice_kind_of(found["kind"]),
        outlet_perspective=found["article_id"].map(perspectives),
        targets=targets_of(found["attribution_id"], pairs, "attribution_id"),
        value=1.0,
        sign=0,
        start=found["content_start"],
        end=found["content_end"],
        start2=found["content2_start"],
        end2=found["content2_end"],
    )
    return _with_topic(rows, tables)


def voice_kind_of(attribution_kind: pd.Series) -> pd.Series:
    """Own, direct or indirect; a paraphrase with quoted words counts as a paraphrase."""
    return attribution_kind.map({DIRECT: DIRECT, INDIRECT: INDIRECT, MIXED: INDIRECT}).fillna(OWN)


def targets_of(ids: pd.Series, mentions: pd.DataFrame, by: str) -> list[tuple[str, ...]]:
    """The different targets that each of some sentences or attributions mentions."""
    named: dict[str, set[str]] = {}
    for holder, target in zip(mentions[by].tolist(), mentions["target"].tolist(), strict=True):
        named.setdefault(holder, set()).add(target)
    none: set[str] = set()
    return [tuple(sorted(named.get(holder, none))) for holder in ids.tolist()]


def with_sentence(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Adds the text of the sentence that each row stands in, its beginning and its topic."""
    sentences, ids = tables["sentences"].set_index("sentence_id"), rows["sentence_id"]
    found = rows.assign(text=ids.map(sentences["text"]), sentence_start=ids.map(sentences["start"]))
    absent = pd.array([pd.NA] * len(rows), dtype=INTEGER_OR_NULL)
    return _with_topic(found.assign(start2=absent, end2=absent), tables)


def _with_topic(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    passages = tables["sentences"].set_index("sentence_id")["passage_id"]
    topics = tables["passages"].set_index("passage_id")["topic_id"]
    return rows.assign(topic_id=rows["sentence_id"].map(passages).map(topics))


def with_role(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Adds the role of who speaks, and that rows modify nothing where it is not known."""
    roles = tables["attributions"].set_index("attribution_id")["speaker_role"]
    role = rows["attribution_id"].map(roles).astype(TEXT).fillna("other")
    own = rows["voice"] == OUTLET_VOICE
    modifier = rows["modifier"] if "modifier" in rows.columns else False
    return rows.assign(role=role.mask(own, OWN_WORDS_ROLE), modifier=modifier)


def finish(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of COLUMNS."""
    return rows[COLUMNS].reset_index(drop=True)
