"""Corrections change what they speak of, wherever it stands, and tell what they did not find."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import store
from analysis import tables as contract
from analysis.cli import main
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
)
from analysis.corrections.file import dump
from analysis.corrections.reference import correct_reference
from analysis.corrections.tables import (
    correct_article,
    correct_speakers,
    correct_stances,
    correct_targets,
)
from analysis.perspectives import perspective_of_affiliation, perspective_of_country
from analysis.pipeline import Settings, analyse
from analysis.provenance import BY_HAND, reasons
from analysis.reference import load_reference
from analysis.selection import Selection

SHIPPED = load_reference()
SAMPLE = Path(__file__).parent.parent / "data" / "sample"
TEXT = (
    "Title: Talks fail\nSource: Harbour Post\nDate: 2022-01-12\nText: The talks between Norrland "
    "Steel and the unions failed on Wednesday.\n\n"
    '"Russia is a reliable partner," Jo Doe told reporters in the capital.\n\n'
    "The European Union praised the offer. Norrland Steel will close two mills in the spring."
)


def reference(*entries):
    return correct_reference(SHIPPED, Corrections(entries))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("texts")
    (made / "one.txt").write_text(TEXT, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def plain(folder):
    return analyse([folder])


def corrected(folder, *entries):
    return analyse([folder], Settings(corrections=Corrections(entries)))


def only(analysis):
    (article_id,) = analysis.articles()["article_id"]
    return analysis.article(article_id)


# Reference tables


def test_nothing_said_changes_nothing():
    assert reference() is SHIPPED


def test_a_perspective_of_ones_own_takes_its_countries_with_what_speaks_for_them():
    new = reference(Perspective("Gulf", ("QA", "SA")))
    assert perspective_of_country("QA", new) == "Gulf"
    assert perspective_of_affiliation("Saudi Arabia", new) == "Gulf"
    assert perspective_of_affiliation("Qatari", new) == "Gulf"
    assert perspective_of_affiliation("Al Jazeera", new) == "Gulf"
    assert perspective_of_country("IR", new) == perspective_of_country("IR", SHIPPED)
    assert perspective_of_country("QA", SHIPPED) == "Other"


def test_an_outlet_outweighs_its_country():
    new = reference(Perspective("Gulf", ("QA",)), Outlet("Al Jazeera", perspective="Western"))
    assert perspective_of_affiliation("Al Jazeera", new) == "Western"
    assert perspective_of_country("QA", new) == "Gulf"


def test_a_body_counted_elsewhere_than_its_country_stays_there():
    nato = SHIPPED.actors.set_index("actor").loc["NATO", "perspective"]
    new = reference(Perspective("Benelux", ("BE",)))
    assert new.actors.set_index("actor").loc["NATO", "perspective"] == nato


def test_an_actor_gets_its_names_and_others_lose_them():
    new = reference(Actor("Acme Corp", ("Acme", "Kremlin"), country="RU")).actors.set_index("actor")
    assert new.loc["Acme Corp", "perspective"] == "Russian"
    assert new.loc["Acme Corp", "rolls_up_to"] == "Acme Corp"
    assert "Kremlin" in new.loc["Acme Corp", "aliases"]
    assert not any("Kremlin" in names for names in new["metonyms"])


def test_a_known_actor_gets_another_name_and_keeps_the_rest():
    new = reference(Actor("NATO", ("the Club",))).actors.set_index("actor")
    old = SHIPPED.actors.set_index("actor")
    assert new.loc["NATO", "aliases"] == (*old.loc["NATO", "aliases"], "the Club")
    assert new.loc["NATO", "kind"] == old.loc["NATO", "kind"]
    assert len(new) == len(old)


# One article

ROW = {"outlet": "X", "country": None, "perspective": "Other", "published": None, "title": "t"}


def test_with_an_outlet_come_its_country_and_perspective():
    new = correct_article(ROW, [Article("a", outlet="Global Times")], SHIPPED)
    assert (new["country"], new["perspective"]) == ("CN", "Chinese")
    given = Article("a", outlet="Global Times", country="RU")
    assert correct_article(ROW, [given], SHIPPED)["perspective"] == "Russian"
    given = Article("a", outlet="Global Times", perspective="Other")
    assert correct_article(ROW, [given], SHIPPED)["perspective"] == "Other"


def test_a_day_that_a_person_gives_is_stated_and_one_can_be_taken_away():
    new = correct_article(ROW, [Article("a", published="2022-01-31")], SHIPPED)
    assert (new["published"], new["published_basis"]) == (pd.Timestamp("2022-01-31"), "stated")
    new = correct_article(new, [Article("a", published="", title="")], SHIPPED)
    assert (new["published"], new["published_basis"], new["title"]) == (None, "unknown", None)


ATTRIBUTIONS = pd.DataFrame(
    {
        "attribution_id": ["a-1", "a-2", "a-3"],
        "speaker": ["Doe", "Doe", "unnamed"],
        "speaker_role": "other",
        "affiliation": None,
        "voice_perspective": "Other",
    }
)


def test_a_speaker_is_corrected_wherever_named_and_one_place_outweighs_that():
    new = correct_speakers(
        ATTRIBUTIONS,
        [
            Speaker(attribution_id="a-2", name="Jane Roe"),
            Speaker(article_id="a", speaker="Doe", name="Jo Doe", affiliation="China"),
        ],
        SHIPPED,
    )
    assert list(new["speaker"]) == ["Jo Doe", "Jane Roe", "unnamed"]
    assert list(new["voice_perspective"]) == ["Chinese", "Chinese", "Other"]
    assert list(ATTRIBUTIONS["speaker"]) == ["Doe", "Doe", "unnamed"]


def test_a_known_person_brings_the_affiliation_along():
    new = correct_speakers(
        ATTRIBUTIONS, [Speaker(attribution_id="a-1", name="Sergei Lavrov")], SHIPPED
    )
    assert (new.loc[0, "affiliation"], new.loc[0, "voice_perspective"]) == ("Russia", "Russian")


def test_a_stance_label_is_certain():
    mentions = pd.DataFrame(
        {"mention_id": ["m", "n"], "p_negative": 0.5, "p_neutral": 0.3, "p_positive": 0.2,
         "stance": -0.3, "stance_class": "negative"}
    )  # fmt: skip
    new = correct_stances(mentions, [Stance("m", "positive")])
    assert list(new.iloc[0, 1:]) == [0, 0, 1, 1, "positive"]
    assert list(new.iloc[1, 1:]) == [0.5, 0.3, 0.2, -0.3, "negative"]


def test_a_mention_means_the_actor_that_a_person_says():
    mentions = pd.DataFrame(
        {"mention_id": ["m", "n"], "actor": ["Alfa", "Beta"], "target": ["Alfa", "Beta"]}
    )
    new = correct_targets(mentions, [Target("m", "Gamma")])
    assert list(new["target"]) == list(new["actor"]) == ["Gamma", "Beta"]
    assert list(mentions["target"]) == ["Alfa", "Beta"]
    assert correct_targets(mentions, [Target("x", "Gamma")]) is mentions


# The whole way


def test_a_corrected_target_is_what_is_counted_and_a_tag_changes_no_number(folder, plain):
    before = only(plain)
    mention = before["mentions"].iloc[0]
    analysis = corrected(
        folder, Target(mention["mention_id"], "Acme"), Tag(mention["sentence_id"], "blame")
    )
    counted = analysis.comparison(Selection(), "stance").query("item == 'Acme'")
    assert counted[["n_negative", "n_neutral", "n_positive"]].to_numpy().sum() == 1
    assert (analysis.n_corrections, analysis.not_applied) == (1, ())
    tagged = corrected(folder, Tag(mention["sentence_id"], "blame"))
    assert tagged.fingerprint == plain.fingerprint != analysis.fingerprint
    for name, table in analysis._tables.items():
        assert contract.faults(name, table) == []


def test_every_sort_changes_the_tables_of_a_run(folder, plain):
    before = only(plain)
    article_id = before["article"]["article_id"]
    union = before["mentions"].set_index("target").loc["European Union"]
    text = before["article"]["text"]
    start = text.index("Norrland Steel will")
    analysis = corrected(
        folder,
        Perspective("Steel", ("SE",)),
        Outlet("Harbour Post", country="SE"),
        Actor("Norrland Steel", ("Norrland",), kind="company", country="SE"),
        Article(article_id, title="Talks succeed"),
        Removed(article_id, start, len(text)),
        Speaker(article_id=article_id, speaker="Jo Doe", affiliation="Norrland Steel"),
        Stance(union["mention_id"], "negative"),
    )
    after = only(analysis)
    assert after["article"]["title"] == "Talks succeed"
    assert after["by_hand"] == ("title",)
    told = reasons(after["article"], after["removed"], SHIPPED, after["by_hand"])
    assert told["title"] == BY_HAND != told["published"]
    assert after["article"]["perspective"] == "Steel"
    assert set(after["sentences"]["outlet_perspective"]) == {"Steel"}
    assert "Norrland Steel" in set(after["mentions"]["target"])
    assert not after["sentences"]["text"].str.startswith("Norrland Steel will").any()
    spoken = after["attributions"].set_index("speaker").loc["Jo Doe"]
    assert (spoken["affiliation"], spoken["voice_perspective"]) == ("Norrland Steel", "Steel")
    assert after["mentions"].set_index("target").loc["European Union", "stance"] == -1
    assert (analysis.n_corrections, analysis.not_applied) == (7, ())
    assert "Steel" in set(analysis.comparison(Selection(), "stance")["perspective"])
    for name, table in analysis._tables.items():
        assert contract.faults(name, table) == []


def test_a_removed_line_can_be_restored(folder, plain):
    removed = only(plain)["removed"]
    line = removed[removed["text"].str.contains("Harbour Post")].iloc[0]
    entry = Restored(line["article_id"], int(line["start"]), int(line["end"]))
    after = only(corrected(folder, entry))
    assert line["text"] in set(after["sentences"]["text"])
    assert not (after["removed"]["start"] == line["start"]).any()


def test_topics_are_renamed_only_when_number_and_terms_agree(plain, folder):
    topic = plain.topics().iloc[0]
    meant = Topic(topic["topic_id"], topic["terms"], "Steel talks")
    assert corrected(folder, meant).topics().loc[0, "label"] == "Steel talks"
    other = corrected(folder, Topic(topic["topic_id"], "other, terms", "Steel talks"))
    assert other.topics().loc[0, "label"] == topic["label"]
    assert len(other.not_applied) == 1


@pytest.mark.parametrize(
    "entry",
    [
        Article("f" * 16, title="x"),
        Removed("f" * 16, 0, 1),
        Speaker(attribution_id="f-a1-2", name="x"),
        Speaker(article_id="f", speaker="Nobody", name="x"),
        Stance("f-m1-2", "neutral"),
        Target("f-m1-2", "Acme"),
        Tag("f-s1-2", "blame"),
        Perspective("P", ("QQ",)),
        Outlet("Y", country="QQ"),
        Actor("Acme", rolls_up_to="Nobody"),
    ],
)
def test_what_nothing_answers_to_is_told_and_not_counted(folder, entry):
    analysis = corrected(folder, entry)
    assert analysis.n_corrections == 0
    (told,) = analysis.not_applied
    assert told == f"{entry}: {entry.LOST}"


def test_the_command_line_gives_the_same_tables_from_another_place(folder, plain, tmp_path):
    before = only(plain)
    mention = before["mentions"].iloc[0]
    wanted = Corrections(
        (
            Article(before["article"]["article_id"], outlet="Global Times"),
            Stance(mention["mention_id"], "positive"),
        )
    )
    here = analyse([folder], Settings(corrections=wanted))
    file = tmp_path / "by hand.toml"
    file.write_text(dump(plain.portable(wanted)), encoding="utf-8")
    moved = tmp_path / "moved.txt"
    moved.write_text(TEXT, encoding="utf-8")
    call = ["run", str(moved), "--out", str(tmp_path / "out"), "--corrections", str(file)]
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0, done.output
    there = store.load(tmp_path / "out")
    ids = [f"{name}_id" for name in ("article", "passage", "sentence", "attribution", "mention")]
    for name in ("articles", "sentences", "attributions", "mentions"):
        dropped = [*ids, "source_path", "outer_id"]
        one, other = (
            table.drop(columns=dropped, errors="ignore")
            for table in (here._tables[name], there._tables[name])
        )
        pd.testing.assert_frame_equal(one, other, check_dtype=False)
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["corrections"]["applied"] == there.n_corrections == 2
    assert record["corrections"]["fingerprint"]


def test_a_faulty_file_is_wrong_usage_and_tells_all_faults(folder, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text("[[stances]]\nstance = 'good'\n[[dances]]\nx = 1\n", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["run", str(folder), "--out", str(tmp_path / "out"), "--corrections", str(file)]
    )
    assert done.exit_code == 2
    for words in ("mention_id is missing", "'good'", "'dances' is unknown"):
        assert words in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_was_not_applied_is_told_on_the_command_line(folder, tmp_path):
    file = tmp_path / "other.toml"
    file.write_text("[[stances]]\nmention_id = 'x-m1-2'\nstance = 'neutral'\n", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["run", str(folder), "--out", str(tmp_path / "out"), "--corrections", str(file)]
    )
    assert done.exit_code == 0
    assert "not applied stances: mention_id x-m1-2: no such mention" in done.stderr
