"""Made-up passages for the tests of topics."""

import numpy as np
import pandas as pd

THEMES = {
    "farm": "harvest wheat farmers drought irrigation crops fertiliser prices fields grain",
    "court": "judge verdict trial lawyers appeal prosecutor sentence evidence jury defendant",
    "space": "rocket orbit satellite launch astronauts telescope engine capsule mission lunar",
    "food": "oven recipe butter onions soup kitchen garlic flour pastry restaurant",
    "sport": "goal striker match referee penalty league goalkeeper stadium coach midfield",
}


def planted(each: int = 20, seed: int = 1, themes: int = 3) -> tuple[list[str], list[str]]:
    """Passages of six words of one theme and two of none, and the theme of each."""
    chance = np.random.default_rng(seed)
    texts, names = [], []
    for _ in range(each):
        for theme in list(THEMES)[:themes]:
            chosen = chance.choice(THEMES[theme].split(), 6, replace=False)
            common = chance.choice(["meanwhile", "report", "growing", "local"], 2)
            texts.append(" ".join([*chosen, *common]) + ".")
            names.append(theme)
    return texts, names


def noise(passages: int = 60, seed: int = 1) -> list[str]:
    """Passages of words that go with each other by chance alone."""
    chance = np.random.default_rng(seed)
    words = " ".join(THEMES.values()).split()
    return [" ".join(chance.choice(words, 8, replace=False)) + "." for _ in range(passages)]


def passages(count: int, articles: int = 4) -> pd.DataFrame:
    """Rows of `passages`, dealt out to so many articles in turn."""
    return pd.DataFrame(
        {
            "passage_id": [f"p{at}" for at in range(count)],
            "article_id": [f"a{at % articles}" for at in range(count)],
            "start": range(count),
            "end": range(1, count + 1),
        }
    )
