"""The number of topics follows from the texts, and what does not hold is said not to hold."""

import numpy as np
import pytest

from analysis.topics import search
from analysis.topics.division import Division
from analysis.topics.factors import Factors
from analysis.topics.steadiness import FALLBACK, Structure, left_out, stability
from analysis.topics.terms import term_matrix
from analysis.topics.words import content_words
from tests.topic_texts import noise, passages, planted


def factors(texts: list[str]) -> Factors:
    return Factors(term_matrix(content_words(texts))[0])


def go_on() -> None:
    pass


@pytest.mark.parametrize("themes", [3, 4, 5])
def test_as_many_topics_are_found_as_were_planted(themes):
    texts, _ = planted(themes=themes)
    found = search(passages(len(texts)), texts)
    assert len(found.topics) == themes
    assert not found.structure.is_weak
    assert found.structure.agreement[themes] > 0.9


def test_of_noise_it_is_said_that_it_bears_no_number():
    texts = noise()
    found = search(passages(len(texts)), texts)
    assert found.structure.is_weak
    assert found.record()["weak"] is True
    assert len(found.topics) == FALLBACK
    assert found.topics["agreement"].mean() < 0.6


@pytest.mark.parametrize(
    ("agreement", "number"),
    [
        ({3: 0.7, 4: 0.95, 5: 0.8}, 4),
        ({3: 1.0, 4: 0.7, 5: 1.0}, 3),  # factors that nothing is left for change no agreement
        ({3: 0.59, 4: 0.2}, FALLBACK),
        ({}, FALLBACK),
    ],
)
def test_the_number_that_holds_best_is_taken(agreement, number):
    assert Structure(agreement, most=9).number == number


def test_few_texts_have_few_topics_even_where_none_holds():
    assert Structure({}, most=2).number == 2


def test_a_given_number_is_taken_as_it_is():
    texts, _ = planted(themes=5)
    found = search(passages(len(texts)), texts, n_topics=4)
    assert len(found.topics) == 4
    assert found.record()["chosen"] is False
    assert found.record()["weak"] is None


def test_what_is_in_all_articles_stays_when_one_is_left_out():
    texts, _ = planted()
    found = search(passages(len(texts)), texts)
    assert (found.topics["agreement"] > 0.9).all()
    record = found.record()["left_out"]
    assert 0.9 < record["least"] <= record["mean"] <= 1


def test_a_topic_of_one_article_alone_does_not_stay_without_it():
    texts, themes = planted()
    rows = passages(len(texts)).assign(
        article_id=["own" if theme == "court" else f"a{at % 2}" for at, theme in enumerate(themes)]
    )
    topics = search(rows, texts, n_topics=3).topics
    alone = topics["n_articles"] == 1
    assert alone.sum() == 1
    # One part in three is lost with its article, and nothing of it is found in the others.
    assert topics.loc[alone, "agreement"].iloc[0] == pytest.approx(2 / 3, abs=0.1)
    assert topics.loc[alone, "agreement"].iloc[0] < topics.loc[~alone, "agreement"].min()


def test_with_one_article_nothing_can_be_left_out():
    texts, _ = planted(8)
    rows = passages(len(texts), articles=1)
    found = search(rows, texts)
    assert found.topics["agreement"].isna().all()
    assert found.record()["left_out"] is None


def test_many_articles_are_left_out_several_at_a_time():
    texts, _ = planted()
    divider = factors(texts)
    division = divider.divide(np.arange(len(texts)), 3)
    left = left_out(divider, division, np.arange(len(texts)), go_on)
    assert len(left.articles) == 10


def test_the_overlap_is_that_with_the_likest_topic():
    class Swapped(Factors):
        """Finds the same two topics in another order, but for one passage."""

        def divide(self, passages, count, *, rough=False):
            shares = np.array([[0, 1.0]] * 4 + [[1.0, 0]] * 4)
            shares[3] = [1, 0]
            return Division(shares[passages], np.eye(2))

    before = Division(np.array([[1.0, 0]] * 4 + [[0, 1.0]] * 4), np.eye(2))
    divider = Swapped(term_matrix(content_words(planted(3)[0][:8]))[0])
    articles = np.array([0, 1, 1, 1, 0, 1, 1, 1])
    left = left_out(divider, before, articles, go_on)
    # Without article 0 three and three are left, of which one moves: 2/3 and 3/4. Without 1, one
    # and one, none of which moves.
    assert left.topics == pytest.approx([(2 / 3 + 1) / 2, (3 / 4 + 1) / 2])
    assert left.articles[1] == 1


def test_stability_is_one_where_every_part_has_the_same_words():
    texts = ["judge verdict trial appeal", "rocket orbit satellite launch", "oven soup onion salt"]
    divider = factors(texts * 20)
    division = divider.divide(np.arange(60), 3)
    assert stability(divider, division, 0, go_on) == pytest.approx([1, 1, 1], abs=1e-3)


def test_where_nothing_fits_there_are_no_topics():
    class Nothing(Factors):
        def divide(self, passages, count, *, rough=False):
            return Division(np.full((len(passages), 4), 0.25), np.eye(4))

    division = Nothing(term_matrix(content_words(planted()[0]))[0]).divide(np.arange(60), 4)
    assert (division.member == -1).all()
    assert division.by_size().terms.shape == (0, 4)


def test_trying_numbers_can_be_stopped():
    texts, _ = planted()

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        search(passages(len(texts)), texts, pause=stop)
