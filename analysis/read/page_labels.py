"""Title, date, author, outlet, address and language of a web page.

A page states each of these in several places that may disagree. They are asked in this order, and
the first that gives something usable counts:

1. JSON-LD of the article that the page is about (`json_ld.find_article`);
2. OpenGraph and the other <meta> names (`article:published_time`, `author`, `og:site_name` ...);
3. microdata, <time> and what the page shows (<h1>, rel=author);
4. what trafilatura finds in the page, related links, comments and the like taken out first;
5. for the title, <title>.

Three exceptions. A headline cut short ("…") gives way to the longer form of itself. A publisher
that is named as a company ("Example Media Ltd") gives way to `og:site_name`. The address is the
canonical link, then `og:url`, then that of JSON-LD, then where the page was found; one that leads
to a front page gives way to the next. A date that does not exist (31 February) and site accounts
("admin") are not usable.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from analysis.read.dates import parse_date
from analysis.read.json_ld import Node, find_article
from analysis.read.source import faults_as_unreadable, without_by

_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.created", "publishdate", "publish_date", "publish-date", "publication_date",
    "pubdate", "cxenseparse:recs:publishtime", "article.published", "date.published",
    "originalpublicationdate", "citation_publication_date", "date",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author", "article:author", "og:article:author", "byl", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "citation_author",
)  # fmt: skip
_SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
_SECTION_NAMES = ("article:section", "og:article:section", "parsely-section", "section")
_ACCOUNT = re.compile(
    r"(?:by )?(?:(?:web|site|the|news|digital)[ -]?)?(?:admin\w*|administrator|editors?|editorial"
    r"|staff|team|desk|newsroom|webmaster|user\d*|root|guest|author|reporters?|online)",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:ltd|limited|inc|llc|plc|gmbh|ag|corp(?:oration)?|co|company|holdings?|group|s\.?p\.?a|s\.?a"
    r"|s\.?r\.?l|b\.?v|ab|oy|pty|pvt)\.?$",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|recirc\w*|comments?|sidebar|aside|most-?(?:read|popular)"
    r"|trending|read-?(?:more|next)|more-?(?:on|from|stories|news)|newsletter|promo|teasers?"
    r"|footer|see-?also)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_TAGS = ("aside", "nav", "footer")
_MOST_ASIDE = 0.5  # of the characters of the page: what holds more is the article itself
_MAX_DATE = 80
_NUMBER = re.compile(r"[0-9]{1,9}")
_MAX_OUTER = 20
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,2000})")


def labels_of(
    tree: Any, pruned: Any, found_at: str | None, comments: Sequence[str]
) -> tuple[dict[str, str], Node]:
    """The labels of a page and its JSON-LD object.

    Args:
        tree: The parsed page.
        pruned: The same `without_asides`.
        found_at: Where it was found, when that is known.
        comments: Its HTML comments, in which browsers note where they saved a page from.
    """
    metas = _metas(tree)
    saved = next((m[1] for text in comments if (m := _SAVED_FROM.search(text))), "")
    base = found_at or saved or metas.get("og:url", "")
    heading = _heading(tree)
    shown = _texts(tree, "//title")[:1]
    titles = [metas.get("og:title", ""), metas.get("twitter:title", ""), heading]
    links = _links(tree, metas, base)
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]/text()")
    node = find_article(scripts, links, [title for title in (*titles, *shown) if title])
    outlet = _outlet(node.publisher, metas) or _publisher_shown(pruned)
    author = _author(node.authors, metas, pruned, outlet)
    labels = {
        "title": _title([node.headline, *titles]),
        "published": _published(node.published, metas, pruned),
        "author": author,
        "source": outlet,
        "url": _best_address([*links, node.url, base], base),
        "language": tree.get("lang") or node.language or metas.get("og:locale", ""),
        "category": "; ".join(node.sections) or _first(metas, _SECTION_NAMES),
    }
    missing = {key for key, value in labels.items() if not value}
    if missing & {"title", "published", "author", "source"}:
        guessed = _guessed(pruned, labels["url"])
        labels |= {key: guessed.get(key, "") for key in missing}
    labels["title"] = labels["title"] or next(iter(shown), "")
    return {key: value for key, value in labels.items() if value}, node


def without_asides(tree: Any) -> Any:
    """A copy of a page without navigation, related links, comments and articles inside the article,
    whose texts, dates and names are those of other things. What holds half of the page stays."""
    pruned = copy.deepcopy(tree)
    for script in list(pruned.iter("script")):
        script.drop_tree()
    most = _MOST_ASIDE * _length(pruned)
    waiting = list(pruned)
    while waiting:
        element = waiting.pop()
        if _is_aside(element) and _length(element) < most:
            element.drop_tree()
        else:
            waiting.extend(element)
    for outer in pruned.xpath("//article[not(ancestor::article)]")[:_MAX_OUTER]:
        inner = outer.xpath(".//article[not(ancestor::article/ancestor::article)]")
        if sum(map(_length, inner)) < _MOST_ASIDE * _length(outer):
            for each in inner:
                each.drop_tree()
    return pruned


def _is_aside(element: Any) -> bool:
    if element.tag in ("div", "section", "ul", "ol"):
        marks = f"{element.get('class', '')} {element.get('id', '')}"[:500]
        return _ASIDE.search(marks) is not None
    return element.tag in _ASIDE_TAGS


def _length(element: Any) -> int:
    return len(element.text_content())


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _first(metas: Mapping[str, str], names: Sequence[str]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _texts(tree: Any, xpath: str) -> list[str]:
    texts = (" ".join(element.text_content().split()) for element in tree.xpath(xpath)[:20])
    return [text for text in texts if text]


def _heading(tree: Any) -> str:
    """The heading of the article: that of <article> before that of the page, if there is one."""
    for xpath in ("//*[@itemprop='headline']", "//article//h1", "//main//h1", "//h1"):
        found = list(dict.fromkeys(_texts(tree, xpath)))
        if len(found) == 1:
            return found[0]
    return ""


def _title(titles: Sequence[str]) -> str:
    known = [title.strip() for title in titles if title.strip()]
    first = known[0] if known else ""
    if _CUT.search(first):
        start = _CUT.sub("", first)
        return next((title for title in known[1:] if title.startswith(start)), first)
    return first


def _published(stated: str, metas: Mapping[str, str], pruned: Any) -> str:
    shown = [
        *pruned.xpath(
            "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        ),
        *pruned.xpath("//time[@pubdate]/@datetime"),
        *pruned.xpath("//time[not(ancestor::li) and not(ancestor::a)]/@datetime")[:1],
    ]
    candidates = [stated, *(metas.get(name, "") for name in _DATE_NAMES), *shown]
    return next((str(day) for day in candidates if parse_date(str(day))), "")


def _author(named: Sequence[str], metas: Mapping[str, str], pruned: Any, outlet: str) -> str:
    shown = _texts(pruned, "//*[@itemprop='author']//*[@itemprop='name']")
    shown = shown or _texts(pruned, "//*[@itemprop='author'] | //*[@rel='author']")
    for names in (list(named), *([metas[name]] for name in _AUTHOR_NAMES if name in metas), shown):
        fit = [name for each in names if (name := usable_author(each, outlet))]
        if fit:
            return "; ".join(dict.fromkeys(fit))
    return ""


def usable_author(name: str, outlet: str) -> str:
    """A name without "By"; "" for a site account, the outlet itself or an address."""
    name = without_by(" ".join(name.split())).strip(" ,;|")
    unfit = _ACCOUNT.fullmatch(name) or "://" in name or "@" in name or len(name) > 300
    return "" if unfit or name.casefold() == outlet.casefold() else name


def _outlet(publisher: str, metas: Mapping[str, str]) -> str:
    site = _first(metas, _SITE_NAMES[:1])
    if publisher and site and _COMPANY.search(publisher) and not _COMPANY.search(site):
        return site
    return publisher or _first(metas, _SITE_NAMES)


def _publisher_shown(pruned: Any) -> str:
    place = "//*[@itemprop='publisher']"
    stated = pruned.xpath(f"{place}//*[@itemprop='name']/@content | {place}/@content")
    shown = [str(stated[0])] if stated else _texts(pruned, f"{place}//*[@itemprop='name']")
    return " ".join(shown[0].split()) if shown else ""


def _links(tree: Any, metas: Mapping[str, str], base: str) -> list[str]:
    canonical = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")[:1]
    return [_absolute(str(link), base) for link in (*canonical, metas.get("og:url", "")) if link]


def _absolute(link: str, base: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def _best_address(links: Sequence[str], base: str) -> str:
    whole = [link for link in (_absolute(each, base) for each in links if each) if _is_web(link)]
    inner = [link for link in whole if urlsplit(link).path.strip("/")]
    return next(iter(inner or whole), "")


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc


def _is_shown(pruned: Any, day: str) -> bool:
    """Whether some short piece of a page holds both the year and the day of a date."""
    wanted = {int(day[:4]), int(day[8:10])}
    stated = pruned.xpath("//@content | //@datetime")
    pieces = (str(piece) for piece in (*stated, *pruned.itertext()) if len(piece) <= _MAX_DATE)
    return any(wanted <= {int(n) for n in _NUMBER.findall(piece)} for piece in pieces)


def _guessed(pruned: Any, url: str) -> dict[str, str]:
    """What trafilatura finds. A date that it took from the address is left to that evidence, and
    one that it made up ("2022-02-01" of "31/02/2022") is none."""
    import trafilatura

    with faults_as_unreadable("the page"):
        found = trafilatura.extract_metadata(copy.deepcopy(pruned), extensive=False)
    day = found.date or ""
    in_address = re.sub(r"\D", "", day) in re.sub(r"\D", "", url)
    outlet = found.sitename or ""
    return {
        "title": found.title or "",
        "published": day if day and not in_address and _is_shown(pruned, day) else "",
        "author": usable_author(found.author or "", outlet),
        "source": "" if "." in outlet and " " not in outlet else outlet,
    }
