"""What a rule is given to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.docset.family import family_of
from pipeline.families.family import Family
from pipeline.families.roles import Roles
from pipeline.files.remote import AnyPath
from pipeline.lazy import lazy
from pipeline.markdown.article import Article
from pipeline.provenance.freshness import AtCommit, unknown
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_roles import roles_of
from pipeline.settings import Settings
from pipeline.units.unit import Unit

if TYPE_CHECKING:
    from pipeline.provenance.page_history import PageHistory

Made = TypeVar("Made")

MadeFrom = Callable[[], Article | None]


@dataclass(frozen=True)
class PageContext:
    """One page with everything around it that rules may ask for.

    `path` is relative to `root` (the content or source root), with `/`; `locale` is empty for a source page.
    `at_commit` has the bytes of the source at a commit, `ask_history` what git's history says of a page that does not
    name its source.
    `source` is the English article, where it is at hand; `source_path` is its path below `source_root`, which may be
    another than the page's. `units` are the page's translation units. `made_from` gives the source that the page was
    made from: `source` itself, a former one, or None where nothing shows it; without it, `source` is taken for that
    unless the page itself says otherwise.
    """

    path: str
    locale: str
    root: AnyPath
    article: Article
    settings: Settings
    source: Article | None = None
    source_root: AnyPath | None = None
    source_path: str = ""
    units: tuple[Unit, ...] = ()
    at_commit: AtCommit = unknown
    ask_history: Callable[[], PageHistory | None] = lambda: None
    made_from: MadeFrom | None = None
    today: date = field(default_factory=date.today)
    _made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[PageContext], Made]) -> Made:
        """What `make` says of this page, worked out once for all the rules that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @property
    def is_source(self) -> bool:
        """Is it a page of the source tree?"""
        return not self.locale

    @property
    def history(self) -> PageHistory | None:
        """What git's history says of a page that does not name its source; None of others."""
        return self.ask_history()

    @lazy
    def translation_type(self) -> str:
        """`MT` or `HT`, in whatever words the page says it; empty where it says nothing."""
        return self.roles.type

    @lazy
    def family(self) -> Family:
        """The docs family that the page is of."""
        return family_of(self.settings)

    @lazy
    def roles(self) -> Roles:
        """What the page says of where it came from."""
        return roles_of(self.article, self.family)


def page_context(
    loaded: LoadedPage, article: Article | None = None, units: tuple[Unit, ...] | None = None
) -> PageContext:
    """What rules are given of a page; `article` and `units` default to the page as it stands on disk."""
    return PageContext(
        path=loaded.page.path,
        locale=loaded.page.locale,
        root=loaded.page.root,
        article=loaded.article if article is None else article,
        settings=loaded.settings,
        source=loaded.source,
        source_root=loaded.page.source_root,
        source_path=loaded.page.source_path,
        at_commit=loaded.source_at,
        ask_history=lambda: loaded.history,
        made_from=lambda: loaded.hand_off,
        units=loaded.units if units is None else units,
    )
