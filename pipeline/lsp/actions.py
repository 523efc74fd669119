"""Quick fixes: the fixes that findings carry, one by one; all at once only those that are safe."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from pipeline.files.splice import Splice
from pipeline.lsp.analysis import Analysis
from pipeline.lsp.diagnostics import place
from pipeline.lsp.positions import Encoding, Positions
from pipeline.results.finding import UNSAFE, Finding
from pipeline.rules.fixing import apply_fixes, is_safe
from pipeline.visible import visible

FIX_ALL = "source.fixAll.locpipe"


def code_actions(
    uri: str, analysis: Analysis, params: types.CodeActionParams, encoding: Encoding
) -> list[types.CodeAction]:
    """The actions for a range of a document."""
    positions = Positions(analysis.text, encoding)
    wanted = params.context.only
    actions = []
    if _is_wanted(types.CodeActionKind.QuickFix, wanted):
        first, last = positions.offset(params.range.start), positions.offset(params.range.end)
        for finding in analysis.findings:
            start, end = place(finding, positions)
            if finding.fix is not None and start <= last and first <= end:
                actions.append(_quick_fix(uri, finding, params.context.diagnostics, positions))
    if _is_wanted(FIX_ALL, wanted):
        _, fixed = apply_fixes(analysis.text, filter(is_safe, analysis.findings))
        if fixed:
            edits = [edit for finding in fixed if finding.fix for edit in finding.fix.edits]
            title = f"Fix all that locpipe can fix safely ({len(fixed)})"
            edit = _edit(uri, edits, positions)
            actions.append(types.CodeAction(title, kind=FIX_ALL, edit=edit))
    return actions


def _quick_fix(
    uri: str, finding: Finding, shown: Iterable[types.Diagnostic], positions: Positions
) -> types.CodeAction:
    assert finding.fix is not None
    label, safe = visible(finding.fix.label), finding.fix.safe
    where = positions.range(*place(finding, positions))
    return types.CodeAction(
        title=f"{label[:1].upper()}{label[1:]} ({finding.rule}){'' if safe else UNSAFE}",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[one for one in shown if one.code == finding.rule and one.range == where],
        is_preferred=True if safe else None,
        edit=_edit(uri, finding.fix.edits, positions),
    )


def _edit(uri: str, edits: Iterable[Splice], positions: Positions) -> types.WorkspaceEdit:
    return types.WorkspaceEdit(
        changes={
            uri: [types.TextEdit(positions.range(one.start, one.end), one.text) for one in edits]
        }
    )


def _is_wanted(
    kind: types.CodeActionKind | str, wanted: Iterable[types.CodeActionKind | str] | None
) -> bool:
    """Does the client ask for this kind? `source` asks for `source.fixAll.locpipe`, too."""
    name = str(getattr(kind, "value", kind))
    if wanted is None:
        return True
    asked = [str(getattr(one, "value", one)) for one in wanted]
    return any(name == one or name.startswith(one + ".") for one in asked)
