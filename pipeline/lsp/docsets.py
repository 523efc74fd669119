"""Which docset a file belongs to, by its settings file or the folder that is open in the editor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.docset.checks import check_settings
from pipeline.docset.docset import Docset
from pipeline.docset.family import with_family
from pipeline.docset.pages import Page
from pipeline.docset.root import has_settings
from pipeline.errors import UsageError
from pipeline.files.remote import AnyPath, Remote, located, relative
from pipeline.rules.policy import Policy, checked
from pipeline.settings import Settings, load

PAGES, PO = (".md", ".mdx"), ".po"


@dataclass
class OpenDocset:
    """One docset with its settings, and the pages of it that were asked for."""

    settings: Settings
    policy: Policy
    _pages: dict[Path, Page] = field(default_factory=dict, repr=False)

    def page(self, file: AnyPath) -> Page | None:
        """The page that `file` is; None where it is none of the docset's (as what stands behind URLs)."""
        if isinstance(file, Remote):
            return None
        if file not in self._pages:
            found = self._find(file)
            if found is None:  # it may be saved later
                return None
            self._pages[file] = found
        return self._pages[file]

    def page_of_po(self, file: Path) -> Page | None:
        """The page whose PO file `file` is; None where there is no such page."""
        for tree in Docset(self.settings).trees:
            path = relative(file, tree.po)
            if path is not None:
                page = self.page(tree.root / tree.paths.page_of_po(path))
                if page is not None and page.po == file:
                    return page
        return None

    def translations(self, source: Page) -> list[Page]:
        """The localized pages of a source page, by locale."""
        trees = Docset(self.settings).trees
        found = (self.page(tree.root / tree.paths.target(source.path)) for tree in trees)
        return [page for page in found if page is not None]

    def _find(self, file: Path) -> Page | None:
        if file.suffix not in PAGES or not file.is_file():
            return None
        asked = Docset(self.settings, paths=(str(file),))
        found: list[Page] = [*asked.source_pages(), *asked.pages()]
        for page in found:
            if page.file.resolve() == file.resolve():
                return page
        return None


class Docsets:
    """The docsets of an editor's open folders. `config` is a settings file that was named outright.

    `trust`: settings may lead anywhere (`reach`).
    """

    def __init__(
        self, folders: Iterable[Path], config: Path | None = None, *, trust: bool = False
    ) -> None:
        self._trust = trust
        self._folders = sorted({folder.resolve() for folder in folders}, key=lambda p: -len(str(p)))
        self._config = config
        self._known: dict[Path, OpenDocset] = {}

    def of(self, file: Path) -> OpenDocset | None:
        """The docset that `file` would belong to; None where no open folder holds it.

        The nearest settings file above it decides, else the open folder. Raises UsageError where settings are wrong.
        """
        root = self._root(file)
        if root is None:
            return None
        if root not in self._known:
            settings = checked(load(root, self._config))
            if not settings.root.is_absolute():
                settings = replace(settings, root=root)
            settings = settings.trusted() if self._trust else settings
            check_settings(Docset(settings))
            settings = with_family(Docset(settings)).settings
            for folder in (settings.content, settings.source, settings.po):
                if isinstance(place := located(folder, root), Remote):
                    raise UsageError(f"editors work on folders on disk; {place} is a URL")
            self._known[root] = OpenDocset(settings, Policy.of(settings))
        return self._known[root]

    def forget(self) -> None:
        """Read settings and folders again when they are next asked for."""
        self._known.clear()

    def _root(self, file: Path) -> Path | None:
        file = file.resolve()
        folder = next((one for one in self._folders if file.is_relative_to(one)), None)
        if folder is None or self._config is not None:
            return folder
        for parent in file.parents:
            if has_settings(parent):
                return parent
            if parent == folder:
                break
        return folder
