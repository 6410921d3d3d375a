"""The file of measured figures: read as it stands, or refused with all its faults."""

import json

import pytest

from analysis.quality import FIELDS, QualityFault, read_quality

SOUND = {
    "method": "stance",
    "test": "annotated sample",
    "measure": "macro-F1",
    "value": 0.52,
    "n": 120,
    "low": 0.45,
    "high": 0.6,
    "who_labelled": "a person",
    "command": "python benchmarks/stance.py",
}


def write(tmp_path, content):
    path = tmp_path / "quality.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_figures_are_read_in_order_with_undefined_intervals_as_nan(tmp_path):
    bare = SOUND | {"measure": "accuracy", "low": None, "high": None, "value": 1}
    figures = read_quality(write(tmp_path, [SOUND, bare]))
    assert list(figures.columns) == list(FIELDS)
    assert list(figures["measure"]) == ["macro-F1", "accuracy"]
    assert figures["low"].isna().tolist() == [False, True]
    assert figures["n"].dtype == "int64"


def test_no_file_means_nothing_measured(tmp_path):
    assert read_quality(tmp_path / "quality.json").empty


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"value": "high"}, "value is 'high'"),
        ({"value": True}, "value is True"),
        ({"n": 0}, "n is 0"),
        ({"n": 2.5}, "n is 2.5"),
        ({"who_labelled": " "}, "who_labelled is ' '"),
        ({"low": "x"}, "low is 'x'"),
        ({"low": None}, "one end"),
        ({"low": 0.55}, "outside its interval 0.55 to 0.6"),
        ({"extra": 1}, "unknown fields extra"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, change, fault):
    with pytest.raises(QualityFault, match="entry 2") as raised:
        read_quality(write(tmp_path, [SOUND, SOUND | {"measure": "other"} | change]))
    assert fault in str(raised.value)


def test_all_faults_are_told_together(tmp_path):
    broken = {name: value for name, value in SOUND.items() if name not in ("test", "n")}
    with pytest.raises(QualityFault) as raised:
        read_quality(write(tmp_path, [broken, 3, SOUND | {"value": None, "n": "many"}]))
    for fault in ("entry 1: lacks test, n", "entry 2: is a int", "entry 3: value", "entry 3: n"):
        assert fault in str(raised.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [("{", "no JSON"), ({"a": 1}, "needed is a list"), ([SOUND, SOUND], "repeats: stance")],
)
def test_a_file_of_another_shape_is_refused(tmp_path, content, fault):
    with pytest.raises(QualityFault, match=fault):
        read_quality(write(tmp_path, content))


def test_the_figures_of_this_copy_are_sound():
    assert list(read_quality().columns) == list(FIELDS)
