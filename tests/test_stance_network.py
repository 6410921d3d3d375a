"""The trained stance engine: what it reads, what it hides, that it runs alone, how it is trained.

The network itself stands in data/models/stance; here a stand-in that counts, or a tiny one with
random weights, takes its place.
"""

import importlib.util
import json
from dataclasses import replace

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from analysis.models import CARD, ModelFault
from analysis.stance import Context
from analysis.stance.context import REACH_AFTER, REACH_BEFORE
from analysis.stance.network import (
    CLOSES,
    HIDDEN,
    LONGEST,
    LONGEST_MENTION,
    OPENS,
    NetworkStance,
    window_of,
)

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


def context_of(sentence, mention, **more):
    start = sentence.index(mention)
    return Context(sentence, start, start + len(mention), **more)


def read(context, **options):
    tokenizer = tokenizer_of_words()
    window = window_of(context, tokenizer, **options)
    return window, [tokenizer.id_to_token(number) for number in window.ids]


def test_the_mention_stands_between_marks():
    window, pieces = read(context_of("The envoy praised Norland.", "Norland"))
    assert pieces == "[CLS] the envoy praised [unused0] norland [unused1] . [SEP]".split()
    assert pieces[window.first : window.last] == ["norland"]


def test_whose_voice_it_is_said_to_be_is_not_read():
    own = context_of("It blamed Sudria.", "Sudria")
    window, _ = read(own)
    said, _ = read(replace(own, quoted=True))
    assert window.ids.tolist() == said.ids.tolist()


def test_sentences_around_are_read():
    context = context_of(
        "It met Sudria.", "Sudria", before=("Norland said it.",), after=("It met.",)
    )
    _, pieces = read(context)
    marked = "it met [unused0] sudria [unused1] ."
    assert " ".join(pieces) == f"[CLS] norland said it . {marked} it met . [SEP]"


def test_hidden_names_are_hidden_wherever_the_same_words_stand():
    context = context_of("Norland's envoy met Norland.", "Norland", before=("Norlanders met.",))
    window, pieces = read(context, name_hidden=True)
    assert "norland" not in pieces
    assert (window.ids == HIDDEN).sum() == 2
    assert pieces[window.first : window.last] == ["[unused2]"]
    assert pieces.count("[UNK]") == 1  # a longer word that begins alike stays


def test_two_names_look_the_same_when_hidden():
    one, _ = read(context_of("The envoy blamed Norland.", "Norland"), name_hidden=True)
    other, _ = read(context_of("The envoy blamed Sudria.", "Sudria"), name_hidden=True)
    assert one.ids.tolist() == other.ids.tolist()


def test_words_to_hide_are_no_pattern():
    window, _ = read(context_of("It met S. (it met S. and S.)", "S."), name_hidden=True)
    assert (window.ids == HIDDEN).sum() == 3


def test_marks_in_a_text_are_only_words():
    window, _ = read(context_of("[unused0] Norland [unused1] met.", "Norland"))
    assert (window.ids == OPENS).sum() == (window.ids == CLOSES).sum() == 1


