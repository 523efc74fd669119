"""The versions of a localized page beside its source, and the verdict on them: values, no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.markdown.syntax import DEFAULT, Syntax
from pipeline.provenance.freshness import Freshness
from pipeline.units.metadata import METADATA_KEYS


@dataclass(frozen=True, slots=True)
class Version:
    """A commit that touched a localized page: its text there, and the source's text in the same tree.

    None: the file is not in the tree. `parents` are indexes of the versions that it was made from, the first parent
    first; the version before it, where none are given. `at_boundary`: what was before is not in a shallow clone.
    `commit` is empty for the working tree. `source_commit` is the commit that the source is of, where it is known.
    """

    commit: str
    source: str | None
    target: str | None
    parents: tuple[int, ...] | None = None
    at_boundary: bool = False
    source_commit: str = ""


class StaleSentence(NamedTuple):
    """A sentence to be worked on. `kind` is `changed`, `added` or `removed`.

    `source` is the source's sentence now (empty: removed), `was` the one that was translated (empty: added), `target`
    its translation, `commit` the one that translated it.
    """

    kind: str
    source: str
    was: str = ""
    target: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class HistoryVerdict:
    """How a localized page stands to its source.

    `cosmetic`: the source has changed since, but no sentence, translated metadata or structure of it. `structure` has
    the lines beside sentences (code, images, markers) that the translation does not have as the source has them.
    """

    freshness: Freshness
    reason: str
    cosmetic: bool = False
    sentences: tuple[StaleSentence, ...] = ()
    structure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Languages:
    """How pages are cut into sentences: the locales (BCP 47), the metadata that is translated, the syntax."""

    source: str = "en"
    target: str = ""
    keys: tuple[str, ...] = METADATA_KEYS
    syntax: Syntax = DEFAULT
