"""How figures are computed and kept: hand-worked counts, an oracle, and the file of figures."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import f1_score

from benchmarks import own, quality
from benchmarks.figures import (
    Basis,
    class_f1,
    entry,
    f1,
    figure,
    judged,
    macro_f1,
    name_of,
    share,
)

TEXTS = Basis("some texts", "a person", "articles")
OTHER = Basis("other texts", "a person", "articles")


def test_shares_and_f1_by_hand():
    units = {"a": {"right": 3, "found": 4, "gold": 6}, "b": {"right": 1, "found": 4, "gold": 2}}
    precision = figure("m", TEXTS, share("precision", "right", "found"), units)
    assert (precision["value"], precision["n"]) == (0.5, 8)
    both = figure("m", TEXTS, f1("F1"), units)
    assert (both["value"], both["n"]) == (0.5, 8)
    assert both["low"] == pytest.approx(2 / 6, abs=1e-3)
    assert both["high"] == pytest.approx(6 / 10, abs=1e-3)


def test_classes_agree_with_scikit_learn():
    chance = np.random.default_rng(1)
    truth, called = chance.integers(0, 3, 200), chance.integers(0, 3, 200)
    units: dict = {}
    for at, (one, other) in enumerate(zip(truth, called, strict=True)):
        judged(at // 10, int(one), int(other), units)
    found = figure("m", TEXTS, macro_f1(), units)
    assert found["value"] == pytest.approx(f1_score(truth, called, average="macro"), abs=5e-4)
    assert found["low"] < found["value"] < found["high"]
    by_class = f1_score(truth, called, average=None)
    assert [figure("m", TEXTS, class_f1(at), units)["value"] for at in range(3)] == pytest.approx(
        list(by_class), abs=5e-4
    )


def test_a_class_that_never_occurs_counts_nothing():
    units: dict = {}
    judged("a", 1, 1, units)
    assert figure("m", TEXTS, macro_f1(), units)["value"] == pytest.approx(1 / 3, abs=5e-4)


def test_all_right_is_not_certain():
    units = {at: {"right": 1, "of": 1} for at in range(10)}
    found = figure("m", TEXTS, share("share", "right", "of"), units)
    assert (found["value"], found["high"]) == (1.0, 1.0)
    assert found["low"] == pytest.approx(0.025 ** (1 / 10), abs=1e-3)


def test_the_same_counts_give_the_same_interval():
    units = {at: {"right": at % 3 > 0, "of": 1} for at in range(30)}
    one, other = (figure("m", TEXTS, share("s", "right", "of"), units) for _ in range(2))
    assert one == other


def groups(tmp_path):
    def fresh(_):
        return [entry("m", TEXTS, "share", 0.7, 10)]

    def never(_):
        raise AssertionError("must not be measured")

    return (
        quality.Group("here", (TEXTS,), fresh),
        quality.Group("away", (OTHER,), never, needs=tmp_path / "nowhere"),
    )


def test_figures_whose_texts_are_missing_stay_as_they_are(tmp_path, monkeypatch, capsys):
    path = tmp_path / "quality.json"
    old = [entry("m", TEXTS, "share", 0.5, 10), entry("m", OTHER, "share", 0.9, 4, (0.8, 1.0))]
    quality.write(old, path)
    monkeypatch.setattr(quality, "GROUPS", groups(tmp_path))
    quality.update(path, only=None, everything=True, dry=False)
    new = json.loads(path.read_text(encoding="utf-8"))
    assert [one["value"] for one in new] == [0.7, 0.9]
    assert new[1] == old[1]
    told = capsys.readouterr()
    assert "away: stored figures kept, its texts are not at" in told.err
    assert f"{name_of(old[0])}: 0.5 of 10 -> 0.7 of 10" in told.out


def test_a_dry_run_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(quality, "GROUPS", groups(tmp_path))
    quality.update(tmp_path / "quality.json", only=None, everything=True, dry=True)
    assert not (tmp_path / "quality.json").exists()


def test_groups_that_train_run_when_asked_only():
    slow = quality.Group("slow", (TEXTS,), lambda _: [], slow=True)
    assert "--all" in quality.why_kept(slow, None, False)
    assert quality.why_kept(slow, ["other"], True) == "not asked for"
    assert quality.why_kept(slow, ["slow"], False) == ""
    assert quality.why_kept(slow, None, True) == ""


def test_no_two_groups_measure_on_the_same_texts():
    texts = [test.texts for group in quality.GROUPS for test in group.tests]
    assert len(set(texts)) == len(texts)
    assert not any(";" in one for one in texts)


def test_the_written_articles_have_their_offsets():
    for article in own.read_articles():
        text = article["text"]
        for row in article["attributions"]:
            parts = [text[start:end] for start, end in row["content"]]
            assert own.PARTS.join(parts) == row["content_text"]
            assert row["source"] is None or text[slice(*row["source"])] == row["source_text"]
        for target in article["targets"]:
            assert text[target["start"] : target["end"]] == target["mention"]
        for before, after in zip(article["sentences"], article["sentences"][1:], strict=False):
            assert before["end"] < after["start"]
