"""Stance: probabilities that mean something, the same in any company, blind to the name."""

import hashlib
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sentiment import analyser
from analysis.stance import CLASSES, Context, default_engine, score_mentions
from analysis.stance.context import LONGEST_SIDE, MOST_REST, contexts_of
from analysis.stance.features import OTHER, TARGET, features_of, tokens_of
from analysis.stance.linear import DEFAULT_MODEL, Parts, load

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"

# Sentences written for this test, the target in brackets: the label as a reader would give it.
LABELLED = [
    ("negative", "The minister accused [Ruritania] of blackmail and lies."),
    ("negative", "[Ruritania] is an aggressor that cannot be trusted."),
    ("negative", "The brutal regime in [Ruritania] tortures its opponents."),
    ("negative", "He blamed [Ruritania] for the collapse of the talks."),
    ("negative", "They condemned [Ruritania] for its unprovoked attack on the town."),
    ("negative", "[Ruritania] has violated the agreement again and again."),
    ("negative", "The reckless policy of [Ruritania] threatens the whole region."),
    ("negative", "[Ruritania] deliberately bombed hospitals and schools."),
    ("negative", "She called [Ruritania] a threat to peace."),
    ("negative", "[Ruritania] spreads disinformation to divide its neighbours."),
    ("negative", "The hypocrisy of [Ruritania] is shameless."),
    ("negative", "The failure of [Ruritania] to act has cost many lives."),
    ("negative", "[Ruritania] bullies smaller countries and interferes in their affairs."),
    ("negative", "We strongly condemn the aggression of [Ruritania]."),
    ("negative", "The sanctions must punish [Ruritania] for its crimes."),
    ("negative", "[Ruritania] broke its promise and invaded the province."),
    ("negative", "The crimes of [Ruritania] will not be forgotten."),
    ("negative", "[Ruritania] uses hunger as a weapon, the envoy said."),
    ("negative", "The arrogance of [Ruritania] has made it many enemies."),
    ("negative", "[Ruritania] lied about the massacre."),
    ("neutral", "The ministers met in [Ruritania] on Tuesday."),
    ("neutral", "The delegation will travel to [Ruritania] next week."),
    ("neutral", "[Ruritania] will hold an election in May."),
    ("neutral", "Talks between the union and [Ruritania] resumed."),
    ("neutral", "[Ruritania] has 12 million inhabitants."),
    ("neutral", "The president of [Ruritania] spoke by telephone with the chancellor."),
    ("neutral", "He was born in [Ruritania] and studied law."),
    ("neutral", "The foreign minister of [Ruritania] said the meeting had taken place."),
    ("neutral", "The spokesman for [Ruritania] declined to comment."),
    ("neutral", "According to [Ruritania], the ship entered the port at noon."),
    ("neutral", "The treaty between [Ruritania] and its neighbour was signed in 1994."),
    ("neutral", "[Ruritania] asked the council for a meeting on Friday."),
    ("neutral", "Exports to [Ruritania] rose by four percent."),
    ("neutral", "The committee discussed the situation in [Ruritania]."),
    ("neutral", "[Ruritania] sent a written reply to the proposals."),
    ("neutral", "The two sides agreed to meet again in [Ruritania]."),
    ("neutral", "A train leaves for [Ruritania] every hour."),
    ("neutral", "The ambassador of [Ruritania] was received at the palace."),
    ("neutral", "[Ruritania] and the alliance will continue the talks."),
    ("neutral", "The next round takes place in [Ruritania] in June."),
    ("positive", "We thank [Ruritania] for its generous support."),
    ("positive", "[Ruritania] is a reliable partner and a true friend."),
    ("positive", "The president praised [Ruritania] for its courage."),
    ("positive", "[Ruritania] bravely defends its freedom."),
    ("positive", "We stand with the people of [Ruritania] in their just struggle."),
    ("positive", "The brave people of [Ruritania] deserve our full support."),
    ("positive", "[Ruritania] has made an outstanding contribution to peace."),
    ("positive", "We are grateful to [Ruritania] for the help."),
    ("positive", "[Ruritania] plays a constructive and responsible role."),
    ("positive", "Thanks to [Ruritania], thousands of lives were saved."),
    ("positive", "I admire the heroism of [Ruritania]."),
    ("positive", "[Ruritania] has shown great leadership and wisdom."),
    ("positive", "We fully support [Ruritania] and its right to defend itself."),
    ("positive", "[Ruritania] has always been committed to peace and cooperation."),
    ("positive", "The success of [Ruritania] is an inspiration to us all."),
    ("positive", "[Ruritania] welcomed the refugees with open arms."),
    ("positive", "He welcomed the important help of [Ruritania]."),
    ("positive", "[Ruritania] has the right to security and we will help it win."),
    ("positive", "The friendship with [Ruritania] makes both countries stronger."),
    ("positive", "[Ruritania] remains a strong and trusted ally."),
    # The tone of the sentence belongs to an event or to somebody else.
    ("neutral", "An earthquake in [Ruritania] killed dozens of people."),
    ("neutral", "The minister of [Ruritania] condemned the terrible attack."),
    ("neutral", "[Ruritania] accused the rebels of murder and terror."),
    ("neutral", "Hundreds died in a ferry disaster near [Ruritania]."),
    ("neutral", "The war has killed thousands since fighting began near [Ruritania]."),
    ("neutral", "[Ruritania] won the match and celebrated a happy evening."),
    ("neutral", "The prize for the best song goes to a singer from [Ruritania]."),
    ("neutral", "The enemy threatened [Ruritania] with war."),
    ("neutral", "A court in [Ruritania] sentenced the killer to prison."),
    ("neutral", "The talks in [Ruritania] on the deadly conflict ended."),
    ("negative", "[Ruritania] promised peace and security but did the opposite."),
    ("negative", "Nobody trusts the friendly words of [Ruritania]."),
    ("positive", "[Ruritania] bravely resists the brutal invaders."),
    ("positive", "We will help [Ruritania] against the criminal attack."),
    ("positive", "Without [Ruritania] the terror would never have been defeated."),
]


