"""The trained stance engine: what it reads, what it hides, that it runs alone, how it is trained.

The network itself stands in data/models/stance; here a stand-in that counts, or a tiny one with
random weights, takes its place.
"""

import importlib.util
import json

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from analysis.models import CARD, ModelFault
from analysis.stance import Reading
from analysis.stance.network import NetworkStance
from analysis.stance.window import AFTER, BEFORE, HIDDEN, LONGEST, MIDDLE, windows_of, with_names

MARKS = ["[PAD]", "[unused0]", "[unused1]", "[unused2]", "[unused3]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = "the envoy of norland sudria praised blamed met and it said . , ' s".split()
TRAINING = ("torch", "transformers", "onnx")
training = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in TRAINING),
    reason="needs the libraries that train networks: pip install -e '.[train]'",
)


def tokenizer_of_words():
    """One piece per word, so that places can be counted by hand."""
    vocabulary = {word: at for at, word in enumerate([*MARKS, *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 7), ("[CLS]", 6))
    return tokenizer


def reading_of(text, *mentions):
    spans, begin = [], 0
    for mention in mentions:
        begin = text.index(mention, begin)
        spans.append((begin, begin + len(mention)))
        begin += 1
    return Reading(text, tuple(spans))


def pieces_of(window):
    tokenizer = tokenizer_of_words()
    return [tokenizer.id_to_token(number) for number in window.ids]


def read(text, *mentions):
    ((places, window),) = windows_of(reading_of(text, *mentions), tokenizer_of_words())
    assert places == list(range(len(mentions)))
    return window


def mentions_in(window):
    pieces = pieces_of(window)
    return [pieces[a:b] for a, b in zip(window.first, window.last, strict=True)]


def test_a_short_text_is_one_window_for_all_its_mentions():
    window = read("The envoy of Norland blamed Sudria.", "envoy of Norland", "Sudria")
    assert pieces_of(window) == "[CLS] the envoy of norland blamed sudria . [SEP]".split()
    assert mentions_in(window) == [["envoy", "of", "norland"], ["sudria"]]


def test_names_are_known_wherever_the_same_words_stand():
    window = read("Norland's envoy met Norland. Norlanders met.", "Norland", "Norland")
    assert [name for _, _, name in window.named] == ["Norland", "Norland"]
    again = read("Norland's envoy met Norland. Norlanders met.", "Norland")
    assert again.named == window.named


@pytest.mark.parametrize("name", [(HIDDEN,), (30, 31, 32)])
def test_other_pieces_stand_wherever_a_name_stood_and_mentions_move_along(name):
    window = read("Norland met Sudria and Norland said it .", "Norland", "Sudria", "Norland")
    other = with_names(window, {"Norland": name})
    spans = list(zip(other.first, other.last, strict=True))
    assert [other.ids[a:b].tolist() for a, b in spans] == [
        list(name), window.ids[3:4].tolist(), list(name)
    ]  # fmt: skip
    assert len(other) == len(window) + 2 * (len(name) - 1)
    assert other.ids[-4:].tolist() == window.ids[-4:].tolist()


def test_no_other_name_changes_nothing():
    window = read("Norland met Sudria.", "Sudria")
    same = with_names(window, {})
    assert same.ids.tolist() == window.ids.tolist()
    assert (same.first.tolist(), same.last.tolist()) == (
        window.first.tolist(),
        window.last.tolist(),
    )


def test_a_mention_within_another_moves_with_it():
    window = read("The envoy of Norland met it.", "envoy of Norland", "Norland")
    other = with_names(window, {"envoy of Norland": (HIDDEN,)})
    assert mentions_in(other) == [["[unused2]"], ["[unused2]"]]


def test_words_to_hide_are_no_pattern():
    window = read("It met S. (it met S. and S.)", "S.")
    hidden = with_names(window, dict.fromkeys(window.names, (HIDDEN,)))
    assert (hidden.ids == HIDDEN).sum() == 3


def test_a_long_text_is_read_in_windows_of_whole_sentences_that_judge_each_mention_once():
    text = " ".join("it met Norland ." for _ in range(300))
    begins = tuple(range(0, len(text), len("it met Norland . ")))
    spans = reading_of(text, *["Norland"] * 300).spans
    found = list(windows_of(Reading(text, spans, begins), tokenizer_of_words()))
    assert sorted(at for places, _ in found for at in places) == list(range(300))
    assert all(mentions_in(window) == [["norland"]] * len(places) for places, window in found)
    assert len(found) == -(-1200 // MIDDLE)
    for places, window in found[1:-1]:
        assert len(window) == LONGEST + 2
        assert (window.first[0] - 3, len(places)) == (BEFORE, MIDDLE // 4)


def test_a_middle_ends_with_the_last_sentence_that_it_holds_whole():
    sentences = ["Norland met " + "it " * 90 + ".", "it met .", "it met Sudria ."]
    text = " ".join([*sentences, *["it met ."] * 60])
    begins = tuple(text.index(one) for one in sentences)
    (one, first), (other, second) = windows_of(
        Reading(text, reading_of(text, "Norland", "Sudria").spans, begins[:2]), tokenizer_of_words()
    )
    assert (one, other) == ([0], [1])
    assert len(first) == 2 + 93 + AFTER
    # What follows the sentence is longer than a middle, so it is cut.
    assert len(second) == 2 + BEFORE + MIDDLE + AFTER


def test_a_text_whose_sentences_nobody_tells_is_cut_where_a_middle_is_full():
    text = " ".join("it met Norland ." for _ in range(300))
    found = list(windows_of(reading_of(text, *["Norland"] * 300), tokenizer_of_words()))
    assert sorted(at for places, _ in found for at in places) == list(range(300))
    assert [len(window) for _, window in found[1:3]] == [LONGEST + 2] * 2


def test_where_windows_lie_does_not_depend_on_the_mentions():
    text = " ".join("it met Norland ." for _ in range(300))
    reading = reading_of(text, *["Norland"] * 300)
    whole = {
        at: (window.ids.tolist(), window.first[number])
        for places, window in windows_of(reading, tokenizer_of_words())
        for number, at in enumerate(places)
    }
    for at in (0, 77, 150, 299):
        ((_, window),) = windows_of(Reading(text, (reading.spans[at],)), tokenizer_of_words())
        assert (window.ids.tolist(), window.first[0]) == whole[at]


def test_an_endless_mention_is_cut_at_the_end_of_its_window():
    ((_, window),) = windows_of(
        reading_of("it met " + "norland " * 900 + ".", "norland " * 900), tokenizer_of_words()
    )
    assert len(window) == MIDDLE + AFTER + 2
    assert (window.first[0], window.last[0]) == (3, len(window) - 1)


def test_a_text_of_which_no_piece_is_known_has_a_window_all_the_same():
    ((places, window),) = windows_of(Reading("\u200b ", ((0, 1),)), tokenizer_of_words())
    assert places == [0]
    assert 0 <= window.first[0] < window.last[0] <= len(window)


class Counting:
    """Stands in for the network: what it says depends on the mention only, and it counts."""

    def __init__(self):
        self.shapes = []

    def run(self, names, given):
        assert names == ["probabilities", "told"]
        self.shapes.append(given["ids"].shape)
        chances = [
            np.random.default_rng(int(given["ids"].sum()) * 7 + int(a) * 3 + int(b)).dirichlet(
                [1] * 3
            )
            for a, b in zip(given["first"], given["last"], strict=True)
        ]
        return [np.array(chances, np.float32), np.full(len(chances), 0.25, np.float32)]


@pytest.fixture
def counting(monkeypatch):
    session = Counting()
    monkeypatch.setattr("analysis.stance.network.open_model", lambda *_: (session, "ab" * 32))
    monkeypatch.setattr("analysis.stance.network.open_tokenizer", lambda _: tokenizer_of_words())
    monkeypatch.setattr("analysis.stance.network.read_beside", lambda *_: None)
    return session


READINGS = [
    reading_of("The envoy praised Norland.", "Norland"),
    reading_of("It blamed Sudria and it met Norland.", "Sudria", "Norland"),
    reading_of("Norland said it met Sudria.", "Sudria"),
]


def test_a_text_is_read_once_for_all_its_mentions(counting):
    chances, told = NetworkStance().judge(READINGS[1])
    assert len(counting.shapes) == 1
    assert counting.shapes[0][0] == 1
    assert chances.sum(axis=1) == pytest.approx(np.ones(2), abs=1e-12)
    assert told.tolist() == [0.25, 0.25]


def test_nothing_to_judge_is_an_empty_table(counting):
    chances, told = NetworkStance().judge(Reading("It met.", ()))
    assert (chances.shape, told.shape) == ((0, 3), (0,))
    assert counting.shapes == []


def test_hidden_names_are_another_version_and_never_reach_the_network(counting):
    shown, hidden = NetworkStance(), NetworkStance(names_hidden=True)
    assert len(shown.version) == 12
    assert hidden.version == f"{shown.version}-names-hidden"
    assert hidden.name != shown.name
    one, other = reading_of("The envoy praised Sudria.", "Sudria"), READINGS[0]
    assert np.array_equal(hidden.judge(one)[0], hidden.judge(other)[0])
    assert not np.array_equal(shown.judge(one)[0], shown.judge(other)[0])


def test_what_a_name_is_worth_is_taken_off_and_makes_another_version(counting, monkeypatch):
    plain = NetworkStance()
    content = b'{"Norland": [1.0, -2.0]}'
    monkeypatch.setattr("analysis.stance.network.read_beside", lambda *_: content)
    corrected = NetworkStance()
    before, after = (engine.judge(READINGS[1])[0] for engine in (plain, corrected))
    assert after[0] == pytest.approx(before[0]), "Sudria is worth nothing"
    moved = np.log(after[1] / after[1, 1]) - np.log(before[1] / before[1, 1])
    assert moved == pytest.approx([-1.0, 0.0, 2.0])
    assert corrected.version != plain.version
    hidden = NetworkStance(names_hidden=True)
    assert hidden.version == f"{plain.version}-names-hidden", "a hidden name is worth nothing"


def test_a_missing_model_is_told(tmp_path):
    with pytest.raises(ModelFault, match=r"card\.json is missing"):
        NetworkStance(tmp_path)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A network with random weights, trained a step and written as the real one is."""
    import torch
    import transformers

    from benchmarks.stance_network import SIZE

    torch.manual_seed(0)
    weights, folder = tmp_path_factory.mktemp("weights"), tmp_path_factory.mktemp("stance")
    config = transformers.BertConfig(
        vocab_size=len(MARKS) + len(WORDS),
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=12,
        intermediate_size=64,
        max_position_embeddings=LONGEST + 2,
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(weights)
    tokenizer_of_words().save(str(weights / "tokenizer.json"))
    return weights, folder


@training
def test_the_graph_says_what_the_network_says(tiny, tmp_path):
    from benchmarks.stance_export import write_graph
    from benchmarks.stance_network import Network

    network = Network(tiny[0]).eval()
    write_graph(network, tmp_path / "plain.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "plain.onnx")
    for window in all_windows():
        given = {"ids": window.ids[None], "first": window.first, "last": window.last}
        said, told = session.run(["probabilities", "told"], given)
        logits, voice = _read(network, window)
        assert said == pytest.approx(logits.softmax(-1).numpy(), abs=1e-5)
        assert told == pytest.approx(voice.sigmoid().numpy(), abs=1e-5)


def all_windows():
    return [window for one in READINGS for _, window in windows_of(one, tokenizer_of_words())]


def _read(network, window):
    import torch

    first = torch.from_numpy(window.first)
    with torch.no_grad():
        return network(
            torch.from_numpy(window.ids)[None],
            first,
            torch.from_numpy(window.last),
            torch.zeros_like(first),
        )


@training
def test_what_is_written_is_opened_by_the_engine(tiny):
    from benchmarks.stance_export import write_engine
    from benchmarks.stance_network import Network

    weights, folder = tiny
    network = Network(weights).eval()
    write_engine(network, [], weights, folder)
    engine = NetworkStance(folder)
    said = np.vstack([engine.judge(one)[0] for one in READINGS])
    expected = np.vstack([_read(network, one)[0].softmax(-1).numpy() for one in all_windows()])
    assert said == pytest.approx(expected, abs=0.05)  # int8
    assert len(np.unique(said, axis=0)) == 4
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    assert set(card["sha256"]) == {"stance.onnx", "tokenizer.json", "names.json"}


@training
def test_in_int8_too_a_mention_does_not_depend_on_which_others_are_asked_for(tiny):
    from benchmarks.stance_export import write_engine
    from benchmarks.stance_network import Network

    weights, folder = tiny
    write_engine(Network(weights).eval(), [], weights, folder)
    engine = NetworkStance(folder)
    together, told = engine.judge(READINGS[1])
    for at, span in enumerate(READINGS[1].spans):
        alone, voice = engine.judge(Reading(READINGS[1].text, (span,)))
        assert alone[0] == pytest.approx(together[at], abs=1e-6)
        assert voice[0] == pytest.approx(told[at], abs=1e-6)


@training
def test_padding_changes_nothing(tiny):
    import torch

    from benchmarks.stance_network import Labelled, Network, loss_of

    network = Network(tiny[0]).eval()
    rows = [
        Labelled(window, tuple(range(len(window.first))), (at % 2,) * len(window.first))
        for at, window in enumerate(all_windows())
    ]
    with torch.no_grad():
        alone = [float(loss_of(network, [row], 0.05)) for row in rows]
        together = float(loss_of(network, rows, 0.05))
    assert together == pytest.approx((alone[0] + 2 * alone[1] + alone[2]) / 4, abs=1e-5)


@training
def test_a_network_learns_what_it_is_shown(tiny):
    import torch

    from benchmarks.stance_examples import SENTENCES, Example
    from benchmarks.stance_network import loss_of
    from benchmarks.stance_recipe import Recipe
    from benchmarks.train_stance import rows_of, train

    verbs = {"praised": 2, "blamed": 0, "met": 1}
    examples = [
        Example(
            reading_of(f"The envoy {verb} {name}.", name), (label,), (int(label == 2),), (name,),
            "d", SENTENCES,
        )
        for verb, label in verbs.items()
        for name in ("Norland", "Sudria")
    ]  # fmt: skip
    recipe = Recipe(epochs=15, batch=3, rate=1e-3, head_rate=1.0, renamed=0.0, hidden=0.0)
    rows = rows_of(examples, tokenizer_of_words(), recipe)
    network = train(rows, tiny[0], recipe, seed=0).eval()
    with torch.no_grad():
        shown = [row.labelled for row in rows]
        loss = float(loss_of(network, shown, 0.0))
        both = float(loss_of(network, shown, 0.0, voice=1.0))
    assert loss < 0.2
    assert loss < both < loss + 0.3, "the voices too"
