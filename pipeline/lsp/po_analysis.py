"""What the translation rules say of the entries of an open PO file: what `check --po-only` says, at the same places."""

from __future__ import annotations

import logging

from pipeline.commands.po_units import units_of_po
from pipeline.errors import PageError, UsageError
from pipeline.lsp.analysis import Analysis
from pipeline.lsp.open_page import as_bytes
from pipeline.po import file as po_files
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.place import Place
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entry as registered

log = logging.getLogger(__name__)


def analyse_po(text: str, name: str, loaded: LoadedPage | None, policy: Policy) -> Analysis:
    """All findings of a PO file called `name`. `loaded` is its page where there is one."""
    try:
        read = po_files.parse if loaded is None else po_files.parse_for_page
        po = read(as_bytes(text))
    except PageError as error:
        place = (error.line, error.column)
        return Analysis(text, (_problem("po-unreadable", error.message, name, *place),))
    findings = []
    if not po.metadata:
        message = 'the PO file has no header (an entry with msgid ""); it was read as UTF-8'
        findings.append(_problem("po-header-missing", message, name, 1, 1))
    try:
        findings += units_of_po(name, po, text, loaded).findings(policy)
    except UsageError:
        raise
    except PageError as error:
        findings.append(_problem("page-unreadable", error.message, name))
    except Exception as error:
        log.exception("analysing %s", name)
        message = f"{type(error).__name__}: {error}; the server's log says more"
        findings.append(_problem("page-failed", message, name))
    return Analysis(text, tuple(findings))


def _problem(rule: str, message: str, path: str, line: int = 0, column: int = 0) -> Finding:
    known = registered(rule)
    place = Place(-1, -1, line, column, line, column)
    return Finding(rule, known.severity, known.certainty, message, path, place)
