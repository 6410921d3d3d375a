"""What a shared copy installs is named to the byte, and within the ranges of requirements.txt."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LINES = [line for line in LOCK.splitlines() if line and not line.startswith("#")]


def test_each_library_is_locked_within_its_range():
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, flags=re.MULTILINE))
    locked = {canonicalize_name(name): version for name, version in locked.items()}
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").split():
        wanted = Requirement(line)
        assert locked[canonicalize_name(wanted.name)] in wanted.specifier, line


def test_each_file_is_named_by_its_hash_and_no_server_is():
    for at, line in enumerate(LINES):
        assert re.fullmatch(r"[\w.-]+==[\w.]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line
        if "==" in line and not line.startswith(" "):
            assert "--hash=sha256:" in LINES[at + 1]
    assert "://" not in LOCK
