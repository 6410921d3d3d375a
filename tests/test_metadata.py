"""What a text tells about itself: title, outlet, date, authors, translation, address."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.clean import clean
from analysis.read import read_paths
from analysis.read.dates import parse_date
from analysis.read.language import find_language
from analysis.read.metadata import describe, describe_evidence
from analysis.read.text import document_of
from analysis.reference import Reference

SAMPLE = Path(__file__).parents[1] / "data" / "sample"

BODY = (
    "The ministers met in the capital on Tuesday and spoke for three hours about the border.\n\n"
    "Neither side would say afterwards whether another meeting had been agreed on.\n\n"
    "The ministers left the capital in the evening, and nobody could tell who had won."
)


@pytest.fixture(scope="module")
def reference():
    """A few outlets and countries are all that metadata needs."""
    outlets = pd.DataFrame(
        [
            ("Global Times", (), ("globaltimes.cn", "globaltimes.com.cn"), "CN"),
            ("Xinmin Evening News", ("Xinmin", "Xinmin Network"), ("xinmin.cn",), "CN"),
            ("Al Jazeera", ("AlJazeera",), ("aljazeera.com",), "QA"),
            ("Associated Press", ("AP", "The Associated Press"), ("apnews.com",), "US"),
            ("Atlantico Quotidiano", (), ("atlanticoquotidiano.it",), "IT"),
            ("Reuters", (), ("reuters.com",), "GB"),
            ("Voice of America", ("VOA",), ("voanews.com",), "US"),
            ("The Times", (), ("thetimes.co.uk",), "GB"),
            ("TASS", ("ITAR-TASS",), ("tass.ru", "tass.com"), "RU"),
        ],
        columns=["outlet", "aliases", "domains", "country"],
    ).assign(perspective="")
    countries = pd.DataFrame(
        [
            ("CN", "China", "Chinese"),
            ("QA", "Qatar", "Other"),
            ("US", "United States", "Western"),
            ("IT", "Italy", "Italian"),
            ("GB", "United Kingdom", "Western"),
            ("RU", "Russia", "Russian"),
        ],
        columns=["country", "name", "perspective"],
    )
    none = pd.DataFrame()
    return Reference(outlets, none, none, countries, none, none, none)


def row(text: str, reference: Reference) -> dict[str, object]:
    document = document_of(text, "path")
    return describe(document, clean(document).removed, reference)


SAMPLE_ROWS = {
    "000": {
        "title": "Will NATO be left in the cold in Washington’s offensive toward Russia?",
        "outlet": "Global Times",
        "republisher": None,
        "country": "CN",
        "perspective": "Chinese",
        "authors": "Cui Hongjian",
        "published": pd.Timestamp("2022-01-12"),
        "published_basis": "stated",
        "kind": "opinion",
        "language": "en",
        "translation": "none known",
        "url": None,
    },
    "001": {
        "title": "Is the security dialogue between Russia and the West really fruitless?",
        "outlet": "Xinmin Evening News",
        "republisher": None,
        "perspective": "Chinese",
        "authors": "Zhao Long",
        "published": None,
        "published_basis": "unknown",
        "translation": "suspected",
        "url": None,
    },
    "002": {
        "title": None,
        "outlet": "Al Jazeera",
        "republisher": None,
        "perspective": "Other",
        "authors": None,
        "published": pd.Timestamp("2022-01-26"),
        "published_basis": "reposted",
        "translation": "suspected",
        "url": None,
    },
    "003": {
        "title": "The NATO-US response does not satisfy Moscow, but opens the negotiations and"
        " increases the pressure on Putin",
        "outlet": "Atlantico Quotidiano",
        "republisher": "Vogon Today",
        "perspective": "Italian",
        "authors": None,
        "published": pd.Timestamp("2022-02-05"),
        "published_basis": "stated",
        "translation": "stated",
        "translated_from": "it",
    },
    "004": {
        "title": "On the way to disaster? USA, Russia sharpens positions in negotiations on"
        " Ukraine",
        "outlet": "Associated Press",
        "republisher": None,
        "perspective": "Western",
        "authors": None,
        "published": None,
        "published_basis": "unknown",
        "translation": "suspected",
        "url": None,
    },
}


@pytest.mark.parametrize("number", SAMPLE_ROWS)
def test_sample_articles(number, reference):
    document = read_paths(sorted(SAMPLE.glob(f"{number}*"))).documents[0]
    found = describe(document, clean(document).removed, reference)
    assert {key: found[key] for key in SAMPLE_ROWS[number]} == SAMPLE_ROWS[number]


def test_a_row_fits_the_contract_and_every_judgement_has_its_evidence(reference):
    document = document_of(BODY, "path")
    removed = clean(document).removed
    values = describe(document, removed, reference)
    complete = pd.DataFrame([{**values, "n_sentences": 3, "n_words": 40, "duplicate_of": None}])
    assert tables.faults("articles", tables.conform("articles", complete)) == []
    reasons = describe_evidence(document, removed, reference)
    assert set(reasons) <= set(values)
    assert all(reasons.values())


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Title: T\nSource: Reuters\nURL: https://tass.com/a\nText: {BODY}", "Reuters"),
        (f"Title: T\nSource: The Village Times\nText: {BODY}", "The Village Times"),
        (f"Title: T\nSource: The Times\nText: {BODY}", "The Times"),
        (f"Title: T\nSource: AP via Yahoo\nText: {BODY}", "Associated Press"),
        (f"Ministers meet in the capital - Village Times\n\n{BODY}", None),
        (f"Title: T\nSource: Some Village Paper\nText: {BODY}", "Some Village Paper"),
        (f"Title: T\nURL: https://www.globaltimes.cn/page/1.shtml\nText: {BODY}", "Global Times"),
        (f"Title: T\nURL: https://eng.globaltimes.cn.evil.org/1\nText: {BODY}",
         "eng.globaltimes.cn.evil.org"),
        (f"{BODY}\n\nThe post Ministers meet appeared first on Reuters.", "Reuters"),
        (f"{BODY}\n\nThis article was originally published on Al Jazeera.", "Al Jazeera"),
        (f"MOSCOW, January 12. (TASS) – {BODY}", "TASS"),
        (f"BRUSSELS (AP) — {BODY}", "Associated Press"),
        (f"Ministers meet in the capital | Al Jazeera\n\n{BODY}", "Al Jazeera"),
        (f"Ministers meet in the capital - Reuters\n\n{BODY}", "Reuters"),
        (f"{BODY}\n\n“Yes,” one told Reuters.\n\n“No,” another told Reuters.", "Reuters"),
        (f"{BODY}\n\n“Yes,” one told Reuters.", None),
        (f"{BODY}\n\nMinisters shake hands. Source: voa\n\n{BODY}", None),
        (f"{BODY}\n\nShaking hands.Jane Doe / Associated Press\n\nThen they all left the room.",
         "Associated Press"),
        (f"{BODY}\n\nHands.Jane Doe / Associated Press\n\nletters@globaltimes.com.cn",
         "Global Times"),
        (BODY, None),
    ],
)  # fmt: skip
def test_outlet_by_the_strongest_evidence(text, outlet, reference):
    assert row(text, reference)["outlet"] == outlet


def test_a_masthead_that_holds_the_copyright_is_the_outlet(reference):
    page = f"The Lenn Valley Bell\n\nMinisters meet\n\n{BODY}\n\n"
    own = row(f"{page}Copyright © 2019-2022 The Lenn Valley Bell", reference)
    assert (own["outlet"], own["republisher"]) == ("The Lenn Valley Bell", None)
    assert row(f"{page}© 2022 The Hill Letter. All rights reserved.", reference)["outlet"] is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The Site\n\nSelected news from everywhere\n\nMinisters meet at the border\n\n{BODY}",
         "Ministers meet at the border"),
        (f"Wed. Jan 26th, 2022\n\n{BODY}", None),
        (f"BRUSSELS, Belgium – {BODY}", None),
        (f"Title: Ministers meet - but talk of nothing | The Site\nText: {BODY}",
         "Ministers meet - but talk of nothing"),
        (f"Home » World » Ministers\n\nWhy the ministers met\n\nby admin\n\n{BODY}",
         "Why the ministers met"),
    ],
)  # fmt: skip
def test_title(text, title, reference):
    assert row(text, reference)["title"] == title


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (f"Title: T\nAuthor: Jane Doe, John Roe and Li Wei\nText: {BODY}",
         "Jane Doe; John Roe; Li Wei"),
        (f"Title: T\nAuthor: Author details not found\nText: {BODY}", None),
        (f"Title: T\nAuthor: admin\nText: {BODY}", None),
        (f"Title: T\nAuthor: Reuters\nText: {BODY}", None),
        (f"Ministers meet\n\nby admin\n\n{BODY}", None),
        (f"Ministers meet\n\nBy Jane Doe and John Roe\n\n{BODY}", "Jane Doe; John Roe"),
        (f"Ministers meet\n\nBy Reuters Staff\n\n{BODY}", None),
        (f"{BODY}\n\nAuthor: Zhao Long, researcher at the Institute of Peace\n\nEditor: Wang Li",
         "Zhao Long"),
    ],
)  # fmt: skip
def test_authors(text, authors, reference):
    assert row(text, reference)["authors"] == authors


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (f"Title: T\nDate: 12 January 2022\nText: {BODY}", "2022-01-12", "stated"),
        (f"Title: T\nDate: 2022\nText: {BODY}", None, "unknown"),
        (f"Title: T\nDate: 2022-02-30\nText: {BODY}", None, "unknown"),
        (f"Ministers meet\n\nJanuary 5, 2022\n\n{BODY}", "2022-01-05", "stated"),
        (f"January 5, 2022\n\n{BODY}\n\nSource link", "2022-01-05", "reposted"),
        (f"The Valley Post\n\nMinisters meet\n\nJanuary 5, 2022\n\n{BODY}\n\n"
         "© 2022 The Valley Post. All rights reserved.", "2022-01-05", "stated"),
        (f"The Valley Post\n\nMinisters meet\n\nJanuary 5, 2022\n\n{BODY}\n\n"
         "© 2022 The Hill Letter. All rights reserved.", "2022-01-05", "reposted"),
        (f"{BODY}\n\nThis is a machine translation of a post published on Reuters on 5 Feb 2022.",
         "2022-02-05", "stated"),
        (f"Title: T\nURL: https://a.org/2022/01/12/x\nText: {BODY}", "2022-01-12", "url"),
        (f"Title: T\nURL: https://a.org/2022/13/45/x\nText: {BODY}", None, "unknown"),
        (f"{BODY}\n\nCaption: They met on 12 January 2022.\n\nThen they went home at last.",
         None, "unknown"),
        (f"{BODY}\n\nSee also A review of 5 May 2020\n\nThen they went home at last.",
         None, "unknown"),
        (f"They met on 12 January 2022. {BODY}", None, "unknown"),
    ],
)  # fmt: skip
def test_date_and_its_basis(text, day, basis, reference):
    found = row(text, reference)
    assert found["published"] == (pd.Timestamp(day) if day else None)
    assert found["published_basis"] == basis


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wed. Jan 26th, 2022", (2022, 1, 26)),
        ("Sat, 05 Feb 2022 03:50:00 +0000", (2022, 2, 5)),
        ("2022-01-12T10:00:00Z", (2022, 1, 12)),
        ("the 5th of March, 2021", (2021, 3, 5)),
        ("25/12/2021", (2021, 12, 25)),
        ("12/25/2021", (2021, 12, 25)),
        ("07.07.2021", (2021, 7, 7)),
        ("05/02/2022", None),
        ("January 2022", None),
        ("2022", None),
        ("31 February 2022", None),
        ("January 5", None),
        ("", None),
    ],
)
def test_only_full_and_unambiguous_dates_are_dates(words, expected):
    assert parse_date(words) == (datetime.date(*expected) if expected else None)


def test_language():
    assert find_language(BODY) == "en"
    assert find_language("Министры встретились в столице и три часа говорили о границе.") == "ru"
    assert (
        find_language("部长们在首都会晤,就边界问题进行了三个小时的会谈,没有达成任何协议。") == "zh"
    )
    assert find_language("12:30 –") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BODY, ("none known", None)),
        (f"{BODY}\n\n(Translated from Russian by Jane Doe)", ("stated", "ru")),
        (f"{BODY}\n\nThis is a machine translation from Italian language.", ("stated", "it")),
        ("“It is a conflict of vision, “he added. The threats are different. is.\n\nHe came to the"
         " capital in early January. has. He spoke with us, ”she told the press.",
         ("suspected", None)),
        ('The "value" of the pact is in doubt. He said: "No. We will not." They left in a hurry.',
         ("none known", None)),
    ],
)  # fmt: skip
def test_translation(text, expected, reference):
    found = row(text, reference)
    assert (found["translation"], found["translated_from"]) == expected
