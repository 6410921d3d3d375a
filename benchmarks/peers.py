"""What a person would use instead, on the same articles: processor time and memory side by side.

    python -m benchmarks.peers [--articles 200] [--rows 1000000]

Makes articles of 700 words (see benchmarks.batch) and gives them to each tool in a process of its
own: the analysis of single articles with and without networks; VADER alone on the same sentences;
spaCy with its small English pipeline, and with no model (words and sentences only); the search for
topics and BERTopic on the same passages. Of counting it compares sums by perspective and target in
pandas over columns of text with sums over integer codes, which comparisons use. The other tools
are not needed by the project: what is not installed is named and left out. Models are loaded before
the clock starts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.article import Document
from analysis.read import iter_documents
from benchmarks.batch import ROOT, write_articles

# A tool is prepared for articles; what is returned does the work and tells what it gave.
Work = Callable[[], str]


class NotHere(Exception):
    """A tool, or a model that it needs, is not installed."""


def needed(*modules: str) -> None:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        raise NotHere(f"not installed: {', '.join(missing)}")


def articles_alone(documents: Sequence[Document], fast: bool) -> Work:
    from analysis.clock import Clock
    from analysis.one_article import analyse_article
    from analysis.reference import load_reference

    reference = load_reference()
    analyse_article(documents[0], (), reference, Clock(), fast)

    def work() -> str:
        found = [analyse_article(one, (), reference, Clock(), fast) for one in documents]
        counts = {
            name: sum(len(part[name]["article_id"]) for part in found if part)
            for name in ("sentences", "attributions", "mentions")
        }
        return ", ".join(f"{count:,} {name}" for name, count in counts.items())

    return work


def vader(documents: Sequence[Document]) -> Work:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from analysis.split import split_sentences

    analyser = SentimentIntensityAnalyzer()
    texts = [
        one.text[start:end]
        for one in documents
        for start, end in split_sentences(one.text, 0, len(one.text))
    ]
    return lambda: f"{len([analyser.polarity_scores(text) for text in texts]):,} scores"


def spacy_small(documents: Sequence[Document]) -> Work:
    needed("spacy")
    if importlib.util.find_spec("en_core_web_sm") is None:
        raise NotHere("its model en_core_web_sm is not installed, and is no package of PyPI")
    return _spacy(documents, blank=False)


def spacy_blank(documents: Sequence[Document]) -> Work:
    needed("spacy")
    return _spacy(documents, blank=True)


def _spacy(documents: Sequence[Document], blank: bool) -> Work:
    import spacy

    pipeline = spacy.blank("en") if blank else spacy.load("en_core_web_sm")
    if blank:
        pipeline.add_pipe("sentencizer")
    list(pipeline.pipe([documents[0].text]))

    def work() -> str:
        read = list(pipeline.pipe([one.text for one in documents]))
        n_sentences = sum(1 for one in read for _ in one.sents)
        return f"{n_sentences:,} sentences, {sum(len(one.ents) for one in read):,} names"

    return work


def _passages(documents: Sequence[Document]) -> tuple[pd.DataFrame, list[str]]:
    pairs = [(one.article_id, text) for one in documents for text in one.text.split("\n\n")]
    ids = [f"p{number}" for number in range(len(pairs))]
    frame = pd.DataFrame({"passage_id": ids, "article_id": [name for name, _ in pairs]})
    return frame.assign(topic_id=None, weight=np.nan), [text for _, text in pairs]


def topics(documents: Sequence[Document]) -> Work:
    from analysis.topics import search

    passages, texts = _passages(documents)
    return lambda: f"{len(search(passages, texts, None).topics)} topics, {len(texts):,} passages"


def bertopic(documents: Sequence[Document]) -> Work:
    """BERTopic with its own clustering; passages are told by words where no model is at hand."""
    needed("bertopic", "umap", "hdbscan")
    from bertopic import BERTopic
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline

    _, texts = _passages(documents)
    vectors = make_pipeline(TfidfVectorizer(stop_words="english"), TruncatedSVD(100))

    def work() -> str:
        model = BERTopic(embedding_model=vectors)
        model.fit_transform(texts)
        found = len(model.get_topic_info()) - 1
        return f"{found} topics, {len(texts):,} passages, told by words (no network)"

    return work


def _rows(n_rows: int) -> pd.DataFrame:
    """Mentions as tables hold them, with as many targets as a corpus of news has."""
    chance = np.random.default_rng(1)
    names = {"outlet_perspective": 6, "target": 400}
    drawn = {
        name: pd.array([f"{name} {at}" for at in chance.integers(size, size=n_rows)], dtype="str")
        for name, size in names.items()
    }
    return pd.DataFrame({**drawn, "stance": chance.uniform(-1, 1, n_rows)})


def pandas_text(n_rows: int) -> Work:
    rows = _rows(n_rows)
    names = ["outlet_perspective", "target"]
    return lambda: f"{len(rows.groupby(names)['stance'].agg(['mean', 'size'])):,} cells"


def codes(n_rows: int) -> Work:
    rows = _rows(n_rows)
    group, groups = pd.factorize(rows["outlet_perspective"])
    item, items = pd.factorize(rows["target"])
    value = rows["stance"].to_numpy()

    def work() -> str:
        cell = group * len(items) + item
        size = np.bincount(cell, minlength=len(groups) * len(items))
        total = np.bincount(cell, value, minlength=len(size))
        return f"{np.isfinite(total[size > 0] / size[size > 0]).sum():,} cells"

    return work


OF_ARTICLES: dict[str, Callable[[Sequence[Document]], Work]] = {
    "analysis of articles": lambda documents: articles_alone(documents, fast=False),
    "the same, --fast": lambda documents: articles_alone(documents, fast=True),
    "VADER alone": vader,
    "spaCy, small pipeline": spacy_small,
    "spaCy without a model": spacy_blank,
    "topics": topics,
    "BERTopic": bertopic,
}
OF_ROWS: dict[str, Callable[[int], Work]] = {
    "pandas groupby on text": pandas_text,
    "sums over codes": codes,
}


def measured(tool: str, source: Path, n_rows: int) -> dict[str, object]:
    """What a tool takes and gives, or why it is left out."""
    try:
        if tool in OF_ROWS:
            work = OF_ROWS[tool](n_rows)
        else:
            documents = [one for one in iter_documents([source]) if isinstance(one, Document)]
            work = OF_ARTICLES[tool](documents)
    except NotHere as reason:
        return {"left out": str(reason)}
    started = time.process_time()
    gave = work()
    seconds = time.process_time() - started
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "megabytes": kilobytes / 1000, "gave": gave}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--tool", help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.tool:
        print(json.dumps(measured(told.tool, told.source, told.rows)))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        write_articles(source, told.articles)
        for tool in (*OF_ARTICLES, *OF_ROWS):
            asked = [sys.executable, "-m", "benchmarks.peers", "--tool", tool]
            asked += ["--source", str(source), "--rows", str(told.rows)]
            done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{tool}: {done.stderr}")
            print(f"{tool:24}", _line(json.loads(done.stdout.splitlines()[-1]), tool, told))


def _line(found: dict, tool: str, told: argparse.Namespace) -> str:
    if "left out" in found:
        return f"left out: {found['left out']}"
    number, unit = (told.rows, "million rows") if tool in OF_ROWS else (told.articles, "article")
    each = 1000 * found["seconds"] / number * (1e6 if tool in OF_ROWS else 1)
    return f"{each:9.2f} ms a {unit}  {found['megabytes']:6,.0f} MB  {found['gave']}"


if __name__ == "__main__":
    main()
