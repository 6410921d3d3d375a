"""Mentions: the right actor, the right place, and no mention where a name is something else."""

import json
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import COLUMNS, find_mentions
from analysis.reference import load_reference

GOLD = Path(__file__).parents[2] / "shared" / "gold"
REFERENCE = load_reference()


def mentions(*texts: str) -> pd.DataFrame:
    """Mentions in an article whose sentences are given, joined by one blank."""
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + 1
    sentences = pd.DataFrame(
        {"sentence_id": [f"s{at}" for at in range(len(texts))], "start": starts, "text": texts}
    )
    return find_mentions({"article_id": "a"}, sentences, REFERENCE)


def told(*texts: str) -> list[tuple[str, str]]:
    found = mentions(*texts)
    return list(zip(found["surface"], found["target"], strict=True))


def modifiers(text: str) -> dict[str, bool]:
    found = mentions(text)
    return dict(zip(found["target"], found["modifier"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kremlin rejected the offer.", [("Kremlin", "Russia")]),
        ("Moscow denied the report.", [("Moscow", "Russia")]),
        ("U.S. officials left.", [("U.S.", "United States")]),
        ("The US\u00a0and China agreed.", [("US", "United States"), ("China", "China")]),
        ("Russia’s offer fell short.", [("Russia", "Russia")]),
        ("The Biden administration waited.", [("Biden administration", "United States")]),
        ("RUSSIA WARNS AGAIN", [("RUSSIA", "Russia")]),
        ("Peace came to the West.The plan failed.", [("West", "West")]),
        ("He spoke against Russia.The answer came.", [("Russia", "Russia")]),
        ("Talks between Russia and NATO began.", [("Russia", "Russia"), ("NATO", "NATO")]),
        ("Europe must act.", [("Europe", "Europe")]),
        ("The EU must act.", [("EU", "European Union")]),
        ("Brussels imposed a tariff.", [("Brussels", "European Union")]),
        ("Paris agreed, while Rome abstained.", [("Paris", "France"), ("Rome", "Italy")]),
        ("The State Department complained.", [("State Department", "United States")]),
        (
            "Sergey Lavrov and Sergei Lavrov.",
            [("Sergey Lavrov", "Russia"), ("Sergei Lavrov", "Russia")],
        ),
    ],
)
def test_names_metonyms_and_people_roll_up(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US-Russia talks opened.", ["United States", "Russia"]),
        ("Troops left the Ukraine-Russia border.", ["Ukraine", "Russia"]),
        ("The NATO-Russia Council met.", ["NATO", "Russia"]),
        ("A pro-Russian, Washington-backed plan.", ["Russia", "United States"]),
    ],
)
def test_compounds_mention_both_sides(text, expected):
    assert [target for _, target in told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "They have shown us in a lot of cases.",
        "It happened in Moscow.",
        "He will travel to Kiev on Monday.",
        "A visit to Beijing was cancelled.",
        "Brussels, Belgium – Experts waited.",
        "BEIJING, Jan. 3 (Xinhua) -- Prices rose.",
        "The head of the Royal Oslo Institute wrote.",
        "A Moscow-based analyst agreed.",
        "She did research in Washington and Moscow.",
        "The Soviet Union fell.",
        "The Washington Post reported it.",
        "He told Al Jazeera so.",
        "If it turns West, little changes.",
        "They fear for Eastern Europe’s winters in Central Asia.",
        "Michael Jordan retired.",
        "They crossed the Jordan River.",
        "The London Stock Exchange opened.",
        "They met in Geneva, Switzerland.",
        "An alliance with many members.",
        "Read more at https://example.org/russia-nato or write to Russia@example.org",
        "The Minsk agreements failed.",
        "",
        "…!? — 12,5 % \u200b",
    ],
)
def test_what_is_no_mention_of_an_actor(text):
    assert [pair for pair in told(text) if pair[1] != "Eastern Europe"] == []


def test_a_place_becomes_a_government_when_it_acts():
    assert told("The war in Ukraine goes on and Moscow has denied it.")[-1] == ("Moscow", "Russia")
    assert told("It is seen in Washington’s offers.") == [("Washington", "United States")]


def test_a_capital_whose_country_never_occurs_must_act():
    assert told("France waits.", "A statue of Victoria stands here.") == [("France", "France")]
    assert ("Tokyo", "Japan") in told("France waits.", "It dealt with Tokyo.")


def test_a_surname_counts_once_its_owner_is_introduced():
    introduced = told("Wendy Sherman arrived.", "Then Sherman left.")
    assert introduced[-1] == ("Sherman", "United States")
    assert told("Sherman left.") == []


def test_the_head_of_a_named_state_needs_no_introduction():
    assert ("Putin", "Russia") in told("Russia waits.", "Putin decides.")


def test_a_surname_inside_another_name_is_no_mention():
    assert told("Russia waits.", "Then Igor Putin spoke.") == [("Russia", "Russia")]
    assert told("Russia waits.", "Igor Putin spoke.") == [("Russia", "Russia")]
    assert ("Putin", "Russia") in told("Russia waits.", "Then Putin spoke.")
    assert ("Putin", "Russia") in told("Russia waits.", "Suddenly Putin spoke.")


