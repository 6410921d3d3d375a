"""Stance: probabilities that mean something, the same in any company and order."""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sentiment import analyser
from analysis.stance import CLASSES, Reading, default_engine, judge_mentions, score_mentions
from analysis.stance.network import DEFAULT_MODEL
from analysis.stance.reading import readings_of
from analysis.stance.settling import FEATURES, Scaling, Settling, features_of, settle, shipped

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


def reading_of(marked: str, name: str = "Ruritania") -> Reading:
    start = marked.index("[")
    before, rest = marked[:start], marked[start + 1 :]
    after = rest[rest.index("]") + 1 :]
    return Reading(before + name + after, ((start, start + len(name)),))


def macro_f1(truth: np.ndarray, called: np.ndarray) -> float:
    def f1(label: int) -> float:
        hits = ((truth == label) & (called == label)).sum()
        return 2 * hits / max((truth == label).sum() + (called == label).sum(), 1)

    return float(np.mean([f1(label) for label in range(len(CLASSES))]))


def labelled() -> tuple[np.ndarray, list[Reading]]:
    truth = np.array([CLASSES.index(label) for label, _ in LABELLED])
    return truth, [reading_of(text) for _, text in LABELLED]


def judge(readings: list[Reading]) -> np.ndarray:
    return np.vstack([default_engine().judge(one)[0] for one in readings])


def test_plain_sentences_are_judged_well_and_better_than_by_their_tone():
    truth, readings = labelled()
    engine = macro_f1(truth, judge(readings).argmax(axis=1))
    tone = np.array([analyser().polarity_scores(one.text)["compound"] for one in readings])
    vader = macro_f1(truth, np.where(tone >= 0.05, 2, np.where(tone <= -0.05, 0, 1)))
    assert engine >= 0.85
    assert engine > vader


def test_who_does_it_matters():
    chances, _ = default_engine().judge(
        Reading("Ruritania brutally attacked peaceful Freedonia.", ((0, 9), (37, 46)))
    )
    assert chances[0, 0] > chances[1, 0] + 0.3


@pytest.mark.parametrize("name", ["Russia", "the United States", "Évian", "Peru"])
def test_a_name_that_is_hidden_changes_nothing(name):
    engine = default_engine(names_hidden=True)
    for _, text in LABELLED[::7]:
        expected, _ = engine.judge(reading_of(text))
        assert np.array_equal(engine.judge(reading_of(text, name))[0], expected)


def test_what_is_said_of_a_mention_does_not_depend_on_which_others_are_asked_for():
    text = "Ruritania brutally attacked Freedonia. " * 40
    spans = [
        (at, at + 9) for at in range(len(text)) if text[at : at + 9] in ("Ruritania", "Freedonia")
    ]
    engine = default_engine()
    together, told = engine.judge(Reading(text, tuple(spans)))
    backwards, _ = engine.judge(Reading(text, tuple(spans[::-1])))
    assert np.array_equal(backwards[::-1], together)
    for at in range(0, len(spans), 7):
        alone, voice = engine.judge(Reading(text, (spans[at],)))
        assert alone[0] == pytest.approx(together[at], abs=1e-5)
        assert voice[0] == pytest.approx(told[at], abs=1e-5)
    assert engine.judge(Reading(text, ()))[0].shape == (0, 3)


TEXT = st.text(st.sampled_from("aé .,!?\"“”’'\n\u00a0-😀not bad\x00\u200b"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.sampled_from(["Ruritania", " ", "\u200b", "\x00", "x" * 3000]))
def test_any_text_gives_probabilities(left, right, mention):
    reading = Reading(left + mention + right, ((len(left), len(left) + len(mention)),))
    for hidden in (False, True):
        chances, told = default_engine(hidden).judge(reading)
        assert chances[0].sum() == pytest.approx(1)
        assert (chances >= 0).all()
        assert 0 <= told[0] <= 1


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (0, 99)])
def test_a_mention_outside_its_text_is_refused(start, end):
    with pytest.raises(ValueError, match="does not lie in its text of 5 characters"):
        Reading("Hello", ((start, end),))


def article() -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = [
        "Ruritania lied.",
        "We thank Freedonia for its generous help.",
        "The Ruritania crisis goes on.",
    ]
    starts = [0, 16, 60]
    sentences = pd.DataFrame(
        {"sentence_id": ["s0", "s1", "s2"], "article_id": "a", "start": starts, "text": texts}
    )
    mentions = pd.DataFrame(
        {
            "sentence_id": ["s0", "s1", "s2"],
            "start": [0, 25, 64],
            "end": [9, 34, 73],
            "target": ["Ruritania", "Freedonia", "Ruritania"],
            "modifier": [False, False, True],
            "voice": ["outlet", "A. Speaker", "outlet"],
            "voice_kind": ["own", "direct", "own"],
        },
        index=[5, 3, 9],
    )
    return mentions, sentences


def scored(mentions: pd.DataFrame, sentences: pd.DataFrame, **more) -> pd.DataFrame:
    return score_mentions(judge_mentions(mentions, sentences, **more))


