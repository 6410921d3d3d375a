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
# What an article calls whoever wrote it, outside quotations.
AUTHORS = frozenset({"i", "we", "the author", "this author", "the writer"})
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
    "officials diplomats analysts experts authorities sources critics residents witnesses forces"
    " governments media states countries allies nations parties groups students families judges"
    " police representatives republicans democrats spokespersons opponents companies firms"
    " organisations organizations institutions agencies ministries unions fans reports documents"
    " figures polls surveys studies services outlets papers executives coaches scholars academics"
    " pundits hosts agents presidents tenants migrants participants accountants applicants"
    " defendants claimants inhabitants assistants consultants immigrants respondents"
    " correspondents dissidents parents adolescents patients relatives victims refugees employees"
    " captains guards nurses pilots chiefs officers troops rebels militants neighbours locals"
    " citizens individuals children clubs banks airlines businesses charities museums cities towns"
    " communities courts elites mechanics monks clerics priests bishops rivals sceptics skeptics"
    " advocates delegates envoys aides heads kings queens guests crews teams staff veterans"
    " nationals"
)
_AGENT_ENDINGS = ("ers", "ors", "ists", "ians", "men", "women", "people")
# Plural words and verbs that end like people and are none.
_THINGS = word_set(
    "numbers computers papers letters matters orders others quarters centers borders waters"
    " rivers factors sectors sensors errors doors floors colors motors reactors tractors rumors"
    " offers answers towers servers shoulders corners chapters layers trailers posters fingers"
    " winters summers tankers bombers containers headquarters hers theirs yours ours considers"
    " covers enters delivers remembers suffers gathers hinders ponders wonders triggers counters"
    " fosters bothers favors honors mirrors monitors anchors refers prefers differs lists exists"
    " consists insists persists resists assists tenders transfers registers boosters thrillers"
    " clusters disasters meters filters printers corridors indicators processors specimen omen"
    " flowers trousers lasers elevators generators vectors metaphors horrors terrors tremors"
    " shutters stickers sweaters theaters vouchers"
)
# Forms of verbs of saying that are never nouns.
NEVER_NOUNS = word_set(
    "says speaks thinks tells accuses complains say speak think tell accuse complain believe argue"
    " insist want deny agree suggest expect warn allege assert maintain contend acknowledge admit"
    " concede emphasise emphasize add explain announce declare describe condemn urge"
)
_VERB_ENDINGS = ("ed",)
COMMON_VERBS = word_set(
    "proves shows means makes made took came went got gave met held led left became began"
    " kept sent put set ran hit goes takes makes comes gives gets meets holds leads wants"
    " needs plans seems remains continues faces spoke fell rose won lost saw found knew wrote"
    " said says told tells think thinks brought sees looks shows want need"
)


def is_group_noun(low: str) -> bool:
    """Whether a word in small letters means several people ("officials", "organisers")."""
    return low in GROUP_NOUNS or (low.endswith(_AGENT_ENDINGS) and low not in _THINGS)


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
    if token.is_name or is_group_noun(low):
        return False
    if low in NEVER_NOUNS:
        return True
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
