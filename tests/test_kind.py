"""Kind of an article: what is stated comes first, then how it is written."""

from __future__ import annotations

import pytest

from analysis.kind import judge_kind
from analysis.read.stated_kind import kind_stated

NEWS = (
    "The ministers met in the capital on Tuesday. They spoke for three hours about the border. " * 4
)
OPINION = (
    "Will the ministers ever agree? Europe should put its own house in order. It must not wait. "
    "What is a treaty worth that nobody keeps? In my view, the answer is clear. "
) * 2


@pytest.mark.parametrize(
    ("labels", "title", "url", "lines", "kind"),
    [
        ({"category": "OPINION; VIEWPOINT"}, None, None, [], "opinion"),
        ({"category": "World news"}, "Opinion: x", None, [], "news"),
        ({"category": "Analysis"}, None, None, [], "analysis"),
        ({}, None, "https://a.org/opinion/2022/x", [], "opinion"),
        ({}, None, "https://a.org/commentisfree/2022/x", [], "opinion"),
        ({}, None, "https://a.org/world/public-opinions-shift", [], "unknown"),
        ({}, None, "https://www.state.gov/briefing", [], "official"),
        ({}, None, "https://a.org/why-kremlin.ru-matters", [], "unknown"),
        ({}, "Opinion: We must act", None, [], "opinion"),
        ({}, "Analysis | What the talks mean", None, [], "analysis"),
        ({}, "Opinions differ on the talks", None, [], "unknown"),
        ({}, None, None, ["Opinion"], "opinion"),
        ({}, None, None, ["The views expressed are those of the author."], "opinion"),
        ({}, None, None, ["The author is director of an institute."], "opinion"),
        ({}, None, None, ["Leave a Comment"], "unknown"),
        ({}, None, None, [], "unknown"),
    ],
)
def test_stated_kind(labels, title, url, lines, kind):
    found, why = kind_stated(labels, title, url, lines)
    assert found == kind
    assert why


@pytest.mark.parametrize(
    ("own_share", "body", "kind"),
    [
        (1.0, NEWS, "news"),
        (1.0, OPINION, "opinion"),
        (0.2, NEWS, "news"),
        (0.2, OPINION, "news"),
        (1.0, f"KYIV (Reuters) - {NEWS}", "news"),
        (0.9, NEWS + "“Should we go? I think we must. In my view we should.” he said.", "news"),
        (0.9, NEWS + "The author believes that nothing will come of it.", "opinion"),
        (1.0, "", "unknown"),
    ],
)
def test_judged_kind(own_share, body, kind):
    assert judge_kind({"kind": "unknown"}, own_share, body) == kind


def test_a_stated_kind_is_kept():
    assert judge_kind({"kind": "official"}, 1.0, OPINION) == "official"
