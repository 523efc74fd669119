"""The YAML of the front matter itself."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import PageError
from pipeline.rules.context import PageContext
from pipeline.rules.finding import Hit
from pipeline.rules.registry import rule


@rule("yaml-header-syntax-error", "metadata")
def yaml_header_syntax_error(page: PageContext) -> Iterator[Hit]:
    """The front matter is not valid YAML, or not a mapping of `key: value` lines.

    Nothing of the metadata can be read then: the page is published without title, service or hand-back fields.

    Bad:

        title: Pay: your bill

    Good:

        title: "Pay: your bill"
    """
    try:
        _ = page.article.metadata
    except PageError as error:
        start = page.article.lines.offset(error.line, error.column)
        yield Hit(start, start, error.message)
