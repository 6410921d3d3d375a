"""The whole way on the sample: sound tables, honest offsets, the same twice."""

import contextlib
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import shipped
from analysis import tables as contract
from analysis.clean.model import load_model
from analysis.compare import compare_everything
from analysis.corrections import Corrections, Perspective, Stance
from analysis.pipeline import Settings, analyse
from analysis.stance import default_engine

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample"
SEEDS = ROOT.parent / "shared" / "seeds"
# For what does not depend on the networks.
FAST = Settings(n_topics=3, fast=True)


@pytest.fixture(scope="module")
def made():
    """The sample analysed now, under the names by which it is shipped."""
    with contextlib.chdir(ROOT):
        return analyse(["data/sample"])


@pytest.fixture(scope="module")
def tables(made):
    return whole(made)


def whole(analysis):
    """All tables, the comparison included, as they are written to disk."""
    return {**analysis._tables, "comparison": compare_everything(analysis._tables)}


@pytest.mark.parametrize("name", contract.TABLES)
def test_tables_keep_the_contract(tables, name):
    assert contract.faults(name, tables[name]) == []


def test_all_five_articles_are_read_and_nothing_else(tables):
    assert len(tables["articles"]) == 5
    assert tables["skipped"].empty


@pytest.mark.parametrize(
    ("table", "text", "start", "end"),
    [
        ("removed", "text", "start", "end"),
        ("sentences", "text", "start", "end"),
        ("mentions", "surface", "start", "end"),
    ],
)
def test_offsets_cut_exactly_what_is_shown(tables, table, text, start, end):
    articles = tables["articles"].set_index("article_id")["text"]
    frame = tables[table]
    assert len(frame)
    for row in frame.to_dict("records"):
        assert articles[row["article_id"]][row[start] : row[end]] == row[text]


def test_cues_and_sources_stand_where_they_are_said_to(tables):
    articles = tables["articles"].set_index("article_id")["text"]
    for row in tables["attributions"].to_dict("records"):
        text = articles[row["article_id"]]
        for name in ("cue", "source"):
            if not pd.isna(row[name]):
                assert text[int(row[f"{name}_start"]) :].startswith(row[name])


def test_identifiers_lead_from_table_to_table(tables):
    for child, column, parent in (
        ("sentences", "passage_id", "passages"),
        ("sentences", "attribution_id", "attributions"),
        ("mentions", "sentence_id", "sentences"),
        ("attributions", "outer_id", "attributions"),
        ("passages", "topic_id", "topics"),
    ):
        key = "attribution_id" if column == "outer_id" else column
        assert set(tables[child][column].dropna()) <= set(tables[parent][key])


def test_probabilities_add_up(tables):
    scored = tables["mentions"].dropna(subset="stance")
    total = scored[["p_negative", "p_neutral", "p_positive"]].sum(axis=1)
    assert total.to_numpy() == pytest.approx(1.0)
    difference = scored["p_positive"] - scored["p_negative"]
    assert scored["stance"].to_numpy() == pytest.approx(difference.to_numpy())


def test_running_twice_gives_identical_tables(tables, monkeypatch):
    monkeypatch.chdir(ROOT)
    again = whole(analyse(["data/sample"]))
    for name in contract.TABLES:
        pd.testing.assert_frame_equal(again[name], tables[name])


def test_what_is_shipped_is_what_is_found_now(tables):
    """But for the last digits of what networks compute, which depend on the processor."""
    stored = shipped.analysis()
    assert stored, f"it was made of something else; write it anew: {shipped.COMMAND}"
    for name, frame in stored.whole_tables().items():
        pd.testing.assert_frame_equal(frame, tables[name], rtol=0, atol=0.05, obj=name)


@pytest.mark.skipif(
    not SEEDS.exists(), reason="the original articles do not lie beside the checkout"
)
def test_the_sample_is_byte_for_byte_as_given():
    for seed in SEEDS.iterdir():
        assert (SAMPLE / seed.name).read_bytes() == seed.read_bytes()


def test_bad_files_lose_nothing_else(tmp_path):
    good = (SAMPLE / "000_d929e8fac5b9303f.txt").read_bytes()
    (tmp_path / "good.txt").write_bytes(good)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "header.txt").write_text("Title: Only a title\nText: \n", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    tables = whole(analyse([tmp_path, tmp_path / "missing.txt"]))
    assert len(tables["articles"]) == 1
    skipped = tables["skipped"].set_index("source_path")["reason"]
    assert {Path(path).name for path in skipped.index} == {
        "empty.txt", "binary.txt", "header.txt", "link.txt", "missing.txt",
    }  # fmt: skip
    assert skipped.str.len().min() > 5
    for name in contract.TABLES:
        assert contract.faults(name, tables[name]) == []


def test_the_number_of_topics_can_be_set():
    tables = analyse([SAMPLE], FAST)._tables
    assert len(tables["topics"]) == 3


def copied(folder: Path, *names: str) -> Path:
    """The sample articles in another folder, under other names when some are given."""
    folder.mkdir()
    for number, path in enumerate(sorted(SAMPLE.glob("*.txt"))):
        name = names[number] if names else path.name
        (folder / name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def fingerprint():
    return analyse([SAMPLE], FAST).fingerprint


def test_the_same_texts_have_one_fingerprint_wherever_they_lie(tmp_path, fingerprint):
    again = copied(tmp_path / "a", "5.txt", "4.txt", "3.txt", "2.txt", "1.txt")
    same = replace(FAST, reference_folder=ROOT / "data" / "reference")
    assert analyse([again], same).fingerprint == fingerprint


def test_whatever_changes_a_number_changes_the_fingerprint(tmp_path, fingerprint):
    tables = tmp_path / "reference"
    shutil.copytree(ROOT / "data" / "reference", tables)
    outlets = (tables / "outlets.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tables / "outlets.csv").write_text("".join(outlets[:-1]), encoding="utf-8")
    texts = copied(tmp_path / "texts")
    changed = sorted(texts.glob("*.txt"))[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nIt rained.", encoding="utf-8")
    new = Corrections((Perspective("Northern", ("NO",)),))
    found = [
        analyse(paths, settings).fingerprint
        for paths, settings in (
            ([SAMPLE], replace(FAST, n_topics=4)),
            ([SAMPLE], replace(FAST, reference_folder=tables)),
            ([SAMPLE], replace(FAST, corrections=new)),
            ([texts], FAST),
        )
    ]
    assert len({fingerprint, *found}) == 5


def test_a_correction_counts_the_same_wherever_its_article_lies(tmp_path, fingerprint):
    found = []
    for folder in (SAMPLE, copied(tmp_path / "again")):
        mention = analyse([folder], FAST)._tables["mentions"].iloc[0]
        judged = Corrections((Stance(mention["mention_id"], "positive"),))
        found.append(analyse([folder], replace(FAST, corrections=judged)).fingerprint)
    assert found[0] == found[1] != fingerprint


def test_the_record_names_each_model_with_its_version(made):
    models = made.run["models"]
    assert default_engine().version in models["stance"]
    assert load_model().version in models["cleaning"]


def test_progress_is_told_article_by_article():
    seen = []
    analyse([SAMPLE], FAST, progress=lambda path, done, total: seen.append((done, total)))
    assert seen == [(n, 5) for n in range(1, 6)]
