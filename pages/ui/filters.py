"""The shared filters and the two questions. Their state lives in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from analysis import phrases
from analysis.explain import counting_rules
from analysis.selection import MINIMUM_SENTENCES, Selection
from analysis.store import Options

GROUP_BY, INCLUDE = "by", "include"
LISTS = {
    "perspectives": "perspective",
    "outlets": "outlet",
    "articles": "article",
    "kinds": "kind",
    "translations": "translation",
    "roles": "role",
    "actors": "actor",
    "topics": "topic",
}
FIRST_DAY, LAST_DAY, WORDS, REPRINTS, PLAIN = "from", "until", "words", "reprints", "plain"
MINIMUM, MOST_ASKED = "least", 1000
_FILTER_KEYS = (*LISTS.values(), FIRST_DAY, LAST_DAY, WORDS, PLAIN)
# What is shown, and the last removal of filters: what was shown, the filters before and after it.
_CORPUS, _REMOVED = "_corpus_of_the_filters", "_removed_filters"
_SECTIONS = {
    "Who": ("perspectives", "roles"),
    "Which articles": ("outlets", "articles", "kinds", "translations"),
    "About what": ("actors", "topics"),
}


def ask_filters(options: Options, article_labels: Mapping[str, str]) -> dict[str, Any]:
    """Draws the filters in the sidebar and returns the fields of Selection that they set."""
    words = _words(options, article_labels)
    chosen: dict[str, Any] = {}
    with st.sidebar:
        head = st.container(horizontal=True, vertical_alignment="center")
        head.html('<h2 class="px-side">Filters</h2>')
        for section, names in _SECTIONS.items():
            st.html(f'<div class="px-section">{section}</div>')
            for name in names:
                # Of very many articles none is offered.
                held = getattr(options, name)
                offered = held or name != "articles"
                chosen[name] = _ask_list(name, held, words[name]) if offered else ()
            if section == "Who":
                chosen["plain_only"] = _ask_plain()
            if section == "Which articles":
                chosen |= _ask_days(options)
                chosen["count_duplicates"] = st.toggle(
                    "Count reprints too",
                    key=REPRINTS,
                    bind="query-params",
                    help="Of several prints of one text one counts; with this all of them do.",
                )
        chosen["words"] = st.text_input(
            "Words in the sentence",
            key=WORDS,
            bind="query-params",
            placeholder="any words",
            max_chars=200,
        ).strip()
        # Only now is it known whether any is set: the address may set some as they are drawn.
        is_any = any(_state().values())
        head.button("Clear all", key="clear", type="tertiary", on_click=clear, disabled=not is_any)
    return chosen


def ask_minimum() -> int:
    """Draws how many sentences must stand behind a number, and returns it."""
    with st.sidebar:
        st.html('<div class="px-section">Evidence</div>')
        chosen = st.number_input(
            "Sentences that a number needs",
            min_value=1,
            max_value=MOST_ASKED,
            value=MINIMUM_SENTENCES,
            key=MINIMUM,
            bind="query-params",
            help=counting_rules()["Too little evidence"],
        )
    return int(chosen)


def ask_questions() -> dict[str, Any]:
    """Draws the two questions and returns the fields of Selection that they set."""
    row = st.container(horizontal=True, gap="medium")
    left, right = row.container(width="content"), row.container(width="content")
    with right:
        include = _ask("Include", INCLUDE, phrases.INCLUDES, help=counting_rules()["Include"])
    own = include == "own"
    with left:
        group_by = _ask(
            "Group by",
            GROUP_BY,
            phrases.GROUPINGS,
            disabled=own,
            help="Who published an article also speaks its own words, so both groupings coincide."
            if own
            else "“Who is speaking” counts a quotation for the speaker’s perspective, "
            "“who published” for the outlet’s.",
        )
    return {"group_by": group_by, "include": include}


def show_active(active: Mapping[str, str], corpus: str) -> None:
    """Draws the active filters as chips that remove themselves, and what takes a removal back.

    Args:
        active: see `active_filters`.
        corpus: the token of what is shown; a removal under another is not taken back.
    """
    st.session_state[_CORPUS] = corpus
    can_undo = _can_undo()
    if not active and not can_undo:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for name, text in active.items():
            st.button(
                _plain(text),
                key=f"chip-{name}",
                icon=":material/close:",
                on_click=_remove,
                args=(name,),
                help="Remove this filter",
            )
        if len(active) > 1:
            st.button("Clear all", key="clear-chips", type="tertiary", on_click=clear)
        if can_undo:
            st.button(
                "Undo", key="undo", type="tertiary", icon=":material/undo:", on_click=_undo,
                help="Bring back the filters that were just removed",
            )  # fmt: skip


def active_filters(
    selection: Selection, options: Options, labels: Mapping[str, str]
) -> dict[str, str]:
    """The filters that leave something out, each in words, by their field of Selection."""
    words = _words(options, labels)
    active = {}
    for name in selection.restricted:
        value = getattr(selection, name)
        if name in LISTS:
            said = ", ".join(words[name](entry) for entry in value)
        else:
            said = phrases.day(value) if isinstance(value, date) else f"“{value}”"
        if name == "plain_only":
            said = "left out"
        active[name] = f"{phrases.FILTERS[name]}: {said}"
    return active


def leave_out_arguable() -> None:
    """Leaves out the speakers whose perspective can be argued about."""
    st.session_state[PLAIN] = True


def clear() -> None:
    """Removes every filter; the two questions stay as they are."""
    _remove(*phrases.FILTERS)


def _remove(*names: str) -> None:
    """Removes filters, and remembers them for `_undo`."""
    before = _state()
    for name in names:
        _reset(name)
    st.session_state[_REMOVED] = st.session_state.get(_CORPUS), before, _state()


def _can_undo() -> bool:
    """Whether filters were removed from what is shown and none was set since."""
    corpus, _, after = st.session_state.get(_REMOVED, (None, {}, None))
    return bool(corpus == st.session_state[_CORPUS] and after == _state())


def _undo() -> None:
    _, before, _ = st.session_state.pop(_REMOVED)
    for key, value in before.items():
        st.session_state[key] = value


def _state() -> dict[str, Any]:
    """The filters as their widgets hold them."""
    return {key: st.session_state[key] for key in _FILTER_KEYS if key in st.session_state}


def _reset(name: str) -> None:
    if name in LISTS:
        st.session_state[LISTS[name]] = []
    elif name == "words":
        st.session_state[WORDS] = ""
    elif name == "plain_only":
        st.session_state[PLAIN] = False
    else:
        st.session_state[FIRST_DAY if name == "first_day" else LAST_DAY] = None


def _ask(label: str, key: str, words: Mapping[str, str], **settings: Any) -> str:
    answers = list(words)
    chosen = st.segmented_control(
        label,
        answers,
        default=answers[0],
        required=True,
        key=key,
        bind="query-params",
        format_func=lambda answer: phrases.sentence_case(words[answer]),
        **settings,
    )
    return str(chosen or answers[0])


def _ask_list(name: str, held: Any, words: Callable[[str], str]) -> tuple[str, ...]:
    chosen = st.multiselect(
        phrases.FILTERS[name],
        list(held),
        key=LISTS[name],
        bind="query-params",
        format_func=words,
        placeholder="all",
    )
    return tuple(chosen)


def _ask_plain() -> bool:
    """Draws what leaves out the speakers whose perspective can be argued about."""
    return st.toggle(
        "Leave out arguable speakers",
        key=PLAIN,
        bind="query-params",
        help="Speakers without a known affiliation, or whose affiliation does not plainly tell a "
        "perspective. The table of speakers on the Voices page marks them and says why.",
    )


def _ask_days(options: Options) -> dict[str, date | None]:
    if options.days is None:
        return {}
    low, high = options.days[0].date(), options.days[1].date()
    left, right = st.columns(2)
    bounds = {"min_value": low, "max_value": high, "value": None, "bind": "query-params"}
    return {
        "first_day": left.date_input("From", key=FIRST_DAY, **bounds),
        "last_day": right.date_input("Until", key=LAST_DAY, **bounds),
    }


def _words(options: Options, labels: Mapping[str, str]) -> dict[str, Callable[[str], str]]:
    """How the entries of each list are said. Options of a widget must be told apart by it."""

    def of(table: Mapping[str, str]) -> Callable[[str], str]:
        return lambda entry: phrases.sentence_case(table.get(entry, entry))

    topics = {**options.topics, "other": "other passages"}
    return {
        "perspectives": str,
        "outlets": str,
        "articles": of(labels),
        "kinds": of(phrases.KINDS),
        "translations": of(phrases.TRANSLATIONS),
        "roles": of(phrases.ROLES),
        "actors": str,
        "topics": of(topics),
    }


def _plain(text: str) -> str:
    """Text that a button's label, which is Markdown, shows as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|~$:<>&" else sign for sign in text)
