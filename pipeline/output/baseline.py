"""A baseline: the findings that a docset lives with, so that only new ones are shown.

A finding is known by its rule, its page and the text of its line, not by the line's number: it stays known when lines
are added above it, and is new again when its own line changes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.files import outputs
from pipeline.output.places import Places
from pipeline.results.finding import Finding
from pipeline.results.page_result import NOT_PROCESSED
from pipeline.visible import as_json

Known = Counter[tuple[str, str, str]]
"""How often a finding is known: by page, rule, and digest of its line."""


def keys(findings: Iterable[Finding], places: Places) -> list[tuple[str, str, str]]:
    """What each finding is known by."""
    return [_key(finding, places) for finding in findings]


def updated(
    old: Known, findings: Sequence[Finding], looked_at: Callable[[str, str], bool], places: Places
) -> Known:
    """The baseline after a command that looked at some pages and rules: what it found, and of the others what was.

    `looked_at` says of a page and a rule whether all of its findings are among those given.
    """
    kept = Counter({key: count for key, count in old.items() if not looked_at(key[0], key[1])})
    return kept | Counter(keys(findings, places))


def write(path: Path, known: Known) -> None:
    """Write a baseline: sorted, so that a diff of it can be read."""
    pages: dict[str, dict[str, dict[str, int]]] = {}
    for (page, rule, digest), count in sorted(known.items()):
        pages.setdefault(page, {}).setdefault(rule, {})[digest] = count
    text = as_json({"version": 1, "findings": pages}, indent=1)
    outputs.write(path, (text + "\n").encode())


def read(path: Path) -> Known:
    """The findings of a baseline. Raises UsageError where it cannot be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] != 1:
            raise UsageError("a baseline of a newer locpipe", path=str(path))
        return Counter(
            {
                (page, rule, digest): int(count)
                for page, rules in data["findings"].items()
                for rule, digests in rules.items()
                for digest, count in digests.items()
            }
        )
    except OSError as error:
        message = f"no baseline: {error.strerror}; write one with --update-baseline"
        raise UsageError(message, path=str(path)) from None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise UsageError("is no baseline", path=str(path)) from None


def new(findings: Iterable[Finding], left: Known, places: Places) -> list[Finding]:
    """The findings that the baseline does not know. What it does know is taken off `left`: it is known that often.

    Nobody can live with what could not be worked on: that is always new.
    """
    found = []
    for finding in findings:
        key = _key(finding, places)
        if left[key] > 0 and finding.rule not in NOT_PROCESSED:
            left[key] -= 1
        else:
            found.append(finding)
    return found


def _key(finding: Finding, places: Places) -> tuple[str, str, str]:
    text = places.line(finding).strip() or finding.message
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    return named(finding.locale, finding.path), finding.rule, digest


def named(locale: str, path: str) -> str:
    """What a baseline calls a page."""
    return f"{locale}/{path}" if locale else path
