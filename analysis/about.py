"""What this program is, how to cite it, and what it is made of, with the licences."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pandas as pd

from analysis import __version__

ROOT = Path(__file__).resolve().parents[1]
UNKNOWN = "see its own page"
CITATION = (
    f"Parallax, version {__version__}: how the same event is told from different vantage points. "
    "Software."
)
NO_LICENCE = (
    "No licence has been chosen for Parallax, nor for the models and tables made for it: until its "
    "authors choose one, nobody else has been given the right to copy, change or pass it on."
)
_OWN = "none chosen yet"
# What is read or run besides libraries: what it is for, whose it is, and under which licence.
MATERIALS = (
    ("all-MiniLM-L6-v2", "starting weights of tagger and stance engine; likeness of paragraphs",
     "sentence-transformers", "Apache-2.0"),
    ("Attribution tagger", "who says what", "this project", _OWN),
    ("Stance engine", "how a mention portrays an actor", "this project", _OWN),
    ("Cleaning model", "which lines are no article", "this project", _OWN),
    ("Texts that these three learned from", "news and official releases, not included",
     "their publishers (cards in data/models)", "not licensed; some free or CC BY 4.0"),
    ("NewsMTSC", "labelled mentions that the stance engine learned from, not included",
     "F. Hamborg and K. Donnay (2021)", "MIT-style; sentences are press excerpts"),
    ("Parsed news pages", "lines that the cleaning model learned from, not included",
     "the parsers’ authors (card in data/models)", "MIT; pages of their publishers"),
    ("VADER", "word list for the tone of a sentence", "C. J. Hutto and E. Gilbert (2014)", "MIT"),
    ("Reference tables", "outlets, actors, people, countries, verbs", "this project", _OWN),
    ("Sample articles", "five articles to try the program on",
     "their publishers (data/sample/README.md)", "not licensed; for demonstration only"),
)  # fmt: skip


def citation(fingerprint: str) -> str:
    """How to cite numbers of one analysis: the program, its version, and what they rest on."""
    return f"{CITATION} Corpus and settings: fingerprint {fingerprint}."


def materials() -> pd.DataFrame:
    """Models and data: name, used for, made by, licence."""
    return pd.DataFrame(list(MATERIALS), columns=["name", "used_for", "made_by", "licence"])


def libraries() -> pd.DataFrame:
    """The libraries that requirements.txt names: name, version installed, licence as it states."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [found[0] for line in lines if (found := re.match(r"[\w.-]+", line))]
    rows = [(name, metadata.version(name), _licence(name)) for name in names]
    return pd.DataFrame(rows, columns=["name", "version", "licence"])


def _licence(name: str) -> str:
    """The licence in a few words: as an expression, else by its class, else by its first line."""
    told = metadata.metadata(name)
    if "License-Expression" in told:
        return str(told["License-Expression"])
    classes = [
        entry.rpartition("::")[2].strip()
        for entry in told.get_all("Classifier") or []
        if entry.startswith("License ::") and not entry.endswith(":: OSI Approved")
    ]
    first = told["License"].strip().splitlines()[:1] if "License" in told else []
    return "; ".join(classes) or "".join(first) or UNKNOWN
