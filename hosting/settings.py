"""How a copy of the dashboard is run: one settings file, and environment variables above it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from analysis.read.limits import MAX_UPLOADED_ARTICLES, MAX_UPLOADED_BYTES, MEGABYTE

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "parallax.toml"
PREFIX = "PARALLAX_"
FILE_VARIABLE = f"{PREFIX}SETTINGS"
LOCAL, READ_ONLY, UPLOADS = "local", "read-only", "uploads"
MODES = (LOCAL, READ_ONLY, UPLOADS)


class SettingsFault(ValueError):
    """Settings that cannot be meant; the message lists every fault, one a line."""


def _said(default: Any, meaning: str, least: int = 0, most: int = 0) -> Any:
    return field(default=default, metadata={"meaning": meaning, "least": least, "most": most})


@dataclass(frozen=True)
class Settings:
    """How a copy of the dashboard is run. The meaning of each stands beside it."""

    mode: str = _said(LOCAL, f"who may do what: {', '.join(MODES)}")
    analysis: str = _said("", "folder of a stored analysis to show; empty for the sample")
    sign_in: bool = _said(False, "whether people sign in (OpenID Connect) before they see anything")
    allowed_addresses: tuple[str, ...] = _said((), "e-mail addresses that may sign in")
    allowed_domains: tuple[str, ...] = _said((), "domains of e-mail addresses that may sign in")
    session_articles: int = _said(
        MAX_UPLOADED_ARTICLES, "articles that one reader may bring", 1, MAX_UPLOADED_ARTICLES
    )
    session_bytes: int = _said(
        MAX_UPLOADED_BYTES, "bytes of files that one reader may bring", 1, MAX_UPLOADED_BYTES
    )
    server_bytes: int = _said(
        1_000 * MEGABYTE, "bytes of files that all readers together may hold", 1, 10**12
    )
    analysis_seconds: int = _said(600, "seconds that one analysis may take", 1, 86_400)
    analysis_megabytes: int = _said(4_000, "megabytes that one analysis may use", 1_000, 10**6)
    concurrent_analyses: int = _said(1, "analyses at the same time; the others wait", 1, 64)
    waiting_analyses: int = _said(20, "analyses that may wait; further ones are refused", 0, 1_000)

    @property
    def is_hosted(self) -> bool:
        """Whether people share this copy: analyses then run in processes of their own."""
        return self.mode != LOCAL

    @property
    def takes_uploads(self) -> bool:
        """Whether readers may bring files."""
        return self.mode != READ_ONLY

    def admits(self, address: str, verified: bool) -> bool:
        """Whether somebody who signed in with this e-mail address may enter.

        Without any list all who can sign in may. Else the provider must have verified the address,
        or anybody could claim that of somebody else.
        """
        if not self.allowed_addresses and not self.allowed_domains:
            return True
        asked = address.strip().lower()
        domain = asked.rpartition("@")[2]
        return verified and (
            asked in (allowed.lower() for allowed in self.allowed_addresses)
            or ("@" in asked and domain in (allowed.lower() for allowed in self.allowed_domains))
        )


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of the file, with those of the environment in their place.

    The file is `parallax.toml` beside dashboard.py when there is one, or the one that
    PARALLAX_SETTINGS names. Each setting has a variable: PARALLAX_MODE, PARALLAX_SESSION_BYTES;
    lists are written with commas.

    Raises:
        SettingsFault: something in them cannot be meant; all faults are listed.
    """
    faults: list[str] = []
    given: dict[str, tuple[str, Any]] = {}
    path = environment.get(FILE_VARIABLE, "")
    for name, value in _file(Path(path or FILE), bool(path), faults).items():
        given[name] = (f"{name} in {path or FILE.name}", value)
    kinds = {setting.name: type(setting.default) for setting in fields(Settings)}
    for variable, text in environment.items():
        name = variable.removeprefix(PREFIX).lower()
        # An empty variable says nothing: service files and containers often set those.
        if not variable.startswith(PREFIX) or variable == FILE_VARIABLE or not text.strip():
            continue
        given[name] = (variable, _typed(text.strip(), kinds.get(name, str)))
    faults += [_unknown(place) for name, (place, _) in given.items() if name not in kinds]
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        if setting.name in given:
            place, value = given[setting.name]
            fault = _fault_of(setting.name, value)
            faults += [f"{place}: {fault}"] if fault else []
            values[setting.name] = tuple(value) if isinstance(value, list) else value
    found = Settings() if faults else Settings(**values)
    faults += _faults_between(found)
    if faults:
        raise SettingsFault("\n".join(faults))
    return found


