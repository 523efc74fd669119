"""Findings for people: each with its line and a caret under the place, grouped by page, and a summary.

The first line of each finding is `path:line:column: severity: message [rule]`, which editors can follow; behind it
stands the option that would mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import click

from pipeline.output.excerpt import WIDTH, excerpt
from pipeline.output.places import Places
from pipeline.output.screen import hanging
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.visible import one_line, visible

FIXED_BY = {True: " (--fix)", False: " (--unsafe-fixes)"}
"""What stands behind the rule of a finding that has a fix: the option that makes it."""
_AROUND = len("    …") + len("…")
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """The findings by page, then a summary. Colours are ANSI; the writer strips them where they are not wanted."""
    pages = blocks(findings, places or Places())
    ends = ends_of(summary)
    return "".join(f"{page}\n" for page in pages) + "".join(f"{end}\n" for end in ends if end)


def blocks(findings: Iterable[Finding], places: Places, columns: int = 0) -> Iterator[str]:
    """The findings of each page as one text that ends with a line end; findings stand beside others of their page.

    `columns` is the width of the terminal that they are laid out for; 0 leaves lines as long as they are.
    """
    for _, group in groupby(findings, key=lambda one: (one.locale, one.path)):
        yield "".join(_with_line(finding, places, columns) for finding in group)


def _with_line(finding: Finding, places: Places, columns: int) -> str:
    text = f"{hanging(line(finding, places), columns)}\n"
    shown = places.line(finding)
    if shown.strip():
        one_line = finding.place.end_line == finding.line
        end = finding.place.end_column if one_line else len(shown) + 1
        words, carets = excerpt(shown, finding.column, end, columns - _AROUND if columns else WIDTH)
        text += f"    {words}\n    {click.style(carets, fg=COLOURS.get(finding.severity))}\n"
    return text


def line(finding: Finding, places: Places | None = None) -> str:
    """One finding as one line."""
    where = place_of(finding, places)
    severity = click.style(finding.severity.label, fg=COLOURS.get(finding.severity), bold=True)
    message = visible(finding.message).replace("\n", "\n    ")
    rule = f"[{finding.rule}]" + (FIXED_BY[finding.fix.safe] if finding.fix else "")
    return f"{where}: {severity}: {message} {click.style(rule, dim=True)}"


def place_of(finding: Finding, places: Places | None = None) -> str:
    """Where a finding stands: `path:line:column`, as far as it has them."""
    where = one_line(finding.path)
    if places is not None and places.roots:
        where = one_line(places.name(finding))
    elif finding.locale:
        where = f"{one_line(finding.locale)}/{where}"
    return f"{where}:{finding.line}:{finding.column}" if finding.line else where


def totals(summary: Mapping[str, int]) -> str:
    """`3 errors, 1 warning and 2 suggestions on 18 pages`."""
    parts = [
        counted(summary.get(severity.label, 0), severity.label)
        for severity in reversed(Severity)
        if severity
    ]
    pages = counted(summary.get("pages", 0), "page")
    return f"{', '.join(parts[:-1])} and {parts[-1]} on {pages}"


def ends_of(summary: Mapping[str, int]) -> tuple[str, ...]:
    """The lines behind findings: how many there are, how pages were looked at, and what is not shown."""
    return totals(summary), sources_seen(summary), unseen(summary)


def sources_seen(summary: Mapping[str, int]) -> str:
    """How many pages were checked with their sources and without, each by how many rules; empty where all had one."""
    alone = summary.get("without_source", 0)
    if not alone:
        return ""
    compared = summary.get("compared", 0)
    asked, asked_alone = summary["rules_with_source"], summary["rules_without_source"]
    return (
        f"{counted(compared, 'page')} checked with {'its source' if compared == 1 else 'their sources'} "
        f"by {counted(asked, 'rule')}, {counted(alone, 'page')} without, by {counted(asked_alone, 'rule')}"
    )


def unseen(summary: Mapping[str, int]) -> str:
    """What settings, ignores, a baseline and options keep from being shown: `3 rules off, 12 known findings`.

    Empty where nothing is.
    """
    off, lowered, in_paths = (summary.get(f"rules_{how}", 0) for how in ("off", "lowered", "eased"))
    ignored, known = summary.get("ignored", 0), summary.get("known", 0)
    hidden, inherited = summary.get("hidden", 0), summary.get("inherited", 0)
    parts = [
        f"{counted(off, 'rule')} off" if off else "",
        f"{counted(lowered, 'rule')} lowered" if lowered else "",
        f"{counted(in_paths, 'rule')} off or lowered on some pages" if in_paths else "",
        counted(ignored, "ignored finding") if ignored else "",
        counted(known, "known finding") if known else "",
        f"{counted(hidden, 'finding')} below --min-severity" if hidden else "",
        f"source not at hand: {counted(inherited, 'finding')} on what was copied from it not shown"
        if inherited
        else "",
    ]
    return ", ".join(part for part in parts if part)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 page`, `18 pages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
