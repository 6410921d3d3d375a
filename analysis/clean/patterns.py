"""What lines that are no part of an article look like, one pattern list for each reason.

Every pattern is tried on one line at a time, with blanks run together. Gaps are bounded, so that
matching stays linear on hostile input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.clean.credits import AGENCIES, has_credit

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE_WORD = re.compile(
    rf"\b(?:{_MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|\d{1,4}(?:st|nd|rd|th)?|[ap]\.?m\.?|\d{1,2}h\d{2}|gmt|utc|[bceimp][ds]?t|edt|est|ist|hrs?"
    r"|hours?|minutes?|mins?|days?|weeks?|months?|ago|published|updated|posted|last|first|modified"
    r"|created|date|time|read|on|at|of|today|yesterday|just now|an?|and|t|z)\b\.?",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(
    rf"\b(?:{_MONTH}\b.{{0,12}}\d|\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?{_MONTH}\b)"
    r"|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b\d{1,2}:\d{2}\b|\b\d+ \w+ (?:ago|read)\b",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"[\W_\d]*")
_MAX_DATE_LINE = 90


def is_date_line(line: str) -> bool:
    """Whether a line holds a date or a time and hardly anything else."""
    if len(line) > _MAX_DATE_LINE or not _HAS_DATE.search(line):
        return False
    return _NO_WORDS.fullmatch(_DATE_WORD.sub("", line)) is not None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_LEADING: Mapping[str, re.Pattern[str]] = {
    "caption": _any(
        r"(?:photo |image |picture )?caption ?:",
        r"(?:file )?(?:photo|image|picture|photograph|video|graphic|infographic|illustration|map"
        r"|chart|figure|interactive)s?(?: credit| source)? ?[:–—|-]\s?\S",
        r"file ?[–—-] ",
        r"image (?:credit|source|caption)\b",
        r"(?:view|enlarge|toggle|open|hide) (?:image|caption|photo|gallery)\b",
        r"pictured\b.{0,40}\b(?:left|right|above|below|with|is|are)\b",
        r"an? (?:aerial|general|file|undated|handout|archive) (?:photo|photograph|view|image"
        r"|picture)\b",
    ),
    "related link": _any(
        r"see also\b",
        r"(?:also|further|related) (?:read|reading|reads)\b",
        r"read (?:more|also|next|further|the full)\b",
        r"related(?: (?:articles?|stories|news|topics?|content|posts?|coverage|links?))? ?(?::|$)",
        r"(?:you (?:may|might) also like|recommended(?: for you)?|more (?:from|on|stories|news)"
        r"|most (?:read|viewed|popular)|trending|up next|don[’']t miss|keep reading|editors?[’']?s?"
        r" (?:picks?|choice)|what to read next|explore more|in case you missed it|top stories"
        r"|latest (?:news|stories)|must read|more like this|promoted|sponsored|from the archive)\b",
        r"(?:more|watch|listen|also|go deeper|big picture|next|previous|next article) ?[:→»|]",
        r"(?:enjoyed?|liked?) this (?:story|article|post)\b",
        r"for more (?:stories|news|articles)\b.{0,40}\b(?:check|visit|click|follow|read|see|go)\b",
    ),
    "byline": _any(
        r"(?:words |story |written |posted |reported |published |text )?by:? "
        r"(?:admin|editor|staff|(?:the )?\w+ (?:staff|desk|team))\b.{0,40}$",
        r"(?:written|posted|story|words|reported|text) by:? .{2,80}$",
        r"authors? of the article\b",
    ),
    "author credit": _any(
        r"(?:authors?|editors?|reporters?|translators?|translated by|edited by|proofread(?:er)?"
        r"|sub-?editor|copy editor|responsible editor|contributors?) ?: ?\S",
        r"(?:the (?:author|writer)s? (?:is|are|was|has|have|works?|serves?|teach\w*)\b)"
        r"(?! (?:right|wrong|convinced|aware|sure|not|of the opinion))",
        r"\(?(?:additional |with )?(?:reporting|editing|writing|edited|translated|compiled) by\b",
        r"(?:the )?(?:views|opinions)\b.{0,80}\b(?:are those of|do(?:es)? not (?:necessarily )?"
        r"(?:reflect|represent)|are (?:the author|his|her|their))",
        r"(?:follow|contact|email) (?:him|her|them|the author)\b",
    ),
    "contact": _any(
        r"\W*[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\W*$",
        r"(?:e-?mail|contact(?: us)?|tel(?:ephone)?|phone|fax|write to us|send (?:us )?"
        r"(?:your )?\w+)\b.{0,40}(?:@|\+?\d[\d ()-]{6,})",
        r"got a (?:tip|story|news)\b",
        r"get in touch with (?:our|us|the) .{0,60}\b(?:e-?mail\w*|news|team|desk)\b",
        r"you can (?:e-?mail|contact|reach) .{2,60}\b(?:here|at)\b.{0,80}$",
    ),
    "translation notice": _any(
        r"(?:this|the) (?:article|post|text|story|page|piece)\b.{0,60}\btranslat(?:ed|ion)\b",
        r"translat(?:ed|ion)\b.{0,40}\b(?:from|by|with)\b.{0,80}$",
        r"original (?:article |text |version )?(?:in|language)\b.{0,40}$",
    ),
    "republication notice": _any(
        r"the post .{1,300} appeared first on\b",
        r"(?:this|the) (?:article|story|post|piece|essay|column|commentary|report)\b.{0,60}\b"
        r"(?:(?:first|originally|previously) (?:appeared|published|ran|posted)|(?:was|is|has been)"
        r" (?:first |originally |also )?(?:published|republished|reprinted|syndicated|posted))\b",
        r"(?:originally|first) published\b",
        r"(?:re)?printed with permission",
        r"©|copyright\b|\(c\) ?\d{4}",
    ),
    "source link": _any(
        r"(?:source|original)(?: link| article| post| url)?$",
        r"(?:source|via|original(?: article)?|from|link|read (?:the )?original\b.{0,20}) ?:"
        r" ?\S.{0,120}$",
        r"\W*(?:https?://|www\.)\S{1,2000}\W*$",
    ),
    "agency footer": _any(
        rf"[(–—\[-]+ ?(?:with inputs? from )?{AGENCIES}(?:[,/&]? ?(?:and )?{AGENCIES})*[)\]]?\.?$",
        r"\(?with inputs? from\b",
    ),
    "comment prompt": _any(
        r"(?:leave|give|post|write|add|make|submit|join|view|show|see|read|load)(?: us)?"
        r"(?: an?| your| the| all| \d+)? (?:comments?|repl(?:y|ies)|conversation|discussion)\b",
        r"(?:\d[\d,.]* )?(?:comments?|repl(?:y|ies)|responses?)(?: \(?\d+\)?| (?:are )?closed| off"
        r"|s? policy)?$",
        r"your e-?mail (?:address )?will not\b",
        r"required fields are marked",
        r"this site uses akismet",
        r"you must be (?:logged|signed) in\b",
        r"(?:log|sign) in to (?:comment|leave|join|reply)\b",
        r"save my name\b",
        r"what do you think\?",
        r"would you like to comment\b",
        r"please (?:read|review|see) our comment\w* (?:policy|guidelines|rules)\b",
        r"have your say\b",
    ),
    "cookie notice": _any(
        r"(?:privacy|cookies?|data)\b.{0,20}\b(?:policy|notice|settings|preferences|statement)\b"
        r".{0,60}$",
        r"(?:accept|reject|manage)(?: all)?(?: cookies| read more)?$",
        r"by (?:continuing|using|signing|subscribing|clicking|entering|submitting|providing)\b"
        r".{0,80}\byou\b",
    ),
    "subscription prompt": _any(
        r"(?:subscribe|sign ?up|register|log ?in|sign ?in|create an account|become a member"
        r"|donate|join (?:us|our|now|the)|already a (?:subscriber|member)|unlock|start your"
        r"|get (?:our|the latest|unlimited|more|full|breaking|all|access|email|daily)|try )\b"
        r".{0,200}\b(?:newsletters?|subscri\w+|e-?mails?|inbox|account|access|members?(?:hip)?"
        r"|today|here|free|now|app|us|our|you|your|updates|alerts|news)\b",
        r"(?:subscribe|sign ?up|register|log ?in|sign ?in|log ?out|my account|newsletters?)"
        r"(?: now| here| today| free)?!?$",
        r"(?:this|the) (?:content|article|story|video)\b.{0,40}\b(?:subscribers?|members|available"
        r" to|not available)\b",
        r"thanks? (?:you )?for (?:signing|subscribing|reading|registering|your)\b",
        r"(?:support|help (?:us|fund|support))\b.{0,60}\b(?:our|independent|journalism)\b",
        r"enter your e-?mail\b|please enter\b|invalid e-?mail\b|there was an error\b",
        r"you (?:can|could|may) (?:save|read|unlock|access) (?:this|the full) (?:article|story)\b",
        r"you have (?:full|free|complimentary) access to this (?:article|story)\b",
        r"interested in (?:more|our) newsletters?\b|an? (?:welcome|confirmation) e-?mail\b",
        r"(?:add|choose|select|set) .{2,60}\bpreferred source\b",
        r"if you (?:are|[’']re) (?:a|an|already a) .{0,40}\bsubscriber\b",
        r"stay (?:informed|up to date|ahead) with\b.{0,120}\b(?:your|our)\b",
    ),
    "share prompt": _any(
        r"(?:share|tweet|pin|e-?mail|print|copy|save|follow|whats ?app|facebook|twitter|linkedin"
        r"|reddit|telegram|pinterest|instagram|youtube|messenger|flipboard|pocket|bluesky|threads"
        r"|tumblr|x)(?:\W+(?:share|this|on|with|via|to|us|link|url|copied|article|story|post|page"
        r"|e-?mail|print|copy|facebook|twitter|x|linkedin|whats ?app|telegram|reddit|pinterest"
        r"|instagram|youtube|your|friends?|social|network|close|icon|button|tumblr|send|more)){0,12}"
        r"\W*$",
        r"follow .{0,60}\bon (?:x|twitter|facebook|instagram|linkedin|telegram|google|whats ?app"
        r"|youtube)\b",
        r"(?:find|like|join) us on\b",
        r"share this\b",
    ),
    "advertisement": _any(
        r"(?:advertisements?|advertising|sponsored(?: content)?|ads?)(?: \d+)?(?: by \w+)?$",
        r"(?:advertisement|article content|story continues|article continues|scroll to continue"
        r"|continue reading|skip (?:past|to|ad|advert\w*)|after newsletter|loading)\b.{0,80}$",
    ),
    "page notice": _any(
        r"ad ?-?block(?:er)? users?\b",
        r"(?:to )?(?:submit a correction|report (?:an error|a typo)|for reprints)\b",
        r"(?:click|tap) (?:here|to|on)\b",
        r"(?:back|return|go) to (?:top|home\w*|video|the top|previous)\b",
        r"(?:skip|jump) to\b",
        r"copy ?link|link copied|play video|watch live|listen to (?:this )?(?:article|story)",
        r"(?:this|the) (?:article|story|post|page|report) (?:was|has been|is) (?:last )?"
        r"(?:updated|amended|corrected|edited|modified)\b",
    ),
}
# The same for words that may stand further in. A pattern is tried only on lines that hold one of
# its hints, in lower case: looking for these takes a hundredth of the time.
_WITHIN: Mapping[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "caption": (
        ("(", "from left", "from the left"),
        _any(
            r".{0,300}\((?:left|right|cent(?:re|er)|top|bottom|pictured|above|below|from left"
            r"|far left|far right|second (?:from )?(?:left|right))\)",
            r".{0,80}\bfrom (?:the )?left(?:[:,]| to right\b)",
        ),
    ),
    "author credit": (
        ("contributed to this", "reflect", "represent"),
        _any(
            r".{0,80}\b(?:contributed to this (?:report|story|article|piece))\b",
            r".{0,80}\bdo(?:es)? not (?:necessarily )?(?:reflect|represent) the (?:views|opinions?"
            r"|position|policy|editorial)",
        ),
    ),
    "translation notice": (
        ("translat",),
        _any(r".{0,80}\b(?:machine|automatic(?:ally)?|auto) ?-?translat"),
    ),
    "republication notice": (
        ("all rights reserved",),
        _any(r".{0,200}\ball rights reserved\b"),
    ),
    "cookie notice": (
        ("cookie",),
        _any(
            r".{0,120}\bcookies?\b.{0,160}\b(?:experience|website|site|consent|accept|policy"
            r"|settings|browser|partners|preferences|advert\w*)\b",
            r".{0,120}\b(?:website|site|we) uses?\b.{0,30}\bcookies?\b",
        ),
    ),
    "subscription prompt": (
        ("sign up", "signing up", "subscribe", "subscribing", "inbox", "newsletter", "download"),
        _any(
            r".{0,120}\b(?:sign(?:ing)? up|subscri(?:be|bing)) (?:to|for|now|here|today)\b.{0,80}"
            r"\b(?:newsletter|our|your|here|e-?mail|channel|inbox)\b",
            r".{0,160}\b(?:your|our|this) (?:inbox|newsletters?)\b",
            r".{0,80}\bdownload (?:the|our)\b.{0,30}\bapp\b",
        ),
    ),
    "advertisement": (
        ("this advertisement", "affiliate", "commission"),
        _any(
            r".{0,60}\b(?:this advertisement|affiliate (?:commission|links?)"
            r"|earn (?:a |an )?commission)\b",
        ),
    ),
    "page notice": (
        ("browser", "javascript", "failed", "notifications", "pop", "your ad"),
        _any(
            r".{0,80}\b(?:disable|turn off) your ad ?-?block",
            r".{0,80}\b(?:your (?:web )?browser|javascript|video has failed|failed to load|enable "
            r"notifications|push notifications|pop-?up)\b",
        ),
    ),
}
BREADCRUMB = re.compile(r"\s[»›>]\s|^(?:home|you are here)\b\s?[/|»›>:]", re.IGNORECASE)
# "By Jane Doe and John Roe, Moscow": capitalised words only, no final stop.
_BYLINE = re.compile(
    r"(?:By|BY|by)(?: [A-Z][\w.’'-]*| and| AND|,| of| for| in| de| van| von| al| der| the){1,14}"
    r"(?: (?:Twitter|[|•·]) ?.{0,60})?"
)


def reason_for(line: str) -> str | None:
    """Why a line is no part of an article whatever stands around it; None when it may be one."""
    if is_date_line(line):
        return "date line"
    if BREADCRUMB.search(line[:120]) and len(line) < 300:
        return "breadcrumb"
    bare = line.lstrip("([*•–—- ") or line
    for reason, pattern in _LEADING.items():
        if pattern.match(bare):
            return reason
    lower = bare.casefold()
    for reason, (hints, pattern) in _WITHIN.items():
        if any(map(lower.__contains__, hints)) and pattern.match(bare):
            return reason
    if _BYLINE.fullmatch(line[:200]):
        return "byline"
    if has_credit(line):
        return "caption"
    return None


_PRIVACY = (
    r"\bcookies?\b",
    r"\bpersonal (?:information|data)\b",
    r"\bopt(?:ing)?[- ]?(?:out|in)\b",
    r"\bconsent\b",
    r"\b(?:privacy|CCPA|GDPR)\b",
    r"\b(?:browser|device)s?\b",
    r"\bthird[- ]part(?:y|ies)\b",
    r"\b(?:our|this|the) (?:web)?sites?\b",
    r"\badvert(?:is\w+|s)\b",
    r"\bpreferences?\b",
    r"\b(?:captcha|reCAPTCHA)\b",
)
_PRIVACY_KINDS = [re.compile(words, re.IGNORECASE) for words in _PRIVACY]
# Each kind holds one of these: looking for them first spares most lines the patterns.
_PRIVACY_HINTS = (
    *("cookie", "personal", "opt", "consent", "privacy", "ccpa", "gdpr", "browser", "device"),
    *("third", "site", "advert", "preference", "captcha"),
)
_ADDRESSES_READER = re.compile(r"\b(?:you|your|we|our|us|users?|visitors?)\b", re.IGNORECASE)
_MIN_PRIVACY_KINDS = 3


def is_privacy_notice(line: str) -> bool:
    """Whether a line of any length speaks to the reader about cookies and data."""
    shown = line[:2000]
    lower = shown.casefold()
    if sum(map(lower.__contains__, _PRIVACY_HINTS)) < _MIN_PRIVACY_KINDS:
        return False
    kinds = sum(1 for kind in _PRIVACY_KINDS if kind.search(shown))
    return kinds >= _MIN_PRIVACY_KINDS and _ADDRESSES_READER.search(shown) is not None
