"""Closed classes of English words and small judgements on tokens, for reading without a parser."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.attribution.text import MARK, QUOTE, WORD, Token


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


SUBJECT_PRONOUNS = word_set("he she they it we i you")
PERSON_PRONOUNS = word_set("he she i him her his hers")
POSSESSIVES = word_set("his her its their our my your")
QUANTIFIERS = word_set("some many most others several few all both none everyone nobody half one")
DETERMINERS = word_set("the a an this these those any no such each every another") | POSSESSIVES
BE = word_set("be is are was were been being am")
AUXILIARIES = BE | word_set(
    "has have had having do does did will would can could may might must should shall isn't"
    " aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't"
    " cannot couldn't needn't shouldn't he's she's they've we've i've i'm we're they're"
)
NEGATIONS = word_set(
    "not never no nor isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't"
    " won't wouldn't can't cannot couldn't shouldn't without"
)
ADVERBS = word_set(
    "also later still now then again already even just soon too however meanwhile therefore"
    " first rather further once often always ever never not instead today yesterday far well"
    " thus nevertheless moreover both long indeed"
)
_NOT_ADVERBS = word_set(
    "july italy family ally only early daily weekly supply reply italy assembly"
)
PREPOSITIONS = word_set(
    "of in on at by for with from to about against into over after before during under"
    " between among through despite amid since until within without toward towards across near"
    " regarding alongside following according per including like unlike ahead along because"
    " besides beyond via upon off around inside outside above below than"
)
SUBORDINATORS = word_set(
    "that if when while because although though as whether where why how what which since"
    " unless until whereas so once who whom whose after before"
)
CONJUNCTIONS = word_set("and or but nor yet")
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
    " tonight earlier later recently mon tue wed thu fri sat sun"
)
MONTHS = word_set(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
GROUP_NOUNS = word_set(
    "officials diplomats leaders analysts experts ministers authorities sources observers"
    " critics lawmakers politicians scientists researchers economists activists protesters"
    " residents witnesses forces commanders soldiers governments members reporters journalists"
    " media states countries allies powers nations parties groups people voters investors"
    " traders farmers teachers doctors students workers families lawyers prosecutors judges"
    " police representatives senators republicans democrats ambassadors spokesmen spokespeople"
    " spokespersons historians commentators advisers advisors opponents supporters users"
    " companies firms organisations organizations institutions agencies ministries unions fans"
    " reports documents figures polls surveys studies services outlets newspapers papers"
    " campaigners executives managers players coaches scholars academics pundits"
)
_VERB_ENDINGS = ("ed",)
COMMON_VERBS = word_set(
    "proves shows means makes made took came went got gave met held led left became began"
    " kept sent put set ran hit goes takes makes comes gives gets meets holds leads wants"
    " needs plans seems remains continues faces spoke fell rose won lost saw found knew wrote"
    " said says told tells think thinks brought sees looks shows want need"
)


def is_adverb(token: Token) -> bool:
    """Whether a word can stand between a subject and its verb ("also", "repeatedly")."""
    low = token.low
    return token.kind == WORD and (
        low in ADVERBS or (low.endswith("ly") and low not in _NOT_ADVERBS and not token.is_name)
    )


def is_time(token: Token) -> bool:
    return token.low in TIMES or (token.is_name and token.low in MONTHS)


def looks_like_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word probably is a verb that ends a noun phrase to its left."""
    token = tokens[index]
    low = token.low
    if token.kind != WORD or low in AUXILIARIES or low in COMMON_VERBS:
        return token.kind == WORD
    if token.is_name or low in GROUP_NOUNS:
        return False
    if low.endswith(_VERB_ENDINGS) and len(low) > 4:
        return True
    after_name = index > 0 and tokens[index - 1].is_name and not _is_adjective(tokens[index - 1])
    return after_name and low.endswith("s") and not low.endswith(("ss", "'s"))


def _is_adjective(token: Token) -> bool:
    """Whether a capitalised word stands before a noun rather than a verb ("Kenyan", "EU")."""
    return token.text.isupper() or token.low.endswith(("an", "ish", "ese", "ch", "ic", "'s"))


def is_mark(token: Token, marks: str) -> bool:
    return token.kind == MARK and token.text in marks


def is_quotation(token: Token) -> bool:
    """Whether a quoted token is long enough to be speech rather than a term."""
    if token.kind != QUOTE:
        return False
    inner = token.text.strip("“”„\"«»「」'‘’ ")
    return inner.count(" ") >= 3 or inner[-1:] in ",.!?…"
