"""Findings as an editor's diagnostics."""

from __future__ import annotations

from lsprotocol import types

from pipeline.lsp.analysis import Analysis
from pipeline.lsp.positions import Encoding, Positions
from pipeline.results.finding import Finding
from pipeline.severity import Certainty, Severity
from pipeline.visible import visible

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.SUGGESTION: types.DiagnosticSeverity.Information,
}
_MOST = 1000  # an editor that is handed more becomes slow, and nobody reads them


def diagnostics(
    analysis: Analysis, encoding: Encoding, docs_url: str = ""
) -> list[types.Diagnostic]:
    """The diagnostics of a document, at most a thousand: the worst first where there are more."""
    found = list(analysis.findings)
    if len(found) > _MOST:
        found = sorted(found, key=lambda one: -one.severity)[:_MOST]
    positions = Positions(analysis.text, encoding)
    return [_diagnostic(finding, positions, docs_url) for finding in found]


def place(finding: Finding, positions: Positions) -> tuple[int, int]:
    """Where a finding stands in the text: its range, or the rest of its line where it names a point only."""
    start, end = finding.place.start, finding.place.end
    if start < 0:
        if not finding.line:
            return 0, positions.line_end(0)
        start = positions.place(finding.line, finding.column or 1)
        end = positions.place(finding.place.end_line or finding.line, finding.place.end_column or 1)
    if end <= start:
        end = positions.line_end(start)
    return start, max(start, end)


def _diagnostic(finding: Finding, positions: Positions, docs_url: str) -> types.Diagnostic:
    message = visible(finding.message)
    if finding.certainty is Certainty.GUESS:
        message += " (a guess)"
    href = f"{docs_url.rstrip('/')}/rules/{finding.rule}/" if docs_url else ""
    return types.Diagnostic(
        range=positions.range(*place(finding, positions)),
        message=message,
        severity=_SEVERITIES.get(finding.severity),
        code=finding.rule,
        code_description=types.CodeDescription(href) if href else None,
        source="locpipe",
    )
