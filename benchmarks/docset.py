"""A docset of any size for benchmarks: real pages (or the example docset) with changed names and ids."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCALE = "nl-NL"
_UNIT = re.compile(r'(data-[ts]tu-id=")([0-9a-f]{5})(-p?\d+")')
_SENTENCE = re.compile(r'data-[ts]tu-id="[^"]*">')
_FILE_ID = re.compile(r"^(ms\.locfileid:\s*[\"'])(\d+)([\"'])", re.MULTILINE)
_TITLE = re.compile(r"^(title:[ \t]*(['\"]?)[^\r\n]*?)(\2[ \t]*)(?=\r?$)", re.MULTILINE)
_ASSET = re.compile(r"^(ms\.assetid:[ \t]*)(\w+)", re.MULTILINE)


def corpus() -> Path | None:
    """The folder of real pages: LOCPIPE_CORPUS, or ../shared/corpus from the project; None where there is none."""
    named = os.environ.get("LOCPIPE_CORPUS")
    folder = Path(named) if named else PROJECT.parent / "shared" / "corpus"
    return folder if (folder / "alchemy" / "sxs").is_dir() else None


def make(target: Path, pages: int, *, distinct: bool = False) -> Path:
    """Write a docset of `pages` localized pages under `target` (content/nl-NL), made again only where it differs.

    With `distinct` no sentence of a page stands in its copies.
    """
    done = target / f".made-{pages}"
    if done.is_file():
        return target
    for number, (path, text) in enumerate(multiplied(pages, distinct=distinct)):
        file = target / "content" / LOCALE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
        if number == 0 and corpus() is None:
            (target / "content" / "en-US").mkdir(parents=True, exist_ok=True)
    done.touch()
    return target


def multiplied(pages: int, *, distinct: bool = False) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each page: the originals, then copies with other names, ids and titles."""
    base = corpus()
    root = base / "alchemy" / "sxs" / LOCALE if base else PROJECT / "content" / LOCALE
    originals = [(file.relative_to(root), file.read_bytes()) for file in sorted(root.rglob("*.md"))]
    for number in range(pages):
        copy, index = divmod(number, len(originals))
        path, data = originals[index]
        if copy == 0:
            yield path.as_posix(), data
            continue
        name = path.with_stem(f"{path.stem}-{copy}")
        yield (Path(f"set-{copy:03}") / name).as_posix(), changed(data, copy, distinct=distinct)


def changed(data: bytes, copy: int, *, distinct: bool = False) -> bytes:
    """A page as another hand-back would have it: new unit ids, its own file id and title.

    With `distinct`, a number begins each sentence and its source, so that they are the copy's own.
    """
    text = data.decode()
    if distinct:
        text = _SENTENCE.sub(lambda m: f"{m[0]}{copy} ", text)
    text = _UNIT.sub(lambda m: m[1] + _hex(m[2], copy) + m[3], text)
    text = _FILE_ID.sub(lambda m: f"{m[1]}{int(m[2]) + copy * 100_000_000}{m[3]}", text, count=1)
    text = _ASSET.sub(lambda m: f"{m[1]}{m[2]}{copy}", text, count=1)
    return _TITLE.sub(lambda m: f"{m[1]} {copy}{m[3]}", text, count=1).encode()


def _hex(prefix: str, copy: int) -> str:
    return hashlib.sha1(f"{prefix} {copy}".encode(), usedforsecurity=False).hexdigest()[:5]
