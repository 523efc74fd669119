from __future__ import annotations

import io
import resource
from pathlib import Path

import pytest

from pipeline.errors import PageError
from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.exchange.tmx import read_tmx, write_tmx

UNITS = [
    MemoryUnit("Open **A** & <b>", "Open **A** en <b>", "nl-NL", True, "a.md"),
    MemoryUnit("Two", "Twee", "nl-NL", False, ""),
]


def dumped(units: list[MemoryUnit]) -> bytes:
    file = io.BytesIO()
    write_tmx(file, units)
    return file.getvalue()


def read(path: Path, data: bytes, locale: str = "nl-NL") -> list[MemoryUnit]:
    path.write_bytes(data)
    return list(read_tmx(path, locale))


def test_there_and_back(tmp_path: Path) -> None:
    assert read(tmp_path / "m.tmx", dumped(UNITS)) == UNITS


def test_another_tool_reads_it() -> None:
    tmx = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    store = tmx.tmxfile.parsestring(dumped(UNITS), sourcelanguage="en-US", targetlanguage="nl-NL")
    assert [(unit.source, unit.target) for unit in store.units] == [
        (unit.source, unit.target) for unit in UNITS
    ]


def test_a_language_stands_for_its_regions_and_inline_codes_for_their_content(
    tmp_path: Path,
) -> None:
    data = (
        b'<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>A <ph>`x`</ph> b</seg></tuv>'
        b'<tuv xml:lang="NL"><seg>Een <bpt i="1">**</bpt>x<ept i="1">**</ept></seg></tuv></tu>'
        b'<tu><tuv xml:lang="en"><seg>Only</seg></tuv></tu></body></tmx>'
    )
    assert [(unit.source, unit.target) for unit in read(tmp_path / "m.tmx", data)] == [
        ("A `x` b", "Een **x**")
    ]


def test_a_doctype_is_read_over_and_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    head = f'<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY x SYSTEM "file://{secret}">]>'
    body = '<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>{}</seg></tuv></tu></body></tmx>'
    assert read(tmp_path / "a.tmx", f"{head}{body.format('A')}".encode()) == []
    with pytest.raises(PageError, match="entity"):
        read(tmp_path / "b.tmx", f"{head}{body.format('&x;')}".encode())


@pytest.mark.parametrize(
    "data", [b"", b"<tmx><body><tu>", b"no xml", b"<html></html>", b"<tmx:></tmx:>"]
)
def test_what_is_no_tmx(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(PageError):
        read(tmp_path / "m.tmx", data)


def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.tmx"
    with path.open("wb") as file:
        write_tmx(
            file, (MemoryUnit(f"{n} " + "x" * 900, "y" * 900, "nl-NL") for n in range(20_000))
        )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in read_tmx(path, "nl-NL")) == 20_000
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert path.stat().st_size > 35_000_000
    assert grown < 20_000  # kilobytes
