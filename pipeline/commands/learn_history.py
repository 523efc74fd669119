"""The pages as machines had translated them, out of git's history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.docset.docset import Docset
from pipeline.docset.git import Repository
from pipeline.docset.pages import Page
from pipeline.errors import PageError, UsageError
from pipeline.files import files
from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_log import PageLog
from pipeline.provenance.page_roles import roles_of

_PORTION = 64  # pages whose versions are held at once


@contextmanager
def former_pages(docset: Docset, pages: Sequence[Page]) -> Iterator[Path | None]:
    """A folder with the newest machine-translated version of each page that is no longer one; None without pages.

    Raises UsageError where there is no git repository.
    """
    if not pages:
        yield None
        return
    repositories: dict[Path, list[Page]] = defaultdict(list)
    for page in pages:
        if isinstance(page.root, Path):
            repositories[page.root].append(page)
    with TemporaryDirectory(prefix="locpipe-") as folder:
        for root, those in repositories.items():
            repository = Repository.around(root)
            if repository is None:
                message = "--history needs a git repository, and git"
                raise UsageError(message, path=str(root))
            touches = repository.touches({Path(page.path).suffix for page in those})
            log = PageLog(touches, repository, repository.head)
            for at in range(0, len(those), _PORTION):
                _put(those[at : at + _PORTION], log, docset, Path(folder))
        yield Path(folder)


def _put(pages: Sequence[Page], log: PageLog, docset: Docset, folder: Path) -> None:
    """Write the newest machine-translated version of each page, below the folder's LOCALE."""
    asked = {page: _versions(page, log) for page in pages if _is_human(page, docset)}
    contents = log.repository.contents(one for versions in asked.values() for one in versions)
    for page, versions in asked.items():
        family = LoadedPage(page, docset.settings).family
        for version in versions:
            data = contents.get(version)
            if data is None:
                continue
            try:
                is_machine = roles_of(Article.parse(data), family).type == "MT"
            except PageError:
                continue
            if is_machine:
                place = folder / page.locale / page.path
                place.parent.mkdir(parents=True, exist_ok=True)
                files.write(place, data)
                break


def _versions(page: Page, log: PageLog) -> list[tuple[str, str]]:
    """Commit and path of each version of a page, the newest first."""
    path = log.repository.inside(page.file) if isinstance(page.file, Path) else None
    if path is None:
        return []
    names = log.names(path)
    commits = [touch.commit for touch in reversed(log.touching(names))]
    return [(commit, name) for commit in commits for name in names]


def _is_human(page: Page, docset: Docset) -> bool:
    try:
        return LoadedPage(page, docset.settings).translation_type == "HT"
    except PageError:
        return False
