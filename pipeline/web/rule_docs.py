"""The page of a rule: its docstring as HTML, and what the register says of it."""

from __future__ import annotations

from dataclasses import dataclass

import pyromark
from markupsafe import Markup

from pipeline.markdown.blocks import OPTIONS
from pipeline.rules.explained import doc_of, summary_of
from pipeline.rules.registry import entries, entry
from pipeline.web.inert import keep_hidden
from pipeline.web.sanitize import clean, parse


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """What people are told of a rule. `severity_mt` is for pages of machine translation."""

    name: str
    severity: str
    severity_mt: str
    certainty: str
    its: str
    family: str
    body: Markup
    summary: str


def rule_doc(name: str) -> RuleDoc:
    """The page of a rule. Raises KeyError where there is no such rule."""
    known = entry(name)
    return RuleDoc(
        name=name,
        severity=known.severity.label,
        severity_mt=known.severity_mt.label,
        certainty=known.certainty.label,
        its=known.its,
        family=known.family,
        body=clean(parse(pyromark.html(keep_hidden(doc_of(name)), options=OPTIONS))),
        summary=summary_of(name),
    )


def documented() -> list[str]:
    """The names of all rules in the register, sorted."""
    return sorted(entries())
