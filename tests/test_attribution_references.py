"""Later references: names in part, descriptions, abbreviations, pronouns in quotations, borders."""

from __future__ import annotations

import pytest

from analysis.attribution.borders import trimmed_source
from analysis.attribution.drafts import Draft
from analysis.attribution.given_names import FEMALE, MALE, gender_of
from tests.attribution_helpers import attributions

SAID = " said that the dam was safe."


def last(text: str) -> dict:
    return attributions(text).to_dict("records")[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Li Hongwei, a professor at Fudan University, spoke first. Li" + SAID, "Li Hongwei"),
        ("Park Min-jun, South Korea's trade minister, arrived. Park" + SAID, "Park Min-jun"),
        ("Sir Peter Marsh arrived. Sir Peter" + SAID, "Peter Marsh"),
        (
            "Pieter van den Berg, a Dutch minister, arrived. Van den Berg" + SAID,
            "Pieter van den Berg",
        ),
        ("Omar al-Hadid, Iraq's oil minister, arrived. Al-Hadid" + SAID, "Omar al-Hadid"),
        ("Erik Hollmberg arrived.\n\nThe diver Erik Holmberg" + SAID, "Erik Hollmberg"),
        ("Grace Otieno met Tom Reed. Tom Reed left. She" + SAID, "Grace Otieno"),
        ("A senior US official spoke. The official" + SAID, "official"),
        ("A senior US official said that rain was near. The official" + SAID, "senior US official"),
        ("Kenya's foreign ministry said no. The ministry" + SAID, "Kenya's foreign ministry"),
        ("Human Rights Watch said that rain was near. The group" + SAID, "Human Rights Watch"),
        ("Rosa Diaz of Volta Energy spoke. The company" + SAID, "Volta Energy"),
        ("News agency Xinhua said that rain was near. The agency" + SAID, "Xinhua"),
        ("The Institute for Lake Studies (ILS) met. The ILS" + SAID, "Institute for Lake Studies"),
        ("The Institute for Lake Studies met. The ILS" + SAID, "Institute for Lake Studies"),
        ("Grace Otieno's remarks suggested that the dam was safe.", "Grace Otieno"),
        ("Rosa Diaz arrived. Her comments suggested that the dam was safe.", "Rosa Diaz"),
        ("Kenyan diver Grace Otieno dived. Her country" + SAID, "Kenya"),
        ("The adviser to Prime Minister Luis Prado" + SAID, "adviser to Prime Minister Luis Prado"),
        ("The EU's top diplomat" + SAID, "Josep Borrell"),
        ("The head of Russian diplomacy" + SAID, "Sergei Lavrov"),
        ("The UN chief" + SAID, "Antonio Guterres"),
        ("The governor of Luhansk" + SAID, "governor of Luhansk"),
    ],
)
def test_whom_it_means(text: str, speaker: str) -> None:
    assert last(text)["speaker"] == speaker


@pytest.mark.parametrize(
    ("source", "affiliation", "perspective"),
    [
        ("Russia analyst Rosa Diaz of the Cato Institute", "Cato Institute", "Western"),
        ("Kenyan Ambassador to Russia Grace Otieno", "Kenya", "Other"),
        ("Kenya's Minister of Foreign Affairs Grace Otieno", "Kenya", "Other"),
        ("Rep. Tom Reed (D-Ohio)", "United States", "Western"),
        ("Former Polish president Jan Zaremba", "Poland", "Western"),
        ("The Biden administration", "United States", "Western"),
        ("Luhansk officials", None, "Other"),
    ],
)
def test_for_whom_they_speak(source: str, affiliation: str | None, perspective: str) -> None:
    found = last(source + SAID)
    assert (found["affiliation"] if isinstance(found["affiliation"], str) else None) == affiliation
    assert found["voice_perspective"] == perspective


def test_what_a_later_mention_tells_is_known_of_all() -> None:
    text = (
        "Grace Otieno said that rain was near.\n\n"
        "The Kenyan diver Grace Otieno came late.\n\n"
        "Otieno said that the dam was safe."
    )
    assert set(attributions(text)["affiliation"]) == {"Kenya"}


def test_he_in_a_quotation_is_whom_it_names() -> None:
    text = "“Reed is wrong. He says that the dam is safe,” said Grace Otieno, who knows Tom Reed."
    inner = attributions(text).dropna(subset="outer_id")
    assert list(inner["speaker"]) == ["Tom Reed"]


def test_i_and_we_are_whoever_is_quoted() -> None:
    text = "“I believe that the dam is safe, and we say that it will last,” Grace Otieno said."
    assert set(attributions(text)["speaker"]) == {"Grace Otieno"}


def test_a_quotation_goes_on_with_whom_a_news_agency_quotes() -> None:
    text = (
        "“The dam is safe for all of us,” Grace Otieno told the agency, a Reuters correspondent "
        "reports.\n\n“It will last for a hundred years.”"
    )
    assert last(text)["speaker"] == "Grace Otieno"


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("and Grace Otieno has said", "and Grace Otieno has", "said", "Grace Otieno"),
        ("the mayor, said", "the mayor, said", "said", "the mayor"),
        ("but he also said", "but he also", "said", "he"),
        ("President Grace Otieno said", "President Grace", "said", "President Grace Otieno"),
        ("Grace Otieno Said", "Grace Otieno", "Said", "Grace Otieno"),
        ("who said", "who", "said", "who"),
        ("that said", "that", "said", "that"),
        ("the U.N. envoys said", "envoys", "said", "U.N. envoys"),
        ("the U.S. Envoys said", "Envoys", "said", "Envoys"),
    ],
)
def test_borders_of_sources(text: str, source: str, cue: str, expected: str) -> None:
    start, at = text.index(source), text.rindex(cue)
    draft = Draft(((0, 1),), (at, at + len(cue)), (start, start + len(source)), None, "as", 0)
    found = trimmed_source(text, draft)
    assert found is not None
    assert text[slice(*found)] == expected


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Grace Otieno", FEMALE),
        ("Tom Reed", MALE),
        ("Wołodymyr Kowal", MALE),
        ("Zaporina Petrova", FEMALE),
        ("Quill Ash", None),
        ("Otieno", None),
    ],
)
def test_gender_of_names(name: str, gender: str | None) -> None:
    assert gender_of(name) == gender