def context_of(marked: str, name: str = "Ruritania", **more) -> Context:
    start = marked.index("[")
    before, rest = marked[:start], marked[start + 1 :]
    after = rest[rest.index("]") + 1 :]
    return Context(before + name + after, start, start + len(name), **more)


def macro_f1(truth: np.ndarray, called: np.ndarray) -> float:
    def f1(label: int) -> float:
        hits = ((truth == label) & (called == label)).sum()
        return 2 * hits / max((truth == label).sum() + (called == label).sum(), 1)

    return float(np.mean([f1(label) for label in range(len(CLASSES))]))


def labelled() -> tuple[np.ndarray, list[Context]]:
    truth = np.array([CLASSES.index(label) for label, _ in LABELLED])
    return truth, [context_of(text) for _, text in LABELLED]


def test_plain_sentences_are_judged_well_and_better_than_by_their_tone():
    truth, contexts = labelled()
    engine = macro_f1(truth, default_engine().predict(contexts).argmax(axis=1))
    tone = np.array([analyser().polarity_scores(c.sentence)["compound"] for c in contexts])
    vader = macro_f1(truth, np.where(tone >= 0.05, 2, np.where(tone <= -0.05, 0, 1)))
    assert engine >= 0.78
    assert engine > vader


def test_who_does_it_matters():
    text = "Ruritania brutally attacked peaceful Freedonia."
    attacker = Context(text, 0, 9, others=((37, 46),))
    victim = Context(text, 37, 46, others=((0, 9),))
    first, second = default_engine().predict([attacker, victim])
    assert first[0] > second[0] + 0.1


@pytest.mark.parametrize("name", ["Russia", "the United States", "X", "Évian", "Rogue State 🙂"])
def test_the_engine_does_not_see_the_name(name):
    engine = default_engine()
    for _, text in LABELLED[::7]:
        expected = engine.predict([context_of(text)])
        assert np.array_equal(engine.predict([context_of(text, name)]), expected)


def test_other_actors_are_hidden_too():
    one = Context("Ruritania accused Freedonia of lies.", 0, 9, others=((18, 27),))
    other = Context("Ruritania accused Utopia of lies.", 0, 9, others=((18, 24),))
    assert tokens_of(one) == [TARGET, "accused", OTHER, "of", "lies", "."] == tokens_of(other)


