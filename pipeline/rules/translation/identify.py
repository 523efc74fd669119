"""Which language a stretch of text is in, asked of py3langid among a few languages only."""

from __future__ import annotations

from functools import cache
from typing import Any


def identified(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    """The likeliest of `languages` for `text`, and its probability. Not for fewer than four words."""
    found, probability = _identifier(languages).classify(text)
    return str(found), float(probability)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    """One model for each choice of languages, loaded when a text first asks for it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([name for name in languages if name in identifier.labels])
    return identifier
