"""Copies are found, what merely resembles is not, and the order of the rows does not matter."""

import random
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.duplicates import mark_duplicates, with_topics_of_originals
from analysis.duplicates.sketches import Bands, alike, sketch

# Each: a text, the same text translated anew by somebody else, another report on the same event.
TRIPLES = {
    "trade dispute": (
        (
            "BEIJING, March 14 -- The Ministry of Commerce announced on Thursday that it would "
            "open an anti-dumping investigation into imports of stainless steel pipes from the "
            "European Union, Indonesia and South Korea. The investigation will last one year and "
            "may be extended by six months.\n"
            "According to spokesperson Liu Mei, the ministry received a complaint from Taiyuan "
            "Steel Group on January 29, which said that prices had fallen by 37 percent since "
            '2019 and that more than 4,200 jobs were at risk. "We act strictly in line with the '
            'rules of the World Trade Organization," Liu told reporters in Beijing.\n'
            "Brussels rejected the accusation. Trade commissioner Peeters said the European "
            "Commission would study the decision and defend European companies. In Jakarta, the "
            "government of Indonesia called for talks, while Seoul said it had not been informed "
            "beforehand.\n"
            "Analysts expect that the tariffs, if imposed, could reach 20 percent. Zhang Wei of "
            "Tsinghua University said China wanted to protect its mills after years of losses, "
            "but that a trade war would benefit nobody."
        ),
        (
            "BEIJING, March 14. China's Commerce Ministry said on Thursday it has launched a "
            "probe into alleged dumping of stainless steel tubes coming from the European Union, "
            "Indonesia and South Korea. The probe is to run for a year, with a possible "
            "prolongation of half a year.\n"
            "Spokeswoman Liu Mei explained that Taiyuan Steel Group had lodged an application on "
            "January 29. It claims that prices have dropped 37 percent since 2019, putting over "
            "4,200 workers' positions in danger. \"We are acting in strict accordance with World "
            'Trade Organization rules," Liu said to journalists in Beijing.\n'
            "The charge was dismissed by Brussels. Peeters, the commissioner for trade, stated "
            "that the European Commission is going to examine the measure and will stand up for "
            "European firms. The Indonesian government in Jakarta appealed for negotiations; "
            "Seoul noted that no notice had been given to it in advance.\n"
            "Should duties be introduced, experts believe they might amount to 20 percent. In the "
            "words of Zhang Wei from Tsinghua University, China wishes to shield its steelworks "
            "following years in the red, yet no one would gain from a trade war."
        ),
        (
            "The European Union on Thursday protested against a new Chinese investigation into "
            "stainless steel pipes, warning that it would answer any unfair duties. The "
            "Commission in Brussels said it had been told about the probe by the Ministry of "
            "Commerce only hours before it was made public.\n"
            "China accuses producers from the European Union, Indonesia and South Korea of "
            "selling below cost. European steel makers exported pipes worth 1.3 billion euros to "
            "China last year, according to the industry group Eurofer, which called the case "
            "politically motivated.\n"
            "Peeters, who visits Beijing in April, said that she hoped to settle the matter by "
            "talks. Diplomats point to the duties that the European Union put on Chinese electric "
            "cars in October, and see the new case as an answer. South Korea asked for "
            "consultations under the rules of the World Trade Organization.\n"
            "Shares of Outokumpu fell by 4 percent in Helsinki."
        ),
    ),
    "transfer": (
        (
            "Juventus have agreed to sell the midfielder Luca Moretti to Everton for 32 million "
            "euros, the Italian club confirmed on Tuesday evening. The 24-year-old will sign a "
            "contract until June 2028 and is expected in Liverpool on Wednesday for his medical.\n"
            "Moretti made 61 appearances for Juventus and scored nine goals, among them the "
            'winner in the derby against Torino last November. "I leave a family," he told '
            'Gazzetta dello Sport. "But the Premier League was my dream as a child."\n'
            "Coach Allegri admitted that he had wanted to keep him. The sale was necessary, he "
            "said, because the club must save 80 million euros before the summer. Everton have "
            "been looking for a replacement for Amadou Onana, who moved to Aston Villa in July.\n"
            "Napoli and Bayern Munich had also asked about the player, according to his agent "
            "Marco Ferri, but neither wanted to pay more than 25 million."
        ),
        (
            "Midfield player Luca Moretti is moving to Everton: Juventus announced on Tuesday "
            "night that they had accepted an offer of 32 million euros. A deal running to June "
            "2028 awaits the 24-year-old, who should undergo a medical examination in Liverpool "
            "on Wednesday.\n"
            "In 61 games in the shirt of Juventus, Moretti found the net nine times, most "
            "famously when he decided last November's derby with Torino. \"It is a family that I "
            'am leaving," he said to the Gazzetta dello Sport, "but since I was a little boy I '
            'have dreamt of the Premier League."\n'
            "Allegri, the trainer, did not hide that he would have preferred him to stay. He "
            "spoke of a sale that could not be avoided, given that 80 million euros have to be "
            "saved by the club ahead of the summer. Since Amadou Onana left for Aston Villa in "
            "July, Everton had been in search of someone to take his place.\n"
            "His agent Marco Ferri reports that enquiries had come from Napoli and Bayern Munich "
            "too. Neither, however, was ready to go beyond 25 million."
        ),
        (
            "Everton supporters woke up on Wednesday to a new midfielder. Luca Moretti arrives "
            "from Juventus for a fee of 32 million euros and becomes the third signing of the "
            "summer after the goalkeeper Jansen and the winger Diallo.\n"
            'Manager Sean Dyche praised the Italian as a player who never stops running. "He can '
            'play in three positions, and he wants to be here," Dyche said at Finch Farm. '
            "Moretti, who won two caps under Luciano Spalletti, could make his debut against "
            "Brighton on Saturday.\n"
            "Critics in England wonder whether Everton, who were docked eight points last season, "
            "can afford such spending. The club says that the sale of Onana to Aston Villa "
            "brought in 50 million pounds. In Turin, supporters of Juventus protested against the "
            "sale outside the stadium."
        ),
    ),
    "election": (
        (
            "President Elena Varga has called early parliamentary elections for May 19 after the "
            "coalition government in Budapest lost its majority. In a televised address on "
            "Sunday, Varga said that the country needed a new beginning and that parliament would "
            "be dissolved on April 2.\n"
            "The Liberal Union, led by Prime Minister Peter Kovacs, had governed with the Greens "
            "since 2021. The alliance broke apart last week, when four ministers resigned in "
            "protest at a pension reform which would have raised the retirement age to 67.\n"
            "Kovacs accused the opposition of playing with the stability of the state. His main "
            "rival, Istvan Nagy of the National Front, spoke of a historic chance and promised to "
            "leave the pensions untouched. A poll by the Median institute gives the National "
            "Front 34 percent and the Liberal Union 27 percent.\n"
            "The European Commission expressed hope that Hungary would continue to fulfil its "
            "obligations. The forint fell by 1.2 percent against the euro."
        ),
        (
            "Early elections to parliament will be held on May 19, President Elena Varga has "
            "decided, now that the government coalition in Budapest no longer has a majority. The "
            "country is in need of a fresh start, Varga declared on Sunday in a speech on "
            "television; parliament is to be dissolved on April 2.\n"
            "Since 2021 the Liberal Union of Prime Minister Peter Kovacs had been in power "
            "together with the Greens. Their partnership collapsed a week ago when four ministers "
            "stepped down over a reform of pensions that was to lift the age of retirement to 67.\n"
            "The opposition is gambling with the state's stability, Kovacs charged. Istvan Nagy, "
            "his strongest challenger from the National Front, saw a historic opportunity and "
            "vowed not to touch pensions. According to a survey of the Median institute, the "
            "National Front stands at 34 percent, against 27 percent for the Liberal Union.\n"
            "From the European Commission came the hope that Hungary would go on meeting its "
            "commitments. Against the euro, the forint lost 1.2 percent."
        ),
        (
            "The collapse of the government of Peter Kovacs leaves Hungary facing months of "
            "uncertainty, economists warned on Monday, a day after President Elena Varga "
            "announced elections for May 19.\n"
            '"Investors hate a vacuum," said Katalin Toth of Erste Bank. She expects the forint '
            "to weaken further and the central bank to raise rates to 8 percent in April. The "
            "Liberal Union and the Greens had agreed on a budget in December that would have "
            "brought the deficit down to 4 percent.\n"
            "The National Front of Istvan Nagy leads in the polls, but it would need partners. "
            "Nagy ruled out a coalition with the Liberal Union; the Greens refuse to work with "
            "him. In Brussels, diplomats fear that Hungary may block the new aid for Ukraine. "
            "Kovacs stays in office until a new government is formed."
        ),
    ),
}
STEEL = TRIPLES["trade dispute"][0]