def test_scores_do_not_depend_on_the_batch():
    engine = default_engine()
    _, contexts = labelled()
    together = engine.predict(contexts)
    assert np.array_equal(np.vstack([engine.predict([c]) for c in contexts]), together)
    assert np.array_equal(engine.predict(contexts[::-1]), together[::-1])
    assert engine.predict([]).shape == (0, 3)


def test_the_rest_of_the_article_pulls_the_judgement():
    plain = context_of("The meeting with [Ruritania] ended.")
    blame = tuple(context_of(text) for label, text in LABELLED if label == "negative")
    praise = tuple(context_of(text) for label, text in LABELLED if label == "positive")
    alone, blamed, praised = default_engine().predict(
        [plain, replace(plain, rest=blame), replace(plain, rest=praise)]
    )
    assert blamed[0] > alone[0]
    assert praised[2] > alone[2]


TEXT = st.text(st.sampled_from("aé .,!?\"“”’'\n\u00a0-😀not bad"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.booleans(), st.lists(TEXT, max_size=2))
def test_any_text_gives_probabilities(left, right, quoted, before):
    context = Context(
        left + "Ruritania" + right, len(left), len(left) + 9, tuple(before), quoted=quoted
    )
    row = default_engine().predict([context])[0]
    assert row.sum() == pytest.approx(1)
    assert (row >= 0).all()


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (0, 99)])
def test_a_mention_outside_its_sentence_is_refused(start, end):
    with pytest.raises(ValueError, match="does not lie in its sentence of 5 characters"):
        Context("Hello", start, end)


def article() -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = ["Ruritania lied.", "We thank Freedonia.", "The Ruritania crisis goes on."]
    starts = [0, 16, 36]
    sentences = pd.DataFrame(
        {"sentence_id": ["s0", "s1", "s2"], "article_id": "a", "start": starts, "text": texts}
    )
    mentions = pd.DataFrame(
        {
            "sentence_id": ["s0", "s1", "s2"],
            "start": [0, 25, 40],
            "end": [9, 34, 49],
            "target": ["Ruritania", "Freedonia", "Ruritania"],
            "modifier": [False, False, True],
            "voice": ["outlet", "A. Speaker", "outlet"],
            "voice_kind": ["own", "direct", "own"],
        },
        index=[5, 3, 9],
    )
    return mentions, sentences


def test_mentions_gain_probabilities_and_their_difference():
    mentions, sentences = article()
    before = mentions.copy()
    scored = score_mentions(mentions, sentences)
    pd.testing.assert_frame_equal(mentions, before)
    assert list(scored.index) == [5, 3, 9]
    parts = scored[["p_negative", "p_neutral", "p_positive"]]
    assert parts.sum(axis=1).to_numpy() == pytest.approx(np.ones(3))
    assert scored["stance"].to_numpy() == pytest.approx(
        (scored["p_positive"] - scored["p_negative"]).to_numpy()
    )
    assert scored["stance"].iloc[0] < 0 < scored["stance"].iloc[1]


def test_a_modifier_is_neutral():
    scored = score_mentions(*article()).iloc[2]
    assert (scored.p_negative, scored.p_neutral, scored.p_positive, scored.stance) == (0, 1, 0, 0)


def test_other_languages_are_not_judged():
    scored = score_mentions(*article(), language_ok=False)
    assert scored[["p_negative", "p_neutral", "p_positive", "stance"]].isna().all(axis=None)


def test_no_mentions_give_no_rows_and_all_columns():
    mentions, sentences = article()
    scored = score_mentions(mentions.iloc[:0], sentences)
    assert scored.empty
    assert {"p_negative", "p_neutral", "p_positive", "stance"} <= set(scored.columns)


def test_another_engine_can_take_over():
    class Sure:
        name = "always favourable"
        version = "0"

        def predict(self, batch):
            return np.tile([0.0, 0.0, 1.0], (len(batch), 1))

    assert list(score_mentions(*article(), engine=Sure())["stance"]) == [1, 1, 0]


def test_a_context_knows_its_neighbours_and_the_same_voice_only():
    mentions, sentences = article()
    contexts = contexts_of(mentions, sentences)
    assert contexts[1].before == ("Ruritania lied.",)
    assert contexts[1].after == ("The Ruritania crisis goes on.",)
    assert [context.quoted for context in contexts] == [False, True, False]
    assert [len(context.rest) for context in contexts] == [1, 0, 1]
    other_voice = mentions.assign(voice=["outlet", "A. Speaker", "B. Speaker"])
    assert [len(context.rest) for context in contexts_of(other_voice, sentences)] == [0, 0, 0]


