"""The page of a rule: what it finds, why it matters, a bad and a good example, and what the register says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.rules.registry import Entry, all_rules, entries, entry

_GROUPS: Mapping[str, str] = {
    "bilingual-span": "unit-malformed",
    "yaml-header": "yaml-header-syntax-error",
}
"""Families in which one rule makes findings under names of their own."""


_FIXES: Mapping[str, str] = {
    "safe": "safe; `--fix` mends it",
    "some": "safe in part; `--fix` mends it where there is one right answer, `--fix --unsafe-fixes` elsewhere too",
    "unsafe": "unsafe; only `--fix --unsafe-fixes` makes it: read what it changes",
}


def page_of(name: str) -> str:
    """The page of a rule (or of a family that has one), as Markdown. Raises KeyError for an unknown name."""
    known = entry(name)
    facts = [f"- Severity: {severity_of(known)}", f"- Certainty: {known.certainty.label}"]
    if known.family:
        facts.append(f"- Family: `{known.family}`")
    if known.its:
        facts.append(f"- ITS 2.0 type: `{known.its}`")
    if known.fix:
        facts.append(f"- Fix: {_FIXES[known.fix]}")
    silence = (
        f'Silence it: `rules.{name} = "off"` in `pipeline.toml`, `<!-- locpipe-ignore {name} -->` in a page, '
        "or a baseline."
    )
    return f"# {name}\n\n{doc_of(name)}\n\n" + "\n".join(facts) + f"\n\n{silence}\n"


def doc_of(name: str) -> str:
    """What a rule's docstring, or the register, says of it."""
    docs = _docs()
    known = entry(name)
    for one in (name, known.family, _GROUPS.get(known.family, "")):
        if docs.get(one):
            return docs[one]
    return known.doc


def summary_of(name: str) -> str:
    """The first paragraph of a rule's page, on one line, without markup."""
    first = doc_of(name).split("\n\n")[0]
    return re.sub(r"\s+", " ", first).replace("`", "").strip() or name


def severity_of(known: Entry) -> str:
    """The severity in words: `error (warning on machine translation)`."""
    if known.severity_mt is known.severity:
        return known.severity.label
    return f"{known.severity.label} ({known.severity_mt.label} on machine translation)"


@cache
def _docs() -> Mapping[str, str]:
    found = {rule.name: rule.doc for rule in all_rules()}  # of a page and its units, the units' one
    found.update({name: known.doc for name, known in entries().items() if known.doc})
    return found