def marked(*rows):
    """Who counts for whom; a row is a text or a dict with a text and other columns."""
    table = pd.DataFrame([{"text": row} if isinstance(row, str) else row for row in rows])
    articles = pd.DataFrame(
        {
            "article_id": [f"a{at}" for at in range(len(rows))],
            "source_path": [f"{at}.txt" for at in range(len(rows))],
            "outlet": None,
            "republisher": None,
            "published": pd.NaT,
            "published_basis": "unknown",
        }
    )
    articles = articles.assign(
        **{
            name: table[name].combine_first(articles[name]) if name in articles else table[name]
            for name in table
        }
    )
    articles["published"] = pd.to_datetime(articles["published"])
    passages = pd.DataFrame(
        {"article_id": articles["article_id"], "start": 0, "end": articles["text"].str.len()}
    )
    shuffled = articles.sample(frac=1, random_state=len(rows))
    one = mark_duplicates(articles, passages).set_index("article_id")["duplicate_of"]
    other = mark_duplicates(shuffled, passages).set_index("article_id")["duplicate_of"]
    assert one.to_dict() == pytest.approx(other[one.index].to_dict(), nan_ok=True)
    return {key: value for key, value in one.items() if not pd.isna(value)}


def sentences_of(text):
    return text.replace("\n", " ").split(". ")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.upper(),
        lambda text: text.replace("\n", " ").replace('"', ""),
        lambda text: "A headline that is new\n" + text,
        lambda text: text + "\nSign up for our newsletter. All rights reserved by the publisher.",
        lambda text: text[: len(text) // 2],
        lambda text: text[: len(text) // 3],
        lambda text: text.replace("prices", "costs").replace("talks", "negotiations"),
        lambda text: ". ".join(s for at, s in enumerate(sentences_of(text)) if at % 4),
    ],
)
def test_reprints_are_copies(change):
    assert marked(STEEL, change(STEEL)) == {"a1": "a0"}


