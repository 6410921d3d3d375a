"""The corrections file: what is sound comes back exactly, what is not is told all together."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corrections import (
    Actor,
    Article,
    Corrections,
    Outlet,
    Perspective,
    Removed,
    Restored,
    Speaker,
    Stance,
    Tag,
    Target,
    Topic,
    text_key,
)
from analysis.corrections.entries import SORTS
from analysis.corrections.file import CorrectionsFault, dump, load, parse

EVERYTHING = Corrections(
    (
        Perspective("Gulf", countries=("QA", "AE"), outlets=("Al Jazeera",)),
        Outlet("Harbour Post", aliases=("HP",), country="QA", perspective="Gulf"),
        Actor("Acme Corp", ("Acme",), "Acme Corp", "company", "US", "Western"),
        Article("a" * 16, title='He said "so"\nand \\ left', authors="", published="2022-01-31"),
        Restored("a" * 16, 3, 9),
        Removed("b" * 16, 0, 2),
        Speaker(attribution_id="a-a1-2", name="Jo Doe", affiliation="Acme Corp", role="expert"),
        Speaker(article_id="a" * 16, speaker="Doe", perspective="Gulf"),
        Target("a-m1-2", "Acme Corp"),
        Stance("a-m1-2", "positive"),
        Topic("0", "gas, price", "Gas"),
        Tag("a-s0-9", "blame"),
        Tag("a-s0-9", "a “remedy”"),
    ),
    (("a" * 16, "c" * 16),),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
ENTRIES = st.one_of(
    st.builds(Article, TEXTS, title=TEXTS, url=st.none() | st.just("")),
    st.builds(Actor, TEXTS, st.lists(TEXTS, max_size=3).map(tuple), st.none() | TEXTS),
    st.builds(Stance, TEXTS, st.sampled_from(["negative", "neutral", "positive"])),
    st.builds(Topic, TEXTS, TEXTS, TEXTS),
    st.builds(Target, TEXTS, TEXTS),
    st.builds(Tag, TEXTS, TEXTS),
    st.builds(Restored, TEXTS, st.integers(0, 10), st.integers(11, 20)),
    st.builds(Speaker, attribution_id=TEXTS, name=TEXTS),
)


def faults(text):
    with pytest.raises(CorrectionsFault) as caught:
        parse(text.encode())
    return caught.value.faults


def test_every_sort_of_correction_comes_back_exactly():
    assert parse(dump(EVERYTHING).encode()) == EVERYTHING


@settings(max_examples=100, deadline=None)
@given(st.lists(ENTRIES, max_size=6))
def test_whatever_the_words_they_come_back_exactly(entries):
    corrections = Corrections(tuple(entries))
    assert parse(dump(corrections).encode()) == corrections


def test_the_order_of_entries_does_not_matter():
    turned = Corrections(EVERYTHING.entries[::-1], EVERYTHING.texts)
    assert turned == EVERYTHING
    assert dump(turned) == dump(EVERYTHING)
    assert turned.fingerprint == EVERYTHING.fingerprint != Corrections().fingerprint


def test_each_value_of_an_article_counts():
    assert Corrections((Article("a", title="x", url=""),)).count == 2
    assert EVERYTHING.count == 13
    assert Corrections().count == 0


def test_tags_change_no_number_and_judgements_can_be_left_out():
    tag, stance = Tag("a-s0-9", "blame"), Stance("a-m1-2", "positive")
    renamed = Topic("0", "gas, price", "Gas")
    made = Corrections((tag, stance, renamed))
    assert made.decisive.entries == (stance, renamed)
    assert made.without_judgements.entries == (renamed,)
    assert made.fingerprint == made.decisive.fingerprint != made.without_judgements.fingerprint
    assert Corrections((tag,)).count == 0
    assert Corrections((tag,)).fingerprint == Corrections().fingerprint


def test_a_sentence_has_several_tags_and_each_is_taken_back_alone():
    made = Corrections().with_entry(Tag("a-s0-9", "blame")).with_entry(Tag("a-s0-9", "cause"))
    assert [tag.tag for tag in made.of(Tag)] == ["blame", "cause"]
    assert [tag.tag for tag in made.without(Tag("a-s0-9", "blame")).of(Tag)] == ["cause"]


def test_tags_and_targets_find_their_article_when_its_file_has_moved():
    made = Corrections((Tag("old-s0-9", "blame"), Target("old-m1-2", "Alfa"))).portable(
        {"old": "text"}
    )
    moved = made.moved_to([("new", "text")])
    assert moved.of(Tag) == [Tag("new-s0-9", "blame")]
    assert moved.of(Target) == [Target("new-m1-2", "Alfa")]


def test_a_day_may_be_a_date_or_a_text():
    for day in ("2022-01-31", '"2022-01-31"'):
        (entry,) = parse(f'[[articles]]\narticle_id = "a"\npublished = {day}'.encode()).entries
        assert entry.published == "2022-01-31"


def test_all_faults_are_told_together():
    found = faults(
        """
        [[articles]]
        article_id = "a"
        published = "31/02/2022"
        kind = "gossip"
        tone = "angry"
        [[stances]]
        stance = "good"
        [[restored]]
        article_id = "a"
        start = 9
        end = 3
        [[speakers]]
        name = "X"
        [[outlets]]
        outlet = "X"
        country = "Qatar"
        [[dances]]
        x = 1
        """
    )
    told = "\n".join(found)
    for words in (
        "articles, entry 1: published is '31/02/2022', must be a day such as 2022-01-31",
        "kind is 'gossip', must be one of news",
        "'tone' is unknown; known are article_id, title",
        "stances, entry 1: mention_id is missing",
        "stance is 'good', must be one of negative, neutral, positive",
        "start 9 must be before end 3",
        "needs either attribution_id, or article_id and speaker",
        "country is 'Qatar', must be a country code",
        "section 'dances' is unknown; known are perspectives",
    ):
        assert words in told
    assert len(found) == 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[articles]", "not sound TOML"),
        ("x = " + "[" * 100_000, "not sound TOML"),
        ("[articles]\ntitle = 'x'", r"must be written as \[\[articles\]\]"),
        ("articles = 3", r"must be written as \[\[articles\]\]"),
        ("[[articles]]\narticle_id = 'a'", "changes nothing"),
        ("[[articles]]\narticle_id = 7\ntitle = 'x'", "must be a text that is not empty"),
        ("[[articles]]\narticle_id = 'a'\npublished = 2022-02-31", "not sound TOML"),
        ("[[articles]]\narticle_id = 'a'\npublished = 2022-02-01T12:00:00", "must be a day"),
        ("[[articles]]\narticle_id = 'a'\nlanguage = 'English'", "language code"),
        ("[[removed]]\narticle_id = 'a'\nstart = true\nend = 2", "whole number"),
        ("[[removed]]\narticle_id = 'a'\nstart = -1\nend = 2", "whole number"),
        ("[[actors]]\nactor = 'X'\naliases = 'Y'", "list of texts"),
        ("[[actors]]\nactor = 'X'\nperspective = 'Gulf'", r"define it under \[\[perspectives\]\]"),
        ("[[perspectives]]\nperspective = 'P'\ncountries = ['Peru']", "two capital letters"),
        (
            "[[perspectives]]\nperspective = 'P'\ncountries = ['QA']\n"
            "[[perspectives]]\nperspective = 'R'\ncountries = ['QA']",
            "'QA' already belongs to P",
        ),
        (
            "[[topics]]\ntopic_id = '0'\nterms = 'x'\nlabel = 'y'\n"
            "[[topics]]\ntopic_id = '0'\nterms = 'x'\nlabel = 'z'",
            "topics, entry 2: is about the same as topics, entry 1",
        ),
        (
            "[[restored]]\narticle_id = 'a'\nstart = 1\nend = 5\n"
            "[[removed]]\narticle_id = 'a'\nstart = 4\nend = 9",
            "takes out some of it",
        ),
        ("[[texts]]\narticle_id = 'a'", "must hold article_id and text_key"),
    ],
)
def test_each_fault_is_told_in_words(text, words):
    with pytest.raises(CorrectionsFault, match=words):
        parse(text.encode())


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(CorrectionsFault, match="No such file"):
        load(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes("x = 'é'".encode("latin-1"))
    with pytest.raises(CorrectionsFault, match="not UTF-8"):
        load(tmp_path / "latin.toml")
    (tmp_path / "empty.toml").write_bytes(b"")
    assert load(tmp_path / "empty.toml") == Corrections()


def test_what_is_said_later_of_a_thing_adds_to_what_was_said_and_outweighs_it():
    first = Corrections().with_entry(Article("a", title="x", url="u"))
    both = first.with_entry(Article("a", title="y"))
    assert both.entries == (Article("a", title="y", url="u"),)
    assert both.without(Article("a")).entries == ()
    assert first.entries == (Article("a", title="x", url="u"),)


def test_restoring_takes_back_what_was_removed_there():
    removed = Corrections().with_entry(Removed("a", 0, 9)).with_entry(Removed("b", 0, 9))
    assert removed.with_entry(Restored("a", 3, 5)).entries == (
        Restored("a", 3, 5),
        Removed("b", 0, 9),
    )


def test_corrections_find_their_article_under_another_path():
    old, new = "a" * 16, "b" * 16
    corrections = Corrections((Article(old, title="x"), Stance(f"{old}-m1-2", "neutral")))
    carried = parse(dump(corrections.portable({old: "The text.", "c": "Other."})).encode())
    assert carried.texts == ((old, text_key("The text.")),)
    moved = carried.moved_to([("d" * 16, "Other."), (new, "The text."), ("e" * 16, "The text.")])
    assert moved.entries == (Article(new, title="x"), Stance(f"{new}-m1-2", "neutral"))
    assert carried.moved_to([(new, "The text."), (old, "Changed.")]) == carried
    assert carried.moved_to([(new, "Another text.")]) == carried


def test_the_example_of_the_guide_is_sound():
    guide = Path(__file__).parent.parent / "docs" / "corrections.md"
    example = guide.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    corrections = parse(example.encode())
    assert {type(entry) for entry in corrections.entries} == set(SORTS)
    assert parse(dump(corrections).encode()) == corrections
