"""How pages are built: what a command says before any page is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.provenance.loaded_page import LoadedPage


class Form(StrEnum):
    """The form of a page that is built."""

    PUBLISHED = "published"
    BILINGUAL = "bilingual"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. `form` None is the page's own form in place, else published. `diff`: show, write nothing.

    `use_fuzzy`: texts that were made for an earlier source are used too. `allow_untranslated`: a page is built also
    where less of it is translated than `min-translated` asks for. `date` (YYYY-MM-DD) is the day
    of the hand-off in a page that is built from a newer source.
    """

    form: Form | None = None
    in_place: bool = False
    diff: bool = False
    use_fuzzy: bool = False
    allow_untranslated: bool = False
    date: str = ""

    def form_of(self, loaded: LoadedPage) -> Form:
        """The form that a page is built in."""
        own = Form.BILINGUAL if loaded.exists and loaded.article.is_bilingual else Form.PUBLISHED
        return self.form or (own if self.in_place else Form.PUBLISHED)