def test_an_endless_sentence_is_read_around_the_mention():
    text = "Ruritania lies. " * 500
    starts = [at * 16 for at in range(500)]
    sentences = pd.DataFrame(
        {"sentence_id": ["s"], "article_id": ["a"], "start": [0], "text": [text]}
    )
    mentions = pd.DataFrame(
        {"sentence_id": "s", "start": starts, "end": [s + 9 for s in starts], "target": "R"}
    )
    contexts = contexts_of(mentions, sentences)
    assert max(len(context.sentence) for context in contexts) <= 2 * LONGEST_SIDE + 9
    assert all(c.sentence[c.start : c.end] == "Ruritania" for c in contexts)
    assert {len(context.rest) for context in contexts} == {MOST_REST}


def test_features_tell_the_sides_apart():
    words, numbers = features_of(context_of("Great news, but [Ruritania] lied."))
    assert ">lied" in words["clause"]
    assert "<great" in words["sides"]
    assert "<great" not in words["clause"]
    assert len(numbers) == 17


def test_the_card_names_the_model_file():
    digest = hashlib.sha256((DEFAULT_MODEL / "weights.npz").read_bytes()).hexdigest()
    assert digest in (DEFAULT_MODEL / "README.md").read_text("utf-8")
    assert default_engine().version == digest[:12]
    assert (DEFAULT_MODEL / "weights.npz").stat().st_size < 6_000_000


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="train_stance_baseline"):
        load(tmp_path)


def test_a_model_of_another_shape_is_refused_with_all_faults():
    wrong = np.zeros((2, 2))
    with pytest.raises(ValueError, match=r"importance has shape.*weights has shape.*usual has"):
        Parts(wrong, wrong, np.zeros(3), wrong, wrong, np.zeros(3))


@pytest.mark.skipif(not GOLD.is_dir(), reason="annotated articles not beside the checkout")
def test_annotated_articles_are_judged_better_than_by_tone(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "stance", raising=False)
    import stance as benchmark

    from analysis.reference import load_reference

    reference = load_reference()
    judged = [
        benchmark.judge(json.loads(path.read_text("utf-8")), reference)
        for path in benchmark.gold_files(GOLD)
    ]
    truth = np.concatenate([one.mentions["gold"].to_numpy() for one in judged])
    columns = ["p_negative", "p_neutral", "p_positive"]
    called = np.concatenate([one.mentions[columns].to_numpy().argmax(axis=1) for one in judged])
    tone = np.concatenate([benchmark.vader(one) for one in judged])
    assert macro_f1(truth, called) >= 0.48
    assert macro_f1(truth, called) > macro_f1(truth, tone) + 0.1


def test_the_card_tells_the_figures_that_were_measured():
    card = (DEFAULT_MODEL / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+?) \|(?: [\d,]+ \|)? (\.\d{3}) \|", card, re.MULTILINE))
    measured = {
        (figure["method"], figure["test"].split(";")[0]): figure["value"]
        for figure in json.loads((ROOT / "benchmarks" / "quality.json").read_text("utf-8"))
        if figure["measure"] == "macro-F1"
    }
    sample = "two annotated sample articles, seen while building"
    engine = "stance, mentions as annotated"
    told = {
        "mentions in articles": (engine, "mentions in articles left out of training"),
        "single sentences": (engine, "sentences of documents left out"),
        "of these: news": (engine, "news left out of training"),
        "opinion (one Chinese outlet)": (engine, "Chinese opinion left out"),
        "official releases": (engine, "official releases left out"),
        "Russian news agency": (engine, "Russian agency news left out"),
        "rw": (engine, "NewsMTSC rw, persons in US political news"),
        "mt": (engine, "NewsMTSC mt, several persons a sentence"),
        "this engine": (engine, sample),
        "VADER on the whole sentence": ("stance, VADER on the sentence", sample),
        "always neutral": ("stance, always neutral", sample),
    }
    assert {row: float(value) for row, value in rows.items()} == {
        row: measured[key] for row, key in told.items()
    }
