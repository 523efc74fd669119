"""`check --annotate`: findings as `#.` comments of PO entries, where a PO editor shows them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.commands import po_file
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.decoding import decode
from pipeline.files.lines import Lines
from pipeline.po.comments import Comment, with_others
from pipeline.po.written import entries
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.results.place import Place
from pipeline.rules.problem import failure

Key = tuple[str | None, str]
"""An entry's context and source."""

_OWN = re.compile(r"locpipe (?:error|warning|suggestion): [a-z0-9-]+: ")
_ELSEWHERE = re.compile(r"(\.po):\d+")


def annotate(loaded: LoadedPage, findings: Mapping[str, Sequence[Finding]]) -> Outcome:
    """Write the findings of the page's PO file, by the file's name, into its entries.

    Comments of an earlier run are replaced, and taken out where there is nothing to find any more; all others stay.
    The outcome has the findings with the lines that their entries are on now.
    """
    page, name = loaded.page, po_file.name(loaded)
    found = tuple(_without_lines(one) for one in findings.get(name, ()))
    try:
        po, data = po_file.read(loaded)
        if po is None or data is None:
            return Outcome(page.path, page.locale, found)
        places = _Places(data)
        by_entry: dict[Key, list[Finding]] = {}
        for finding in found:
            by_entry.setdefault(places.entry_of(finding), []).append(finding)
        changed = 0
        for entry in po:
            own = [] if entry.obsolete else by_entry.get((entry.msgctxt, entry.msgid), [])
            others = [line for line in Comment.parse(entry.comment).others if not _OWN.match(line)]
            lines = others + [_line(finding) for finding in own]
            comment = with_others(entry.comment, dict.fromkeys(lines))
            if comment != entry.comment:
                entry.comment = comment
                changed += 1
        if changed:
            new = po_file.dumped(po, data)
            files.replace(page.po, new, data, page.tree.po)
            found = tuple(places.moved(found, _Places(new)))
    except PageError as error:
        found = (*found, failure(page, "write-failed", error, path=name))
        return Outcome(page.path, page.locale, found)
    return Outcome(page.path, page.locale, found, {"entries annotated": changed})


def _without_lines(finding: Finding) -> Finding:
    """A finding that names other PO files without a line: the comments that are being written move their entries."""
    return replace(finding, message=_ELSEWHERE.sub(r"\1", finding.message))


class _Places:
    """Where the translations of a PO file stand in it."""

    def __init__(self, data: bytes) -> None:
        text = decode(data)
        lines = Lines(text)
        found = [one for one in entries(text) if not one.obsolete and not one.is_header]
        self._keys: list[Key] = [one.key[1:] for one in found]
        self._starts = [one.fields["msgstr"].starts[0] for one in found]
        self._lines = [lines.place(start)[0] for start in self._starts]

    def entry_of(self, finding: Finding) -> Key:
        """Return the context and source of the entry in whose translation a finding is; nothing where it is in none."""
        index = bisect_right(self._lines, finding.line) - 1
        return self._keys[index] if index >= 0 else (None, "")

    def moved(self, findings: Iterable[Finding], now: _Places) -> Iterator[Finding]:
        """Yield findings of this file at their places in the file as it is now, where only comments have changed."""
        for finding in findings:
            index = bisect_right(self._lines, finding.line) - 1
            if index >= 0:
                lines = now._lines[index] - self._lines[index]
                offset = now._starts[index] - self._starts[index]
                finding = replace(finding, place=_shifted(finding.place, lines, offset))
            yield finding


def _shifted(place: Place, lines: int, offset: int) -> Place:
    return place._replace(
        start=place.start + offset if place.start >= 0 else -1,
        end=place.end + offset if place.end >= 0 else -1,
        line=place.line + lines,
        end_line=place.end_line + lines,
    )


def _line(finding: Finding) -> str:
    message = " ".join(finding.message.split())
    return f"locpipe {finding.severity.label}: {finding.rule}: {message}"
