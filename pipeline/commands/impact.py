"""What a change of source pages costs: the sentences that translators have to see to, by page and by locale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.docset.docset import Docset
from pipeline.docset.family import family_of, translated_keys
from pipeline.docset.pages import Page
from pipeline.errors import PageError, UsageError
from pipeline.families.syntax import syntax_of
from pipeline.files import files
from pipeline.files.remote import Remote
from pipeline.markdown.article import Article
from pipeline.provenance.base import Base
from pipeline.provenance.edits import counterparts
from pipeline.provenance.page_reading import Reading, is_marker, read

_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True)
class PageImpact:
    """One source page. `change` is `changed`, `new`, `removed` or `renamed`; `former` is its name before, if another.

    `sentences` are those that are new or changed, as they stand now; `removed` counts those that left; `cosmetic` are
    changes that no translation has to follow; `structure` counts lines beside sentences (code, images) that changed.
    `locales` are those that have a translation of the page.
    """

    path: str
    change: str
    sentences: tuple[str, ...] = ()
    removed: int = 0
    cosmetic: int = 0
    structure: int = 0
    locales: tuple[str, ...] = ()
    former: str = ""
    unread: str = ""

    @property
    def words(self) -> int:
        """The words of the sentences that are new or changed."""
        return sum(len(_WORD.findall(sentence)) for sentence in self.sentences)

    @property
    def is_work(self) -> bool:
        """Has a translator something to do?"""
        return bool(self.sentences or self.removed or self.structure or self.change != "changed")


@dataclass(frozen=True)
class Impact:
    """The impact of a change: its pages, and from which commit on."""

    since: str
    pages: tuple[PageImpact, ...]
    locales: tuple[str, ...] = field(default=())

    @property
    def translated(self) -> tuple[PageImpact, ...]:
        """The pages that some locale has a translation of."""
        return tuple(page for page in self.pages if page.locales)

    @property
    def untranslated(self) -> tuple[PageImpact, ...]:
        """The pages with sentences that no locale has yet."""
        return tuple(page for page in self.pages if page.sentences and not page.locales)

    @property
    def sentences(self) -> int:
        """Sentences that are new or changed in translated pages, each once, whatever the number of locales."""
        return sum(len(page.sentences) for page in self.translated)

    @property
    def words(self) -> int:
        """Words of these sentences."""
        return sum(page.words for page in self.translated)

    @property
    def cosmetic(self) -> int:
        """Changes that no translation has to follow."""
        return sum(page.cosmetic for page in self.pages)

    @property
    def stale_locales(self) -> tuple[str, ...]:
        """The locales in which a translated page becomes stale."""
        return tuple(self.by_locale)

    @property
    def by_locale(self) -> Mapping[str, tuple[int, int, int]]:
        """Pages, sentences and words that become stale in each locale that has any."""
        pages: Counter[str] = Counter()
        sentences: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for page in self.pages:
            if page.is_work:
                for locale in page.locales:
                    pages[locale] += 1
                    sentences[locale] += len(page.sentences)
                    words[locale] += page.words
        return {one: (pages[one], sentences[one], words[one]) for one in sorted(pages)}


def impact(docset: Docset, revision: str) -> Impact:
    """What changed in the source pages from where HEAD and a revision parted to the working tree.

    Raises UsageError where git cannot say.
    """
    root = docset.source_root
    if root is None or isinstance(root, Remote):
        raise UsageError("impact: the source pages must stand in a folder, in a git repository")
    base = Base.of(root, revision)
    return Impact(base.commit, tuple(_pages(docset, base)), tuple(t.locale for t in docset.trees))


def _pages(docset: Docset, base: Base) -> Iterator[PageImpact]:
    root = docset.source_root
    assert root is not None
    assert not isinstance(root, Remote)
    pages = {base.place(page.file): page for page in docset.source_pages()}
    former = base.renames(root)
    changed = sorted(base.changed(pages) | {place for place in former if place in pages})
    data = base.contents(former.get(place, place) for place in changed)
    for place in changed:
        old = data.get(former.get(place, place))
        yield _page(docset, pages[place], old, former.get(place, ""))
    if docset.paths:
        return
    folder = base.place(root)
    lead = "" if folder == "." else f"{folder}/"
    gone = base.files_below(root) - pages.keys() - set(former.values())
    for place in sorted(gone):
        path = place.removeprefix(lead)
        if path.endswith(docset.suffixes) and not (root / path).exists():
            locales = _locales(docset, path)
            if locales or not docset.has_layouts:
                yield PageImpact(path, "removed", locales=locales)


def _page(docset: Docset, page: Page, old: bytes | None, former: str) -> PageImpact:
    change = "renamed" if former else "changed" if old is not None else "new"
    locales = _locales(docset, page.path)
    try:
        now = _reading(docset, files.read(page.file))
        then = _reading(docset, old) if old is not None else Reading("")
    except PageError as error:
        return PageImpact(page.path, change, locales=locales, former=former, unread=str(error))
    sentences, removed, cosmetic = _compared(then, now)
    structure = _structure(then, now, bool(sentences or removed)) if old is not None else 0
    if change == "changed" and not (sentences or removed or structure or cosmetic):
        cosmetic = 1  # white space, comments, metadata that nobody translates
    return PageImpact(page.path, change, sentences, removed, cosmetic, structure, locales, former)


def _compared(then: Reading, now: Reading) -> tuple[tuple[str, ...], int, int]:
    """Sentences that are new or changed, how many left, and how many are only written otherwise."""
    pairs = counterparts(then.sentences, now.sentences)
    changed, cosmetic, known = [], 0, set()
    for index, old in enumerate(pairs):
        if old is None:
            changed.append(now.segments[index].text)
            continue
        known.add(old)
        if then.sentences[old] != now.sentences[index]:
            changed.append(now.segments[index].text)
        elif then.segments[old].text != now.segments[index].text:
            cosmetic += 1
    return tuple(changed), len(then.sentences) - len(known), cosmetic


def _structure(then: Reading, now: Reading, has_others: bool) -> int:
    """Lines beside sentences that are not what they were: code, images, directives.

    Markers alone (of headings, of lists) count where no sentence changed: else they come and go with sentences.
    """
    gone, new = then.lines - now.lines, now.lines - then.lines
    lines = max(gone, new, key=Counter.total)
    if has_others:
        return sum(number for line, number in lines.items() if not is_marker(line))
    return lines.total() or int(then.skeleton != now.skeleton)


def _reading(docset: Docset, data: bytes) -> Reading:
    settings = docset.settings
    syntax = syntax_of(family_of(settings))
    article = Article.parse(data, syntax)
    return read(article.text, settings.source_locale, translated_keys(settings), syntax)


def _locales(docset: Docset, source: str) -> tuple[str, ...]:
    """The locales that have a translation of a source page."""
    found = []
    for tree in docset.trees:
        target = tree.paths.target(source)
        if target and (tree.root / target).exists():
            found.append(tree.locale)
    return tuple(found)


def stale_sentences(pages: Sequence[PageImpact]) -> int:
    """Translations that become stale: each sentence as often as there are locales that have its page."""
    return sum(len(page.sentences) * len(page.locales) for page in pages)
