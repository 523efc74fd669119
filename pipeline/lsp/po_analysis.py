"""What the translation rules say of the entries of an open PO file.

The rules look at units in a page. So the targets are put behind the text of the entry's page, where the rules find
its metadata, its reference labels and its ignores; what they find is then taken back to its place in the PO file.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from pipeline.docset.folder_locale import UNKNOWN_LOCALE
from pipeline.errors import PageError, UsageError
from pipeline.files.splice import Splice
from pipeline.lsp.analysis import Analysis
from pipeline.lsp.open_page import as_bytes
from pipeline.lsp.po_text import PoEntry, entries, escaped
from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.po.comments import Comment, ignored_by
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.place import Place
from pipeline.rules.context import PageContext, page_context
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entry as registered
from pipeline.rules.run import unit_findings
from pipeline.settings import Settings
from pipeline.units.unit import Unit

log = logging.getLogger(__name__)
_GAP = "\n\n"


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
        findings += _Translations.of(text, name, loaded, po).findings(policy)
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


@dataclass(frozen=True)
class _Translations:
    """The entries to be checked, each with where its target begins behind the page's text."""

    context: PageContext
    entries: tuple[PoEntry, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, name: str, loaded: LoadedPage | None, po: polib.POFile) -> _Translations:
        front = _page_text(loaded, po)
        parts, at = [front], len(front)
        chosen, starts, units = [], [], []
        for one in entries(text):
            target = one.target.value if one.target else ""
            at += len(_GAP)
            parts += (_GAP, target)
            chosen.append(one)
            starts.append(at)
            units.append(_unit(one, target, at))
            at += len(target)
        article = Article("".join(parts))
        if loaded is not None:
            article = Article(article.text, loaded.syntax)
            context = page_context(loaded, article, tuple(units))
        else:
            locale = po.metadata.get("Language", "").replace("_", "-") or UNKNOWN_LOCALE
            context = PageContext(name, locale, Path(), article, Settings(), units=tuple(units))
        return cls(context, tuple(chosen), tuple(starts))

    def findings(self, policy: Policy) -> list[Finding]:
        """What the translation rules find, at its place in the PO file."""
        found = []
        for finding in unit_findings(self.context, policy):
            index = bisect_right(self.starts, finding.place.start) - 1
            if index < 0:
                continue
            one = self.entries[index]
            if not registered(finding.rule).names & ignored_by("\n".join(one.dots)):
                found.append(_moved(finding, one, self.starts[index]))
        return found


def _moved(finding: Finding, entry: PoEntry, base: int) -> Finding:
    target = entry.target
    assert target is not None
    fix = finding.fix and replace(
        finding.fix,
        edits=tuple(
            Splice(target.at(edit.start - base), target.at(edit.end - base), escaped(edit.text))
            for edit in finding.fix.edits
        ),
    )
    start, end = target.at(finding.place.start - base), target.at(finding.place.end - base)
    return replace(finding, place=Place(start, end, unit=finding.unit), fix=fix)


def _unit(entry: PoEntry, target: str, at: int) -> Unit:
    comment = Comment.parse("\n".join(entry.dots))
    return Unit(
        source=entry.source,
        target=target,
        kind=comment.kind or "paragraph",
        id=comment.ids[0] if comment.ids else "",
        target_range=(at, at + len(target)),
    )


def _page_text(loaded: LoadedPage | None, po: polib.POFile) -> str:
    """The text of the entry's page; where there is none, metadata with what the PO file's header says of it."""
    if loaded is not None:
        try:
            return loaded.article.text
        except PageError:
            pass
    kind = po.metadata.get("X-Locpipe-Translation-Type", "")
    return f"---\nms.translationtype: {kind}\n---\n" if kind in ("MT", "HT") else ""
