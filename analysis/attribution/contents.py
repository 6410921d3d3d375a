"""What is said: where the content of a cue starts and ends, before it, after it or around it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution import grammar
from analysis.attribution.cues import Cue
from analysis.attribution.grammar import word_set
from analysis.attribution.text import MARK, QUOTE, Token

_SEARCH = 16
_QUESTIONS = word_set("whether how why what when where who if although though while")
# Classes whose object is what is said; and verbs that name a topic or a text, not what it says.
_OBJECT_IS_CONTENT = word_set("accusing denying demanding criticising praising warning")
_HANDS_OVER = word_set("discuss present issue deliver publish address quote cite")
# Classes whose verbs take things as well: without "that" nothing shows that something is said.
_NEEDS_THAT = word_set("proposing conceding")
_OPENING_TOPICS = frozenset({"of", "about", "against", "for"})
_COMMITTING = word_set("insisting warning")  # "vowed to", "threatened to"
_OBJECT_TOO = word_set("announce reiterate pledge promise confirm declare underline expect find")
_ADDITIONS = word_set("while whereas despite although though")
_NO_ADDITION = word_set("including during according following excluding concerning regarding")
_CURRENCIES = "$£€"
_SENTENCE_ENDS = ".!?…"


def content_start(tokens: Sequence[Token], cue: Cue, after: int) -> int | None:
    """The token where the content behind a cue starts; None when nothing said follows.

    Args:
        tokens: the tokens of the unit.
        cue: the cue.
        after: first token behind the cue (and behind an inverted subject).
    """
    limit = end_of_sentence(tokens, after)
    index = after
    while index < limit and grammar.is_adverb(tokens[index]):
        index += 1
    if index >= limit:
        return None
    token = tokens[index]
    told = cue.entry.lemma in ("tell", "assure")
    if told and (token.low == "that" or token.low in _QUESTIONS):
        return None  # "time will tell whether": nobody is addressed
    if token.low == "that":
        return index + 1 if index + 1 < limit else None
    if token.kind == QUOTE:
        return index if cue.entry.cue_class != "believing" or grammar.is_quotation(token) else None
    if grammar.is_mark(token, ":"):
        return index + 1 if index + 1 < limit else None
    says = bool(cue.entry.patterns & {"clause", "quote"})
    infinitive = token.low == "to" and not _is_addressee(tokens, index + 1, limit)
    if "person" in cue.entry.patterns or (says and not _is_object(token) and not infinitive):
        found = _announced(tokens, index, limit)
        if found is not None:
            return found
    pointing = token.low in ("this", "so", "it", "these", "them")
    if pointing and says and not is_clause(tokens, index, limit):
        return None
    return _bare(tokens, cue, index, limit)


def end_of_sentence(tokens: Sequence[Token], start: int) -> int:
    """The token that ends the sentence from start on: its final stop, else the last of the unit."""
    end = len(tokens)
    while end > start and grammar.is_mark(tokens[end - 1], _SENTENCE_ENDS):
        end -= 1
    return end


def _announced(tokens: Sequence[Token], index: int, limit: int) -> int | None:
    """Looks over an addressee, a date or a place for "that", a colon or a quotation."""
    for here in range(index, min(limit, index + _SEARCH)):
        token = tokens[here]
        if grammar.is_mark(token, ",") and _is_apposition(tokens, here, limit):
            return None
        if token.low == "that" and here > index and _complementizer(tokens, here):
            return here + 1 if here + 1 < limit else None
        if grammar.is_mark(token, ":"):
            return here + 1 if here + 1 < limit else None
        if token.kind == QUOTE and grammar.is_mark(tokens[here - 1], ",:") and here > index:
            return here
        if token.low in grammar.AUXILIARIES or grammar.is_mark(token, ";"):
            return None
    return None


def _is_apposition(tokens: Sequence[Token], comma: int, limit: int) -> bool:
    """Whether a noun with a relative clause follows a comma ("…, a step that nobody expected")."""
    if comma + 1 >= limit or tokens[comma + 1].low not in ("a", "an", "the", "one"):
        return False
    behind = tokens[comma + 2 : min(limit, comma + 5)]
    return any(token.low in ("that", "which") for token in behind)


def _is_addressee(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Whether people follow "to" ("said to reporters that"), rather than a verb."""
    if index >= limit:
        return False
    token = tokens[index]
    closed = token.low in grammar.DETERMINERS or token.low in grammar.PERSON_PRONOUNS
    return token.is_name or closed or grammar.is_group_noun(token.low) or token.low == "them"


def _is_object(token: Token) -> bool:
    """Whether a noun phrase starts here, rather than a date, a place or a parenthesis."""
    if token.kind == MARK or grammar.is_time(token) or token.low.isdigit():
        return False
    return token.low not in grammar.PREPOSITIONS and token.low not in ("last", "late", "early")


def _complementizer(tokens: Sequence[Token], that: int) -> bool:
    """Whether "that" opens what is said rather than a relative clause."""
    if that + 1 >= len(tokens):
        return False
    following = tokens[that + 1]
    return not (following.low in grammar.AUXILIARIES or grammar.looks_like_verb(tokens, that + 1))


