"""Voices: whose words a sentence and a mention are, on texts worked by hand."""

from __future__ import annotations

import pandas as pd

from analysis import tables
from analysis.attribution import attribute
from analysis.attribution.voices import give_voices_to_mentions, give_voices_to_sentences
from tests.attribution_helpers import article, frame, reference, spans

TEXT = (
    "The harbour lies quiet this week. "
    "Japanese Trade Minister Aiko Mori said that Taiwan and Japan need “a calm sea and open ports” "
    "more than ever. "
    "The quay is long, and the fishermen of the old town who mend their nets there all day laugh, "
    "Mori said. "
    "Peru denies allegations by Chile that Lima broke the treaty."
)


def _voiced() -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    row = article(TEXT, perspective="Italian")
    passages, sentences = spans(TEXT)
    found = attribute(row, frame(passages), frame(sentences), reference())
    return row, frame(sentences), found


def _mention(words: str, after: str = "") -> tuple[int, int]:
    start = TEXT.index(words, TEXT.index(after))
    return start, start + len(words)


def test_a_sentence_has_the_voice_of_its_larger_part() -> None:
    row, sentences, found = _voiced()
    voiced = give_voices_to_sentences(row, sentences, found)
    assert voiced["voice"].tolist() == [tables.OUTLET_VOICE, "Aiko Mori", "Aiko Mori", "Peru"]
    assert voiced["voice_perspective"].tolist() == ["Italian", "Other", "Other", "Other"]
    assert set(voiced["outlet_perspective"]) == {"Italian"}
    assert voiced["attribution_id"].isna().tolist() == [True, False, False, False]
    assert set(voiced["attribution_id"].dropna()) <= set(found["attribution_id"])


def test_a_long_source_does_not_make_a_statement_the_outlets() -> None:
    text = (
        "Aiko Mori, the trade minister of Japan and envoy to Malta, said the ports are shut. "
        "While the delegates of forty states and their many guests waited in the rain for the bus, "
        "Mori said tea was cold."
    )
    row = article(text)
    passages, sentences = spans(text)
    found = attribute(row, frame(passages), frame(sentences), reference())
    voiced = give_voices_to_sentences(row, frame(sentences), found)
    assert voiced["voice"].tolist() == ["Aiko Mori", tables.OUTLET_VOICE]


def test_the_tables_given_are_left_as_they_were() -> None:
    row, sentences, found = _voiced()
    before = sentences.copy(), found.copy()
    give_voices_to_sentences(row, sentences, found)
    give_voices_to_mentions(row, sentences, found)
    pd.testing.assert_frame_equal(sentences, before[0])
    pd.testing.assert_frame_equal(found, before[1])


def test_a_mention_has_the_voice_and_the_kind_of_its_own_span() -> None:
    row, _, found = _voiced()
    cases = {
        _mention("harbour"): (tables.OUTLET_VOICE, tables.OWN),
        _mention("Japanese"): (tables.OUTLET_VOICE, tables.OWN),
        _mention("Taiwan"): ("Aiko Mori", tables.INDIRECT),
        _mention("open ports"): ("Aiko Mori", tables.DIRECT),
        _mention("Chile"): ("Peru", tables.INDIRECT),
        _mention("Lima"): ("Peru", tables.INDIRECT),
    }
    voiced = give_voices_to_mentions(row, frame(list(cases)), found)
    assert list(zip(voiced["voice"], voiced["voice_kind"], strict=True)) == list(cases.values())


def test_without_attributions_all_is_the_outlets_own() -> None:
    row, sentences, _ = _voiced()
    none = tables.empty("attributions")
    assert set(give_voices_to_sentences(row, sentences, none)["voice"]) == {tables.OUTLET_VOICE}
    assert set(give_voices_to_mentions(row, sentences, none)["voice_kind"]) == {tables.OWN}


def test_no_sentence_and_no_mention_give_empty_tables_with_all_columns() -> None:
    row, _, found = _voiced()
    empty = frame([])
    assert "attribution_id" in give_voices_to_sentences(row, empty, found)
    assert "voice_kind" in give_voices_to_mentions(row, empty, found)


def _kinds(*cases: tuple[tuple[int, int], float]) -> list[tuple[str, str]]:
    row, _, found = _voiced()
    mentions = frame([span for span, _ in cases]).assign(told=[told for _, told in cases])
    voiced = give_voices_to_mentions(row, mentions, found)
    return list(zip(voiced["voice"], voiced["voice_kind"], strict=True))


def test_reported_words_that_are_judged_the_outlets_are_its_own() -> None:
    assert _kinds((_mention("Taiwan"), 0.1), (_mention("Chile"), 0.5)) == [
        (tables.OUTLET_VOICE, tables.OWN),
        ("Peru", tables.INDIRECT),
    ]


def test_quoted_words_are_the_speakers_whatever_they_are_judged() -> None:
    assert _kinds((_mention("open ports"), 0.0)) == [("Aiko Mori", tables.DIRECT)]


def test_words_that_were_not_judged_have_the_voice_of_their_place() -> None:
    nan = float("nan")
    assert _kinds((_mention("Taiwan"), nan), (_mention("harbour"), nan)) == [
        ("Aiko Mori", tables.INDIRECT),
        (tables.OUTLET_VOICE, tables.OWN),
    ]


def test_words_outside_a_report_that_are_judged_reported_belong_to_who_speaks_nearest() -> None:
    assert _kinds((_mention("harbour"), 0.9), (_mention("Japanese"), 0.5)) == [
        ("Aiko Mori", tables.INDIRECT),
        (tables.OUTLET_VOICE, tables.OWN),
    ]


def test_a_report_goes_on_in_another_paragraph_only_where_that_is_very_sure() -> None:
    text = (
        "The pier is old.\nAiko Mori said that the port is shut. The dam may break.\n"
        "The quay is long.\nTom Reed said that the tolls will rise."
    )
    row = article(text)
    found = attribute(row, *(frame(list(rows)) for rows in spans(text)), reference())
    places = [(text.index(word), text.index(word) + 4) for word in ("pier", "dam ", "quay")]

    def voices(told: float) -> list[str]:
        voiced = give_voices_to_mentions(row, frame(places).assign(told=told), found)
        return list(voiced["voice"])

    assert voices(0.9) == [tables.OUTLET_VOICE, "Aiko Mori", tables.OUTLET_VOICE]
    assert voices(0.97) == [tables.OUTLET_VOICE, "Aiko Mori", "Aiko Mori"]
