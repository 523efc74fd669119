"""Findings about files, not about what is in them: a page or a PO file that could not be read or written."""

from __future__ import annotations

from pipeline.docset.pages import Page
from pipeline.errors import LocpipeError
from pipeline.results.finding import Finding
from pipeline.results.place import Place
from pipeline.rules.registry import entries


def problem(
    page: Page,
    rule: str,
    message: str,
    *,
    path: str = "",
    line: int = 0,
    column: int = 0,
    unit: str = "",
) -> Finding:
    """A finding of the exchange register: about files, not about what is in them."""
    entry = entries()[rule]
    return Finding(
        rule=rule,
        severity=entry.severity,
        certainty=entry.certainty,
        message=message,
        path=path or page.path,
        place=Place(-1, -1, line, column, line, column, unit),
        locale=page.locale,
    )


def failure(page: Page, rule: str, error: LocpipeError, *, path: str = "") -> Finding:
    """An error as a finding."""
    return problem(page, rule, error.message, path=path, line=error.line, column=error.column)


def quoted(text: str, most: int = 60) -> str:
    """A text as messages quote it: on one line, cut where it is long."""
    folded = " ".join(text.split())
    return f"“{folded if len(folded) <= most else folded[: most - 1] + '…'}”"
