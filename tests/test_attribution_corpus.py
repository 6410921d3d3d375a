"""Speakers over all articles: spellings joined, voices and corrections going with them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.attribution.spellings import consonants, spelling_key
from analysis.corrections import Corrections, Speaker
from analysis.pipeline import Settings, analyse

ONE = "Sergii Bondarchuk, a Ukrainian skipper, said that Kenya had closed the harbour.\n"
TWO = "The Ukrainian skipper Serhiy Bondarchuk said that Kenya was wrong to close the harbour."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Serhii Bondarchuk", "Sergey Bondarczuk"),
        ("Mykhailo Kovačević", "Mychajło Kovachevich"),
        ("Jens Holmberg", "Jens Hoolmberg"),
        ("Aleksandr Filippov", "Alexander Filipow"),
        ("Yelena Zhukova", "Jelena Żukowa"),
        ("Tom K. Anderson", "Tom Anderson"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mario Bianchi", "Maria Bianchi"),
        ("Anna Lindqvist", "Hanna Lindqvist"),
        ("Peter Hansen", "Peter Jensen"),
        ("Erik Strand", "Lars Strand"),
    ],
)
def test_other_people(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


def test_short_names_have_no_key() -> None:
    assert [spelling_key(name) for name in ("Li Na", "Mori", "Bo Lu")] == [None, None, None]
    assert consonants("Kovačević") == consonants("Kovachevich") == "kvkvk"


def _analysed(folder: Path, *texts: str, corrections: Corrections | None = None) -> dict:
    for number, text in enumerate(texts):
        body = f"{text}\n\nThe harbour lies in the north. Boats go out at dawn every day.\n"
        (folder / f"{number}.txt").write_text(body, encoding="utf-8")
    settings = Settings(corrections=corrections or Corrections())
    return analyse([folder], settings).whole_tables()


def test_articles_that_spell_a_name_in_two_ways_have_one_speaker(tmp_path: Path) -> None:
    tables = _analysed(tmp_path, ONE, ONE.replace("closed", "shut"), TWO)
    assert set(tables["attributions"]["speaker"]) == {"Sergii Bondarchuk"}
    voices = tables["mentions"].loc[tables["mentions"]["actor"] == "Kenya", "voice"]
    assert set(voices) == {"Sergii Bondarchuk"}
    assert "Serhiy Bondarchuk" not in set(tables["sentences"]["voice"])


def test_one_article_that_spells_a_name_in_two_ways_has_one_speaker(tmp_path: Path) -> None:
    both = "Erik Holmberg said that Kenya was right. Erik Hollmberg said that Peru was wrong."
    assert set(_analysed(tmp_path, both)["attributions"]["speaker"]) == {"Erik Holmberg"}


def test_bearers_known_to_speak_for_others_stay_apart(tmp_path: Path) -> None:
    other = "The Russian skipper Sergey Bondarchuk said that Kenya had closed the harbour."
    tables = _analysed(tmp_path, TWO, other)
    assert set(tables["attributions"]["speaker"]) == {"Serhiy Bondarchuk", "Sergey Bondarchuk"}


def test_a_correction_of_the_joined_name_is_kept(tmp_path: Path) -> None:
    tables = _analysed(tmp_path, ONE, ONE.replace("closed", "shut"), TWO)
    rows: pd.DataFrame = tables["attributions"]
    article_id = rows["article_id"].iloc[-1]
    entry = Speaker(article_id=article_id, speaker="Sergii Bondarchuk", perspective="Italian")
    tables = _analysed(
        tmp_path, ONE, ONE.replace("closed", "shut"), TWO, corrections=Corrections((entry,))
    )
    rows = tables["attributions"].set_index("article_id")
    assert rows.loc[article_id, "voice_perspective"] == "Italian"
    assert (rows.drop(article_id)["voice_perspective"] == "Ukrainian").all()
    mentions = tables["mentions"]
    voices = mentions[(mentions["article_id"] == article_id) & (mentions["actor"] == "Kenya")]
    assert list(voices["voice_perspective"]) == ["Italian"]
