"""What a run tells of itself: run.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis import __version__
from analysis.attribution.tagger import default_tagger
from analysis.clean.model import load_model
from analysis.corrections import Article, Corrections, Entry
from analysis.fingerprint import fingerprint_of
from analysis.reference import Reference
from analysis.settings import Settings
from analysis.stance import default_engine
from analysis.topics import EMBEDDING, Found
from analysis.topics.embedding import default_encoder


def models_of(settings: Settings) -> dict[str, str]:
    """What judges an article, by its task, each with its version."""
    cleaning = f"linear model over the features of a line, version {load_model().version}"
    if settings.fast:
        return {"attribution": "rules", "cleaning": cleaning}
    stance = default_engine()
    return {
        "attribution": f"rules and a tagger of word pieces, version {default_tagger().version}",
        "stance": f"{stance.name}, version {stance.version}",
        "cleaning": cleaning,
    }


def record_of(
    settings: Settings,
    reference: Reference,
    corrections: Corrections,
    texts: Mapping[str, str],
    topics: Found,
    not_applied: Sequence[Entry],
) -> dict[str, Any]:
    """What run.json says, but for counts and seconds.

    Args:
        settings: what the run was told.
        reference: the corrected reference tables.
        corrections: those of the settings, with the ids of this corpus.
        texts: what `fingerprint.hashes_of` gives for all articles.
        topics: the topics, and how they were found.
        not_applied: corrections that found nothing to correct.
    """
    models = models_of(settings)
    if topics.method == EMBEDDING:
        models["topics"] = (
            f"language model that embeds passages, version {default_encoder().version}"
        )
    # What columns were told decides nothing but what is known of the articles, which counts itself.
    decisive = {"n_topics": settings.n_topics or "as many as the texts bear"}
    decisive |= {"topics": settings.topics}
    told = {
        "columns": [dict(said) for said in settings.columns],
        "reference_folder": str(settings.reference_folder or "shipped"),
        "fast": settings.fast,
    }
    given = settings.corrections
    return {
        "version": __version__,
        "corpus_fingerprint": fingerprint_of(texts, reference, models, decisive, corrections),
        "models": models,
        "settings": decisive | told,
        "corrections": {
            "fingerprint": given.fingerprint,
            "count": given.count,
            "applied": given.count - sum(entry.count for entry in not_applied),
            "not_applied": [f"{entry}: {entry.LOST}" for entry in not_applied],
            "articles": {
                entry.article_id: list(entry.values())[1:] for entry in corrections.of(Article)
            },
        },
        "topics": {**topics.record(), "passages_read": len(topics.passages)},
    }
