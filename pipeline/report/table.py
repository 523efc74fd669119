"""The summary table of a whole run."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.report.text import counted


def run_table(counts: Mapping[str, int], summary: Mapping[str, int]) -> str:
    """The four steps, one line each: what was read, what was written, what was found."""
    found = ", ".join(
        counted(summary.get(severity, 0), severity)
        for severity in ("error", "warning", "suggestion")
    )
    rows = [
        (
            "read",
            f"{counted(counts.get('pages', 0), 'page')}, {counted(counts.get('units', 0), 'unit')}",
        ),
        ("found", found),
        (
            "hand-off",
            f"{counted(counts.get('po files', 0), 'PO file')}, {counts.get('po files written', 0):,} written; "
            f"{counts.get('entries added', 0):,} entries new, {counts.get('entries obsolete', 0):,} obsolete, "
            f"{counted(counts.get('conflicts', 0), 'conflict')}",
        ),
        (
            "hand-back",
            f"{counts.get('pages written', 0):,} written; {counted(counts.get('units changed', 0), 'unit')} "
            "changed by PO files",
        ),
    ]
    width = max(len(name) for name, _ in rows)
    return "".join(f"  {name:<{width}}  {text}\n" for name, text in rows)
