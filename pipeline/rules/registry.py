"""The register of rules: names, severities and certainties from data, functions from their modules.

The files in `register/` say how bad and how certain; a rule's module says what. `load` imports the modules of a family
only when they are needed. A new rule is one function with `@rule(name, scope)` in a module of its scope's room, an
entry in the register, and its fixture.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal, TypeVar, get_args

from pipeline import plugins
from pipeline.errors import UsageError
from pipeline.severity import Certainty, Severity

Safety = Literal["", "safe", "some", "unsafe"]
"""What a rule's fixes are: all safe, some of them (the rule says which), none; empty where it has no fix."""

Scope = Literal["metadata", "article", "document", "unit", "docset", "docset-unit"]

ROOMS: Mapping[Scope, tuple[str, ...]] = {
    "metadata": ("pipeline.rules.metadata",),
    "article": ("pipeline.rules.structure",),
    "document": ("pipeline.rules.documents",),
    "unit": ("pipeline.rules.translation", "pipeline.rules.learned"),
    "docset": ("pipeline.rules.metadata", "pipeline.rules.structure"),
    "docset-unit": ("pipeline.rules.consistency", "pipeline.rules.translation"),
}
"""The folders in which the rules of each scope live."""

CUSTOM = "custom"
"""The rule, and the family, of the rules that stand in the settings."""

BEYOND_ASCII = "\x80"
"""Among the marks that a rule waits for: any character that is not in ASCII."""

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one rule.

    `severity` and `severity_mt` are for pages of human and of machine translation (sources count as human).
    `its` is the ITS 2.0 issue type of a translation rule. `family` groups rules that are selected together. `fix` says
    how safe the rule's fixes are. `copied`: what it finds in a localized page was copied there with the source.
    """

    name: str
    severity: Severity
    severity_mt: Severity
    certainty: Certainty
    its: str = ""
    family: str = ""
    fix: Safety = ""
    copied: bool = False
    doc: str = ""  # only where no rule function has one
    part: str = ""  # the file of the register that it stands in

    @property
    def names(self) -> frozenset[str]:
        """By which names the rule is selected or silenced: its own, and its family's."""
        return frozenset({self.name, self.family})


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule: its name, what it looks at, the generator of its hits, and the units it waits for.

    `of_page` is a translation rule that looks at more of the page than one unit; `needs_source` one that says nothing
    of a target whose source is not at hand.
    """

    name: str
    scope: Scope
    function: Callable[..., Iterable[Any]]
    marks: frozenset[str] = frozenset()
    copies: bool | None = None
    of_page: bool = False
    needs_source: bool = True

    def waits_for(self, marks: Collection[str], *, is_copy: bool, has_source: bool = True) -> bool:
        """May it have something to say of a unit that holds these marks, and whose target is a copy or is not?"""
        if self.needs_source and not has_source:
            return False
        if self.copies is not None and self.copies != is_copy:
            return False
        return not self.marks or not self.marks.isdisjoint(marks)

    @property
    def doc(self) -> str:
        """The rule's page: what it finds, why it matters, a bad and a good example (Markdown)."""
        from inspect import cleandoc

        return cleandoc(self.function.__doc__ or "")


_RULES: dict[tuple[str, Scope], Rule] = {}


def rule(
    name: str,
    scope: Scope,
    marks: str = "",
    copies: bool | None = None,
    *,
    of_page: bool = False,
    needs_source: bool = True,
) -> Callable[[Function], Function]:
    """Register a generator under `name`. Raises ValueError where the name is taken or not in the register.

    What is one fault to readers may be seen by two: one looks at the page, the other at its units.
    A translation rule is not even shown the units that it has nothing to say of. `marks` are characters of which a
    unit must hold one, in source or target (`BEYOND_ASCII` stands for all that are not in ASCII). `copies` is True
    for a rule about targets that are copies of their sources, and False for one that leaves copies alone. What such a
    rule sees in a unit is kept for its repetitions, so it may look at no more than `Pair.once` says; `of_page` is for
    one that does. With `needs_source=False` it is shown units without a source too: its text is empty there, and what
    the rule would excuse because the source has it must be told by the target alone (`Pair.has_source`).
    """

    def register(function: Function) -> Function:
        if (name, scope) in _RULES:
            raise ValueError(f"two rules of one scope are called {name}")
        if name not in entries():
            raise ValueError(f"rule {name} has no entry in the register")
        _RULES[name, scope] = Rule(
            name, scope, function, frozenset(marks), copies, of_page, needs_source
        )
        return function

    return register


