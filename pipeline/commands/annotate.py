"""`check --annotate`: findings as `#.` comments of PO entries, where a PO editor shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polib

from pipeline.commands import po_file
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.po import file as po_files
from pipeline.po.comments import Comment, with_others
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.problem import failure

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
        by_line: dict[int, list[Finding]] = {}
        for finding in found:
            by_line.setdefault(finding.line, []).append(finding)
        changed = 0
        for entry in po:
            own = [] if entry.obsolete else by_line.get(entry.linenum or 0, [])
            others = [line for line in Comment.parse(entry.comment).others if not _OWN.match(line)]
            lines = others + [_line(finding) for finding in own]
            comment = with_others(entry.comment, dict.fromkeys(lines))
            if comment != entry.comment:
                entry.comment = comment
                changed += 1
        if changed:
            new = po_file.dumped(po, data)
            files.replace(page.po, new, data, page.tree.po)
            found = tuple(_moved(found, po, po_files.parse(new)))
    except PageError as error:
        found = (*found, failure(page, "write-failed", error, path=name))
        return Outcome(page.path, page.locale, found)
    return Outcome(page.path, page.locale, found, {"entries annotated": changed})


def _without_lines(finding: Finding) -> Finding:
    """A finding that names other PO files without a line: the comments that are being written move their entries."""
    return replace(finding, message=_ELSEWHERE.sub(r"\1", finding.message))


def _moved(findings: Iterable[Finding], old: polib.POFile, new: polib.POFile) -> Iterator[Finding]:
    """The findings at the entries' lines in the file as it is now."""
    before, after = ([one.linenum for one in po if not one.obsolete] for po in (old, new))
    lines = dict(zip(before, after, strict=True))
    for finding in findings:
        line = lines.get(finding.line) or finding.line
        yield replace(finding, place=finding.place._replace(line=line, end_line=line))


def _line(finding: Finding) -> str:
    message = " ".join(finding.message.split())
    return f"locpipe {finding.severity.label}: {finding.rule}: {message}"
