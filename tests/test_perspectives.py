"""Perspectives of countries and affiliations, worked by hand on the project's own tables."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.perspectives import (
    PERSPECTIVES,
    perspective_of_affiliation,
    perspective_of_country,
    reason_of_affiliation,
)
from analysis.reference import Reference, load_reference

REFERENCE = load_reference()


@pytest.mark.parametrize(
    ("code", "perspective"),
    [
        ("CN", "Chinese"),
        ("HK", "Chinese"),
        ("IT", "Italian"),
        ("RU", "Russian"),
        ("UA", "Ukrainian"),
        ("US", "Western"),
        ("ie", "Western"),
        ("CH", "Western"),
        ("ME", "Western"),
        ("TR", "Other"),
        ("QA", "Other"),
        ("BY", "Other"),
        ("JP", "Other"),
        ("TW", "Other"),
        ("VA", "Other"),
        ("ZZ", "Other"),
        ("", "Other"),
        (None, "Other"),
    ],
)
def test_a_country_has_the_perspective_of_the_table(code: str | None, perspective: str) -> None:
    assert perspective_of_country(code, REFERENCE) == perspective


@pytest.mark.parametrize(
    ("name", "perspective", "reason"),
    [
        ("Russia", "Russian", "country: Russia"),
        ("russia", "Russian", "country: Russia"),
        ("US", "Western", "country: United States"),
        ("us", "Other", "affiliation not in the reference tables"),
        ("IT", "Italian", "country: Italy"),
        ("it", "Other", "affiliation not in the reference tables"),
        ("Ukrainian", "Ukrainian", "country: Ukraine"),
        ("the Kremlin's", "Russian", "country: Russia"),
        ("Russian Foreign Ministry", "Russian", "ministry in Russia"),
        ("Foreign Ministry of Ukraine", "Ukrainian", "country: Ukraine"),
        ("US ambassador to the OSCE", "Western", "country: United States"),
        ("Russian ambassador to Italy", "Russian", "country: Russia"),
        ("U.S. State Department", "Western", "country: United States"),
        ("NATO", "Western", "alliance counted as Western: NATO"),
        ("EU", "Western", "bloc counted as Western: European Union"),
        ("the West", "Western", "community counted as Western: West"),
        ("Europe", "Western", "community counted as Western: Europe"),
        ("Council of Europe", "Western", "organisation counted as Western: Council of Europe"),
        ("UN", "Other", "organisation counted as Other: United Nations"),
        ("Duma", "Russian", "parliament in Russia"),
        ("China Institute of International Studies", "Chinese", "organisation in China"),
        ("Carnegie Moscow Center", "Russian", "organisation in Russia"),
        ("Carnegie Endowment", "Western", "organisation in United States"),
        ("Russia programme at Chatham House", "Western", "organisation in United Kingdom"),
        (
            "senior analyst for Russia, International Crisis Group",
            "Western",
            "organisation in Belgium",
        ),
        ("editor of Kommersant", "Russian", "outlet in Russia"),
        ("Open Society Foundations", "Other", "affiliation not in the reference tables"),
        ("a shell company", "Other", "affiliation not in the reference tables"),
        ("a think tank in Moscow", "Russian", "country: Russia"),
        ("an embassy in Moscow", "Other", "affiliation not in the reference tables"),
        ("US Embassy in Moscow", "Western", "country: United States"),
        ("expert on China", "Other", "affiliation not in the reference tables"),
        ("Moscow-based institute", "Russian", "country: Russia"),
        ("Al Jazeera", "Other", "outlet in Qatar"),
        ("United States and Russia", "Other", "several perspectives: Western, Russian"),
        ("NATO / Russia", "Other", "several perspectives: Western, Russian"),
        ("France, Germany and the EU", "Western", "country: France"),
        ("Trinidad and Tobago", "Other", "country: Trinidad and Tobago"),
        ("   ", "Other", "no affiliation known"),
        (None, "Other", "no affiliation known"),
    ],
)
def test_an_affiliation_has_a_perspective_and_a_reason(
    name: str | None, perspective: str, reason: str
) -> None:
    assert perspective_of_affiliation(name, REFERENCE) == perspective
    assert reason_of_affiliation(name, REFERENCE) == reason


def test_a_changed_table_changes_the_answer() -> None:
    countries = REFERENCE.countries.copy()
    countries.loc[countries["country"] == "QA", "perspective"] = "Western"
    changed: Reference = replace(REFERENCE, countries=countries)
    assert perspective_of_country("QA", changed) == "Western"
    assert perspective_of_affiliation("Al Jazeera", changed) == "Western"
    assert perspective_of_affiliation("Al Jazeera", REFERENCE) == "Other"


def test_every_name_of_the_tables_finds_the_perspective_of_its_row() -> None:
    for _, actor in REFERENCE.actors.iterrows():
        found = perspective_of_affiliation(actor["actor"], REFERENCE)
        assert found == actor["perspective"], actor["actor"]
    for _, body in REFERENCE.organisations.iterrows():
        expected = perspective_of_country(body["country"], REFERENCE)
        assert perspective_of_affiliation(body["organisation"], REFERENCE) == expected


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_has_a_perspective(name: str) -> None:
    assert perspective_of_affiliation(name, REFERENCE) in PERSPECTIVES


def test_a_very_long_affiliation_takes_little_time() -> None:
    started = time.process_time()
    assert perspective_of_affiliation("Russia " * 20_000, REFERENCE) == "Russian"
    assert perspective_of_affiliation("'’.&-" * 50_000, REFERENCE) == "Other"
    assert time.process_time() - started < 3
