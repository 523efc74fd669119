"""A revision of the program at work on docsets: its findings, in a form in which two revisions can be compared."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.docset import PROJECT
from pipeline.visible import shown

_COMMANDS = ("validate", "check")
_HUMAN = re.compile(rb"^ms\.translationtype:\s*[\"']?(?:HT|Human)", re.MULTILINE)
_HEAD = 4_000  # bytes of a page in which its metadata is looked for
_LINE = 160  # characters of a line that are shown


@dataclass(frozen=True, slots=True)
class Docset:
    """One locale's pages and their sources (which may not be at hand)."""

    name: str
    locale: str
    content: Path
    source: Path

    @property
    def human_pages(self) -> int:
        """How many pages say that people have translated them."""
        pages = (file.open("rb") for file in self.content.rglob("*.md"))
        return sum(bool(_HUMAN.search(_head(page))) for page in pages)


def _head(page: Any) -> bytes:
    with page:
        return bytes(page.read(_HEAD))


class Found(NamedTuple):
    """A finding without what a change elsewhere in the page moves; `text` is the line that it is in."""

    docset: str
    path: str
    rule: str
    severity: str
    kind: str
    message: str
    text: str

    def told(self) -> str:
        """The finding as a line of Markdown."""
        where = f"{self.docset}, {self.path} ({self.kind or 'no type'})"
        text = shown(self.text, _LINE).replace("`", "'")
        message = shown(self.message, _LINE).replace("`", "'")
        return f"{self.severity}: {message}: `{text}` ({shown(where, 200)})"


def docsets(corpus: Path, rows: Sequence[Mapping[str, Any]]) -> list[Docset]:
    """Return the docsets of `rows` that are there, one a locale."""
    found = []
    for row in rows:
        for locale in row["locales"]:
            content, source = (
                corpus / row[key].format(locale=locale) for key in ("content", "source")
            )
            if content.is_dir():
                found.append(Docset(f"{row['name']}, {locale}", locale, content, source))
    return found


def taken(revision: str, folder: Path) -> Path:
    """Put the program as it was at a revision into a folder. Raises CalledProcessError where git does not know it."""
    command = ["git", "-C", str(PROJECT), "archive", "--format=tar", revision, "pipeline"]
    archive = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def findings(code: Path, docset: Docset) -> Iterator[Found]:
    """Yield what the program in the folder `code` finds in a docset. Raises RuntimeError where it comes to no end."""
    with tempfile.TemporaryDirectory(prefix="locpipe-ecosystem-") as folder:
        for command in _COMMANDS:
            for finding in _run(code, docset, command, Path(folder)):
                yield _as_found(docset, finding)


def _run(code: Path, docset: Docset, command: str, folder: Path) -> list[dict[str, Any]]:
    arguments = ["--content", str(docset.content), "--locale", docset.locale, "--no-cache"]
    if docset.source.is_dir():
        arguments += ["--source", str(docset.source)]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "-q", command, *arguments, "--format", "json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(code)},
        capture_output=True,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(
            f"{docset.name}: {command}: {done.stderr.decode(errors='replace')[-500:]}"
        )
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def _as_found(docset: Docset, finding: Mapping[str, Any]) -> Found:
    kind = finding["translation_type"] if finding["locale"] else "source"
    return Found(
        docset.name,
        finding["path"],
        finding["rule"],
        finding["severity"],
        kind,
        finding["message"],
        _line(docset, finding),
    )


def _line(docset: Docset, finding: Mapping[str, Any]) -> str:
    root = docset.content if finding["locale"] else docset.source
    try:
        lines = (root / finding["path"]).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    number, column = finding["line"], finding["column"]
    if not 0 < number <= len(lines):
        return ""
    start = max(0, column - 1 - _LINE // 3)
    return str(lines[number - 1][start : start + _LINE].strip())