@pytest.mark.parametrize("name", TRIPLES)
def test_a_text_translated_anew_is_a_copy_and_another_report_is_not(name):
    text, anew, other_report = TRIPLES[name]
    assert marked(text, other_report, anew) == {"a2": "a0"}


def test_one_outlet_does_not_translate_its_own_text_anew():
    text, anew, _ = TRIPLES["election"]
    same = [{"text": text, "outlet": "Daily"}, {"text": anew, "outlet": "Daily"}]
    assert marked(*same) == {}
    carried = [same[0], same[1] | {"republisher": "Digest"}]
    assert marked(*carried) == {"a1": "a0"}


def test_what_one_outlet_prints_on_several_days_in_one_form_is_no_copy():
    form = sentences_of(STEEL)
    other = ". ".join(form[: len(form) * 2 // 3]) + ". " + TRIPLES["election"][0][:300]
    rows = [
        {"text": text, "outlet": outlet, "published": day, "published_basis": "stated"}
        for text, outlet, day in (
            (STEEL, "Daily", "2022-01-01"),
            (other, "Daily", "2022-01-08"),
            (other, "Digest", "2022-01-09"),
        )
    ]
    assert marked(*rows[:2]) == {}
    assert marked(rows[0], rows[1] | {"published": "2022-01-01"}) == {"a1": "a0"}
    assert marked(rows[0], rows[2]) == {"a1": "a0"}
    assert marked(rows[0], rows[0] | {"published": "2022-01-08"}) == {"a1": "a0"}


def test_copies_are_found_among_many_as_among_few():
    rest = [" ".join(f"{word}{at}" for word in STEEL.split()) for at in range(60)]
    half = STEEL[: len(STEEL) // 2]
    copies = marked(*(texts[0] for texts in TRIPLES.values()), *rest, TRIPLES["election"][1], half)
    assert copies == {"a63": "a2", "a64": "a0"}


def test_sketches_agree_in_the_share_that_the_sets_have_in_common():
    numbers = np.random.default_rng(3).integers(0, 2**32, 3_000, dtype=np.uint32)
    one, other = sketch(numbers[:2_000], 2_000), sketch(numbers[1_000:], 2_000)
    assert (one == other).mean() == pytest.approx(1 / 3, abs=0.05)
    assert (sketch(numbers[::-1], 64) == sketch(numbers, 64)).all()
    assert (sketch(numbers[:0], 64) == 2**32 - 1).all()


def test_rows_are_paired_that_agree_in_a_whole_band_and_in_enough():
    rows = np.array([[1, 2, 3, 4], [1, 2, 9, 9], [8, 2, 3, 8], [1, 2, 3, 9]], dtype=np.uint32)
    bands = Bands(number=2, width=2, least=0.5)
    assert list(alike(rows, bands, most=9)) == [(0, 1), (0, 3), (1, 3)]
    assert list(alike(rows, bands, most=1)) == [(0, 1), (0, 3)]
    assert list(alike(rows, Bands(2, 2, least=0.6), most=9)) == [(0, 3), (1, 3)]


def test_the_memory_beside_the_tables_is_a_small_part_of_the_texts():
    letters = str.maketrans("0123456789", "abcdefghij")
    rows = [
        " ".join(f"{word.strip('.')}{at}".translate(letters) for word in STEEL.split())
        for at in range(180)
    ]
    ids = [f"a{at}" for at in range(len(rows))]
    blank = {"outlet": None, "republisher": None, "published": pd.NaT, "published_basis": "unknown"}
    articles = pd.DataFrame({"article_id": ids, "source_path": ids, "text": rows, **blank})
    passages = pd.DataFrame({"article_id": ids, "start": 0, "end": articles["text"].str.len()})

    def most(count: int) -> int:
        tracemalloc.start()
        mark_duplicates(articles.head(count), passages.head(count))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.duplicates.Prints.MOST", 20)
        patch.setattr("analysis.duplicates.prints._READ_AT_ONCE", 20)
        most(60)  # loads what is loaded once
        assert most(180) - most(60) < 120 * 4_000


@pytest.mark.parametrize("most", [2, 4, 6])
def test_how_many_prints_are_kept_decides_nothing(monkeypatch, most):
    texts = [text for texts in TRIPLES.values() for text in texts]
    before = marked(*texts)
    assert before
    monkeypatch.setattr("analysis.duplicates.Prints.MOST", most)
    assert marked(*texts) == before


def test_unrelated_texts_are_none():
    assert marked(*(text for texts in TRIPLES.values() for text in (texts[0], texts[2]))) == {}


def test_short_texts_are_copies_only_when_their_words_are_the_same():
    assert marked("Talks failed again.", "Talks failed, again", "Talks failed today.") == {
        "a1": "a0"
    }
    assert marked("...", "!!!") == {}


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        (["2022-01-03", "2022-01-02", "2022-01-04"], "a1"),
        ([None, "2022-01-04"], "a1"),
    ],
)
def test_the_earliest_stated_date_counts(rows, counts):
    copies = marked(
        *(
            {"text": STEEL, "published": day, "published_basis": "stated" if day else "unknown"}
            for day in rows
        )
    )
    assert set(copies.values()) == {counts}
    assert len(copies) == len(rows) - 1


def test_a_date_of_reposting_does_not_make_a_copy_the_earliest():
    reposted = {"text": STEEL, "published": "2022-01-01", "published_basis": "reposted"}
    stated = {"text": STEEL, "published": "2022-01-05", "published_basis": "stated"}
    assert marked(reposted, stated) == {"a0": "a1"}


def test_the_outlet_comes_before_those_who_carry_its_text():
    carried = {"text": STEEL, "outlet": "Daily", "republisher": "Digest"}
    assert marked(carried, {"text": STEEL, "outlet": "Daily", "republisher": None}) == {"a0": "a1"}


def test_a_chain_of_copies_has_one_that_counts():
    half = len(STEEL) // 2
    assert marked(STEEL[:half], STEEL, STEEL[half // 2 :]) == {"a1": "a0", "a2": "a0"}


def test_texts_without_latin_letters_are_compared_too():
    text = "。\n".join(f"第{at}次会议讨论了贸易问题，双方同意继续谈判{at * 7}" for at in range(40))
    assert marked(text, text + "\n更多新闻", "完全不同的文章") == {"a1": "a0"}


def test_an_empty_table_stays_empty():
    columns = ["article_id", "source_path", "outlet", "republisher", "published"]
    articles = pd.DataFrame(columns=[*columns, "published_basis", "text"])
    passages = pd.DataFrame(columns=["article_id", "start", "end"])
    assert mark_duplicates(articles, passages)["duplicate_of"].empty


def test_a_copy_has_the_topics_of_the_text_that_it_repeats():
    one = "Gas prices rose in the north.\nThe coach praised his midfield."
    copy = "By our staff\nThe coach praised the midfield.\nGas prices rose in the north."
    articles = pd.DataFrame(
        {"article_id": ["a0", "a1"], "text": [one, copy], "duplicate_of": [None, "a0"]}
    )
    spans = [
        (article_id, text.index(line), text.index(line) + len(line), topic)
        for article_id, text, topics in (("a0", one, "01"), ("a1", copy, (None,) * 3))
        for line, topic in zip(text.split("\n"), topics, strict=True)
    ]
    passages = pd.DataFrame(spans, columns=["article_id", "start", "end", "topic_id"])
    given = with_topics_of_originals(passages.assign(weight=0.5), articles)
    assert given["topic_id"].fillna("none").tolist() == ["0", "1", "none", "1", "0"]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.text(max_size=60), max_size=6))
def test_whatever_the_texts_what_counts_is_never_a_copy_itself(seed, texts):
    chance = random.Random(seed)
    rows = [*texts, STEEL, *chance.choices([*texts, STEEL], k=3)]
    copies = marked(*rows)
    assert not set(copies.values()) & set(copies)