def test_the_alliance_is_the_one_named_last():
    assert told("NATO met.", "The alliance agreed.")[-1] == ("alliance", "NATO")
    assert told("The alliance agreed.") == []
    assert told("NATO met.", "The bloc agreed.")[-1] == ("bloc", "NATO")
    assert told("The EU met.", "The alliance between both ended.")[-1] == ("EU", "European Union")
    assert told("The EU met.", "NATO did not.", "Now the bloc waits.")[-1] == (
        "bloc",
        "European Union",
    )


def test_the_state_in_a_title_is_left_to_its_bearer():
    assert told("US President Joe Biden spoke.") == [("Joe Biden", "United States")]
    assert told("Russian Foreign Minister Sergei Lavrov spoke.") == [("Sergei Lavrov", "Russia")]
    assert [target for _, target in told("Russia and Joe Biden spoke.")] == [
        "Russia",
        "United States",
    ]


@pytest.mark.parametrize(
    ("text", "target", "modifier"),
    [
        ("The Ukraine crisis deepens.", "Ukraine", True),
        ("The US ambassador left.", "United States", True),
        ("The US security talks failed.", "United States", True),
        ("The NATO-Russia Council met.", "NATO", True),
        ("A Russian TV channel said so.", "Russia", True),
        ("Troops on the Russian border.", "Russia", True),
        ("The Western-led effort failed.", "West", True),
        ("Russian troops attacked.", "Russia", False),
        ("US officials lied.", "United States", False),
        ("Russia stopped talks.", "Russia", False),
        ("Antony Blinken and national advisers met.", "United States", False),
        ("Ukraine’s border is quiet.", "Ukraine", False),
    ],
)
def test_modifiers_only_tell_which_thing_is_meant(text, target, modifier):
    assert modifiers(text)[target] is modifier


def test_who_left_office_or_holds_none_speaks_for_no_state():
    assert told("The former chief Anders Fogh Rasmussen founded a firm.") == []
    assert told("Former President Donald Trump agreed.") == []


def test_offsets_point_into_the_article():
    texts = ("“Russia” left.", "Then NATO’s envoy and the EU met Vladimir Putin.")
    article = " ".join(texts)
    found = mentions(*texts)
    assert len(found) == 4
    assert [article[s:e] for s, e in zip(found["start"], found["end"], strict=True)] == list(
        found["surface"]
    )
    assert found["mention_id"].is_unique


def test_no_sentences_give_an_empty_table_with_all_columns():
    found = mentions()
    assert list(found.columns) == list(COLUMNS)
    assert found.empty


def test_the_input_is_left_as_it_was():
    sentences = pd.DataFrame({"sentence_id": ["b", "a"], "start": [9, 0], "text": ["NATO", "EU"]})
    before = sentences.copy()
    find_mentions({"article_id": "a"}, sentences, REFERENCE)
    pd.testing.assert_frame_equal(sentences, before)


WORDS = st.sampled_from(
    [
        "Russia",
        "US",
        "us",
        "the",
        "alliance",
        "Moscow",
        "-",
        ".",
        ",",
        "’s",
        "Putin",
        "in",
        "West",
        "University",
        "said",
        "\u00a0",
        "\n",
        "NATO",
        "Biden",
        "former",
        "(",
        "é",
        "😀",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25), st.sampled_from(["", " "]))
def test_mentions_are_ordered_apart_and_exact(words, glue):
    text = glue.join(words)
    found = mentions(text)
    ends = [0, *found["end"]]
    for row, end in zip(found.itertuples(), ends, strict=False):
        assert end <= row.start < row.end <= len(text)
        assert text[row.start : row.end] == row.surface
        assert row.target


def test_time_grows_with_the_text_only():
    started = time.perf_counter()
    found = mentions("Russia, Moscow and the alliance - US " * 5000)
    assert len(found) > 10_000
    assert time.perf_counter() - started < 10


@pytest.mark.skipif(not GOLD.is_dir(), reason="annotated articles not beside the checkout")
def test_annotated_mentions_are_found():
    hits = total = 0
    for path in sorted(GOLD.glob("gold_*.json")):
        gold = json.loads(path.read_text("utf-8"))
        spans = [(s["start"], s["end"]) for s in gold["sentences"]]
        sentences = pd.DataFrame(
            {
                "sentence_id": [str(at) for at in range(len(spans))],
                "start": [start for start, _ in spans],
                "text": [gold["text"][start:end] for start, end in spans],
            }
        )
        found = find_mentions({"article_id": gold["id"]}, sentences, REFERENCE)
        for target in gold["targets"]:
            overlaps = (found["start"] < target["end"]) & (found["end"] > target["start"])
            hits += actor_of(target) in set(found.loc[overlaps, "target"])
            total += 1
    assert hits / total >= 0.95


def actor_of(target: dict) -> str:
    """The annotators roll Europe up loosely and the West to nothing; the tables keep both."""
    loose = target["rolls_up_to"] is None or target["rolls_up_to"].startswith("European Union (")
    names = {"OSCE": "Organization for Security and Co-operation in Europe"}
    name = target["actor"] if loose else target["rolls_up_to"]
    return names.get(name, name)
