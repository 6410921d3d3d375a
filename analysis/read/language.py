"""Language of a text, and whether it is a translation."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import SimpleNamespace

from py3langid import modelio
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analysis.read.clues import Clues

_ENOUGH = 3_000  # code points: more do not change the verdict
_FEWEST_LETTERS = 20
_MIN_PROBABILITY = 0.5

_ONLY_ENGLISH = frozenset(
    "the of and that this these those with from they their them which would have been about into "
    "than other when who what where while because should could his its between".split()
)
_SURE_KINDS = 6
_SURE_SHARE = 0.12

_CODES = {
    "arabic": "ar", "belarusian": "be", "bulgarian": "bg", "chinese": "zh", "mandarin": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "estonian": "et", "farsi": "fa", "persian": "fa", "finnish": "fi", "french": "fr",
    "georgian": "ka", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "kazakh": "kk",
    "korean": "ko", "latvian": "lv", "lithuanian": "lt", "norwegian": "no", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk",
    "slovenian": "sl", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip
_FROM = re.compile(
    r"\b(?:from|original)\b(?: (?:the|in|language))* ([A-Za-z]{4,12})", re.IGNORECASE
)


@dataclass(frozen=True)
class _Glitch:
    """A mark that a translation engine leaves and an editor does not.

    Attributes:
        name: what it is, in words for the screen.
        pattern: finds it.
        weight: of each; a full stop inside a sentence and a quotation mark turned the wrong way
            weigh most.
        needs: one of these is in every text that has it. Looking for them is far quicker than the
            pattern, and most texts have none.
    """

    name: str
    pattern: re.Pattern[str]
    weight: float
    needs: tuple[str, ...]

    def count(self, text: str) -> int:
        if not any(needed in text for needed in self.needs):
            return 0
        return sum(1 for _ in self.pattern.finditer(text))


_GLITCHES = (
    _Glitch(
        "a verb left over after a full stop",
        re.compile(r"[a-z]{2}\. (?:is|are|was|were|has|have|had|did|does|will|would)\b[ .]"),
        2.0,
        needs=(". i", ". a", ". w", ". h", ". d"),
    ),
    _Glitch(
        "a full stop inside a sentence",
        re.compile(r"[a-z]{4}\.[”’]? (?!com\b)[a-z]{4,}\b"),
        1.5,
        needs=(". ", ".” ", ".’ "),
    ),
    _Glitch("a full stop before a comma", re.compile(r"[a-z]{3}\. ,"), 2.0, needs=(". ,",)),
    _Glitch("scattered full stops", re.compile(r"\w\. \. \.(?!\w)"), 0.5, needs=(". . .",)),
    _Glitch(
        "a blank before a comma or full stop",
        re.compile(r"\w ['\"”]? ?[,.](?=\s)"),
        1.0,
        needs=tuple(f" {quote}{end}" for quote in ("", "'", '"', "”") for end in ",."),
    ),
    _Glitch(
        "an opening quotation mark that closes",
        re.compile(r"[.,!?] ?“(?=\s|$|[a-z])"),
        2.0,
        needs=("“",),
    ),
    _Glitch(
        "a closing quotation mark at a word's beginning",
        re.compile(r"[\s,]”(?=\w)"),
        2.0,
        needs=("”",),
    ),
    _Glitch(
        "a blank before a closing quotation mark",
        re.compile(r"[.,!?] ”(?=\s|$)"),
        1.5,
        needs=(" ”",),
    ),
    _Glitch(
        "an opening quotation mark as apostrophe", re.compile(r"[a-z]‘s\b"), 2.0, needs=("‘s",)
    ),
    _Glitch(
        "blanks inside quotation marks",
        re.compile(r"(?:^|\s)\" \w[^\"\n]{1,200} \"(?=[\s.,])"),
        1.5,
        needs=('" ',),
    ),
    _Glitch(
        "a quotation opened twice",
        re.compile(r"“[^”“\n]{4,300}\. “(?=[A-Z])"),
        1.0,
        needs=(". “",),
    ),
)
_SHORT_QUOTED = re.compile(r"“[^”“\n]{2,34}”")
_MANY_QUOTED = 15.0  # short quoted terms in 1,000 words
_SUSPICION = 3.0  # weight that makes a suspicion
_SUSPICION_DENSE = 2.5  # and in 1,000 words


def find_language(text: str) -> str | None:
    """The language of a text, ISO 639-1; None when there is too little text to tell."""
    read = text[:_ENOUGH]
    letters = islice(filter(str.isalpha, read), _FEWEST_LETTERS)
    if sum(1 for _ in letters) < _FEWEST_LETTERS:
        return None
    if _plainly_english(read):
        return "en"
    code, probability = _identifier().classify(read)
    # Codes of three letters are languages without one of two; short English passes for Pidgin.
    return str(code) if probability >= _MIN_PROBABILITY and len(code) == 2 else None


def _plainly_english(text: str) -> bool:
    """Whether function words that only English has leave no doubt.

    The model for all languages holds 70 MB and costs a third of a second to load: it is asked
    only when there is doubt.
    """
    words = text.lower().split()
    found = [word for word in words if word in _ONLY_ENGLISH]
    return len(set(found)) >= _SURE_KINDS and len(found) >= _SURE_SHARE * len(words)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError:
        # The library unpacks its model into a temporary file, for which a full disk has no room.
        # In memory it takes 70 MB more for a moment.
        modelio.tempfile = SimpleNamespace(TemporaryFile=lambda suffix: io.BytesIO())
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_translation(clues: Clues, language: str | None) -> tuple[str, str | None, str]:
    """What is known of a translation, the original language, and the reasons.

    "stated" when a notice says so; "suspected" when the text has marks that translation engines
    leave, or many short quoted terms on a copy. Only English is searched for such marks.
    """
    for line in clues.lines:
        if line.reason == "translation notice":
            return "stated", _language_named(line.text), f"notice: {line.text[:120]}"
    if language != "en":
        return "none known", None, "no notice found; only English is searched for traces"
    weight, seen = suspicion(clues.body, clues.is_copy)
    dense = 1000 * weight / max(len(clues.body.split()), 1)
    if weight >= _SUSPICION and dense >= _SUSPICION_DENSE:
        return "suspected", None, "; ".join(seen)
    return "none known", None, "no notice and no traces found"


def suspicion(body: str, is_copy: bool) -> tuple[float, list[str]]:
    """How much in a text looks like the work of a translation engine, and what.

    Returns:
        A weight of 0 or more (higher means more traces) and the kinds of traces with their counts.
    """
    weight, seen = 0.0, []
    for glitch in _GLITCHES:
        count = glitch.count(body)
        if count:
            weight += glitch.weight * min(count, 4)
            seen.append(f"{glitch.name} ({count})")
    n_words = max(len(body.split()), 1)
    quoted = 1000 * sum(1 for _ in _SHORT_QUOTED.finditer(body)) / n_words
    if quoted >= _MANY_QUOTED and n_words >= 200:
        weight += 1.5
        seen.append(f"{quoted:.0f} short quoted terms in 1,000 words")
    if is_copy:
        weight += 1.0
        seen.append("the page is a copy")
    return weight, seen


def _language_named(notice: str) -> str | None:
    for word in _FROM.findall(notice):
        if word.lower() in _CODES:
            return _CODES[word.lower()]
    return None
