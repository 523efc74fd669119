"""Which findings are made, and how bad they are: settings, options, translation type and ignores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.docset.family import family_of
from pipeline.errors import UsageError
from pipeline.results.finding import Hit
from pipeline.rules.registry import Entry, entries, names
from pipeline.settings import Override, Settings, nearest
from pipeline.severity import Severity

_IGNORE = re.compile(r"<!--\s*locpipe-ignore(?::|\s)\s*([^<>]*?)\s*-->")


class Eased(NamedTuple):
    """How many rules settings turn off, give a lower severity, and do either of for some paths."""

    off: int
    lowered: int
    in_paths: int


@dataclass(frozen=True)
class Policy:
    """What settings and options say about rules. `select` and `ignore` name rules or families of rules.

    `usual` is what the docs family says where settings say nothing.
    """

    rules: Mapping[str, Severity]
    overrides: tuple[Override, ...] = ()
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    usual: Mapping[str, Severity] = field(default_factory=dict)

    @classmethod
    def of(
        cls, settings: Settings, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> Policy:
        """The policy of these settings and the options `--select` and `--ignore`."""
        said = family_of(settings).rules
        usual = {name: Severity[word.upper()] for name, word in said.items()}
        return cls(settings.rules, settings.overrides, frozenset(select), frozenset(ignore), usual)

    def wants(self, entry: Entry) -> bool:
        """Do the options ask for a rule, as far as its name says?"""
        names = {entry.name, entry.family} - {""}
        return (not self.select or bool(names & self.select)) and not names & self.ignore

    def is_off(self, entry: Entry) -> bool:
        """Is a rule off on all pages but those that an override names?"""
        return self.severity(entry, Hit(-1, -1, ""), "", "") is Severity.OFF

    @property
    def eased(self) -> Eased:
        """What the settings turn off and lower, in number."""
        off = lowered = in_paths = 0
        if not self.rules and not self.overrides:
            return Eased(off, lowered, in_paths)
        for known in entries().values():
            said = _said(self.rules, known)
            if said is not None and _is_less(said, known):
                off, lowered = (off + 1, lowered) if said is Severity.OFF else (off, lowered + 1)
            elif any(
                (there := _said(one.rules, known)) is not None and _is_less(there, known)
                for one in self.overrides
            ):
                in_paths += 1
        codes = [one for name, one in self.rules.items() if name not in names()]
        return Eased(off + codes.count(Severity.OFF), lowered, in_paths)

    def severity(
        self, entry: Entry, hit: Hit, translation_type: str, path: str, locale: str = ""
    ) -> Severity:
        """How bad a hit is on a page; OFF where it is not wanted.

        The most particular word holds: an override for the page, the docset's settings, its docs family, the rule
        itself at this place, the register. A rule's own name goes before its family's.
        """
        if not self.wants(entry):
            return Severity.OFF
        for override in reversed(self.overrides):
            if override.is_for(path, locale):
                said = _said(override.rules, entry)
                if said is not None:
                    return said
        for table in (self.rules, self.usual):
            said = _said(table, entry)
            if said is not None:
                return said
        if hit.severity is not None:
            return hit.severity
        return entry.severity_mt if translation_type == "MT" else entry.severity


def checked(settings: Settings) -> Settings:
    """The same settings, whose names of rules are known.

    Raises UsageError with the settings file for one that is neither a rule nor a family.
    """
    if settings.custom:
        from pipeline.rules.custom_reader import (
            custom_rules,  # patterns are compiled only where there are any
        )

        custom_rules(settings)
    for table in (settings.rules, *(override.rules for override in settings.overrides)):
        for name in table:
            try:
                known_rule(name, settings)
            except UsageError as error:
                message = f"`rules`: {error.message}"
                raise UsageError(message, path=str(settings.file or "")) from None
    return settings


def known_rule(name: str, settings: Settings) -> None:
    """Raises UsageError, with the nearest name, for one that is neither a rule nor a family."""
    known = names()
    if settings.custom:
        from pipeline.rules.custom_reader import custom_rules

        known |= {one.name for one in custom_rules(settings)}
    if name in known:
        return
    from pipeline.rules.metadata.codes import is_code, known_codes  # rules of single attributes

    own_schema = bool(settings.schema or settings.localized_schema)
    if not is_code(name, settings.attributes, own_schema=own_schema):
        known |= known_codes(settings.attributes)
        raise UsageError(f"unknown rule `{name}`{nearest(name, known)}")


def _said(rules: Mapping[str, Severity], entry: Entry) -> Severity | None:
    said = rules.get(entry.name)
    return rules.get(entry.family) if said is None and entry.family else said


def _is_less(said: Severity, known: Entry) -> bool:
    return said < known.severity or said < known.severity_mt


def ignored_in(text: str) -> frozenset[str]:
    """The rules and families that `<!-- locpipe-ignore rule … -->` comments of a page silence on it."""
    if "locpipe-ignore" not in text:
        return frozenset()
    return frozenset(
        name for match in _IGNORE.finditer(text) for name in re.split(r"[,\s]+", match[1]) if name
    )
