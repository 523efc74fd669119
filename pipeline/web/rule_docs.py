"""The page of a rule: its docstring as HTML, and what the register says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyromark
from markupsafe import Markup

from pipeline.article.blocks import OPTIONS
from pipeline.rules.registry import all_rules, entries, entry
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
    text = _text(name, known.family) or known.doc
    return RuleDoc(
        name=name,
        severity=known.severity.label,
        severity_mt=known.severity_mt.label,
        certainty=known.certainty.label,
        its=known.its,
        family=known.family,
        body=clean(parse(pyromark.html(keep_hidden(text), options=OPTIONS))),
        summary=" ".join(text.split("\n\n")[0].replace("`", "").split()),
    )


def documented() -> list[str]:
    """The names of all rules in the register, sorted."""
    return sorted(entries())


def _text(name: str, family: str) -> str:
    """A rule's docstring; else that of its family's rule, or of the rule that names it."""
    docs = _docs()
    for one in (name, family):
        if one in docs:
            return docs[one]
    return next((doc for doc in docs.values() if f"`{name}`" in doc), "")


@cache
def _docs() -> Mapping[str, str]:
    return {rule.name: rule.doc for rule in all_rules() if rule.doc}