def settings() -> Settings:
    """The settings as they are now, in a millisecond.

    Raises:
        SettingsFault: as for `read_settings`.
    """
    return read_settings(os.environ)


def as_markdown() -> str:
    """All settings as the table that stands in docs/hosting.md."""
    rows = []
    for setting in fields(Settings):
        value = setting.default
        shown = f"{value:,}" if type(value) is int else str(value).lower()
        shown = "none" if value in ("", ()) else shown
        variable = f"{PREFIX}{setting.name.upper()}"
        meaning = setting.metadata["meaning"]
        rows.append(f"| `{setting.name}` | `{variable}` | {shown} | {meaning} |")
    return "\n".join(
        ["| setting | variable | default | what it says |", "|---|---|---|---|", *rows]
    )


def _file(path: Path, must_exist: bool, faults: list[str]) -> dict[str, Any]:
    if not must_exist and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        faults.append(f"{FILE_VARIABLE}: {path} cannot be read ({fault.strerror})")
    except ValueError as fault:
        faults.append(f"{path} is not a TOML file ({fault})")
    return {}


def _typed(text: str, kind: type) -> Any:
    """The text of a variable as the kind of value that it stands for; as it is when it is none."""
    if kind is bool:
        return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
    if kind is int:
        digits = text.replace("_", "")
        return int(digits) if digits.isascii() and digits.isdigit() else text
    if kind is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _unknown(place: str) -> str:
    known = ", ".join(setting.name for setting in fields(Settings))
    return f"{place}: there is no such setting; there are {known}"


def _fault_of(name: str, value: Any) -> str:
    """What is wrong with the value of a setting; "" when nothing is."""
    setting = next(each for each in fields(Settings) if each.name == name)
    kind, bounds = type(setting.default), setting.metadata
    if name == "mode" and value not in MODES:
        return f"{value!r} is no mode; choose one of {', '.join(MODES)}"
    if kind is bool and not isinstance(value, bool):
        return f"{value!r} is not true or false"
    if kind is int and (type(value) is not int or not bounds["least"] <= value <= bounds["most"]):
        return f"{value!r} is not a whole number from {bounds['least']:,} to {bounds['most']:,}"
    if kind is tuple and not _are_texts(value):
        return f"{value!r} is not a list of texts"
    if kind is str and not isinstance(value, str):
        return f"{value!r} is not a text"
    if name == "allowed_addresses":
        wrong = [address for address in value if address.count("@") != 1]
        return f"{wrong[0]!r} is no e-mail address" if wrong else ""
    if name == "allowed_domains":
        wrong = [domain for domain in value if "@" in domain or "." not in domain]
        return f"{wrong[0]!r} is no domain; write it as example.org" if wrong else ""
    return ""


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) and part for part in value)


def _faults_between(found: Settings) -> Iterable[str]:
    if (found.allowed_addresses or found.allowed_domains) and not found.sign_in:
        yield "allowed_addresses and allowed_domains say nothing without sign_in = true"
    if found.sign_in and not found.is_hosted:
        yield f"sign_in is for a shared copy: set mode to {READ_ONLY} or {UPLOADS}"
    if found.session_bytes > found.server_bytes:
        yield (
            f"session_bytes ({found.session_bytes:,}) is more than server_bytes "
            f"({found.server_bytes:,}), so that nobody could bring so much"
        )
