"""What one process hands to another comes out of the file as it went in."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from analysis import tables as contract
from analysis.article import Document
from analysis.batch import handed
from analysis.batch.corpus import Decisions
from analysis.batch.sums import read_sums, write_sums
from analysis.batch.tasks import Job, _job
from analysis.corrections import (
    Actor,
    Article,
    Corrections,
    Outlet,
    Perspective,
    Removed,
    Speaker,
    Tag,
)
from analysis.corrections.reference import correct_reference
from analysis.evidence import ROWS
from analysis.reference import Reference, load_reference
from analysis.topics import NMF, sampling
from tests import tiny
from tests.topic_texts import passages, planted

SAID = Corrections(
    (
        Perspective("Northern", ("NO",), ("Daily North",)),
        Outlet("Daily North", ("North",), "NO"),
        Actor("Harbour Board", ("the Board",), kind="agency", country="NO"),
        Article("a1", outlet="", published="2022-01-02"),
        Removed("a1", 3, 9),
        Speaker("a1-q1-2", name="Élodie \ud800"),
        Tag("a1-s0-4", 'odd "word"\n'),
    ),
    (("a1", "0123"),),
)


def assert_same_reference(found: Reference, expected: Reference) -> None:
    for table in fields(Reference):
        pd.testing.assert_frame_equal(getattr(found, table.name), getattr(expected, table.name))


@pytest.fixture(scope="module")
def reference():
    return correct_reference(load_reference(), SAID)


@pytest.fixture(scope="module")
def placement():
    """Topics of more passages than were read, so that there is a rule for the others."""
    texts, _ = planted(60, themes=3)
    rows = passages(len(texts))
    return sampling.find(rows, texts, 3, NMF, whole=False)[1]


def test_articles(tmp_path):
    entries = SAID.by_article()["a1"]
    given = [
        (Document("a1", "f.csv#1", "Line\r\n\u2028end \ud800", {"title": "Ünï"}, 4), entries, "k1"),
        (Document("a2", "g.txt", ""), (), "k2"),
    ]
    handed.write_articles(tmp_path / "articles", given)
    assert handed.read_articles(tmp_path / "articles") == given


def test_the_job(tmp_path, reference):
    found = _job(Job(reference, fast=True).write(tmp_path / "job"))
    assert found.fast is True
    assert_same_reference(found.reference, reference)


def test_decisions(tmp_path, reference, placement):
    made = Decisions({"Ihor": "Igor"}, {"b": "a"}, placement, SAID, reference)
    found = Decisions.read(made.write(tmp_path / "decisions"))
    assert (found.names, found.copies, found.corrections) == (made.names, made.copies, SAID)
    assert_same_reference(found.reference, reference)
    pd.testing.assert_frame_equal(found.topics.known, placement.known)
    for name, value in vars(placement.rule).items():
        np.testing.assert_array_equal(getattr(found.topics.rule, name), value)
    assert placement.rule.column_of


def test_decisions_of_passages_that_were_all_read(tmp_path, reference, placement):
    whole = sampling.Placement(placement.known, None)
    made = Decisions({}, {}, whole, Corrections(), reference)
    assert Decisions.read(made.write(tmp_path / "decisions")).topics.rule is None


@pytest.mark.parametrize("mentions", [tiny.tables()["mentions"], contract.empty("mentions")])
def test_sums(tmp_path, mentions):
    found = {**tiny.tables(), "mentions": mentions}
    ids = sorted(found["articles"]["article_id"])
    write_sums(found, {name: at for at, name in enumerate(ids)}, tmp_path / "sums")
    rows = ROWS["stance"](found)
    made = read_sums(tmp_path / "sums", "stance", "voice", "all")
    assert made.number.sum() == len(rows)
    assert made.value.sum() == pytest.approx(rows["value"].sum())
    assert {ids[at] for at in made.article} == set(rows["article_id"])
    assert {made.groups[at] for at in made.group} == set(rows["voice_perspective"])
