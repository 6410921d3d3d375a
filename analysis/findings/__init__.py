"""What can be said of the numbers, in sentences that say no more than their rows do.

Contrasts between groups of many articles are told when they survive their interval and the
correction for their number, strongest first. Of few articles there are descriptions, unranked.
"""

from __future__ import annotations

from analysis.findings.absences import missing, one_sided, silent
from analysis.findings.confounds import confounds, differing, facts
from analysis.findings.contrasts import contrasts, how_tested
from analysis.findings.counting import counted_apart
from analysis.findings.descriptions import (
    against_the_tone,
    how_chosen,
    leanings,
    quoted_more,
    stands_out,
)
from analysis.findings.finding import Finding

__all__ = [
    "Finding",
    "against_the_tone",
    "confounds",
    "contrasts",
    "counted_apart",
    "differing",
    "facts",
    "how_chosen",
    "how_tested",
    "leanings",
    "missing",
    "one_sided",
    "quoted_more",
    "silent",
    "stands_out",
]
