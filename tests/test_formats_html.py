"""Web pages that disagree with themselves: title, date, author and outlet by the stated order."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.article import Document
from analysis.read import read_paths, read_uploads
from analysis.read.dates import parse_date
from analysis.read.html import read_page
from analysis.read.json_ld import find_article

PAGES = Path(__file__).parent / "files" / "pages"

# page, title, date, author, outlet
EXPECTED = [
    ("two_dates", "Harbour wall to be raised by a metre", "2021-03-04", "Nell Ferris",
     "The Coast Courier"),
    ("wrong_author", "Village school keeps its bell", "2020-09-14", "Tomas Arrowby",
     "Upland Gazette"),
    ("nested_articles", "Ferry line bought by its crews", "2022-06-30", "Ilse Varga; Jonas Lind",
     "Strait Weekly"),
    ("amp", "Orchard thieves leave a note", "2021-10-08", "Petra Holm", "Valley Voice"),
    ("lazy_text", "Why the glacier survey stopped", "2023-02-17", "Renate Oyelaran",
     "Summit Dispatch"),
    ("disagreement", "Museum returns ceremonial drums after forty years", "2022-05-02",
     "Aino Bexley", "Northern Mirror"),
    ("relative_canonical", "Night train comes back after nineteen years", "2019-12-15",
     "Marek Dunstable", "Plains Post"),
    ("graph", "Bakers strike over flour tax", "2024-02-29", "Dario Whitlock", "Republic Today"),
    ("invalid_json", "Lighthouse sold for one coin", "2017-07-21", "Sunniva Clay",
     "Island Record"),
    ("broken_json", "Choir sings to empty stadium", "2020-04-12", "Quentin Ames",
     "Evening Ledger"),
    ("no_title", None, "2022-03-02", "Ottilie Brand", "Market Square"),
    ("comments", "Bridge lift stuck at half height", "2021-08-25", "Ravi Castellan", "The Quay"),
    ("paywall", "Inside the last typewriter factory", "2018-11-05", "Corin Abbas",
     "Meridian Review"),
    ("opinion_type", "The trouble with round numbers", "2023-09-01", "Leonie Prakash",
     "Daily Compass"),
    ("microdata", "Desert rail link opens two years late", "2016-02-10", "Hana Morrow",
     "Oasis Herald"),
    ("front_page_canonical", "Seed bank gets its roof back", "2015-01-30", "Edmund Rask",
     "Field Notes"),
    ("list_of_related", "Clockmaker of the parliament retires", "2022-10-31", "Beatrix Olsen",
     "Capital Chronicle"),
    ("other_articles_ld", "Salt road reopens to walkers", "2019-05-06", "Silas Njoroge",
     "Ridgeline"),
    ("visible_only", "Fog horns fall silent on the estuary", "2014-11-03", "Greta Lowell", None),
    ("old_charset", "Wirtshaus schließt nach zweihundert Jahren", "2009-06-17", "Jürgen Weiß",
     "Süddorfer Bote"),
]  # fmt: skip

# What must not be in the text, because it belongs to something else on the page.
FOREIGN = {
    "two_dates": ["When the storm came", "©"],
    "wrong_author": ["Grumbler77", "gymnasium"],
    "nested_articles": ["Hauliers"],
    "amp": ["Weather", "margin"],
    "lazy_text": ["Loading", "fetchStory"],
    "comments": ["Seagull", "mule", "warned about those drums"],
    "microdata": ["Camel"],
    "visible_only": ["New year swim"],
}


def page(name: str) -> Document:
    return read_paths([PAGES / f"{name}.html"]).documents[0]


@pytest.mark.parametrize(("name", "title", "day", "author", "outlet"), EXPECTED)
def test_pages_that_disagree_with_themselves(name, title, day, author, outlet):
    labels = page(name).labels
    assert labels.get("title") == title
    assert str(parse_date(labels.get("published", ""))) == day
    assert labels.get("author") == author
    assert labels.get("source") == outlet


def test_every_page_is_expected():
    assert sorted(path.stem for path in PAGES.iterdir()) == sorted(row[0] for row in EXPECTED)


@pytest.mark.parametrize("name", [row[0] for row in EXPECTED])
def test_main_text_is_whole_and_nothing_else(name):
    document = page(name)
    assert document.header_end == 0
    assert 2 <= len(document.text.split("\n\n")) <= 5
    assert not [words for words in FOREIGN.get(name, []) if words in document.text]
    assert "<" not in document.text


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("two_dates", "https://www.coastcourier.example/news/harbour-wall"),
        ("amp", "https://valleyvoice.example/2021/10/08/orchard-thieves"),
        ("relative_canonical", "https://plainspost.example/transport/night-train-back"),
        ("front_page_canonical", "https://fieldnotes.example/stories/seed-bank-roof"),
        ("no_title", None),
    ],
)
def test_address(name, url):
    assert page(name).labels.get("url") == url


def test_kind_that_the_page_states_is_a_label():
    assert page("opinion_type").labels["category"] == "Opinion; Comment; Economy"


def test_text_of_a_page_shown_by_a_script_is_that_of_its_data():
    text = page("lazy_text").text
    assert text.startswith("The survey of the northern glaciers")
    assert text.endswith("anyone who asked for it.")


BODY = "<p>" + "</p><p>".join(
    f"Sentence {n} of a text about the price of lamps in a town by the sea, told at length."
    for n in range(8)
) + "</p>"  # fmt: skip


def labels(head: str, body: str = BODY, address: str | None = None) -> dict[str, str]:
    html = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    return dict(read_page(html.encode(), "p.html", address).labels)


def test_dates_that_do_not_exist_give_way_to_the_next():
    head = (
        '<meta property="article:published_time" content="2022-02-31">'
        '<meta name="date" content="2022-02-27">'
    )
    assert labels(head)["published"] == "2022-02-27"
    assert "published" not in labels('<meta name="date" content="31/02/2022">')


def test_a_year_in_a_related_link_is_no_date():
    related = '<ul class="related"><li><a href="/x">The best of 2024</a> 3 May 2024</li></ul>'
    assert "published" not in labels("", BODY + related)


def test_date_in_the_address_is_left_to_the_address():
    found = labels('<link rel="canonical" href="https://a.example/2022/01/05/lamps">')
    assert found["url"] == "https://a.example/2022/01/05/lamps"
    assert "published" not in found


def test_address_where_the_page_was_found_completes_relative_links():
    found = labels('<link rel="canonical" href="../lamps">', address="https://a.example/x/y/z")
    assert found["url"] == "https://a.example/x/lamps"


def test_scripts_and_markup_in_data_stay_text():
    found = labels('<meta property="og:title" content="<script>alert(1)</script> Lamps">')
    assert found["title"] == "<script>alert(1)</script> Lamps"


def test_json_ld_of_wrong_shapes_names_no_article():
    odd = '{"@type": "NewsArticle", "author": [[1]], "publisher": 7, "headline": {}}'
    for script in ("[]", "null", "3", '{"@graph": 5}', '{"@type": {"a": 1}}', "{" * 5000, odd):
        assert find_article([script], [], []).headline == ""


def test_mojibake_in_a_page_is_repaired():
    html = f"<html><body><article><p>It isnâ€™t dark yet.</p>{BODY}</article></body></html>"
    reading = read_uploads([("p.html", html.encode())])
    assert "It isn’t dark yet." in reading.documents[0].text
