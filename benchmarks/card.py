"""The card of a shipped model: which files it has, by their sums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from analysis.models import CARD


def write_card(folder: Path, names: Sequence[str]) -> None:
    """Puts the sha256 of these files of a folder into its card; what else the card says stays."""
    path = folder / CARD
    card = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    card["sha256"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names
    }
    path.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
