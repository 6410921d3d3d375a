"""How far the measures agree with a person's own coding of the same sentences.

Cohen's kappa (Cohen 1960) and the macro-average of F1, by scikit-learn; Wilson's interval for the
share of agreement, by scipy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.coding import Coded
from analysis.corrections.entries import STANCES
from analysis.evidence import NEUTRAL_TONE, OTHER_TOPIC, voice_kind_of
from analysis.tables import OWN, TEXT

Tables = Mapping[str, pd.DataFrame]
# Below so many coded units figures are shown as a first look only.
FEW = 30


@dataclass(frozen=True)
class Agreement:
    """How one measure agrees with the coding.

    Attributes:
        code: the column of the coding.
        measure: the measure that it is held against, by its name in the registry.
        n: units that both judged.
        missing: coded units that the program did not judge, left out of all figures.
        share: share of the units on which both agree; NaN without any.
        low, high: Wilson's 95 % interval of this share.
        kappa: agreement beyond chance: 1 is perfect, 0 what chance gives; NaN where both know but
            one and the same class, or without units.
        macro_f1: mean F1 over the classes that occur; the coding counts as right. NaN without any.
        confusion: one row per class of the coding, one column per class of the program: units.
    """

    code: str
    measure: str
    n: int
    missing: int
    share: float
    low: float
    high: float
    kappa: float
    macro_f1: float
    confusion: pd.DataFrame

    @property
    def few(self) -> bool:
        """Whether these are too few units to rely on the figures."""
        return self.n < FEW


@dataclass(frozen=True)
class Report:
    """The agreement on every column that codes something.

    Attributes:
        found: the agreement by column.
        faults: what could not be used, by line of the file.
        n_rows: rows whose sentence was found.
    """

    found: tuple[Agreement, ...]
    faults: tuple[str, ...]
    n_rows: int


def agreement(coded: Coded, tables: Tables) -> Report:
    """How the measures of an analysis agree with a coding of its sentences.

    A unit is a sentence, for stance a sentence and an actor in it. Units coded twice alike count
    once; coded twice differently they are a fault of the later row.

    Args:
        coded: what `coding.read_coding` gives.
        tables: the tables of the analysis, without corrections by the same person.
    """
    placed, faults = _placed(coded.rows, tables["sentences"])
    found = []
    for code, (measure, judge) in _JUDGES.items():
        units = placed[placed[code] != ""]
        keys = ["sentence_id", "target"] if code == "stance" else ["sentence_id"]
        units = units.assign(code=units[code]).drop_duplicates([*keys, "code"])
        again = units.duplicated(keys)
        faults += [
            (line, f"{code} of this unit was coded differently in another line")
            for line in units["line"][again]
        ]
        units = units[~again]
        if len(units):
            judged = judge(tables)
            index = pd.MultiIndex.from_frame(units[keys]) if len(keys) > 1 else units[keys[0]]
            theirs = pd.Series(judged.reindex(index).to_numpy(dtype=object), index=units.index)
            found.append(_agreement(code, measure, units["code"], theirs))
    said = [f"line {line}: {why}" for line, why in sorted([*coded.faults, *faults])]
    return Report(tuple(found), tuple(said), len(placed))


def figures(report: Report) -> pd.DataFrame:
    """The figures of a report, one row per coded column, without the confusions."""
    names = ("code", "measure", "n", "missing", "share", "low", "high", "kappa", "macro_f1", "few")
    rows = [[getattr(one, name) for name in names] for one in report.found]
    return pd.DataFrame(rows, columns=list(names))


def _placed(
    rows: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """The coded rows with the sentence that each means, and the lines that mean none."""
    known = set(sentences["sentence_id"])
    plain = sentences["text"].str.split().str.join(" ")
    by_text = sentences.groupby(plain)["sentence_id"].agg(list).to_dict()
    article = dict(zip(sentences["sentence_id"], sentences["article_id"], strict=True))
    faults: list[tuple[int, str]] = []
    ids = []
    for row in rows.to_dict("records"):
        if row["sentence_id"]:
            meant = [row["sentence_id"]] if row["sentence_id"] in known else []
        else:
            meant = [
                found
                for found in by_text.get(row["text"], [])
                if row["article_id"] in ("", article[found])
            ]
        if len(meant) != 1:
            faults.append((row["line"], _lost(row, len(meant))))
        ids.append(meant[0] if len(meant) == 1 else None)
    placed = rows.assign(sentence_id=pd.Series(ids, index=rows.index, dtype=TEXT))
    return placed[placed["sentence_id"].notna()], faults


def _lost(row: Mapping[str, str], number: int) -> str:
    if number:
        return f"its text stands in {number} sentences; give the sentence_id or the article_id"
    if row["sentence_id"]:
        return f"no sentence {row['sentence_id']!r} in these articles"
    return "no sentence of these articles has this text as a whole"


def _agreement(code: str, measure: str, mine: pd.Series, theirs: pd.Series) -> Agreement:
    from scipy.stats import binomtest
    from sklearn.metrics import cohen_kappa_score, f1_score

    judged = theirs.notna()
    ours, found = mine[judged].to_numpy(dtype=object), theirs[judged].to_numpy(dtype=object)
    n, share, low, high, kappa, f1 = len(ours), *[float("nan")] * 5
    if n:
        same = int((ours == found).sum())
        share = same / n
        ends = binomtest(same, n).proportion_ci(0.95, method="wilson")
        low, high = float(ends.low), float(ends.high)
        f1 = float(f1_score(list(ours), list(found), average="macro", zero_division=0.0))
        if len({*ours, *found}) > 1:
            kappa = float(cohen_kappa_score(list(ours), list(found)))
    crossed = pd.crosstab(
        pd.Series(ours, name="coded", dtype=TEXT), pd.Series(found, name="program", dtype=TEXT)
    )
    classes = sorted({*ours, *found}, key=lambda name: (_order(name), name))
    confusion = crossed.reindex(index=classes, columns=classes, fill_value=0)
    missing = int((~judged).sum())
    return Agreement(code, measure, n, missing, share, low, high, kappa, f1, confusion)


def _order(name: str) -> int:
    return STANCES.index(name) if name in STANCES else len(STANCES)


def _stance(tables: Tables) -> pd.Series:
    """The class of each sentence and actor: that of most of its mentions, else the likelier."""
    mentions = tables["mentions"]
    mentions = mentions[mentions["stance"].notna()]
    votes = pd.DataFrame(
        {
            name: (mentions["stance_class"] == name) * len(mentions) + mentions[f"p_{name}"]
            for name in STANCES
        }
    )
    sums = votes.groupby([mentions["sentence_id"], mentions["target"]]).sum()
    classes = np.array(STANCES, dtype=object)
    likeliest = sums.to_numpy().argmax(axis=1) if len(sums) else np.array([], dtype=int)
    return pd.Series(classes[likeliest], index=sums.index)


def _sentiment(tables: Tables) -> pd.Series:
    tone = tables["sentences"].set_index("sentence_id")["sentiment"].dropna()
    place = (tone > -NEUTRAL_TONE).astype(int) + (tone >= NEUTRAL_TONE).astype(int)
    return place.map(dict(enumerate(STANCES)))


def _column(name: str) -> Callable[[Tables], pd.Series]:
    return lambda tables: tables["sentences"].set_index("sentence_id")[name]


def _quoted(tables: Tables) -> pd.Series:
    kinds = tables["attributions"].set_index("attribution_id")["kind"]
    told = tables["sentences"].set_index("sentence_id")["attribution_id"]
    return voice_kind_of(told.map(kinds)).fillna(OWN)


def _topic(tables: Tables) -> pd.Series:
    labels = tables["topics"].set_index("topic_id")["label"]
    topics = tables["passages"].set_index("passage_id")["topic_id"].map(labels)
    passages = tables["sentences"].set_index("sentence_id")["passage_id"]
    return passages.map(topics.fillna(OTHER_TOPIC))


def _cue_class(tables: Tables) -> pd.Series:
    classes = tables["attributions"].set_index("attribution_id")["cue_class"]
    return tables["sentences"].set_index("sentence_id")["attribution_id"].map(classes)


_JUDGES: Mapping[str, tuple[str, Callable[[Tables], pd.Series]]] = {
    "stance": ("stance", _stance),
    "sentiment": ("sentiment", _sentiment),
    "speaker": ("voice_share", _column("voice")),
    "perspective": ("voice_share", _column("voice_perspective")),
    "quoted": ("voice_share", _quoted),
    "topic": ("topic_share", _topic),
    "cue_class": ("framing", _cue_class),
}
