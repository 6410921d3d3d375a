"""The one door: counts on a mark equal the rows behind it, and what is written is what is read."""

import pandas as pd
import pytest

from analysis import store
from analysis import tables as contract
from analysis.charts.rows import group_keys
from analysis.evidence import ROWS, SHARES
from analysis.selection import Selection
from tests import tiny

ANALYSIS = tiny.analysis()
LARGER = tiny.larger_analysis()


QUESTIONS = [
    *((name, answer) for name in ("voice", "outlet", "article") for answer in contract.INCLUDES),
    *((name, "all") for name in ("publisher", "speaker", "pair")),
]
# What the tiny corpus has beyond the larger, topics and an article of no outlet, is in any answer.
OF_ALL = [("tiny", group_by, answer) for group_by, answer in QUESTIONS if answer == "all"]


@pytest.mark.parametrize(
    ("corpus", "group_by", "include"), OF_ALL + [("larger", *question) for question in QUESTIONS]
)
@pytest.mark.parametrize("measure", ROWS)
def test_every_number_opens_exactly_its_rows(corpus, measure, include, group_by):
    analysis = {"tiny": ANALYSIS, "larger": LARGER}[corpus]
    selection = Selection(group_by=group_by, include=include)
    whole = analysis.evidence(selection, measure)
    seen, of_group = 0, {}
    table = analysis.comparison(selection, measure)
    for group, row in zip(group_keys(table), table.itertuples(), strict=True):
        behind = analysis.evidence(selection, measure, group=group, item=row.item)
        seen += len(behind)
        assert len(behind) == row.n_negative + row.n_neutral + row.n_positive
        assert (behind["sign"] < 0).sum() == row.n_negative
        assert behind["sentence_id"].nunique() == row.n_sentences
        assert behind["article_id"].nunique() == row.n_articles
        if len(behind) and measure not in SHARES:
            assert behind["value"].mean() == pytest.approx(row.value)
        if len(behind) and measure in SHARES:
            if group not in of_group:
                of_group[group] = analysis.evidence(selection, measure, group=group)
            part = behind["value"].sum() / of_group[group]["value"].sum()
            assert part == pytest.approx(row.value)
            if measure != "voice_words":
                assert part == pytest.approx(len(behind) / len(of_group[group]))
    assert seen == len(whole)
    assert whole["row_id"].is_unique


@pytest.mark.parametrize(
    ("selection", "sentences"),
    [
        (Selection(), 6),
        (Selection(perspectives=("Russian",)), 2),
        (Selection(group_by="outlet", perspectives=("Chinese",)), 2),
        (Selection(outlets=("South Post",)), 3),
        (Selection(outlets=("unknown outlet",)), 1),
        (Selection(roles=("official",)), 2),
        (Selection(roles=("outlet",)), 4),
        (Selection(actors=("Beta",)), 2),
        (Selection(topics=("other",)), 1),
        (Selection(topics=("0", "other")), 3),
        (Selection(words="IVANOV"), 2),
        (Selection(words="("), 0),
        (Selection(first_day=pd.Timestamp("2022-01-12").date()), 5),
        (Selection(last_day=pd.Timestamp("2022-01-11").date()), 0),
        (Selection(kinds=("opinion",)), 0),
        (Selection(articles=("one",), include="direct"), 1),
    ],
)
def test_each_filter_keeps_what_it_says(selection, sentences):
    assert ANALYSIS.totals(selection)["sentences"] == sentences
    assert ANALYSIS.coverage(selection)["n_sentences"].sum() == sentences


def test_a_question_that_does_not_exist_is_refused_with_the_ones_that_do():
    with pytest.raises(ValueError, match="voice, outlet, article"):
        Selection(group_by="planet")


def test_coverage_counts_sentences_and_the_articles_they_are_printed_in():
    russian = ANALYSIS.coverage(Selection()).set_index("group").loc["Russian"]
    assert tuple(russian) == (2, 2)


def test_speakers_are_listed_by_article_with_how_they_are_introduced():
    speakers = ANALYSIS.speakers(Selection())
    assert list(speakers["speaker"]) == ["Ivanov", "Ivanov"]
    assert set(speakers["cues"]) == {"said", "accused"}
    assert speakers["n_quoted"].sum() == 1


def test_evidence_carries_its_context():
    row = ANALYSIS.evidence(Selection(), "stance", group="Russian", item="Alfa").iloc[0]
    assert row["text"] == '"Alfa is bad," Ivanov said.'
    assert (row["outlet"], row["cue"], row["voice"]) == ("Daily North", "said", "Ivanov")
    assert row["text"][row["start"] - row["sentence_start"] :].startswith("Alfa")


def test_a_statement_is_shown_whole_with_what_introduces_it():
    rows = LARGER.statements(Selection(), "Smith")
    assert len(rows) == 1
    row = rows.iloc[0]
    assert row["text"] == ("Smith said the day was long. Ivanov, he added, accused Gamma of theft.")
    said = row["text"][row["start"] - row["sentence_start"] : row["end"] - row["sentence_start"]]
    assert said == "the day was long. Ivanov, he added, accused Gamma of theft."
    assert (row["cue"], row["role"], row["targets"]) == ("said", "expert", ("Gamma",))


