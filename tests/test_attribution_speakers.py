"""Speakers: names, pronouns and descriptions resolved; roles, affiliations and perspectives."""

from __future__ import annotations

import pytest

from tests.attribution_helpers import attributions

SAYS = " said that the ferry would sail."


def speaker(text: str) -> dict:
    return attributions(text).to_dict("records")[-1]


@pytest.mark.parametrize(
    ("source", "name", "role", "affiliation", "perspective"),
    [
        ("Japanese Trade Minister Aiko Mori", "Aiko Mori", "official", "Japan", None),
        ("Aiko Mori, Japan's trade minister,", "Aiko Mori", "official", "Japan", None),
        ("Moscow", "Russia", "collective", "Russia", "Russian"),
        ("The Kremlin", "Kremlin", "collective", "Russia", "Russian"),
        ("The White House", "White House", "collective", "United States", "Western"),
        ("NATO", "NATO", "collective", "NATO", "Western"),
        ("Beijing and Rome", "China and Italy", "collective", "China / Italy", "Other"),
        ("France and Germany", "France and Germany", "collective", "France / Germany", "Western"),
        ("Chinese officials", "Chinese officials", "collective", "China", "Chinese"),
        ("some EU diplomats", "EU diplomats", "collective", "European Union", "Western"),
        (
            "Olga Petrova, a researcher at the University of Bologna,",
            "Olga Petrova",
            "expert",
            "University of Bologna",
            "Italian",
        ),
        (
            "Pavel Sidorov, a fellow at the American Enterprise Institute,",
            "Pavel Sidorov",
            "expert",
            "American Enterprise Institute",
            "Western",
        ),
        (
            "Tom Baker, an analyst at Ukraine's Centre for Coastal Studies,",
            "Tom Baker",
            "expert",
            "Ukraine's Centre for Coastal Studies",
            "Ukrainian",
        ),
        ("Ivan Ivanovich Sokolov", "Ivan Ivanovich Sokolov", "other", None, "Other"),
        ("The report", "report", "document", None, "Other"),
        ("MEP Clara Weber", "Clara Weber", "official", "European Parliament", "Western"),
    ],
)
def test_source_phrase(
    source: str, name: str, role: str, affiliation: str | None, perspective: str | None
) -> None:
    found = speaker(source + SAYS)
    assert found["speaker"] == name
    assert found["speaker_role"] == role
    if affiliation is None:
        assert found["affiliation"] != found["affiliation"] or found["affiliation"] is None
    else:
        assert found["affiliation"] == affiliation
    if perspective:
        assert found["voice_perspective"] == perspective


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenyan Minister Joyce Wanjiru arrived. She said that rain was near.", "Joyce Wanjiru"),
        ("Joyce Wanjiru, a farmer, arrived.\n\nWanjiru said that rain was near.", "Joyce Wanjiru"),
        (
            "Kenyan Water Minister Joyce Wanjiru arrived on Monday. "
            "The minister said that rain was near.",
            "Joyce Wanjiru",
        ),
        ("Peru closed the port. It also called on Chile to talk.", "Peru"),
        ("The unions met. They said that the strike would go on.", "unions"),
        (
            "Lars Holm, an officer at the Baltic Group, named after its founder, former judge "
            "Erik Strand, said talks had failed.",
            "Lars Holm",
        ),
        (
            "Malta's Foreign Minister Rita Borg and OSCE chairwoman said that the risk was high.",
            "Rita Borg",
        ),
        ("Rosa Lund met Pedro Alva, who said that the fund was empty.", "Pedro Alva"),
        ("Rosa Lund told the channel Canal Dos that the fund was empty.", "Rosa Lund"),
        ("Some believe that the cod is back.", "unnamed"),
        (
            "Norwegian fishermen say the cod is back. Others warn that it is not.",
            "Norwegian fishermen",
        ),
        ("In Norway, officials say the cod is back.", "Norwegian officials"),
        (
            "“The cod is back,” said Norway's fisheries minister, Ingrid Solheim. "
            "She added that quotas would stay.",
            "Ingrid Solheim",
        ),
        (
            "Norway's fisheries minister, Ingrid Solheim, opened the fair. "
            "She said that quotas would stay.",
            "Ingrid Solheim",
        ),
        (
            "The city promises that the tram will run.\n\n"
            "Rui Costa, the mayor of the city, opened the depot.",
            "city",
        ),
        (
            "The mayor promises that the tram will run.\n\n"
            "Rui Costa, the mayor of the city, opened the depot.",
            "Rui Costa",
        ),
        ("The Ukrainian president said that the grain would move.", "Volodymyr Zelensky"),
    ],
)
def test_resolved_within_the_article(text: str, name: str) -> None:
    assert speaker(text)["speaker"] == name


def test_a_name_behind_its_title_keeps_the_title() -> None:
    found = speaker("“The cod is back,” said Norway's fisheries minister, Ingrid Solheim.")
    assert found["source"] == "Norway's fisheries minister, Ingrid Solheim"
    assert (found["speaker_role"], found["affiliation"]) == ("official", "Norway")


def test_a_she_is_not_the_man_named_last() -> None:
    text = (
        "Rosa Lund, the mayor, opened the fair. “It is ours,” she said.\n\n"
        "Pedro Alva, a baker, agreed. He said that bread was cheap.\n\n"
        "“We need more ovens,” she said."
    )
    rows = attributions(text)["speaker"].tolist()
    assert rows == ["Rosa Lund", "Pedro Alva", "Rosa Lund"]


def test_i_and_we_in_a_quotation_are_the_one_quoted() -> None:
    row = speaker("Rosa Lund said: “We believe that the fund is empty.”")
    assert row["speaker"] == "Rosa Lund"


def test_names_never_decide_the_perspective() -> None:
    assert speaker("Sergei Ivanenko, a baker," + SAYS)["voice_perspective"] == "Other"
