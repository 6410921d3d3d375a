"""What axe-core finds on a page that bars people who do not see well or do not use a mouse.

It comes from npm, in the version that package.json beside this file names:
`npm ci --prefix tests/browser`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed: npm ci --prefix tests/browser"
)
GRAVE = ("serious", "critical")
_ASK = "axe.run(document, {resultTypes: ['violations']})"


def barriers(page) -> list[str]:
    """The grave ones, each with the elements that it concerns."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_ASK)["violations"]
    return [
        f"{one['impact']} {one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