def test_a_row_has_the_cue_of_its_own_attribution():
    rows = LARGER.evidence(Selection(), "stance").set_index("row_id")
    text = LARGER.article("c")["article"]["text"]
    of = {text[row["start"] : row["end"]]: row["cue"] for _, row in rows.iterrows()
          if row["voice"] == "Smith"}  # fmt: skip
    assert of == {"Gamma": "said"}
    assert rows.loc[rows["voice"] == "outlet", ["cue", "attribution_id"]].isna().all(axis=None)
    statements = LARGER.evidence(Selection(), "framing").set_index("attribution_id")
    assert dict(statements["cue"]) == {
        "c-two": "accused", "c-mixed": "warned", "c-told": "said",
    }  # fmt: skip


def test_the_strongest_come_first_and_of_equals_those_of_the_first_article():
    rows = LARGER.evidence(Selection(), "stance", item="Alfa")
    assert list(rows["value"].abs()) == sorted(rows["value"].abs(), reverse=True)
    strongest = rows[rows["value"] == rows["value"].min()]
    assert list(strongest["article_id"]) == ["a", "b", "c", "c", "e"]


def test_presence_tells_outlets_from_speakers():
    presence = LARGER.presence().set_index("perspective")
    assert tuple(presence.loc["Chinese"]) == (2, 1, 0, 0)
    assert tuple(presence.loc["Western"]) == (6, 5, 1, 1)
    assert tuple(presence.loc["Russian"]) == (0, 0, 2, 1)
    assert tuple(presence.loc["Italian"]) == (0, 0, 0, 0)


def test_one_article_whole_and_an_unknown_one_refused():
    parts = ANALYSIS.article("two")
    assert len(parts["sentences"]) == 3
    assert parts["article"]["outlet"] == "South Post"
    with pytest.raises(KeyError, match="four"):
        ANALYSIS.article("four")


def test_options_list_what_is_there():
    options = ANALYSIS.options()
    assert options.outlets == ("Daily North", "South Post", "unknown outlet")
    assert options.topics == {"0": "weather", "1": "trade"}
    assert options.roles == ("outlet", "official")
    assert options.actors[0] == "Alfa"


def test_answers_are_copies():
    topics = ANALYSIS.topics()
    topics.loc[0, "label"] = "changed"
    assert ANALYSIS.topics().loc[0, "label"] == "weather"


def test_saved_and_loaded_is_the_same(tmp_path):
    store.save(ANALYSIS, tmp_path / "out")
    assert store.check(tmp_path / "out") == []
    loaded = store.load(tmp_path / "out")
    assert loaded.fingerprint == "tiny"
    for measure in ROWS:
        pd.testing.assert_frame_equal(
            loaded.comparison(Selection(), measure), ANALYSIS.comparison(Selection(), measure)
        )


def test_check_lists_all_faults_together(tmp_path):
    store.save(ANALYSIS, tmp_path)
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    (tmp_path / "topics.parquet").write_bytes(b"not parquet")
    (tmp_path / "removed.parquet").unlink()
    tiny.tables()["skipped"].drop(columns="reason").to_parquet(tmp_path / "skipped.parquet")
    text = "\n".join(store.check(tmp_path))
    for name in ("run.json", "topics.parquet", "removed.parquet is missing", "'reason'"):
        assert name in text
    with pytest.raises(store.AnalysisFault, match=r"run\.json"):
        store.load(tmp_path)


def test_check_of_a_missing_folder_says_what_to_give(tmp_path):
    assert "--out" in store.check(tmp_path / "nowhere")[0]


def in_parts(folder, name, rows):
    """A table of an analysis as a folder of two parts, the second from a row on."""
    frame = tiny.tables()[name]
    (folder / f"{name}.parquet").unlink()
    (folder / f"{name}.parquet").mkdir()
    frame.iloc[:rows].to_parquet(folder / f"{name}.parquet" / "part-000000.parquet", index=False)
    frame.iloc[rows:].to_parquet(folder / f"{name}.parquet" / "part-000001.parquet", index=False)


def test_a_table_may_be_a_folder_of_parts_wherever_it_lies(tmp_path):
    # What looks like a partition of another kind of data is a folder like any other.
    folder = tmp_path / "year=2022"
    store.save(ANALYSIS, folder)
    in_parts(folder, "sentences", 2)
    assert store.check(folder) == []
    loaded = store.load(folder).whole_tables()["sentences"]
    pd.testing.assert_frame_equal(loaded, tiny.tables()["sentences"])


def test_check_finds_faults_within_and_between_parts(tmp_path):
    store.save(ANALYSIS, tmp_path)
    in_parts(tmp_path, "mentions", 1)
    in_parts(tmp_path, "sentences", 2)
    parts = tmp_path / "sentences.parquet"
    (parts / "part-000001.parquet").write_bytes((parts / "part-000000.parquet").read_bytes())
    (tmp_path / "mentions.parquet" / "part-000001.parquet").write_bytes(b"not parquet")
    (tmp_path / "topics.parquet").unlink()
    (tmp_path / "topics.parquet").mkdir()
    found = store.check(tmp_path)
    assert found[0] == "sentences: 2 rows of a part repeat a key of another part"
    assert "mentions.parquet/part-000001.parquet cannot be read" in found[1]
    assert found[2] == "topics: topics.parquet holds no part"


def test_what_is_published_takes_the_place_of_what_was_there(tmp_path):
    old, made = tmp_path / "old", tmp_path / "made"
    store.save(LARGER, old)
    in_parts(old, "sentences", 2)
    (old / "notes.txt").write_text("mine", encoding="utf-8")
    store.save(ANALYSIS, made)
    store.publish(made, old)
    assert store.check(old) == []
    assert len(store.load(old).whole_tables()["articles"]) == 3
    assert (old / "notes.txt").read_text(encoding="utf-8") == "mine"
