"""Web pages: the main text as trafilatura finds it, with the labels of `page_labels`."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from analysis.article import Document
from analysis.read.decode import UnreadableError, decode_only, repair
from analysis.read.limits import MAX_HTML_BYTES, MAX_HTML_ELEMENTS
from analysis.read.page_labels import labels_of, without_asides
from analysis.read.source import Item, Source, faults_as_unreadable, make_article

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,200}>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD_BYTES = 10_000
_BLOCKS = ("p", "head", "item", "quote", "cell", "list", "table", "row", "div", "code")
_INLINE = ("a", "span", "b", "strong", "i", "em", "u", "font", "small", "sub", "sup", "code", "hi")
_MANY_PARTS = 200
_SCRIPT_WORDS = 50
# A stated article body this much longer than the text found is what a script would have shown.
_MUCH_LONGER = 1.5
_TAG = re.compile(r"<[^<>]{1,500}>")


def read_html(source: Source) -> Iterator[Item]:
    """The article of a saved web page.

    Raises:
        UnreadableError: the page has no main text or passes a limit.
    """
    yield read_page(source.data(MAX_HTML_BYTES), source.path, source.address)


def read_page(
    data: bytes, path: str, address: str | None = None, declared: str | None = None
) -> Document:
    """The article of a web page: its main text, paragraphs parted by blank lines.

    Args:
        data: The page.
        path: The name under which the article is known.
        address: Where the page was found.
        declared: The encoding that its carrier states; else the page's own statement is asked.

    Raises:
        UnreadableError: the page has no main text or passes a limit.
    """
    if len(data) > MAX_HTML_BYTES:
        raise UnreadableError(f"the page is larger than {MAX_HTML_BYTES:,} bytes")
    stated = _CHARSET.search(data[:_HEAD_BYTES])
    declared = declared or (stated[1].decode("ascii", "replace") if stated else None)
    tree, comments = _parse(decode_only(data, declared))
    pruned = without_asides(tree)
    labels, node = labels_of(tree, pruned, address, comments)
    text = _main_text(pruned) or _main_text(tree)
    stated_body = "\n\n".join(filter(None, map(str.strip, _TAG.sub("\n", node.body).splitlines())))
    if len(stated_body) > _MUCH_LONGER * len(text):
        text = stated_body
    if not text:
        raise UnreadableError("the page has no main text")
    repaired: dict[str, str | None] = {key: repair(value) for key, value in labels.items()}
    return make_article(path, repair(text), repaired)


def _parse(text: str) -> tuple[Any, list[str]]:
    """The tree of a page, scripts that are no data taken out, and its comments."""
    from lxml import etree, html

    text = _DECLARATION.sub("", text.replace("\0", "\ufffd"))
    if not text.strip():
        raise UnreadableError("the file holds only blank space")
    with faults_as_unreadable("the page"):
        parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_pis=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        elements = [*tree.itersiblings(preceding=True), *tree.iter()]
    if len(elements) > MAX_HTML_ELEMENTS:
        raise UnreadableError(f"the page has more than {MAX_HTML_ELEMENTS:,} elements")
    comments = [element.text or "" for element in elements if element.tag is etree.Comment]
    with faults_as_unreadable("the page"):
        for element in elements:
            _mark_controls(element)
            is_data = element.tag == "script" and "json" in element.get("type", "")
            if element.tag in ("script", "style", "svg") and not is_data:
                element.drop_tree()
            elif element.tag == "noscript" and _words(element) >= _SCRIPT_WORDS:
                # Text that a script would have loaded.
                element.tag = "div"
        # The extractor's time grows with the square of the parts of one paragraph. Reading the page
        # again joins the pieces of text between what was taken out.
        crowded = [element for element in elements if len(element) > _MANY_PARTS]
        for element in crowded:
            etree.strip_tags(element, *_INLINE)
        if crowded:
            tree = html.document_fromstring(etree.tostring(tree, encoding="utf-8"), parser=parser)
    return tree, comments


def _mark_controls(element: Any) -> None:
    """Replace characters that HTML can refer to (&#1;) but a tree may not be changed with."""
    if element.text and _NOT_XML.search(element.text):
        element.text = _NOT_XML.sub("\ufffd", element.text)
    if element.tail and _NOT_XML.search(element.tail):
        element.tail = _NOT_XML.sub("\ufffd", element.tail)


def _words(element: Any) -> int:
    return len(element.text_content().split())


def _main_text(tree: Any) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    with faults_as_unreadable("the page"):
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False
        )
    body = getattr(found, "body", None)
    if body is None:
        return ""
    return "\n\n".join(_blocks(body))


def _blocks(body: Any) -> Iterator[str]:
    """The text of each innermost block, in order, and what stands between blocks."""
    parts: list[str] = []

    def end_block() -> Iterator[str]:
        text = " ".join("".join(parts).split())
        parts.clear()
        if text:
            yield text

    from lxml import etree

    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block or element.tag == "lb":
            yield from end_block()
        if event == "start":
            parts.append(element.text or "")
        elif element is not body:
            parts.append(element.tail or "")
    yield from end_block()
