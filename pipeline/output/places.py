"""Where findings stand on disk: the file to open, and the line to show."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import PageError
from pipeline.files import reads
from pipeline.files.lines import Lines
from pipeline.files.remote import AnyPath, Remote, from_name
from pipeline.results.finding import Finding


@dataclass
class Places:
    """The roots of the pages by locale (the empty one is the source's); `root` is the docset's folder.

    `here` is the folder that paths are named from, where that is not the folder of this process.
    """

    root: Path = field(default_factory=Path)
    roots: Mapping[str, AnyPath] = field(default_factory=dict)
    here: str = ""
    _file: AnyPath | None = None
    _read: tuple[str, str] | None = None
    _lines: Lines | None = None
    _named: tuple[tuple[str, str], str] = (("", ""), "")

    def file(self, finding: Finding) -> AnyPath:
        """The file that a finding is about: a page, or what else its path names (a PO file)."""
        folder = self.roots.get(finding.locale)
        is_page = finding.rule != "write-failed" and not finding.path.endswith(".po")
        if folder is not None and is_page:
            page = folder / finding.path
            if finding.path.endswith(".md") or not (self.root / finding.path).exists():
                return page
        return from_name(finding.path, self.root)

    def name(self, finding: Finding) -> str:
        """The file as a path from the current folder, with `/`; as the finding has it where no root is known."""
        if not self.roots:
            return finding.path
        page = (finding.locale, finding.path)
        if page != self._named[0]:  # the findings of a page come one after another
            self._named = (page, self._name(self.file(finding)))
        return self._named[1]

    def _name(self, file: AnyPath) -> str:
        if isinstance(file, Remote):
            return file.url
        path = os.path.relpath(self.here / file, self.here or None)
        return (str(file) if path.startswith("..") else path).replace(os.sep, "/")

    def line(self, finding: Finding) -> str:
        """The source line of a finding; empty where it cannot be read."""
        if not finding.line or not self.roots:
            return ""
        page = (finding.locale, finding.path)
        if page == self._read and self._lines is not None:
            return self._lines.line_text(finding.line)
        file = self.file(finding)
        if isinstance(file, Path):
            file = self.here / file
        self._read = page
        if file != self._file or self._lines is None:
            reads.asked(reads.CONTENT, str(file))
            try:
                self._lines = Lines(file.read_bytes().decode("utf-8", "replace"))
            except (OSError, PageError):
                self._lines = Lines("")
            self._file = file
        return self._lines.line_text(finding.line)
