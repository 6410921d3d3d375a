"""Reading files and folders: labelled and plain text, encodings, and whatever is not an article."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.read import read_paths, read_uploads
from analysis.read.decode import UnreadableError, decode, repair
from analysis.read.labels import read_labels
from analysis.read.limits import MAX_DOCUMENT_BYTES
from analysis.read.text import document_of

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
GOLD = Path(__file__).parents[2] / "shared" / "gold"


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def reason(path: Path) -> str:
    reading = read_paths([path])
    assert not reading.documents
    assert reading.skipped["source_path"].tolist() == [str(path)]
    return str(reading.skipped["reason"].iloc[0])


def test_folder_is_read_at_any_depth_in_order_of_names(tmp_path):
    write(tmp_path, "b.txt", "Second text.")
    write(tmp_path, "a.txt", "First text.")
    write(tmp_path, "deep/er/c.TXT", "Third text.")
    write(tmp_path, ".hidden.txt", "Not looked at.")
    write(tmp_path, "README.md", "Not an article.")
    write(tmp_path, "picture.png", b"\x89PNG")
    reading = read_paths([tmp_path])
    assert [d.text for d in reading.documents] == ["First text.", "Second text.", "Third text."]
    assert reading.skipped["source_path"].tolist() == [str(tmp_path / "picture.png")]
    assert "'.png' cannot be read; supported are .csv, .docx" in reading.skipped["reason"][0]


def test_article_id_depends_on_path_and_text_only(tmp_path):
    path = write(tmp_path, "a.txt", "Some text.")
    document = read_paths([path]).documents[0]
    expected = hashlib.sha256(f"{path}\0Some text.".encode()).hexdigest()[:16]
    assert document.article_id == expected


def test_an_input_given_twice_is_read_once(tmp_path):
    path = write(tmp_path, "a.txt", "Some text.")
    assert len(read_paths([path, tmp_path, path]).documents) == 1


def test_progress_is_told_before_each_file(tmp_path):
    path = write(tmp_path, "a.txt", "Some text.")
    told: list[str] = []
    read_paths([path], told.append)
    assert told == [str(path)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file holds only blank space"),
        (b"text\0with nul", "the file is binary, not text"),
        (b"\xff\xfe\x00", "announces utf-16-le but is damaged"),
        (b"\x01\x02\x03\x04" * 50, "the file is binary, not text"),
        (b"Title: A title\nDate: 2022-01-01\nText:\n", "the article has no body"),
        (b"--- *** ---\n", "the article has no body"),
        (b"x" * (MAX_DOCUMENT_BYTES + 1), "the file is larger than"),
    ],
)
def test_what_is_no_article_is_skipped_with_its_reason(tmp_path, data, expected):
    assert expected in reason(write(tmp_path, "bad.txt", data))


def test_missing_files_broken_links_devices_and_empty_folders_are_skipped(tmp_path):
    assert reason(tmp_path / "none.txt") == "no such file or folder"
    link = tmp_path / "link.txt"
    link.symlink_to("nowhere.txt")
    assert reason(link) == "a broken link to 'nowhere.txt'"
    assert reason(Path(os.devnull)) == "not a regular file"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "the folder holds no file" in reason(empty)
    assert reason(Path("a\0b.txt")) == "no such file or folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open any file")
def test_a_file_without_permission_is_skipped(tmp_path):
    path = write(tmp_path, "locked.txt", "Some text.")
    path.chmod(0)
    assert "cannot be opened: Permission denied" in reason(path)


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    write(tmp_path, "a.txt", b"\0\0")
    write(tmp_path, "b.txt", "Good text.")
    reading = read_paths([tmp_path])
    assert len(reading.documents) == 1
    assert len(reading.skipped) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Straße – “x”".encode(), "Straße – “x”"),
        (b"\xef\xbb\xbfplain", "plain"),
        ("Привет".encode("utf-16"), "Привет"),
        (b"\xfe\xff" + "Привет".encode("utf-16-be"), "Привет"),
        ("Das Café wählt für Österreich über Größe. ".encode("cp1252") * 4, "Das Café wählt"),
        ("Washingtonâ€™s".encode(), "Washington’s"),
        ("a\r\nb\u00a0c “d”".encode(), "a\r\nb\u00a0c “d”"),
    ],
)
def test_decoding_repairs_the_encoding_and_changes_nothing_else(data, expected):
    assert decode(data).startswith(expected)


# Words that were written as UTF-8 and read as something else, and words that were not.
_WORDS = ["café", "Washington’s", "“x”", "größer", "Привет", "συν", "naïve", "Ãngel", "Œ", "½", "à"]
_MISREAD = ["latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1257", "mac-roman"]
_PIECES = [
    *_WORDS,
    *(word.encode().decode(code, "replace") for word in _WORDS for code in _MISREAD),
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*_PIECES, " ", ". ", "the plan of many ports"]), max_size=12))
def test_a_long_text_is_repaired_as_the_library_repairs_it(pieces):
    text = "".join(pieces)
    assert repair(text) == ftfy.fix_encoding(text)


LANGUAGES = {
    "cp1252": "Der Präsident erklärte, die Gespräche würden fortgeführt. „Größere Schritte“,"
    " sagte er, „wären schön.“ Le président a déclaré que l’été serait décisif pour tous.",
    "cp1250": "Prezydent oświadczył, że rozmowy będą kontynuowane. Państwa członkowskie złożyły"
    " wniosek o nadzwyczajne posiedzenie, a ministrowie podróżują do stolicy.",
    "cp1251": "Президент заявил, что переговоры продолжатся. Страны подали заявку на заседание.",
    "koi8_r": "Президент заявил, что переговоры продолжатся. Страны подали заявку на заседание.",
    "cp1253": "Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν και την επόμενη εβδομάδα.",
    "cp1254": "Cumhurbaşkanı görüşmelerin süreceğini söyledi. Üye ülkeler olağanüstü toplantı için"
    " başvurdu ve güçlü bir işbirliği gerektiğini vurguladı.",
    "cp1255": "הנשיא אמר כי השיחות יימשכו. המדינות החברות הגישו בקשה לכינוס ישיבה מיוחדת.",
    "cp1256": "قال الرئيس إن المحادثات ستستمر وتقدمت الدول الأعضاء بطلب لعقد جلسة طارئة.",
    "cp1257": "Prezidentas pareiškė, kad derybos bus tęsiamos. Valstybės narės pateikė prašymą dėl"
    " neeilinio tarybos posėdžio šią savaitę.",
    "gb18030": "外交部发言人在例行记者会上表示，各方应当通过对话解决分歧，维护地区和平与稳定。",
    "big5": "外交部發言人在例行記者會上表示，各方應當通過對話解決分歧，維護地區和平與穩定。",
    "cp932": "外務省の報道官は定例記者会見で、各国は対話を通じて意見の違いを解決すべきだと述べた。",
    "utf_16_le": "A plain text without any mark. Договор подписан. 会议将于下周举行。",
    "utf_16_be": "Переговоры будут продолжены на следующей неделе в Женеве, сообщает агентство.",
}


@pytest.mark.parametrize("encoding", LANGUAGES)
def test_encodings_of_news_are_told_apart_in_texts_and_in_tables(encoding):
    text = LANGUAGES[encoding]
    assert decode(text.encode(encoding)) == text
    table = f"id;text\n1;{text}\n2;{text}\n".encode(encoding)
    assert [d.text for d in read_uploads([("a.csv", table)]).documents] == [text, text]


def test_declared_encoding_is_believed_unless_the_bytes_contradict_it():
    assert decode("naïve Größe".encode("cp1252"), "iso-8859-1") == "naïve Größe"
    assert decode("naïve Größe".encode(), "iso-8859-1") == "naïve Größe"
    assert decode("naïve Größe".encode("cp1252"), "no-such") == "naïve Größe"
    assert decode("naïve Größe".encode("cp1252"), "euc-jp") == "naïve Größe"


def test_encoding_is_found_where_the_first_strange_letter_stands_late():
    text = "plain words here\n" * 20_000 + "Größe und Schönheit über Österreich\n"
    assert decode(text.encode("cp1252")).endswith("Größe und Schönheit über Österreich\n")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_reason(data):
    try:
        text = decode(data)
    except UnreadableError as error:
        text = f"refused: {error}"
    assert text.strip()
    assert text != "refused: "


def test_labelled_text():
    text = (
        "Published Time: 2022-01-12\nTitle: A title: with colon\nCategory 1: OPINION; Category 2:"
        " VIEWPOINT\nAuthor: Jane Doe\nAuthor title: Author details not found\nText: \nThe body."
    )
    labels, end = read_labels(text)
    assert labels == {
        "published": "2022-01-12",
        "title": "A title: with colon",
        "category": "OPINION; VIEWPOINT",
        "author": "Jane Doe",
    }
    assert text[end:].strip() == "The body."


@pytest.mark.parametrize(
    ("text", "labels", "body"),
    [
        ("Headline: H\nBy: J. Doe\n\nBody here.", {"title": "H", "author": "J. Doe"}, "Body here."),
        ("Title:\nOn the next line\nBody: It starts.", {"title": "On the next line"}, "It starts."),
        ("URL: https://a.b/c\r\nLanguage: en\r\nText: T.", None, "T."),
        ("Source: Reuters\nA plain text.", {}, "Source: Reuters\nA plain text."),
        ("Moscow: a city of snow.\nMore.", {}, "Moscow: a city of snow.\nMore."),
        ("Title: T\nOne.\nTwo.\nThree.\nText: four.", {"title": "T"}, "One.\nTwo."),
    ],
)
def test_forms_of_header(text, labels, body):
    found, end = read_labels(text)
    assert labels is None or found == labels
    assert text[end:].strip().startswith(body)


def test_placeholders_are_no_data():
    document = document_of("Title: N/A\nAuthor: not available\nSource: none\nText: Body.", "a")
    assert document.labels == {}
    assert document.header_end > 0


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles lie beside the checkout only")
@pytest.mark.parametrize("number", ["000", "002"])
def test_text_is_that_of_the_annotation(number):
    gold = json.loads((GOLD / f"gold_{number}.json").read_text(encoding="utf-8"))
    assert read_paths([SAMPLE / gold["file"]]).documents[0].text == gold["text"]


def test_sample_is_read_whole():
    reading = read_paths([SAMPLE])
    assert len(reading.documents) == 5
    assert reading.skipped.empty
