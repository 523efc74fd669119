"""One mutated input: a docset in a folder of its own, commands run in it, and what must hold of each."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch
from xml.etree import ElementTree

from pipeline.cli.main import main
from tests.fuzz import seeds
from tests.fuzz.mutate import NAMES, mutated

_PATIENCE = 30  # seconds of one command
_RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ACTS = re.compile(r"^\s*::(?!:)|##vso\[|##\[", re.MULTILINE)
_READING = [
    "status",
    "validate",
    "check",
    "extract",
    "build",
    "run",
    "memory fill",
    "export",
    "check --po-only",
]
_SLOW = ["report"]
_SELDOM = 0.03
_FORMATS = ["text", "json", "jsonl", "sarif", "junit", "github"]


class WrongError(Exception):
    """Something that must never be, with its words."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    command: tuple[str, ...]
    code: int
    out: str
    err: str


def run(*command: str) -> Ended:
    """Run a command in this process and the current folder. Raises WrongError where it does not end in good order."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code: object = 0

    def too_long(*_: object) -> None:
        raise WrongError(f"took more than {_PATIENCE} seconds")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(_PATIENCE)
    try:
        with (
            patch.object(sys, "argv", ["locpipe", "--color", "never", *command]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as left:
                code = left.code
    finally:
        signal.alarm(0)
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8", "surrogatepass"))  # type: ignore[attr-defined]
    ended = Ended(command, code if isinstance(code, int) else 1, *said)
    _look_at(ended)
    return ended


def _look_at(ended: Ended) -> None:
    if ended.code not in (0, 1, 2):
        raise WrongError(f"exit code {ended.code}")
    for text in (ended.out, ended.err):
        for sign in ("Traceback", "a fault in locpipe"):
            if sign in text:
                line = next(line for line in text.splitlines() if sign in line)
                raise WrongError(line[-200:])
        if found := _RAW.search(text):
            raise WrongError(f"raw {found[0]!r} in what is printed")
    kind = ended.command[ended.command.index("--format") + 1] if "--format" in ended.command else ""
    if kind == "github":
        return
    if (
        found := _ACTS.search(ended.err)
        or (kind in ("", "text") and _ACTS.search(ended.out))
        or None
    ):
        raise WrongError(f"a line that begins with a command: {found[0]!r}")
    if ended.code != 2 and ended.out:
        _parses(kind, ended.out)


def _parses(kind: str, text: str) -> None:
    if kind in ("json", "sarif"):
        json.loads(text)
    elif kind == "jsonl":
        for line in text.split("\n"):
            json.loads(line or "0")
    elif kind == "junit":
        ElementTree.fromstring(text)


def tree(*folders: str) -> dict[str, bytes]:
    """The files below some folders, by name."""
    every = (file for folder in folders for file in sorted(Path(folder).rglob("*")))
    return {str(file): file.read_bytes() for file in every if file.is_file()}


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Be in a new folder with the docset; both are gone afterwards."""
    here = Path.cwd()
    for name, data in seeds.docset().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        shutil.rmtree(folder)


def try_case(folder: Path, chance: Random, real: list[bytes]) -> str:
    """Mutate one input of a docset and run commands in it; what was mutated. Raises WrongError, its note says where."""
    kind = chance.choice(sorted(KINDS))
    done: list[str] = []
    with _inside(folder):
        try:
            KINDS[kind](chance, real, done)
        except Exception as error:
            error.add_note(f"{kind}: {'; '.join(done)}")
            raise
    return kind


def _put(name: str, data: bytes) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(data)


def _go(done: list[str], command: str, *more: str) -> Ended:
    done.append(" ".join([command, *more]))
    return run(*command.split(), *more)


def _first(done: list[str], command: str, *more: str) -> None:
    """A command on what is not mutated yet: it must be able to work."""
    ended = _go(done, command, *more)
    if ended.code == 2:
        raise WrongError(f"the seeds are no docset: {ended.err}")


def _commands(chance: Random, done: list[str], number: int = 2) -> None:
    """Some commands; none of them writes a page, and a second `extract` writes nothing."""
    for _ in range(number):
        command = chance.choice(_READING if chance.random() > _SELDOM else _SLOW)
        more = (
            ["--format", chance.choice(_FORMATS)]
            if command.split()[0] in ("validate", "check", "run")
            else []
        )
        if more and chance.random() < 0.2:
            more += ["--baseline", "known.json", "--update-baseline"]
        before = tree("content")
        ended = _go(done, command, *more)
        if tree("content") != before:
            raise WrongError(f"{command} has changed a page")
        if command in ("extract", "run") and ended.code != 2:  # then it has not begun
            once = tree("build/po")
            _go(done, "extract")
            if tree("build/po") != once:
                raise WrongError("a second extract has written")