def test_mentions_gain_probabilities_and_their_difference():
    mentions, sentences = article()
    before = mentions.copy()
    found = scored(mentions, sentences)
    pd.testing.assert_frame_equal(mentions, before)
    assert list(found.index) == [5, 3, 9]
    parts = found[["p_negative", "p_neutral", "p_positive"]]
    assert parts.sum(axis=1).to_numpy() == pytest.approx(np.ones(3))
    assert found["stance"].to_numpy() == pytest.approx(
        (found["p_positive"] - found["p_negative"]).to_numpy()
    )
    assert found["stance"].iloc[0] < 0 < found["stance"].iloc[1]
    assert "told" not in found.columns


def test_a_modifier_is_neutral():
    row = scored(*article()).iloc[2]
    assert (row.p_negative, row.p_neutral, row.p_positive, row.stance) == (0, 1, 0, 0)


def test_other_languages_are_not_judged():
    mentions, sentences = article()
    judged = judge_mentions(mentions, sentences, language_ok=False)
    assert judged["told"].isna().all()
    found = score_mentions(judged)
    assert found[["p_negative", "p_neutral", "p_positive", "stance"]].isna().all(axis=None)


def test_no_mentions_give_no_rows_and_all_columns():
    mentions, sentences = article()
    found = scored(mentions.iloc[:0], sentences)
    assert found.empty
    assert {"p_negative", "p_neutral", "p_positive", "stance"} <= set(found.columns)


def test_another_engine_can_take_over():
    class Sure:
        name = "always favourable"
        version = "0"

        def judge(self, reading):
            n = len(reading.spans)
            return np.tile([0.0, 0.0, 1.0], (n, 1)), np.full(n, 0.25)

    judged = judge_mentions(*article(), engine=Sure())
    assert judged["p_positive"].tolist() == [1, 1, 0]
    assert judged["told"].tolist() == [0.25] * 3


def test_an_article_is_read_as_its_sentences_one_behind_the_other():
    mentions, sentences = article()
    other = sentences.assign(article_id="b", sentence_id=["t0", "t1", "t2"])
    more = mentions.assign(sentence_id=["t0", "t1", "t2"])
    both = pd.concat([mentions.iloc[[0]], more.iloc[[1]], mentions.iloc[[2]]])
    (first, one), (second, two) = readings_of(both, pd.concat([sentences, other])[::-1])
    assert (first, second) == ([0, 2], [1])
    assert one.text == two.text == " ".join(sentences["text"])
    assert [one.text[a:b] for a, b in one.spans] == ["Ruritania", "Ruritania"]
    assert [two.text[a:b] for a, b in two.spans] == ["Freedonia"]


def test_the_others_of_a_circle_count_by_their_number():
    chances = np.array([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.2, 0.4, 0.4]])
    found = features_of(chances, ["a", "a", "b"], ["x", "y", "y"], (0.0, 0.0))
    odds = np.log([[2, 1], [0.5, 0.5], [0.5, 1]])
    assert found[:, :2] == pytest.approx(odds)
    assert found[:, 2:4] == pytest.approx(np.zeros((3, 2)))
    assert found[:, 4:] == pytest.approx(np.array([[0, 0], odds[2] / 3, odds[1] / 3]))
    same = features_of(chances, ["a", "a", "b"], ["y", "y", "y"], (0.0, 0.0))
    assert same[:, 2:4] == pytest.approx(np.array([odds[1] / 3, odds[0] / 3, [0, 0]]))


def judged_mentions() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "p_negative": [0.6, 0.2, 0.0, np.nan],
            "p_neutral": [0.3, 0.6, 1.0, np.nan],
            "p_positive": [0.1, 0.2, 0.0, np.nan],
            "target": ["A", "A", "A", "A"],
            "voice": ["outlet"] * 4,
            "modifier": [False, False, True, False],
        }
    )


def test_blame_elsewhere_in_the_article_makes_a_plain_mention_less_favourable():
    frame = judged_mentions()
    apart = settle(frame.assign(target=["A", "B", "A", "A"], voice=["x", "y", "x", "x"]))
    together = settle(frame)
    assert together["p_negative"][1] > apart["p_negative"][1]
    assert together.loc[2, ["p_negative", "p_neutral", "p_positive"]].tolist() == [0, 1, 0]
    assert together.loc[3, ["p_negative", "p_neutral", "p_positive"]].isna().all()


def test_a_settling_that_only_repeats_the_network_changes_nothing():
    same = Settling(((1, 0, 0), (0, 0, 1)) + ((0, 0, 0),) * (FEATURES - 2), (0, 0, 0), (0, 0))
    columns = ["p_negative", "p_neutral", "p_positive"]
    found = settle(judged_mentions(), same)
    assert found[columns][:3].to_numpy() == pytest.approx(judged_mentions()[columns][:3].to_numpy())


def test_a_settling_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"needed are \(6, 3\)"):
        Settling(((1, 0, 0),), (0, 0, 0), (0, 0))


def test_scaling_keeps_the_order_of_classes():
    chances = np.array([[0.7, 0.2, 0.1], [0.0, 0.4, 0.6]])
    found = Scaling(0.5).apply(chances)
    roots = np.sqrt(chances[0])
    assert found[0] == pytest.approx(roots / roots.sum())
    assert found[1].argmax() == 2
    assert np.isfinite(found).all()


def test_what_was_fitted_ships_with_the_model():
    scaling, settling = shipped()
    assert 0.3 < scaling.scale < 3
    assert np.shape(settling.weights) == (FEATURES, 3)
    assert sum(path.stat().st_size for path in DEFAULT_MODEL.iterdir()) < 35_000_000


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
