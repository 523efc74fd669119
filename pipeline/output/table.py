"""The summary of a whole run: what was read, what was written where, and whether it passes the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import click

from pipeline.output import screen
from pipeline.output.text import counted
from pipeline.results.page_result import HELD_BACK


@dataclass(frozen=True, slots=True)
class Gate:
    """What the run failed on, if it did: `fail_on` is a severity or `never`."""

    passed: bool
    fail_on: str
    unprocessed: int = 0

    def __str__(self) -> str:
        if self.unprocessed:
            return f"failed: {counted(self.unprocessed, 'file')} could not be processed"
        if self.fail_on == "never":
            return "passed (--fail-on never)"
        return f"{'passed' if self.passed else 'failed'} (fails on {self.fail_on})"


def run_table(counts: Mapping[str, int], gate: Gate, columns: int = 0) -> str:
    """The steps, one line each; laid out where `columns` is the width of a terminal."""
    colour = "green" if gate.passed else "red"
    rows = [
        ("read", _listed(_some(counts, "pages", "page"), _some(counts, "units", "unit"))),
        ("hand-off", f"{_some(counts, 'po files', 'PO file')}, {hand_off(counts)}"),
        ("hand-back", hand_back(counts)),
        ("gate", click.style(str(gate), fg=colour, bold=True)),
    ]
    if columns:
        return screen.table(("", ""), [(f"  {name}", text) for name, text in rows], columns)
    width = max(len(name) for name, _ in rows)
    return "".join(f"  {name:<{width}}  {text}\n" for name, text in rows)


def hand_off(counts: Mapping[str, int]) -> str:
    """What became of PO files: `13 written; 384 entries new, 0 conflicts`."""
    more = [
        f"{counts[key]:,} {word}"
        for key, word in (
            ("entries added", "entries new"),
            ("entries updated", "updated"),
            ("entries obsolete", "obsolete"),
        )
        if counts.get(key)
    ]
    more.append(_some(counts, "conflicts", "conflict"))
    return f"{counts.get('po files written', 0):,} written; {_listed(*more)}"


def hand_back(counts: Mapping[str, int]) -> str:
    """What became of pages: `21 written, 1 held back; 3 units changed by PO files`."""
    written = f"{counts.get('pages written', 0):,} written"
    held = f", {counts[HELD_BACK]:,} held back" if counts.get(HELD_BACK) else ""
    return f"{written}{held}; {_some(counts, 'units changed', 'unit')} changed by PO files"


def _some(counts: Mapping[str, int], key: str, noun: str) -> str:
    return counted(counts.get(key, 0), noun)


def _listed(*parts: str) -> str:
    return ", ".join(parts)
