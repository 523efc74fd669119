"""The names inside a page that links can point to."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import reads
from pipeline.files.remote import AnyPath, from_name
from pipeline.markdown.article import Article
from pipeline.markdown.outline import Outline, outline, plain
from pipeline.markdown.slug import slug
from pipeline.markdown.syntax import Syntax

ANCHOR = re.compile(
    r"""<a\b[^<>]*?\s(?:name|id)\s*=\s*["']?([^"'<>\s]*)["']?[^<>]*>(?:[ \t]*</a>)?""",
    re.IGNORECASE,
)
_NAMED = re.compile(r"""<[A-Za-z][^<>]*?\s(?:name|id)\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9_-]")
_DROPPED = re.compile(r"[^\w\- ]")


def without_anchor(heading: str) -> str:
    """The Markdown of a heading without its anchor."""
    return ANCHOR.sub("", heading)


def names(found: Outline) -> frozenset[str]:
    """Every name in a page, in lower case: explicit anchors, and the slugs of headings (repeated ones numbered)."""
    given = {match[1].lower() for match in _NAMED.finditer(found.bare)}
    of_headings = found.article.syntax.names
    if of_headings is not None:
        given.update(map(str.lower, of_headings([heading.text for heading in found.headings])))
        return frozenset(given)
    seen: Counter[str] = Counter()
    for heading in found.headings:
        text = plain(without_anchor(heading.text))
        for name in {slug(text), wide_slug(text)}:
            count = seen[name]
            seen[name] += 1
            given.add(f"{name}-{count}" if count else name)
    return frozenset(given)


def wide_slug(text: str) -> str:
    """The slug of a heading as the site makes it for any script: letters with accents stay."""
    return _DROPPED.sub("", text.lower()).strip().replace(" ", "-")


def slugs(heading: str) -> frozenset[str]:
    """The slugs that an English heading may have been given: tools differ on angle brackets and inline HTML."""
    text = plain(without_anchor(heading))
    lower = text.lower().replace(" ", "-")
    return frozenset({slug(text), _NOT_SLUG.sub("", lower), _NOT_SLUG.sub("", lower.strip("-\\"))})


def names_in_file(file: AnyPath, syntax: Syntax) -> frozenset[str] | None:
    """The names in another page, which is written in this syntax; None where it cannot be read."""
    stamp = reads.stamp_of(str(file))
    if stamp is None and isinstance(file, Path):
        return None
    names, digest = (
        _names_in(file, syntax) if stamp is None else _names_in_file(str(file), stamp, syntax)
    )
    reads.note(str(file), reads.Seen(digest, stamp))
    return names


@lru_cache(maxsize=8192)
def _names_in_file(
    file: str, _stamp: reads.Stamp, syntax: Syntax
) -> tuple[frozenset[str] | None, str]:
    return _names_in(from_name(file), syntax)


def _names_in(file: AnyPath, syntax: Syntax) -> tuple[frozenset[str] | None, str]:
    try:
        data = file.read_bytes()
    except OSError:
        return None, reads.digest(b"")
    try:
        return names(outline(Article.parse(data, syntax))), reads.digest(data)
    except PageError:
        return None, reads.digest(data)
