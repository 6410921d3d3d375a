"""What a person can choose from when correcting: countries, perspectives, actors."""

from __future__ import annotations

from analysis.corrections import Perspective
from analysis.perspectives import PERSPECTIVES
from pages.ui import uploads
from pages.ui.prose import note
from pages.ui.reference import reference
from pages.ui.view import View


def can_correct(view: View) -> bool:
    """Whether the articles are at hand to be corrected; says so on the page when they are not."""
    if view.corpus.can_correct:
        return True
    note(
        "This is a stored analysis, whose articles are not at hand here. To correct it, drop the "
        "articles above, or run it again: python -m analysis run PATH --out DIR --corrections FILE."
    )
    return False


def country_names() -> dict[str, str]:
    """The name of each country by its code, in the order of names."""
    tables = reference()
    if tables is None:
        return {}
    pairs = zip(tables.countries["country"], tables.countries["name"], strict=True)
    return dict(sorted(pairs, key=lambda pair: pair[1]))


def perspectives() -> list[str]:
    """The perspectives that there are, those that the reader defined among them."""
    own = [entry.perspective for entry in uploads.desk().corrections.of(Perspective)]
    return list(dict.fromkeys([*PERSPECTIVES[:-1], *own, PERSPECTIVES[-1]]))


def outlet_names(view: View) -> list[str]:
    """The outlets of the corpus, then all others that the tables know."""
    tables = reference()
    known = sorted(tables.outlets["outlet"]) if tables else []
    return list(dict.fromkeys([*view.analysis.articles()["outlet"].dropna(), *known]))


def actor_names() -> list[str]:
    """The actors that the tables know."""
    tables = reference()
    return sorted(tables.actors["actor"]) if tables else []
