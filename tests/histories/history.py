"""One page's life: its source is edited, it is handed back, people and tools edit its PO file, builds replace it.

After each step the page is extracted again, and then nothing may be lost, stand on another sentence, or change when
it is extracted once more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from unittest.mock import patch

import polib

from pipeline.commands import exchange
from pipeline.commands.build import build
from pipeline.commands.extract import extract
from pipeline.commands.form import BuildOptions
from pipeline.commands.move import move
from pipeline.commands.renames import formers
from pipeline.docset.docset import Docset
from pipeline.docset.pages import Page, Tree
from pipeline.families.library import shipped
from pipeline.markdown.article import Article
from pipeline.po.file import dump, is_outdated, parse
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.from_source import build_from_source
from pipeline.rebuild.head import HandBack
from pipeline.settings import Settings
from pipeline.units.segments import source_units
from tests.histories.document import SOURCE, TARGET, Document, Sentence, edited, new_document

Key = tuple[str, str]
State = Mapping[Key, tuple[str, bool]]


@dataclass
class History:
    """A docset of one page, and what has happened to it.

    `known`: does git know the sources of hand-offs? `named`: does the page name the source that it was made from?
    Two histories of one seed and the same steps have the same source, and the same people do the same.
    """

    root: Path
    seed: int
    known: bool = True
    bilingual: bool = False
    named: bool = True
    kind: str = "MT"
    steps: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.document: Document = new_document(self.chance)
        self._edition = 0
        self.written: set[str] = set()  # by translators, in the PO file
        self.versions: dict[str, bytes] = {}
        self.stand_in(self.root, "a.md")
        for folder in ("content/nl-NL", "content/en-US"):
            (self.root / folder).mkdir(parents=True)
        self._write_source()
        self.hand_back()
        self.check()

    def stand_in(self, root: Path, path: str) -> None:
        """Go on in the docset at `root`."""
        self.root, self.settings = root, Settings(root=root)
        tree = Tree(
            "nl-NL",
            root / "content/nl-NL",
            root / "content/en-US",
            root / "build/po/nl-NL",
            root / "build/content/nl-NL",
        )
        self.page = Page(path, tree)

    def step(self, name: str) -> None:
        """Do one thing, and check."""
        self.steps.append(name)
        self.chance = Random(self.seed * 1000 + len(self.steps))
        self._edition = len(self.steps) * 1000
        ACTIONS[name](self)
        self.check()

    # what happens

    def edit_source(self) -> None:
        """An author edits the source."""
        self.document = edited(self.document, self.chance)
        self._write_source()

    def hand_back(self) -> None:
        """The page comes back translated, from the source as it is now."""
        assert self.page.source is not None
        data = self.page.source.read_bytes()
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        commit = self.commit(digest, data)
        source = Article.parse(data)
        units = [
            unit._replace(target=self._translated(unit.source)) for unit in source_units(source)
        ]
        roles = {
            "hash": digest,
            "commit": commit,
            "type": self.kind,
            "locale": "nl-NL",
            "date": "01/02/2024",
            "file-id": "1",
        }
        back = HandBack(shipped("openlocalization"), roles)
        named = back if self.named else None
        made = build_from_source(
            source, units, named, path=self.page.path, bilingual=self.bilingual
        )
        self.page.file.write_text(made.text, "utf-8", newline="")

    def edit_page(self) -> None:
        """A person edits a sentence of the page."""
        text = self.page.file.read_text("utf-8")
        found = list(TARGET.finditer(text))
        if not found:
            return
        chosen = self.chance.choice(found)
        token = f"t{chosen[1]}v{chosen[2]}e{self.next_edition()}"
        self.page.file.write_text(text.replace(chosen[0], token), "utf-8", newline="")

    def edit_po(self) -> None:
        """A translator writes a translation and says that it is right."""

        def change(entry: polib.POEntry) -> None:
            entry.msgstr = _translation(entry.msgid, self.next_edition())
            self.written |= {match[0] for match in TARGET.finditer(entry.msgstr)}
            entry.flags, entry.previous_msgid = [], None

        self._change_po(change)

    def review_po(self) -> None:
        """A translator confirms an entry that is right."""

        def change(entry: polib.POEntry) -> None:
            if not is_outdated(entry) and entry.msgstr:
                entry.flags = []

        self._change_po(change)

    def blank_po(self) -> None:
        """A tool empties what nobody has confirmed (OmegaT)."""

        def change(entry: polib.POEntry) -> None:
            if entry.fuzzy:
                entry.msgstr, entry.flags, entry.previous_msgid = "", [], None

        self._change_po(change, every=True)

    def blank_one(self) -> None:
        """A person empties an entry."""

        def change(entry: polib.POEntry) -> None:
            entry.msgstr, entry.flags, entry.previous_msgid = "", [], None

        self._change_po(change)

    def sort_po(self) -> None:
        """A tool sorts the entries by their sources, or a person moves them; where they stand may be dropped."""
        by_source, placed = self.chance.random() < 0.5, self.chance.random() < 0.5
        order = Random(self.chance.random())
        if not self.page.po.exists():
            return
        po = parse(self.page.po.read_bytes())
        entries = sorted(po, key=lambda entry: entry.msgid.encode())
        if not by_source:
            order.shuffle(entries)
        po[:] = entries
        for entry in entries:
            entry.occurrences = entry.occurrences if placed else []
        data = dump(po)
        self.page.po.write_bytes(data)
        self._extract()
        assert self.page.po.read_bytes() == data, "the order of the file is not kept"

    def build_in_place(self) -> None:
        """The page is built where it stands."""
        self._jobs(lambda loaded: build(loaded, BuildOptions(in_place=True, date="02/03/2024")))

    def exchange(self) -> None:
        """The PO file goes out as XLIFF, meets changes, and comes back."""
        folder = self.root / "xliff"
        version = self.chance.choice(["1.2", "2.0"])
        if not exchange.export_page(self.page, folder, version):
            return
        if self.chance.random() < 0.5:
            self.edit_po()
        exchange.import_file(
            (folder / self.page.path).with_suffix(".xlf"), self.settings, self.page.tree.po
        )

    def forget(self) -> None:
        """The repository is cloned without its history, or with it again."""
        self.known = not self.known

    def rename(self) -> None:
        """The source gets another name, perhaps with an edit; its page follows some time later."""
        former, now = self.page, replace(self.page, path=f"sub/p{len(self.steps)}.md")
        before, states = self.texts(), self.state()
        assert former.source is not None
        assert now.source is not None
        now.source.parent.mkdir(exist_ok=True)
        former.source.rename(now.source)
        self.page = now
        if self.chance.random() < 0.5:
            self.document = edited(self.document, self.chance)
            self._write_source()
        docset = Docset(self.settings)
        with self._git():
            found = formers(docset)
            extract(LoadedPage(now, self.settings), found)
        if found:
            for key, (text, fuzzy) in self.state().items():
                assert states.get(key, (text, fuzzy)) == (text, fuzzy) or not states[key][0]
        if self.chance.random() < 0.5:
            self.edit_po()
        there = now.po.exists() or former.po.exists()
        with self._git():
            move(docset, former.path, now.path)
        assert now.po.exists() == there
        assert now.file.exists()
        lost = {token for token in before - self.texts() if not self._is_replaced(token)}
        assert not lost, f"lost by moving: {sorted(lost)}"

    def commit(self, digest: str, data: bytes) -> str:
        """Commit the source, `data`; the commit's name, by which git knows it later."""
        self.versions[digest] = data
        return digest

    # what must hold

    def check(self) -> None:
        """Extract; nothing may be lost, foreign, or different the second time."""
        before = self.texts()
        self._extract()
        lost = {token for token in before - self.texts() if not self._is_replaced(token)}
        assert not lost, f"lost: {sorted(lost)}"
        if self.page.po.exists():
            self._check_po()
        self._check_page()
        data = self.page.po.read_bytes() if self.page.po.exists() else b""
        self._extract()
        again = self.page.po.read_bytes() if self.page.po.exists() else b""
        assert data == again, "a second extract writes"

    def texts(self) -> set[str]:
        """Every translation that stands in the PO file or the page."""
        found = {match[0] for match in TARGET.finditer(self._page_text())}
        if self.page.po.exists():
            found |= {match[0] for match in TARGET.finditer(self.page.po.read_text("utf-8"))}
        return found

    def _is_replaced(self, token: str) -> bool:
        """Has the page a newer text for the same sentence, and was the old one nobody's work in the PO file?"""
        of = token.rpartition("e")[0]
        if not self.named:  # an older version's text may have been the page's for this one, too
            return token not in self.written and f"{of.partition('v')[0]}v" in self._page_text()
        return token not in self.written and f"{of}e" in self._page_text()

    def _page_text(self) -> str:
        return self.page.file.read_text("utf-8") if self.page.file.exists() else ""

    def next_edition(self) -> int:
        """The number of one more translation."""
        self._edition += 1
        return self._edition

    def state(self) -> State:
        """Text and mark of each active entry."""
        if not self.page.po.exists():
            return {}
        po = parse(self.page.po.read_bytes())
        return {
            (entry.msgid, entry.msgctxt or ""): (entry.msgstr, entry.fuzzy)
            for entry in po
            if not entry.obsolete
        }

    def _check_po(self) -> None:
        for entry in parse(self.page.po.read_bytes()):
            made_for = (entry.previous_msgid if is_outdated(entry) else None) or entry.msgid
            wanted = _sentence(made_for)
            for match in TARGET.finditer(entry.msgstr):
                found = (int(match[1]), int(match[2]))
                if (
                    not self.named and entry.fuzzy
                ):  # an older version may have lost its `#|` to a tool
                    found = (found[0], wanted.version)
                assert found == wanted, f"{match[0]} is on {made_for}"

    def _check_page(self) -> None:
        """A page that says it is of the source as it is has each sentence in its place."""
        article = Article.parse(self.page.file.read_bytes())
        source = self.page.source.read_bytes()
        if article.meta("ms.openlocfilehash") != hashlib.sha1(source).hexdigest():
            return
        wanted = [(int(one[1]), int(one[2])) for one in SOURCE.finditer(source.decode())]
        text = _ANCHOR.sub("", article.text)
        if article.is_bilingual:
            found = [
                (int(match[1]), int(match[2]))
                for unit in LoadedPage(self.page, self.settings).units
                if not unit.kind.startswith("metadata")
                for match in [TARGET.search(unit.target) or SOURCE.search(unit.target)]
                if match is not None
            ]
            wanted = wanted[1:]
        else:
            found = [
                (int(one[1] or one[4]), int(one[2] or one[5])) for one in _EITHER.finditer(text)
            ]
        assert found == wanted, "the page has other sentences than its source"

    # how

    def _translated(self, source: str) -> str:
        return _translation(source, self.next_edition())

    def _write_source(self) -> None:
        assert self.page.source is not None
        self.page.source.write_text(self.document.text, "utf-8", newline="")

    def _extract(self) -> None:
        self.said = set()
        self._jobs(extract)

    def _jobs(self, job: Callable[[LoadedPage], object]) -> None:
        with self._git():
            outcome = job(LoadedPage(self.page, self.settings))
        self.said |= {finding.rule for finding in outcome.findings}  # type: ignore[attr-defined]

    @contextmanager
    def _git(self) -> Iterator[None]:
        """What git knows of earlier sources, without a repository."""

        def handed_off(file: object, commit: str) -> bytes | None:
            return self.versions.get(commit) if self.known else None

        with patch("pipeline.provenance.loaded_page.handed_off", handed_off):
            yield

    def _change_po(self, change: Callable[[polib.POEntry], None], *, every: bool = False) -> None:
        """Change the entry of a sentence of the source (the same one in every history of this seed), or all."""
        wanted = self.chance.choice(list(self.document.sentences))
        if not self.page.po.exists():
            return
        po = parse(self.page.po.read_bytes())
        for entry in po:
            if not entry.obsolete and (every or _sentence(entry.msgid) == wanted):
                change(entry)
                if not every:
                    break
        self.page.po.write_bytes(dump(po))


_ANCHOR = re.compile(r'<a name="[^"]*"></a>')
_EITHER = re.compile(f"{TARGET.pattern}|{SOURCE.pattern}")


def _translation(source: str, edition: int) -> str:
    return _sentence(source).target(edition) + ("." if source.endswith(".") else "")


def _sentence(text: str) -> Sentence:
    match = SOURCE.search(text)
    assert match is not None, text
    return Sentence(int(match[1]), int(match[2]))


ACTIONS: Mapping[str, Callable[[History], None]] = {
    "edit source": History.edit_source,
    "hand back": History.hand_back,
    "edit page": History.edit_page,
    "edit PO": History.edit_po,
    "review PO": History.review_po,
    "blank PO": History.blank_po,
    "blank one": History.blank_one,
    "sort PO": History.sort_po,
    "build": History.build_in_place,
    "exchange": History.exchange,
    "forget": History.forget,
    "rename": History.rename,
}
