"""Body or not, line by line: patterns decide alone, rules and line model decide the rest together.

A line that a pattern knows (a caption, a notice, a prompt) is removed whatever the model says. Of
the others the model may put whole sentences into the body that the rules drop by their place, and
drop lines that the rules keep. It learnt from English pages: in other languages the rules decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clean.features import features_of, share_of_function_words
from analysis.clean.judge import Rules, judge_by_rules
from analysis.clean.model import LineModel
from analysis.clean.units import Unit

KEEP_ABOVE = -0.3  # log odds from which a line is body though the rules drop it
# Below these a line is dropped though the rules keep it: lost text is worse than text too much.
DROP_BELOW = -0.5
MIN_FUNCTION_WORDS = 0.12  # share of English function words from which the model is asked
MAX_DROPPED = 60  # words; longer lines the model does not drop
# A model that would throw away more of what the rules keep has met a kind of text it never saw.
MIN_SHARE_OF_RULED = 0.5


def reasons_for(units: Sequence[Unit], titled: bool, model: LineModel) -> list[str | None]:
    """The reason to remove each line, None for lines of the body.

    Args:
        units: The lines below the labelled header.
        titled: Whether the header already names the title.
        model: The line model.
    """
    rules = judge_by_rules(units, titled)
    whole = not any(rules.reasons)  # nothing stands around this text: it is no page
    if whole or not rules.any_prose or share_of_function_words(units) < MIN_FUNCTION_WORDS:
        return list(rules.reasons)
    odds = model.log_odds(features_of(units, rules))
    decided = [_decide(unit, rules, at, float(odds[at])) for at, unit in enumerate(units)]
    if _length(units, decided) < MIN_SHARE_OF_RULED * _length(units, rules.reasons):
        return list(rules.reasons)
    return decided


def _decide(unit: Unit, rules: Rules, at: int, odds: float) -> str | None:
    pattern, ruled = rules.patterns[at], rules.reasons[at]
    if pattern is not None:
        return pattern
    if ruled is None:
        stays = odds > DROP_BELOW or unit.n_words > MAX_DROPPED or _is_item(unit)
        return None if stays else _name(unit)
    if odds > KEEP_ABOVE and _is_whole_sentence(unit) and ruled != "repeated line":
        return None
    return "heading or link" if ruled == "heading" and odds <= KEEP_ABOVE else ruled


def _is_whole_sentence(unit: Unit) -> bool:
    """Whether a line ends in a stop: headlines and links end without, or in ? or !."""
    return unit.ends and not unit.text.rstrip("”’\"'»)").endswith(("?", "!"))


def _is_item(unit: Unit) -> bool:
    """Whether a line is one item of a sentence that runs over a list."""
    return unit.bulleted and unit.text.endswith((";", ",", " and", " or"))


def _name(unit: Unit) -> str:
    """What a line most likely is that looks like a sentence and yet does not belong."""
    if unit.bulleted:
        return "list of links"
    if {"you", "your", "our", "us"} & set(unit.words[:100]):
        return "prompt to the reader"
    return "teaser or caption"


def _length(units: Sequence[Unit], reasons: Sequence[str | None]) -> int:
    return sum(len(unit.text) for unit, r in zip(units, reasons, strict=True) if r is None)
