"""Other tools' checks on the same units, where they are installed (best in an environment of their own)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

Units = Sequence[tuple[str, str]]

_MARKDOWN = ("safe-html", "strict-same", "md-text")
"""The flags that Weblate gives a Markdown file (`weblate.formats.convert.MarkdownFormat.check_flags`)."""

_CHECK = re.compile(r"^\(pofilter\) (\w+):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool says of some units: the names of the checks that flag each, and the seconds it took."""

    tool: str
    found: Sequence[frozenset[str]]
    seconds: float

    def flagged(self, first: int) -> float:
        """The share of the first so many units that it flags."""
        return sum(map(bool, self.found[:first])) / max(first, 1)

    def loudest(self, first: int) -> str:
        """The checks that flag most of the first so many units."""
        counts = Counter(name for names in self.found[:first] for name in names)
        return ", ".join(f"{name} {count}" for name, count in counts.most_common(4))


def peers(units: Units, locale: str, weblate: Path | None) -> Iterator[Said]:
    """What the tools that are there say; `weblate` is the Python of an environment with Weblate in it."""
    language = locale.partition("-")[0]
    if program := shutil.which("pofilter"):
        yield _pofilter(units, language, program)
    if weblate is not None:
        yield _weblate(units, language, weblate)


def _pofilter(units: Units, language: str, program: str) -> Said:
    """translate-toolkit's pofilter with all its checks."""
    found = [frozenset[str]()] * len(units)
    with tempfile.TemporaryDirectory() as folder:
        po = polib.POFile(wrapwidth=0)
        po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": language}
        for index, (source, target) in enumerate(units):
            po.append(polib.POEntry(msgid=source, msgstr=target, msgctxt=str(index)))
        given, got = Path(folder, "units.po"), Path(folder, "found.po")
        po.save(str(given))
        start = time.perf_counter()
        subprocess.run([program, str(given), str(got)], check=True, capture_output=True)
        took = time.perf_counter() - start
        for entry in polib.pofile(str(got)) if got.exists() else ():
            if entry.msgid:
                names = _CHECK.findall(entry.tcomment) or ["?"]
                found[int(entry.msgctxt)] = frozenset(names)
    return Said("pofilter", found, took)


def _weblate(units: Units, language: str, python: Path) -> Said:
    """Weblate's checks of single units, turned on as for a Markdown file."""
    script = Path(__file__).with_name("weblate_checks.py")
    command = [str(python), str(script), language, *_MARKDOWN]
    done = subprocess.run(
        command, input=json.dumps(units), text=True, check=True, capture_output=True
    )
    said = json.loads(done.stdout)
    return Said(f"Weblate {said['version']}", list(map(frozenset, said["found"])), said["seconds"])
