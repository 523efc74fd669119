"""A rule's page, as a hover shows it."""

from __future__ import annotations

from functools import cache

from pipeline.rules.registry import all_rules, entry


@cache
def rule_page(name: str) -> str:
    """What a rule finds, why it matters, a bad and a good example (Markdown); empty where nobody wrote it down.

    A rule about one attribute (`ms-date-missing`), and one that another reports under a name of its own
    (`unit-unclosed`), has the page of its kind.
    """
    pages = {rule.name: rule.doc for rule in all_rules()}
    try:
        known = entry(name)
    except KeyError:
        return ""
    if doc := pages.get(name) or known.doc or pages.get(known.family, ""):
        return doc
    return next((doc for doc in pages.values() if f"`{name}`" in doc), "")
