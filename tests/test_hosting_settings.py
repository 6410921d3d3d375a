"""How a copy of the dashboard is run: the settings file, the environment, and their faults."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from hosting import settings as module
from hosting.settings import Settings, SettingsFault, as_markdown, read_settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def file(tmp_path):
    """Writes a settings file; gives the environment that names it."""

    def write(text: str) -> dict[str, str]:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return {"PARALLAX_SETTINGS": str(path)}

    return write


def test_without_anything_all_is_open_and_local(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "FILE", tmp_path / "none.toml")
    found = read_settings({"HOME": "/home/somebody"})
    assert found == Settings()
    assert not found.is_hosted
    assert found.takes_uploads


def test_the_environment_stands_above_the_file(file):
    environment = file('mode = "read-only"\nsession_articles = 40\nanalysis_seconds = 30\n')
    environment |= {"PARALLAX_MODE": "uploads", "PARALLAX_SESSION_BYTES": "2_000_000"}
    found = read_settings(environment | {"PARALLAX_ANALYSIS": ""})
    assert (found.mode, found.session_articles, found.analysis_seconds) == ("uploads", 40, 30)
    assert found.session_bytes == 2_000_000
    assert found.is_hosted
    assert found.takes_uploads


def test_read_only_takes_no_uploads(file):
    assert not read_settings(file('mode = "read-only"\n')).takes_uploads


def test_every_fault_is_told_with_what_is_allowed(file):
    environment = file('mode = "open"\nsession_bytes = 0\nseconds = 3\nsign_in = "yes"\n')
    with pytest.raises(SettingsFault) as caught:
        read_settings(environment | {"PARALLAX_CONCURRENT_ANALYSES": "many"})
    faults = str(caught.value).splitlines()
    assert len(faults) == 5
    told = "\n".join(faults)
    assert "choose one of local, read-only, uploads" in told
    assert "session_bytes in" in told
    assert "whole number from 1 to" in told
    assert "seconds in" in told
    assert "there is no such setting; there are mode, analysis" in told
    assert "'yes' is not true or false" in told
    assert "PARALLAX_CONCURRENT_ANALYSES: 'many'" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('allowed_domains = ["example.org"]', "without sign_in"),
        ("sign_in = true", "shared copy"),
        ('mode = "uploads"\nsign_in = true\nallowed_addresses = ["ann"]', "no e-mail address"),
        ('mode = "uploads"\nsign_in = true\nallowed_domains = ["@example.org"]', "no domain"),
        ('allowed_domains = "example.org"', "not a list of texts"),
        ("server_bytes = 1000", "nobody could bring so much"),
        ("analysis = 3", "not a text"),
        ("session_articles = true", "whole number"),
        ("mode = ", "not a TOML file"),
    ],
)
def test_a_fault_says_what_is_wrong(file, text, told):
    with pytest.raises(SettingsFault, match=told):
        read_settings(file(text + "\n"))


def test_a_missing_file_that_is_named_is_a_fault(tmp_path):
    with pytest.raises(SettingsFault, match="cannot be read"):
        read_settings({"PARALLAX_SETTINGS": str(tmp_path / "gone.toml")})


def test_a_misspelt_variable_is_a_fault():
    with pytest.raises(SettingsFault, match="PARALLAX_MOD: there is no such setting"):
        read_settings({"PARALLAX_MOD": "uploads"})


@pytest.mark.parametrize(
    ("address", "verified", "enters"),
    [
        ("ann@news.example", True, True),
        ("ANN@News.Example", True, True),
        ("ann@news.example", False, False),
        ("bob@school.example", True, True),
        ("bob@evil.school.example", True, False),
        ("bob@school.example.evil.example", True, False),
        ("school.example", True, False),
        ("", True, False),
    ],
)
def test_the_list_admits_whole_addresses_and_domains(address, verified, enters):
    found = Settings(
        mode="uploads",
        sign_in=True,
        allowed_addresses=("ann@news.example",),
        allowed_domains=("school.example",),
    )
    assert found.admits(address, verified) is enters


def test_without_a_list_all_who_sign_in_enter():
    assert Settings(mode="uploads", sign_in=True).admits("anybody@far.example", False)


def test_the_guide_lists_every_setting():
    assert as_markdown() in (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


def test_the_shipped_example_is_sound():
    found = read_settings({"PARALLAX_SETTINGS": str(ROOT / "deploy" / "parallax.toml")})
    assert found.mode == "uploads"
    lines = (ROOT / "deploy" / "parallax.toml").read_text(encoding="utf-8").splitlines()
    named = {line.lstrip("# ").partition(" = ")[0] for line in lines if " = " in line}
    assert named == {setting.name for setting in fields(Settings)}
