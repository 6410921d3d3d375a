"""What each attribution covers: text, sentence and mentions, of all articles at once."""

import pandas as pd

from analysis import tables as contract
from analysis.statements import mentions_within, outermost_of, statements_of

TEXT = 'Alfa came. "Beta," said Ivanov, "left." Gamma stayed.'
ARTICLES = pd.DataFrame({"article_id": ["x", "y"], "text": [TEXT, TEXT]})
SENTENCES = pd.DataFrame(
    [
        {"article_id": article, "sentence_id": f"{article}{n}", "start": start, "end": end}
        for article in "yx"
        for n, (start, end) in enumerate(((0, 10), (11, 39), (40, 53)))
    ]
)
MENTIONS = pd.DataFrame(
    [
        {"article_id": article, "mention_id": f"{article}-{name}", "target": name,
         "start": TEXT.index(name), "end": TEXT.index(name) + len(name)}
        for article in "yx"
        for name in ("Gamma", "Alfa", "Beta")
    ]
)  # fmt: skip


def attribution(name: str, content: tuple[int, int], cue: str | None = None, **more) -> dict:
    return {
        "attribution_id": name, "article_id": "x", "kind": "direct", "content_start": content[0],
        "content_end": content[1], "cue": cue, "cue_start": cue and TEXT.index(cue),
        "speaker": "Ivanov", "speaker_role": "other", "voice_perspective": "Russian",
        "confidence": 1.0,
    } | more  # fmt: skip


def made(*rows: dict) -> pd.DataFrame:
    columns = contract.TABLES["attributions"].names
    return contract.conform("attributions", pd.DataFrame(rows, columns=columns))


SPLIT = attribution("split", (11, 18), "said", content2_start=32, content2_end=39)


def test_the_text_runs_over_all_sentences_that_content_and_cue_touch():
    rows = statements_of(
        made(SPLIT, attribution("wide", (5, 45), "said"), attribution("first", (0, 4), "said")),
        SENTENCES,
        ARTICLES,
    )
    assert list(rows["text"]) == [TEXT[11:39], TEXT, TEXT[:39]]
    assert list(rows["sentence_start"]) == [11, 0, 0]
    assert list(rows["sentence_id"]) == ["x1", "x1", "x1"]


def test_without_a_cue_it_stands_where_its_content_begins():
    rows = statements_of(made(attribution("bare", (40, 45))), SENTENCES, ARTICLES)
    assert rows.loc[0, ["sentence_id", "text"]].tolist() == ["x2", "Gamma stayed."]


def test_an_article_without_sentences_shows_the_content_alone():
    rows = statements_of(made(SPLIT), SENTENCES[SENTENCES["article_id"] == "y"], ARTICLES)
    assert rows["sentence_id"].isna().all()
    assert rows["text"].tolist() == [TEXT[11:39]]
    assert statements_of(made(SPLIT), SENTENCES[:0], ARTICLES)["text"].tolist() == [TEXT[11:39]]


def test_mentions_lie_in_the_parts_of_a_content_and_nowhere_between():
    whole = attribution("whole", (0, 53))
    pairs = mentions_within(made(SPLIT, whole, attribution("cut", (0, 3))), MENTIONS)
    assert sorted(zip(pairs["attribution_id"], pairs["mention_id"], strict=True)) == [
        ("split", "x-Beta"), ("whole", "x-Alfa"), ("whole", "x-Beta"), ("whole", "x-Gamma"),
    ]  # fmt: skip
    assert mentions_within(made(SPLIT), MENTIONS[:0]).empty
    assert mentions_within(made(), MENTIONS).empty


def test_the_widest_attribution_that_stands_in_no_other_gives_a_mention_its_voice():
    rows = made(SPLIT, attribution("whole", (0, 53), outer_id="split"), attribution("b", (10, 20)))
    outer = outermost_of(mentions_within(rows, MENTIONS), rows)
    assert outer.to_dict() == {"x-Beta": "split"}
