"""Texts that are no news page in English: they must come through whole, in bounded time."""

from __future__ import annotations

import time

import pytest

from analysis.article import Document
from analysis.clean import clean
from tests.test_clean import BODY, MORE, assert_complete, body


def kept(text: str) -> list[str]:
    cleaned = clean(Document("id", "path", text))
    assert_complete(cleaned, text)
    return body(cleaned, text)


OTHER_LANGUAGES = {
    "Chinese": (
        ["首页", "新闻"],
        [
            "中国外交部发言人周一在北京表示，有关各方应保持克制，通过对话解决分歧。",
            "他说，中方一贯主张尊重各国主权和领土完整。",
            "“我们将继续发挥建设性作用。”发言人补充说。",
        ],
    ),
    "Russian": (
        ["Главная", "Новости"],
        [
            "Министр иностранных дел заявил в понедельник, что переговоры продолжатся.",
            "По его словам, стороны не достигли соглашения по основным вопросам.",
            "«Мы готовы к диалогу», — добавил он.",
        ],
    ),
    "Arabic": (
        ["الرئيسية", "أخبار"],
        [
            "قال وزير الخارجية يوم الاثنين إن المحادثات ستستمر الأسبوع المقبل في جنيف.",
            "وأضاف أن الطرفين لم يتوصلا إلى اتفاق بشأن القضايا الرئيسية.",
            "هل ستنجح المفاوضات بين الجانبين هذه المرة؟",
        ],
    ),
    "Hindi": (
        ["होम", "समाचार"],
        [
            "मंत्री ने सोमवार को कहा कि वार्ता अगले सप्ताह भी जारी रहेगी।",
            "उन्होंने कहा कि दोनों पक्ष समझौते पर नहीं पहुंचे हैं।",
        ],
    ),
    "German": (
        ["Startseite", "Politik"],
        [
            "Der Außenminister sagte am Montag, die Gespräche würden in Genf fortgesetzt.",
            "Nach seinen Worten haben beide Seiten keine Einigung erzielt.",
        ],
    ),
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_other_languages_keep_their_text_and_lose_their_menu(language):
    menu, lines = OTHER_LANGUAGES[language]
    assert kept("\n".join([*menu, *lines])) == lines
    assert kept("\n".join(lines)) == lines


def test_a_language_without_stops_keeps_its_lines():
    lines = [
        "รัฐมนตรีต่างประเทศกล่าวเมื่อวันจันทร์ว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า",
        "เขากล่าวว่าทั้งสองฝ่ายยังไม่ได้ข้อตกลงในประเด็นหลัก",
    ]
    assert kept("\n".join(lines)) == lines


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n", "\r\n"], ids=repr)
@pytest.mark.parametrize("shape", [str, str.upper, str.lower], ids=["as is", "capitals", "small"])
def test_bodies_from_a_table_stay_whole(gap, shape):
    text = shape(gap.join([*BODY, *MORE]))
    assert " ".join(" ".join(kept(text)).split()) == " ".join(text.split())


def test_an_interview_keeps_its_short_lines():
    lines = [
        "Q Mr. President, do you think that the talks will succeed?",
        "THE PRESIDENT: I do.",
        "Q Why?",
        "THE PRESIDENT: Because both sides want it. We have worked on this for months.",
        "Q And if not?",
        "THE PRESIDENT: Then we go on.",
        "MODERATOR: Next question, please.",
        "Q Will you meet the minister on Friday in the capital?",
        "THE PRESIDENT: Yes.",
    ]
    assert kept("\n".join(lines)) == lines


def test_a_release_keeps_the_items_of_its_list():
    lines = [
        "The ministry announced today a new package of assistance for the partner country.",
        "The package includes:",
        "• Additional ammunition for rocket systems;",
        "• Four command posts;",
        "• Mine clearing equipment; and",
        "• Spare parts and training.",
        "The ministry will continue to consult with its allies, the minister said on Monday.",
    ]
    assert kept("\n".join(lines)) == lines


@pytest.mark.parametrize("text", ["Talks fail.", "The ministers met.\nThey agreed on nothing."])
def test_very_short_texts_are_bodies(text):
    assert kept(text) == text.split("\n")


LONG = {
    "one line of sentences": "The minister said it again and again. " * 8_000,
    "one line without stops": "word " * 60_000,
    "one word": "x" * 300_000,
    "short lines": "menu item\n" * 20_000,
    "short lines, all different": "\n".join(f"item {n} here" for n in range(20_000)),
    "bullets": "\n".join(f"* The item {n}" for n in range(20_000)),
    "lines that begin alike": "\n".join("The man said so" + " Aa" * n for n in range(800)),
    "capitals after a stop": ("Some words. " + "A" * 118 + "!\n") * 2_000,
    "privacy": "cookie privacy consent you " * 12_000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_take_bounded_time(name):
    began = time.perf_counter()
    clean(Document("id", "path", LONG[name]))
    assert time.perf_counter() - began < 6


def test_a_long_line_of_sentences_is_one_paragraph():
    text = LONG["one line of sentences"]
    assert clean(Document("id", "path", text)).paragraphs == ((0, len(text.rstrip())),)
