"""The sample articles as they are shipped: with their analysis, so that nobody waits for it.

    python -m analysis.shipped

analyses them and writes data/sample_analysis anew. That is to be done after every change of what
decides numbers: the articles, the reference tables, the models, and the modules that
`sources.OF_TABLES` names. Until then the stored analysis is left aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from analysis import store
from analysis.sources import OF_TABLES, digest, digest_of

_DATA = Path(__file__).resolve().parents[1] / "data"
_SAMPLE = "sample"
FOLDER = _DATA / "sample_analysis"
MADE_OF = "made_of.json"
COMMAND = "python -m analysis.shipped"


def articles() -> Iterator[tuple[str, bytes]]:
    """Name and content of each sample article.

    The name is the same wherever the project lies, for ids of articles are made from it.
    """
    for path in sorted((_DATA / _SAMPLE).glob("*.txt")):
        yield f"{_DATA.name}/{_SAMPLE}/{path.name}", path.read_bytes()


def made_of() -> dict[str, str]:
    """A short hash of each thing that decides the analysis of the sample.

    Of models it takes the cards and small files; a card names the hash of its network, and a
    network that is not the one on its card is never used.
    """
    return {
        "articles": digest(sorted((_DATA / _SAMPLE).glob("*.txt"))),
        "modules": digest_of(OF_TABLES),
        "models": digest(sorted((_DATA / "models").rglob("*.json"))),
        "reference tables": digest(sorted((_DATA / "reference").glob("*.csv"))),
    }


def analysis() -> store.Analysis | None:
    """The stored analysis; None when it was made of anything else than what is there now.

    Raises:
        AnalysisFault: its files are broken.
    """
    path = FOLDER / MADE_OF
    if not path.is_file() or json.loads(path.read_text(encoding="utf-8")) != made_of():
        return None
    return store.load(FOLDER, comparison=False)


def write() -> None:
    """Analyses the sample and stores it."""
    # Imported here because a stored analysis needs none of the models that this loads.
    from analysis.corrections import Corrections
    from analysis.workbench import Workbench

    made = Workbench.of_uploads(list(articles())).analyse(Corrections())
    store.save(made, FOLDER, comparison=False)
    text = json.dumps(made_of(), indent=2) + "\n"
    (FOLDER / MADE_OF).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
