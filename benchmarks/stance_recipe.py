"""What can be chosen about the training of the stance engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Recipe:
    """What can be chosen about the training; a value of its name after --set changes it.

    Attributes:
        seeds: networks trained on other orders of the examples, whose weights are averaged.
        epochs: times that each example is seen.
        batch: mentions a step.
        rate: highest rate of learning.
        head_rate: that of the head, in multiples of `rate`.
        warm_up: share of the steps in which the rate rises; in the others it falls to 0.
        decay: weight decay.
        smoothing: label smoothing.
        hidden: share of the names that are hidden, and half as often those of a whole window.
        renamed: share of the other names in lone sentences that are replaced by that of another
            state or the like, so that no name is worth anything by itself.
        renamed_in_articles: the same for mentions read in an article.
        alone: share of the sentences of articles that are shown by themselves too, as a lone
            sentence is.
        voice: how much it counts to tell whose words they are.
    """

    seeds: int = 2
    epochs: int = 3
    batch: int = 32
    rate: float = 1.2e-4
    head_rate: float = 5.0
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.05
    hidden: float = 0.2
    renamed: float = 0.8
    renamed_in_articles: float = 0.0
    alone: float = 0.25
    voice: float = 0.5


ONE_SEED = Recipe(seeds=1)  # what the engines of the folds are trained by, for time


def recipe_of(settings: Sequence[str]) -> Recipe:
    """The usual recipe with some values changed.

    Raises:
        SystemExit: a setting is not one of the recipe, or no number.
    """
    kinds = {field.name: type(field.default) for field in fields(Recipe)}
    changed = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        try:
            changed[name] = kinds[name](value)
        except (KeyError, ValueError) as error:
            raise SystemExit(
                f"{setting!r} sets nothing of the recipe; give NAME=NUMBER, NAME one of "
                f"{', '.join(kinds)}"
            ) from error
    return replace(Recipe(), **changed)
