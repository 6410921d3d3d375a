"""Facts as a list of names and values, each with a remark under it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.ui.reader import visible

_STYLE = """
<style>
dl.px-facts {display: grid; grid-template-columns: minmax(5.5rem, 9rem) 1fr; gap: .3rem .8rem;
  margin: 0; padding: 0; font-size: var(--px-m); line-height: 1.5;}
dl.px-facts dt {font-weight: 650; margin: 0; padding: 0;}
dl.px-facts dd {margin: 0; padding: 0; overflow-wrap: anywhere; unicode-bidi: isolate;}
dl.px-facts dd > span:not(.sign) {display: block; font-size: var(--px-s); opacity: .72;}
@media (max-width: 640px) {dl.px-facts {grid-template-columns: 1fr; gap: 0;}
  dl.px-facts dd {margin-bottom: .5rem;}}
</style>
"""


def show_facts(facts: Mapping[str, object | tuple[object, str]]) -> None:
    """Draws names with their values; a pair is a value and the remark under it."""
    st.html(_STYLE + facts_html(facts))


def facts_html(facts: Mapping[str, object | tuple[object, str]]) -> str:
    """The same as HTML, every piece of text escaped."""
    return f'<dl class="px-facts">{"".join(_fact(*fact) for fact in facts.items())}</dl>'


def _fact(name: str, value: object | tuple[object, str]) -> str:
    said, remark = value if isinstance(value, tuple) else (value, "")
    under = f"<span>{visible(remark)}</span>" if remark else ""
    return f"<dt>{visible(name)}</dt><dd>{visible(str(said))}{under}</dd>"
