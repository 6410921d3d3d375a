"""Names of any subject are proposed; what only looks like a name, or is known, is not."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.proposals import COLUMNS, FEWEST_MENTIONS, propose_actors
from analysis.reference import load_reference

REFERENCE = load_reference()
SUBJECTS = {
    "trade dispute": (
        [
            "The mill owners of Norrland Steel asked for duties.",
            "According to Norrland Steel, prices fell by a third.",
            "Talks with Norrland failed again on Tuesday, commissioner Ilse Peeters said.",
            "Prices fell while Peeters waited, and China waited too.",
            "Nobody there believes what Ilse Peeters told the World Steel Association.",
            "Both sides asked the World Steel Association for help; the WSA refused.",
        ],
        {"Norrland Steel": 3, "Ilse Peeters": 3, "World Steel Association": 3},
    ),
    "football transfer": (
        [
            "On Tuesday the club sold the midfielder Luca Moretti to Everton.",
            "Everton want him, and Everton can pay for Moretti.",
            "Coach Bruno Salvi praised Moretti as a player.",
            "For years Salvi had begged for him, said Bruno Salvi.",
        ],
        {"Everton": 3, "Luca Moretti": 3, "Bruno Salvi": 3},
    ),
    "election": (
        [
            "In a speech President Elena Varga called elections.",
            "The Liberal Union has lost; the Liberal Union is divided.",
            "Now Varga must choose, and the Liberal Union waits.",
            "Critics of Varga say that elections solve nothing.",
        ],
        {"Elena Varga": 3, "Liberal Union": 3},
    ),
}  # fmt: skip


def tables(*articles, language="en", **columns):
    ids = [f"a{number}" for number in range(len(articles))]
    rows = [
        (f"{article_id}-s{at}", article_id, text)
        for article_id, sentences in zip(ids, articles, strict=True)
        for at, text in enumerate(sentences)
    ]
    known = {"language": language, "outlet": None, "republisher": None, "authors": None} | columns
    return {
        "articles": pd.DataFrame({"article_id": ids} | known),
        "sentences": pd.DataFrame(rows, columns=["sentence_id", "article_id", "text"]),
    }


def proposed(*articles, **columns):
    found = propose_actors(tables(*articles, **columns), REFERENCE)
    return dict(zip(found["name"], found["n_mentions"], strict=True))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_actors_of_any_subject_are_proposed(subject):
    sentences, expected = SUBJECTS[subject]
    assert proposed(sentences) == expected


def test_shorter_forms_initials_and_titles_are_told():
    found = propose_actors(tables(SUBJECTS["trade dispute"][0]), REFERENCE).set_index("name")
    assert found.loc["Norrland Steel", "variants"] == ("Norrland",)
    assert found.loc["World Steel Association", "variants"] == ("WSA",)
    assert found.loc["Ilse Peeters", "titles"] == ("commissioner",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Demand rose.",  # a capital from the beginning only
        "He told China and the European Union so.",
        "It opens on Monday and ends in May.",
        "The paper, Global Times, wrote so.",
        "Al Jazeera wrote so.",
        "It began with President Putin and the Prime Minister.",
        "I'm sure that I've said what I'd say.",
        "He lives in Leeds near Norwich.",
        "MARKETS FALL AS DEALERS PANIC AGAIN",
        "Markets Fall As Worried Dealers Panic Again",
        "They remember the Cold War and the Paris Agreement.",
    ],
)
def test_what_is_no_unknown_name_is_not_proposed(sentence):
    assert proposed([sentence] * FEWEST_MENTIONS) == {}


def test_a_name_at_the_beginning_counts_when_the_insides_know_it():
    assert proposed(["Acme fell.", "Acme rose.", "They sold Acme."]) == {"Acme": 3}


@pytest.mark.parametrize("name", ["Zenith Group", "Trade Council", "Orchard Initiative"])
def test_a_body_is_proposed_even_where_it_begins_every_sentence(name):
    ends = ("opened a mill.", "lost money.", "was praised.")
    assert proposed([f"{name} {end}" for end in ends]) == {name: 3}
    assert proposed(*([f"Workers of the {name} {end}"] for end in ends)) == {name: 3}


def test_where_a_body_sits_is_no_part_of_its_name():
    assert proposed(["He runs the Oslo-based Zenith Group."] * 3) == {"Zenith Group": 3}


def test_a_possessive_ends_a_name_unless_it_is_part_of_one():
    assert proposed(["They met Norland’s Ada Kron."] * 3) == {"Ada Kron": 3, "Norland": 3}
    for mark in "’'":
        name = f"Norland Women{mark}s League"
        assert proposed([f"They met the {name}."] * 3) == {name: 3}
    assert proposed(["He told the U.S. and the U.N. so."] * 3) == {}


def test_what_only_stands_before_a_name_is_no_part_of_it():
    sentences = ["Yesterday Ada Kron left.", "Yesterday Ada Kron sang.", "They like Ada Kron."]
    assert proposed(sentences) == {"Ada Kron": 3}
    assert proposed(["Yet Kron left.", "Yet Kron sang, yet it rained.", "Yet Kron came."]) == {
        "Kron": 3
    }


def test_a_word_that_is_mostly_small_is_no_name():
    assert (
        proposed(["The Treaty and a treaty.", "A treaty, the Treaty.", "No treaty, Treaty."]) == {}
    )


def test_the_press_of_the_corpus_is_no_actor():
    sentences = [
        "He told the Harbour Post so.",
        "They read the Harbour Post.",
        "In the Harbour Post.",
    ]
    assert "Harbour Post" in proposed(sentences)
    assert proposed(sentences, outlet="Harbour Post") == {}
    assert proposed(sentences, authors="Jo Doe; Harbour Post") == {}


def test_a_whole_name_is_not_swallowed_by_a_chance_neighbour():
    sentences = [*["They met Ada Kron there."] * 9, "So said Health Reform Ada Kron."]
    assert proposed(sentences) == {"Ada Kron": 9}


def test_examples_come_from_different_articles_first():
    found = propose_actors(
        tables(["They sold Acme."] * 8, ["He hates Acme."], ["She likes Acme."]), REFERENCE
    )
    examples = found.loc[0, "example_sentence_ids"]
    assert examples[:3] == ("a0-s0", "a1-s0", "a2-s0")
    assert (found.loc[0, "n_articles"], len(examples)) == (3, 5)


def test_texts_that_are_not_english_propose_nothing():
    assert proposed(["Wir sahen den Hund und die Katze."] * 3, language="de") == {}


def test_nothing_proposes_nothing():
    assert list(propose_actors(tables(), REFERENCE).columns) == list(COLUMNS)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8))
def test_any_text_gives_names_that_stand_in_it(sentences):
    for name in proposed(sentences):
        assert all(any(word in text for text in sentences) for word in name.split())