def _bare(tokens: Sequence[Token], cue: Cue, index: int, limit: int) -> int | None:
    """The content that follows without "that": a clause, an object, or a person and a charge."""
    token = tokens[index]
    if token.kind == MARK and token.text not in _CURRENCIES:
        return None
    patterns = cue.entry.patterns
    if grammar.is_time(token) or _is_date_phrase(tokens, index):
        index = _after_time(tokens, index, limit)
        if index >= limit or tokens[index].kind == MARK:
            return None
        if tokens[index].low in grammar.PREPOSITIONS:
            return None
        return index
    if token.low in grammar.PREPOSITIONS and token.low != "to":
        opens = patterns & {"object", "person"} or cue.entry.cue_class == "warning"
        return index + 1 if opens and token.low in _OPENING_TOPICS else None
    if token.low in ("to", "and", "or", "but", "as"):
        commits = "object" in patterns or cue.entry.cue_class in _COMMITTING
        wanted = token.low == "to" and cue.entry.lemma != "want"
        return index if wanted and commits else None
    if "clause" in patterns and is_clause(tokens, index, limit):
        return None if cue.entry.cue_class in _NEEDS_THAT else index
    if "object" in patterns:
        return index if _takes_object(tokens, cue, index, limit) else None
    if cue.entry.lemma in _OBJECT_TOO:
        return index
    return index if cue.entry.lemma == "say" and limit - index >= 3 else None


def _takes_object(tokens: Sequence[Token], cue: Cue, index: int, limit: int) -> bool:
    """Whether a bare object tells what is said: "condemned the raid", not "discussed the raid"."""
    if cue.entry.cue_class in _OBJECT_IS_CONTENT:
        return cue.entry.lemma != "want" or tokens[index].low != "to"
    if cue.entry.cue_class == "believing":
        return any(token.low == "as" for token in tokens[index + 1 : limit])
    return cue.entry.cue_class == "neutral" and cue.entry.lemma not in _HANDS_OVER


def _is_date_phrase(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1 : index + 2]
    return tokens[index].low in ("on", "in", "last", "this", "late", "early") and any(
        grammar.is_time(token) or token.low in ("week", "month", "year") for token in following
    )


def _after_time(tokens: Sequence[Token], index: int, limit: int) -> int:
    while index < limit and (
        grammar.is_time(tokens[index])
        or tokens[index].low in ("on", "in", "last", "this", "week", "month", "year", "morning")
        or tokens[index].low in ("evening", "afternoon", "night", "late", "early", "at", "the")
        or tokens[index].low.isdigit()
    ):
        if tokens[index].low in ("the", "at", "in") and not _is_date_phrase(tokens, index):
            break
        index += 1
    return index


def is_clause(tokens: Sequence[Token], start: int, limit: int) -> bool:
    """Whether a subject and its verb stand at start, not merely an object."""
    if tokens[start].low in _QUESTIONS:
        return True
    if tokens[start].low.endswith("ing") and not tokens[start].is_name:
        return False
    for index in range(start + 1, min(limit, start + _SEARCH)):
        low = tokens[index].low
        if low in ("who", "which", "that", "to") or grammar.is_mark(tokens[index], ",;:"):
            return False
        if low in grammar.AUXILIARIES or low in grammar.COMMON_VERBS:
            return True
        if grammar.looks_like_verb(tokens, index) and not _is_participle(tokens, index, limit):
            return True
    return False


def follows_content(tokens: Sequence[Token], after: int) -> bool:
    """Whether nothing but an addressee, a date, a place or the end follows a cue."""
    limit = end_of_sentence(tokens, after)
    while after < limit and grammar.is_adverb(tokens[after]):
        after += 1
    if after >= limit or tokens[after].kind == MARK:
        return True
    return not _is_object(tokens[after]) and tokens[after].low != "to"


def end_of_clause(tokens: Sequence[Token], start: int, limit: int) -> int:
    """Where a clause ends before what the article adds to it ("…, marking a first", "…, while")."""
    if tokens[start].low in grammar.SUBORDINATORS | grammar.PREPOSITIONS:
        return limit
    for index in range(start + 3, limit - 1):
        if not grammar.is_mark(tokens[index], ",;–—"):
            continue
        following = tokens[index + 1]
        low = following.low
        adds = low.endswith("ing") and not following.is_name and low not in _NO_ADDITION
        adds = adds or _is_apposition(tokens, index, limit)
        if adds or low in _ADDITIONS or (low == "but" and _is_subject(tokens, index + 2, limit)):
            return index
    return limit


def _is_subject(tokens: Sequence[Token], index: int, limit: int) -> bool:
    return index < limit and tokens[index].low in grammar.SUBJECT_PRONOUNS | {
        "there",
        "that",
        "this",
    }


def _is_participle(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Whether "-ed" describes the noun before it ("sanctions imposed by") or after it."""
    following = tokens[index + 1].low if index + 1 < limit else ""
    before = tokens[index - 1].low
    return (
        following in ("by", "on", "in", "at", "against", "during", "for")
        or before in grammar.DETERMINERS
        or before in grammar.PREPOSITIONS
    )


def end_of_object(tokens: Sequence[Token], start: int, limit: int) -> int:
    """Where an object ends that is no clause: before a new predicate or a subordinate clause."""
    for index in range(start + 1, limit):
        low = tokens[index].low
        following = tokens[index + 1] if index + 1 < limit else None
        if low in ("while", "although", "though", "when", "amid", "whereas", "because", "despite"):
            return index - 1 if grammar.is_mark(tokens[index - 1], ",") else index
        if low in ("and", "but") and following is not None:
            verb = following.low in grammar.AUXILIARIES or following.low in grammar.COMMON_VERBS
            past = following.low.endswith("ed") and not following.is_name
            if verb or past or following.low in grammar.SUBJECT_PRONOUNS:
                return index - 1 if grammar.is_mark(tokens[index - 1], ",") else index
        if grammar.is_mark(tokens[index], ",") and following is not None:
            low = following.low
            clause = low in grammar.SUBORDINATORS or low in grammar.SUBJECT_PRONOUNS
            clause = clause or _is_apposition(tokens, index, limit)
            if clause or low in grammar.PREPOSITIONS or low.endswith("ing"):
                return index
    return limit