@cache
def load(scope: Scope) -> tuple[Rule, ...]:
    """The rules of a scope, in the order of their modules and in them: the same in every process.

    A process may have imported a module before for something else, so the order of registration says nothing.
    """
    modules = modules_of(scope)
    for module in modules:
        import_module(module)
    modules = (*modules, *(plugins.imported(one).__name__ for one in plugins.found(plugins.RULES)))
    return tuple(
        rule
        for module in modules
        for rule in _RULES.values()
        if rule.scope == scope and rule.function.__module__ == module
    )


def unit_rules(*, has_source: bool = True) -> frozenset[str]:
    """The names of the rules that look at the units of pages whose sources are at hand, or are not."""
    found = (*load("unit"), *load("docset-unit"))
    named = {one.name for one in found if has_source or not one.needs_source}
    return frozenset(named | {"compound-split"} if "misspelling" in named else named)


def modules_of(scope: Scope) -> tuple[str, ...]:
    """The modules in which rules of a scope may stand: all of its rooms, by name, so that there is no second list."""
    return tuple(
        name
        for room in ROOMS[scope]
        for name in sorted(
            f"{room}.{found.name}" for found in iter_modules(import_module(room).__path__)
        )
    )


def registered(name: str, scopes: Iterable[Scope] = ROOMS) -> Rule | None:
    """The rule of that name in the first of the scopes that has it, where its module is loaded."""
    found = (_RULES.get((name, scope)) for scope in scopes)
    return next((rule for rule in found if rule is not None), None)


def all_rules() -> tuple[Rule, ...]:
    """Every rule of every scope."""
    return tuple(rule for scope in ROOMS for rule in load(scope))


@cache
def entries() -> Mapping[str, Entry]:
    """The register, by rule name."""
    folder = Path(__file__).with_name("register")
    found: dict[str, Entry] = {}
    for part in ("metadata", "article", "document", "translation", "exchange"):
        rows = tomllib.loads(folder.joinpath(f"{part}.toml").read_text("utf-8"))
        found.update((name, _entry(name, row, part)) for name, row in rows.items())
    for plugin in plugins.found(plugins.RULES):
        for name, one in _entries_of(plugin).items():
            if name in found:
                raise UsageError(f"{plugin.described}: there is a rule `{name}` already")
            found[name] = one
    return found


REGISTER = "register.toml"
"""The file in a plug-in's package that says of its rules what the register says of all others."""


def _entries_of(plugin: plugins.Plugin) -> Mapping[str, Entry]:
    """What a plug-in's register says. Raises UsageError where there is none, or it cannot be read."""
    file = plugins.folder(plugin) / REGISTER
    try:
        rows = tomllib.loads(file.read_text("utf-8"))
        return {name: _entry(name, row, "plug-in") for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise UsageError(f"{plugin.described}: {file.name} cannot be read: {why}") from None


def names() -> set[str]:
    """The names of all rules, without those of single attributes, and of the families."""
    return {*entries(), *(one.family for one in entries().values() if one.family)}


def entry(name: str) -> Entry:
    """What the register says of the rule `name`. Raises KeyError where there is no such rule.

    A rule about one attribute of the metadata (`ms-date-missing`) has what its kind (`missing-attribute`) has, a rule
    of the settings (`custom-no-simply`) what `custom` has.
    """
    found = entries().get(name)
    if found is not None:
        return found
    return replace(entries()[CUSTOM], name=name) if is_custom(name) else _attribute_entry(name)


def is_custom(name: str) -> bool:
    """Is it the name of a rule of the settings, as far as its form says?"""
    return name.startswith(f"{CUSTOM}-")


@cache
def _attribute_entry(name: str) -> Entry:
    from pipeline.rules.metadata.codes import kind_of

    kind = kind_of(name)
    return replace(entries()[kind or name], name=name, family=kind)


def _entry(name: str, row: Mapping[str, str], part: str) -> Entry:
    severity = Severity[row["severity"].upper()]
    return Entry(
        name=name,
        severity=severity,
        severity_mt=Severity[row["mt"].upper()] if "mt" in row else severity,
        certainty=Certainty[row["certainty"].upper()],
        its=row.get("its", ""),
        family=row.get("family", ""),
        fix=_safety(row.get("fix", "")),
        copied=row.get("copied", "") == "yes",
        doc=row.get("doc", "").strip(),
        part=part,
    )


def _safety(word: str) -> Safety:
    """The word of the register. Raises ValueError where it is none."""
    for known in get_args(Safety):
        if word == known:
            return known  # type: ignore[no-any-return]
    raise ValueError(f"fix = {word!r} is none of {', '.join(get_args(Safety))}")
