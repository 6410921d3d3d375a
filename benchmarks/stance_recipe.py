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
        batch: windows a step.
        rate: highest rate of learning.
        head_rate: that of the head, in multiples of `rate`.
        warm_up: share of the steps in which the rate rises; in the others it falls to 0.
        decay: weight decay.
        smoothing: label smoothing.
        hidden: share of windows whose name is hidden.
        renamed: share of the other windows of a lone sentence whose name is replaced by that of
            another state or the like, so that no name is worth anything by itself.
        renamed_in_articles: the same for mentions read in an article.
        voice: how much it counts to tell whose words they are.
        newsmtsc: weight of an example of NewsMTSC.
        balance: 0 for equal weights of own examples, 1 for equal weights of their classes.
    """

    seeds: int = 2
    epochs: int = 3
    batch: int = 32
    rate: float = 1.2e-4
    head_rate: float = 5.0
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.05
    hidden: float = 0.25
    renamed: float = 0.5
    renamed_in_articles: float = 0.2
    voice: float = 0.5
    newsmtsc: float = 1.0
    balance: float = 0.0


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
