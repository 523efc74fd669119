"""`check --annotate`: findings as `#.` comments of PO entries, where a PO editor shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.errors import PageError
from pipeline.jobs import po_file
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome, failure
from pipeline.rules.finding import Finding
from pipeline.text import files

_OWN = re.compile(r"locpipe (?:error|warning|suggestion): [a-z0-9-]+: ")


def annotate(loaded: LoadedPage, findings: Mapping[str, Sequence[Finding]]) -> Outcome:
    """Write the findings of the page's PO file, by the file's name, into its entries.

    Comments of an earlier run are replaced, and taken out where there is nothing to find any more; all others stay.
    """
    page, name = loaded.page, po_file.name(loaded)
    try:
        po, data = po_file.read(loaded)
        if po is None or data is None:
            return Outcome(page.path, page.locale)
        by_line: dict[int, list[Finding]] = {}
        for finding in findings.get(name, ()):
            by_line.setdefault(finding.line, []).append(finding)
        changed = 0
        for entry in po:
            own = [] if entry.obsolete else by_line.get(entry.linenum or 0, [])
            others = [line for line in entry.comment.split("\n") if not _OWN.match(line)]
            lines = [line for line in others if line] + [_line(finding) for finding in own]
            comment = "\n".join(dict.fromkeys(lines))
            if comment != entry.comment:
                entry.comment = comment
                changed += 1
        if changed:
            files.replace(page.po, po_file.dumped(po), data)
    except PageError as error:
        finding = failure(page, "write-failed", error, path=name)
        return Outcome(page.path, page.locale, (finding,))
    return Outcome(page.path, page.locale, counts={"entries annotated": changed})


def _line(finding: Finding) -> str:
    message = " ".join(finding.message.split())
    return f"locpipe {finding.severity.label}: {finding.rule}: {message}"