def _page(chance: Random, real: list[bytes], done: list[str]) -> None:
    pages = [name for name in seeds.docset() if name.endswith(".md")]
    name = chance.choice(pages)
    data = chance.choice(real) if real and chance.random() < 0.3 else Path(name).read_bytes()
    _put(name, mutated(data, chance))
    _commands(chance, done)
    if chance.random() < 0.3:
        others = {key: value for key, value in tree("content").items() if key != name}
        for command in ("validate --fix", "check --fix", "build --in-place"):
            _go(done, command, name)
        now = tree("content")
        if any(now.get(key) != value for key, value in others.items()):
            raise WrongError("a page that nobody named has changed")


def _po(chance: Random, real: list[bytes], done: list[str]) -> None:
    _first(done, "extract")
    name = chance.choice(sorted(tree("build/po")))
    data = mutated(tree("build/po")[name], chance)
    _put(name, data)
    for _ in range(2):
        _commands(chance, done, 1)
    _go(
        done,
        chance.choice(
            ["build --in-place", "check --po-only --fix", "check --annotate", "build --use-fuzzy"]
        ),
    )
    if chance.random() < 0.3:
        once = tree("build/po")
        _go(done, "extract")
        _go(done, "extract")
        if tree("build/po").keys() != once.keys():
            raise WrongError("a PO file is gone, or new")


def _xliff(chance: Random, real: list[bytes], done: list[str]) -> None:
    _first(done, "extract")
    _go(done, "export", "--version", chance.choice(["1.2", "2.0"]))
    name = chance.choice(sorted(tree("build/xliff")))
    _put(name, mutated(tree("build/xliff")[name], chance))
    before = tree("content")
    _go(done, "import", "build/xliff")
    if tree("content") != before:
        raise WrongError("import has changed a page")
    _commands(chance, done, 1)


def _tmx(chance: Random, real: list[bytes], done: list[str]) -> None:
    _put("in.tmx", mutated(Path("in.tmx").read_bytes(), chance))
    _go(done, "memory import", "--locale", "nl-NL", "in.tmx")
    if Path("build/memory.db").exists():
        if chance.random() < 0.2:
            _put("build/memory.db", mutated(Path("build/memory.db").read_bytes(), chance))
        _go(done, "memory export", "--locale", "nl-NL", "out.tmx")
    _commands(chance, done, 1)


def _settings(chance: Random, real: list[bytes], done: list[str]) -> None:
    _put("pipeline.toml", mutated(Path("pipeline.toml").read_bytes(), chance))
    _commands(chance, done)


def _baseline(chance: Random, real: list[bytes], done: list[str]) -> None:
    _first(done, "check", "--baseline", "known.json", "--update-baseline")
    _put("known.json", mutated(Path("known.json").read_bytes(), chance))
    _go(done, chance.choice(["check", "run", "validate"]), "--baseline", "known.json")
    _go(done, "validate", "--baseline", "known.json", "--update-baseline")


def _glossary(chance: Random, real: list[bytes], done: list[str]) -> None:
    _put("terms.csv", mutated(Path("terms.csv").read_bytes(), chance))
    _go(done, chance.choice(["check", "run"]), "--no-cache")
    if _go(done, "memory terms", "--locale", "nl-NL", "terms.csv", "terms.tbx").code == 0:
        _put("terms.tbx", mutated(Path("terms.tbx").read_bytes(), chance))
    if Path("terms.tbx").exists():
        _go(done, "memory terms", "--locale", "nl-NL", "terms.tbx", "back.csv")


def _names(chance: Random, real: list[bytes], done: list[str]) -> None:
    name = chance.choice(NAMES) + chance.choice([b".md", b".md", b".MD", b"/a.md", b".Md"])
    for folder in ("content/nl-NL", "content/en-US"):
        if chance.random() < 0.7:
            page = chance.choice([one for one in seeds.docset() if one.startswith(folder)])
            data = Path(page).read_bytes()
            _put(
                f"{folder}/{os.fsdecode(name)}",
                mutated(data, chance) if chance.random() < 0.3 else data,
            )
    _commands(chance, done, 3)


def _cache(chance: Random, real: list[bytes], done: list[str]) -> None:
    with patch("pipeline.engine.how.How.__init__", _few_pages):
        command = chance.choice(["run", "check", "validate", "extract"])
        _go(done, command)
        for name, data in tree(os.environ["LOCPIPE_CACHE_DIR"]).items():
            if chance.random() < 0.7:
                _put(name, mutated(data, chance))
        _go(done, command)


def _few_pages(how: object, **said: object) -> None:
    """`How` for a docset of few pages, which are kept in the cache all the same."""
    for name, value in {"scheduler": "", "cache": True, "cache_dir": "", **said}.items():
        object.__setattr__(how, name, value)
    for name, value in (("jobs", 1), ("few", 0)):
        object.__setattr__(how, name, value)


KINDS = {
    "page": _page, "page ": _page, "page  ": _page, "PO": _po, "PO ": _po, "XLIFF": _xliff, "TMX": _tmx,
    "settings": _settings, "baseline": _baseline, "glossary": _glossary, "names": _names, "cache": _cache,
}  # fmt: skip