@pytest.mark.parametrize(
    ("before", "after"), [(0, 400), (400, 0), (400, 400), (40, 400), (400, 20)]
)
def test_a_window_is_full_and_holds_the_mention_however_long_the_text(before, after):
    sentence = "it " * before + "Norland" + " it" * after
    window, pieces = read(context_of(sentence, "Norland"))
    most = min(LONGEST, min(before, REACH_BEFORE // 3) + min(after, REACH_AFTER // 3) + 5)
    assert most - 2 <= len(window) <= LONGEST
    assert pieces[window.first - 1 : window.last + 1] == ["[unused0]", "norland", "[unused1]"]
    assert "[UNK]" not in pieces  # no word is cut


def test_more_is_read_before_than_after():
    window, _ = read(context_of("it " * 300 + "Norland" + " it" * 300, "Norland"))
    assert window.first - 2 == int((LONGEST - 5) * 0.6)


def test_an_endless_mention_is_cut():
    window, _ = read(context_of("it met " + "norland " * 200 + ".", "norland " * 200))
    assert window.last - window.first == LONGEST_MENTION
    assert len(window) <= LONGEST


class Counting:
    """Stands in for the network: what it says depends on the window only, and it counts."""

    def __init__(self):
        self.shapes = []

    def run(self, names, given):
        assert names == ["probabilities"]
        self.shapes.append(given["ids"].shape)
        seed = int(given["ids"].sum()) * 7 + int(given["first"][0]) * 3 + int(given["last"][0])
        chances = np.random.default_rng(seed).dirichlet([1, 1, 1], 1)
        return [chances.astype(np.float32)]


@pytest.fixture
def counting(monkeypatch):
    session = Counting()
    monkeypatch.setattr("analysis.stance.network.open_model", lambda *_: (session, "ab" * 32))
    monkeypatch.setattr("analysis.stance.network.open_tokenizer", lambda _: tokenizer_of_words())
    return session


CONTEXTS = [
    context_of("The envoy praised Norland.", "Norland"),
    context_of("It blamed Sudria and it met Norland.", "Sudria"),
    context_of("Norland said it met Sudria.", "Sudria", quoted=True),
]


def test_windows_are_read_alone_so_that_company_and_order_change_nothing(counting):
    engine = NetworkStance()
    whole = engine.predict(CONTEXTS)
    assert all(shape[0] == 1 for shape in counting.shapes)
    assert np.array_equal(engine.predict(CONTEXTS[::-1])[::-1], whole)
    assert np.array_equal(np.vstack([engine.predict([one]) for one in CONTEXTS]), whole)
    assert whole.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-12)
    assert len(np.unique(whole, axis=0)) == 3


def test_nothing_to_judge_is_an_empty_table(counting):
    assert NetworkStance().predict([]).shape == (0, 3)
    assert counting.shapes == []


def test_hidden_names_are_another_version_and_never_reach_the_network(counting):
    shown, hidden = NetworkStance(), NetworkStance(names_hidden=True)
    assert shown.version == "ab" * 6
    assert hidden.version != shown.version
    assert hidden.name != shown.name
    renamed = [context_of("The envoy praised Sudria.", "Sudria"), CONTEXTS[0]]
    one, other = hidden.predict(renamed)
    assert np.array_equal(one, other)
    one, other = shown.predict(renamed)
    assert not np.array_equal(one, other)


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
        max_position_embeddings=LONGEST,
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(weights)
    tokenizer_of_words().save(str(weights / "tokenizer.json"))
    return weights, folder


@training
def test_the_graph_says_what_the_network_says_calibrated(tiny, tmp_path):
    from benchmarks.stance_calibration import Calibration
    from benchmarks.stance_network import Network
    from benchmarks.train_stance import write_graph

    network = Network(tiny[0]).eval()
    calibration = Calibration((1.5, 1.0, 0.5), (0.3, 0.0, -0.2))
    write_graph(network, calibration, tmp_path / "plain.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "plain.onnx")
    for one in CONTEXTS:
        window = window_of(one, tokenizer_of_words())
        given = {
            "ids": window.ids[None],
            "first": np.array([window.first]),
            "last": np.array([window.last]),
        }
        said, told = session.run(["probabilities", "told"], given)
        expected = calibration.apply(chances_of(network, window))
        assert said == pytest.approx(expected, abs=1e-5)
        assert told == pytest.approx(_read(network, window)[1].sigmoid().numpy(), abs=1e-5)


def chances_of(network, window):
    return _read(network, window)[0].softmax(-1).double().numpy()


def _read(network, window):
    import torch

    ids = torch.from_numpy(window.ids)[None]
    with torch.no_grad():
        return network(ids, torch.tensor([window.first]), torch.tensor([window.last]))


@training
def test_what_is_written_is_opened_by_the_engine(tiny):
    from benchmarks.stance_calibration import Calibration
    from benchmarks.stance_network import Network
    from benchmarks.train_stance import export

    weights, folder = tiny
    network = Network(weights).eval()
    export(network, weights, folder, Calibration())
    engine = NetworkStance(folder)
    said = engine.predict(CONTEXTS)
    expected = [chances_of(network, window_of(one, engine.tokenizer))[0] for one in CONTEXTS]
    assert said == pytest.approx(np.array(expected), abs=0.05)  # int8
    assert len(np.unique(said, axis=0)) == len(CONTEXTS)
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    assert set(card["sha256"]) == {"stance.onnx", "tokenizer.json"}
    assert engine.version == card["sha256"]["stance.onnx"][:12]


@training
def test_padding_changes_nothing_and_weights_count(tiny):
    import torch

    from benchmarks.stance_network import Labelled, Network, loss_of

    network = Network(tiny[0]).eval()
    rows = [Labelled(window_of(one, tokenizer_of_words()), at) for at, one in enumerate(CONTEXTS)]
    with torch.no_grad():
        alone = [float(loss_of(network, [row], 0.05)) for row in rows]
        together = float(loss_of(network, rows, 0.05))
        heavy = [replace(rows[0], weight=3.0), rows[1]]
        weighted = float(loss_of(network, heavy, 0.05))
    assert together == pytest.approx(np.mean(alone), abs=1e-5)
    assert weighted == pytest.approx((3 * alone[0] + alone[1]) / 4, abs=1e-5)


@training
def test_a_network_learns_what_it_is_shown(tiny):
    import torch

    from benchmarks.stance_network import Labelled, loss_of
    from benchmarks.stance_recipe import Recipe
    from benchmarks.train_stance import rows_of, train

    contexts = [
        context_of(f"The envoy {verb} {name}.", name)
        for verb in ("praised", "blamed", "met")
        for name in ("Norland", "Sudria")
    ]
    labels = (2, 2, 0, 0, 1, 1)
    contexts = [
        replace(one, quoted=label == 2) for one, label in zip(contexts, labels, strict=True)
    ]
    recipe = Recipe(epochs=15, batch=3, rate=1e-3, head_rate=1.0, renamed=0.0, hidden=0.0)
    rows = rows_of(examples_of(contexts, labels), tokenizer_of_words(), recipe)
    network = train(rows, tiny[0], recipe, seed=0).eval()
    with torch.no_grad():
        shown = [Labelled(row.shown, row.label, told=row.told) for row in rows]
        loss = float(loss_of(network, shown, 0.0))
        both = float(loss_of(network, shown, 0.0, voice=1.0))
    assert loss < 0.2
    assert loss < both < loss + 0.3, "the voices too"


def examples_of(contexts, labels, dataset="sentences"):
    from benchmarks.stance_examples import Example

    return [Example(one, label, "d", dataset) for one, label in zip(contexts, labels, strict=True)]


@training
def test_balance_gives_rare_classes_more_weight_and_keeps_the_sum():
    from benchmarks.stance_examples import NEWSMTSC
    from benchmarks.stance_recipe import Recipe
    from benchmarks.train_stance import rows_of

    own = examples_of([CONTEXTS[0]] * 8, [1, 1, 1, 1, 1, 0, 0, 2])
    persons = examples_of([CONTEXTS[0]], [0], NEWSMTSC)
    recipe = Recipe(balance=1.0, newsmtsc=0.5)
    rows = rows_of([*own, *persons], tokenizer_of_words(), recipe)
    weights = [row.weight for row in rows]
    assert weights[-1] == 0.5
    assert sum(weights[:-1]) == pytest.approx(8)
    by_class = [sum(row.weight for row in rows[:-1] if row.label == at) for at in range(3)]
    assert by_class == pytest.approx([8 / 3] * 3)


def test_the_recipe_takes_numbers_by_name_and_tells_what_it_knows():
    from benchmarks.stance_recipe import Recipe, recipe_of

    assert recipe_of(["seeds=1", "hidden=0.5"]) == replace(Recipe(), seeds=1, hidden=0.5)
    for wrong in ("size=3", "seeds", "seeds=many"):
        with pytest.raises(SystemExit, match="NAME one of seeds"):
            recipe_of([wrong])


@training
def test_the_mean_of_networks_is_that_of_their_weights():
    import torch

    from benchmarks.train_stance import averaged

    mean = averaged([{"w": torch.tensor([1.0, 2.0])}, {"w": torch.tensor([3.0, 4.0])}])
    assert mean["w"].tolist() == [2, 3]


def overconfident(n=3000, seed=0):
    """Classes drawn from known chances, and the same chances told too sharply and askew."""
    chance = np.random.default_rng(seed)
    true = chance.dirichlet([1.0, 2.0, 1.0], n)
    labels = (true.cumsum(axis=1) < chance.random((n, 1))).sum(axis=1)
    told = true**1.8 * np.array([1.0, 0.5, 1.6])
    documents = [str(at % 60) for at in range(n)]
    return told / told.sum(axis=1, keepdims=True), labels, documents, true


def test_calibration_finds_the_chances_behind_those_told():
    from benchmarks.stance_calibration import fit

    told, labels, documents, true = overconfident()
    found = fit(told, labels, documents)
    assert found.scale == pytest.approx([1 / 1.8] * 3, abs=0.08)
    mended = found.apply(told)
    assert mended.sum(axis=1) == pytest.approx(np.ones(len(told)))
    assert np.abs(mended - true).mean() < 0.25 * np.abs(told - true).mean()


def test_a_temperature_is_enough_where_nothing_is_askew():
    from benchmarks.stance_calibration import fit

    _, labels, documents, true = overconfident(400)
    sharp = true**2 / (true**2).sum(axis=1, keepdims=True)
    found = fit(sharp, labels, documents)
    assert len(set(found.scale)) == 1
    assert found.scale[0] == pytest.approx(0.5, abs=0.1)
    assert found.bias == (0, 0, 0)


class Prejudiced:
    """Judges by the first letter of the mention."""

    name = version = "prejudiced"

    def predict(self, batch):
        bad = np.array([one.sentence[one.start] == "R" for one in batch])
        return np.column_stack([bad, ~bad, np.zeros(len(bad))]).clip(1e-6)


def test_the_shift_of_a_name_is_its_distance_from_the_mean_of_all():
    from benchmarks.stance_calibration import shift_by_name

    shifts = shift_by_name(Prejudiced(), CONTEXTS, ("Ruritania", "Sudria", "Norland", "Westland"))
    others = dict.fromkeys(["Sudria", "Norland", "Westland"], 0.25)
    assert shifts == pytest.approx({"Ruritania": -0.75, **others}, abs=1e-5)


ARTICLE = "Norland met the envoy. Sudria blamed Norland. It said Norland lied."


@training
def test_calibration_is_fitted_on_what_was_said_of_documents_left_out(tmp_path):
    from benchmarks.stance_calibration import fit
    from benchmarks.train_stance import SAID, calibration_of

    with pytest.raises(SystemExit, match="train one first"):
        calibration_of(tmp_path)
    told, labels, documents, _ = overconfident(400)
    for fold, rows in enumerate((slice(0, 150), slice(150, 400))):
        (tmp_path / str(fold)).mkdir()
        np.savez(
            tmp_path / str(fold) / SAID,
            probabilities=told[rows],
            truth=labels[rows],
            documents=documents[rows],
        )
    assert calibration_of(tmp_path) == fit(told, labels, documents)


@training
def test_figures_of_a_fold_tell_every_set_apart(capsys):
    from benchmarks.stance_examples import Example
    from benchmarks.stance_figures import print_figures

    right = {"Russia met.": 0, "Norland met.": 1}
    left_out = [
        Example(context_of(text, text.split()[0]), label, f"d{at}", dataset)
        for at in range(12)
        for text, label in right.items()
        for dataset in ("articles", "sentences")
    ]
    wrong = [Example(context_of("Ada met.", "Ada"), 0, "p", "newsmtsc")]
    print_figures(Prejudiced(), left_out, {"rw_dev": wrong})
    lines = dict(
        line.split(": ", 1) for line in capsys.readouterr().out.splitlines() if ": " in line
    )
    assert lines["articles"].startswith("macro-F1 0.667")  # no example is positive
    assert lines["sentences"].endswith("n = 24")
    assert "negative 0.00" in lines["NewsMTSC rw_dev"]
    assert "articles, voice not told" in lines


@pytest.fixture
def material(tmp_path):
    """A folder like that of the labelled texts, with one short article."""
    rows = {
        "attribution/train": [{"id": "one", "text": ARTICLE}]
        + [{"id": f"more {at}", "text": "It met."} for at in range(9)],
        "favourability/train": [
            sentence_row("one", "Sudria blamed Norland.", "Norland", "negative", "author"),
            sentence_row("elsewhere", "It met Sudria.", "Sudria", "neutral", "attributed"),
        ],
        "favourability/in_article_train": [
            article_row(0, "Norland", "neutral", "author"),
            article_row(30, "Norland", "negative", "author"),
            article_row(50, "Norland", "negative", "attributed"),
        ],
        "newsmtsc/rw_dev": [
            {"id": "paper_1_2_3_Ada Moss_0_3", "sentence": "Ada met him.", "start": 0, "end": 3}
            | {"label": "positive"},
            {"id": "paper_1_2_3_Bo_0_9", "sentence": "Bo met.", "start": 0, "end": 9}
            | {"label": "neutral"},
        ],
    }
    for name, lines in rows.items():
        path = tmp_path / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return tmp_path


def sentence_row(document, sentence, mention, label, voice):
    start = sentence.index(mention)
    place = {"sentence": sentence, "start": start, "end": start + len(mention)}
    return {"document": document, "label": label, "voice": voice, **place}


def article_row(begin, mention, label, voice):
    start = ARTICLE.index(mention, begin)
    place = {"start": start, "end": start + len(mention), "actor": mention}
    return {"document": "one", "label": label, "voice": voice, **place}


@training
def test_examples_carry_voice_and_what_stands_before(material):
    from benchmarks.stance_examples import own_examples

    sentence, elsewhere, first, second, third = own_examples(material)
    assert sentence.context.before == ("Norland met the envoy.",)
    assert (elsewhere.context.before, elsewhere.context.quoted) == ((), True)
    assert (first.context.before, len(first.context.after)) == ((), 2)
    assert second.context.sentence[second.context.start :] == "Norland."
    assert [one.context.quoted for one in (first, second, third)] == [False, False, True]
    assert third.context.before == ("Norland met the envoy.", "Sudria blamed Norland.")
    assert [one.label for one in (first, second, third)] == [1, 0, 0]
    assert len(first.context.rest) == 1  # the same target by the same voice
    assert {one.document for one in (sentence, first, second, third)} == {"one"}


@training
def test_persons_whose_place_is_wrong_are_left_out(material):
    from benchmarks.stance_examples import newsmtsc_examples

    (example,) = newsmtsc_examples("rw_dev", material)
    assert (example.document, example.label, example.context.quoted) == ("paper_1_2", 2, False)


@training
def test_each_document_is_left_out_once_and_articles_as_by_the_tagger(material):
    from benchmarks.stance_examples import documents_of_fold
    from benchmarks.train_attribution import FOLDS, fold_of

    folds = [documents_of_fold(fold, material) for fold in range(FOLDS)]
    assert sorted(one for fold in folds for one in fold) == sorted(
        ["one", "elsewhere", *(f"more {at}" for at in range(9))]
    )
    articles = [{"id": one} for one in ("one", *(f"more {at}" for at in range(9)))]
    for fold, documents in enumerate(folds):
        assert {article["id"] for article in fold_of(articles, fold)} <= documents
