"""What a few pages of a docset say of themselves, read before its docs family is known."""

from __future__ import annotations

from pipeline.errors import PageError
from pipeline.families.detect import Sample
from pipeline.families.front_matter import find
from pipeline.files import files
from pipeline.files.remote import AnyPath
from pipeline.markdown.article import Article

_FORMS = ("yaml", "toml", "json")


def sample(file: AnyPath, *, localized: bool) -> Sample | None:
    """A page's metadata and body; None where it cannot be read, which is reported where it is worked on."""
    try:
        article = Article.parse(files.read(file))
        if not article.has_readable_metadata:
            return Sample(article.stated, article.text, localized)
        block = find(article.text, _FORMS)
    except PageError:
        return None
    values, body = (block.values, block.body) if block is not None else ({}, article.body_start)
    return Sample(values, article.text[body:], localized)
