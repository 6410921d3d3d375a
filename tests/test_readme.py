"""The README's two commands are one line each, and what it names exists."""

import re
from pathlib import Path

import pytest

from analysis.read.limits import as_markdown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(heading: str) -> list[str]:
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.search(r"```bash\n(.*?)```", section, re.DOTALL).group(1).strip().splitlines()


@pytest.mark.parametrize(
    ("heading", "does"), [("Run", "streamlit run dashboard.py"), ("Test", "pytest")]
)
def test_commands_are_one_line(heading, does):
    (line,) = fenced(heading)
    assert does in line


def test_every_local_link_leads_somewhere():
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_limits_of_reading_are_those_of_the_program():
    assert as_markdown() in README, "take the table from analysis.read.limits.as_markdown"


def test_ci_runs_the_readme_command():
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
