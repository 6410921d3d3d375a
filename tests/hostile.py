"""A corpus in which every text tries to become more than text.

Hostile words stand wherever words of articles, or words made from them, can stand.
"""

from __future__ import annotations

from analysis.store import Analysis
from tests import tiny

FAR = "http://far.example"
MARKUP = (
    f'<img src="{FAR}/a.png" onerror="alert(1)"><iframe srcdoc="<script>alert(2)</script>">'
    '</iframe><script>alert(3)</script><a href="javascript:alert(4)">x</a>'
)
MARKDOWN = f"[x](javascript:alert(5)) ![y]({FAR}/b.png)"
FORMULA = f'=HYPERLINK("{FAR}","open")'
TURNED = "\u202etxet denrut\u202c"
LONG = "w" * 10_000
ALL = f"{FORMULA} {MARKUP} {MARKDOWN} %{{meta.title}} $\\alpha$ {TURNED} {LONG}"
# What acts on a screen instead of being seen.
ACTING = frozenset("\u202e\u202c")
_NAMES = ("title", "authors", "url", "republisher")


def analysis() -> Analysis:
    """Two articles of six sentences, all hostile, that quote a hostile speaker on an actor."""
    said = [
        (f"{MARKUP} is good.", None, None, 0.4, MARKUP, 1),
        (f"{MARKUP} {MARKDOWN} said.", ALL, "direct", -0.5, MARKUP, -1),
        *[(f"{number} {ALL}", None, None, 0.1 * number, None, None) for number in range(4)],
    ]
    outlet = f"{FORMULA} {MARKUP} {TURNED}"
    made = tiny.made([("one", outlet, "CN", "Chinese", "0", said),
                      ("two", outlet, "GB", "Western", "1", said)])  # fmt: skip
    made["articles"] = made["articles"].assign(**dict.fromkeys(_NAMES, ALL))
    made["topics"] = made["topics"].assign(label=MARKUP, terms=ALL)
    made["attributions"] = made["attributions"].assign(cue=MARKUP, source=ALL, affiliation=ALL)
    return tiny.as_analysis(made)
