"""Model files are used only when they are those that their card names."""

import hashlib
import json
import shutil

import pytest

from analysis.attribution.tagger import DEFAULT_MODEL, Tagger, default_tagger
from analysis.models import CARD, ModelFault, open_model, open_tokenizer, read_beside


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(DEFAULT_MODEL, tmp_path / "attribution")


def test_the_shipped_files_are_those_of_the_card():
    card = json.loads((DEFAULT_MODEL / CARD).read_text(encoding="utf-8"))
    assert set(card["sha256"]) == {"encoder.onnx", "roles.onnx", "tokenizer.json"}
    for name in ("encoder.onnx", "roles.onnx"):
        _, digest = open_model(DEFAULT_MODEL, name)
        assert digest == card["sha256"][name]


def test_a_changed_file_is_not_used(copy):
    path = copy / "tokenizer.json"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    with pytest.raises(ModelFault, match=r"tokenizer\.json has sha256"):
        open_tokenizer(copy)


def test_a_missing_file_is_named(copy):
    (copy / "roles.onnx").unlink()
    with pytest.raises(ModelFault, match=r"roles\.onnx is missing"):
        Tagger(copy)


def test_a_folder_without_a_card_is_told(tmp_path):
    with pytest.raises(ModelFault, match=r"card\.json is missing"):
        Tagger(tmp_path)


def test_a_file_that_the_card_does_not_name_is_not_used(copy):
    path = copy / CARD
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ModelFault, match="not named"):
        open_model(copy, "encoder.onnx")


def test_the_tokenizer_neither_cuts_nor_pads():
    tokenizer = open_tokenizer(DEFAULT_MODEL)
    assert len(tokenizer.encode("word " * 700, add_special_tokens=False).ids) == 700
    assert tokenizer.encode("").ids == [101, 102]


def test_the_default_tagger_is_loaded_once():
    assert default_tagger() is default_tagger()
    assert len(default_tagger().version) == 12


def test_what_lies_beside_a_model_is_read_when_its_card_names_it(copy):
    path = copy / "names.json"
    path.write_bytes(b"{}")
    assert read_beside(copy, path.name) is None
    card = json.loads((copy / CARD).read_text(encoding="utf-8"))
    card["sha256"][path.name] = hashlib.sha256(b"{}").hexdigest()
    (copy / CARD).write_text(json.dumps(card), encoding="utf-8")
    assert read_beside(copy, path.name) == b"{}"
    path.write_bytes(b"[]")
    with pytest.raises(ModelFault, match=r"names\.json has sha256"):
        read_beside(copy, path.name)
