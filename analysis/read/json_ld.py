"""What a web page says of its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s?<!\[CDATA\[|/\*.{0,40}\*/)|(?:-->|//\s?\]\]>)\s*$")
_POSTINGS = frozenset({"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"})
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation", "WebSite")
_MAX_NODES = 2_000
_MAX_SCRIPT = 2_000_000
# The kinds of article that schema.org knows, in words that tell a reader the kind.
_KINDS = {
    "OpinionNewsArticle": "Opinion", "AnalysisNewsArticle": "Analysis",
    "BackgroundNewsArticle": "Analysis", "ReportageNewsArticle": "News",
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """The JSON-LD object that describes the article of a page.

    Attributes:
        headline, published, url, language, body: As stated; empty when missing.
        authors: Names of persons, organisations left out.
        publisher: Name of the publisher.
        sections: Kind and sections.
    """

    headline: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def find_article(scripts: Sequence[str], addresses: Sequence[str], titles: Sequence[str]) -> Node:
    """The article that a page is about, among all that its JSON-LD names.

    It is the one with the address of the page, else the one with its title, else the first
    that has no address of its own or names the only article. Articles nested in others
    (related ones, parts, list items) are never taken.

    Args:
        scripts: Contents of the JSON-LD scripts; invalid ones are mended where possible.
        addresses: Where the page says it is.
        titles: What the page says its title is.
    """
    values = [value for script in scripts if (value := _parse(script)) is not None]
    objects = [node for value in values for node in _walk(value)]
    by_id = {str(node["@id"]): node for node in objects if "@id" in node and len(node) > 1}
    articles = [node for node in _top_level(values) if _is_article(node)]
    paths = {_path(address) for address in addresses}
    for node in articles:
        if _path(_address(node, by_id)) in paths - {""}:
            return _describe(node, by_id)
    known = {_letters(title) for title in titles if title}
    for node in articles:
        headline = _letters(_first_text(node, "headline", "name"))
        if headline and any(headline in title or title in headline for title in known):
            return _describe(node, by_id)
    unplaced = [node for node in articles if not _path(_address(node, by_id)) or not paths - {""}]
    return (
        _describe(unplaced[0], by_id) if unplaced and not (known and len(articles) > 1) else Node()
    )


def _parse(script: str) -> Any:
    text = _WRAPPING.sub("", script[:_MAX_SCRIPT].strip()).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def _salvage(text: str) -> dict[str, str] | None:
    """The plain fields of a script that is no valid JSON."""
    found = {
        key: value[1].replace('\\"', '"')
        for key in ("@type", "headline", "datePublished", "url", "articleBody")
        if (value := re.search(rf'"{key}"\s{{0,9}}:\s{{0,9}}"((?:[^"\\]|\\.){{1,100000}})"', text))
    }
    return found or None


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object at any depth, without recursion."""
    waiting, n_seen = [value], 0
    while waiting and n_seen < _MAX_NODES:
        value = waiting.pop()
        n_seen += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(part for part in value.values() if isinstance(part, dict | list))
        elif isinstance(value, list):
            waiting.extend(value[:_MAX_NODES])


def _top_level(values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Objects that stand for the page itself: of the scripts, their lists and graphs, and the
    main entity of a page among these."""
    waiting, n_seen = list(values), 0
    while waiting and n_seen < _MAX_NODES:
        value = waiting.pop(0)
        n_seen += 1
        if isinstance(value, list):
            waiting[:0] = value[:_MAX_NODES]
        elif isinstance(value, dict):
            yield value
            if isinstance(value.get("@graph"), dict | list):
                waiting.insert(0, value["@graph"])
            if isinstance(value.get("mainEntity"), dict):
                waiting.append(value["mainEntity"])


def _types(node: Mapping[str, Any]) -> list[str]:
    stated = node.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return [str(each).rpartition("/")[2] for each in types if isinstance(each, str)]


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(each.endswith("Article") or each in _POSTINGS for each in _types(node))


def _describe(node: Mapping[str, Any], by_id: Mapping[str, dict[str, Any]]) -> Node:
    people = [_resolve(each, by_id) for each in _listed(node.get("author") or node.get("creator"))]
    sections = [_KINDS[each] for each in _types(node) if each in _KINDS]
    sections += [each for each in _listed(node.get("articleSection")) if isinstance(each, str)]
    publisher = [_resolve(each, by_id) for each in _listed(node.get("publisher"))]
    return Node(
        headline=_first_text(node, "headline", "name"),
        published=_first_text(node, "datePublished"),
        url=_address(node, by_id),
        language=_first_text(node, "inLanguage"),
        body=_first_text(node, "articleBody", "text"),
        publisher=next((name for each in publisher if (name := _name(each))), ""),
        authors=tuple(name for each in people if _is_person(each) and (name := _name(each))),
        sections=tuple(sections[:5]),
    )


def _listed(value: Any) -> list[Any]:
    return value[:50] if isinstance(value, list) else [] if value is None else [value]


def _resolve(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    """An object that is only referred to, by its id."""
    if isinstance(value, dict) and "name" not in value and "@id" in value:
        return by_id.get(str(value["@id"]), value)
    return value


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = next((each for each in _listed(value.get("name")) if isinstance(each, str)), "")
    return value.strip() if isinstance(value, str) and "://" not in value else ""


def _is_person(value: Any) -> bool:
    return not (isinstance(value, dict) and any(each in _ORGANISATIONS for each in _types(value)))


def _address(node: Mapping[str, Any], by_id: Mapping[str, dict[str, Any]]) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and ("/" in value):
            return value.partition("#")[0]
    return ""


def _first_text(node: Mapping[str, Any], *keys: str) -> str:
    values = (each for key in keys for each in _listed(node.get(key)))
    return next((each.strip() for each in values if isinstance(each, str) and each.strip()), "")


def _path(address: str) -> str:
    """An address for comparing: without scheme, host, query and final slash; "" for a front
    page, which many pages give as the address of everything."""
    try:
        return urlsplit(address).path.rstrip("/").removesuffix("/amp").casefold()
    except ValueError:
        return ""


def _letters(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())
