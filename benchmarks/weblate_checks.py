"""Weblate's own check classes on units, without its database: run by the Python that has Weblate installed.

    echo '[["source", "target"], …]' | PYTHON benchmarks/weblate_checks.py LANGUAGE FLAG…

It answers in JSON: Weblate's version, the names of the checks that flag each unit, seconds. The checks that
look at one unit; the ones that compare units with its database (`inconsistent`, `reused`, `translated`) and the one
that draws text (`max-size`) are left out. The flags turn checks on, as in Weblate.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from inspect import getmembers, isclass
from types import ModuleType, SimpleNamespace
from typing import Any

_MODULES = [
    "same",
    "chars",
    "format",
    "angularjs",
    "icu",
    "qt",
    "ruby",
    "markup",
    "placeholders",
    "duplicate",
]


class Flags(frozenset[str]):
    """Weblate's flags of a unit, as far as the checks ask; none of them has a value."""

    def has_value(self, _name: str) -> bool:
        """Has the flag a value?"""
        return False

    def has_any(self, names: set[str]) -> bool:
        """Is one of these set?"""
        return not self.isdisjoint(names)


class Language:
    """Weblate's language, as far as the checks ask."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.base_code = code.partition("_")[0]

    def is_base(self, codes: set[str]) -> bool:
        """Is it one of these, or a variant of one?"""
        return self.base_code in codes

    def is_cjk(self) -> bool:
        """Is it written without spaces?"""
        return self.is_base({"ja", "zh", "ko"})


class Unit(SimpleNamespace):
    """One unit without plurals."""

    def get_source_plurals(self) -> list[str]:
        """The source alone."""
        return [self.source]

    def get_target_plurals(self) -> list[str]:
        """The target alone."""
        return [self.target]


def _checks() -> list[Any]:
    """One of each check class."""
    from django.conf import settings  # type: ignore[import-not-found]

    apps = ["django.contrib.contenttypes", "django.contrib.auth"]
    settings.configure(INSTALLED_APPS=apps, USE_I18N=False)
    flags = ModuleType("weblate.checks.flags")  # the real one needs the models
    flags.TYPED_FLAGS = {}  # type: ignore[attr-defined]
    glossary = ModuleType("weblate.glossary.models")
    glossary.get_glossary_terms = lambda *_, **__: []  # type: ignore[attr-defined]
    sys.modules |= {flags.__name__: flags, glossary.__name__: glossary}
    base = import_module("weblate.checks.base").BaseCheck
    base.check_target_generator = _without_plurals
    classes = {
        found
        for module in _MODULES
        for _, found in getmembers(import_module(f"weblate.checks.{module}"), isclass)
        if issubclass(found, base) and found.check_id and found.target
    }
    return [found() for found in sorted(classes, key=lambda found: found.check_id)]


def _without_plurals(
    check: Any, sources: list[str], targets: list[str], unit: Unit
) -> Iterator[object]:
    """The look at one text: which of them belong together needs the models where there are plurals."""
    yield check.check_single(sources[0], targets[0], unit)


def main() -> None:
    units = json.load(sys.stdin)
    checks = _checks()
    project = SimpleNamespace(name="Docs")
    component = SimpleNamespace(name="Docs", project=project, source_language=Language("en"))
    translation = SimpleNamespace(language=Language(sys.argv[1]), component=component)
    start = time.process_time()
    found = []
    for source, target in units:
        unit = Unit(
            source=source, target=target, source_string=source, translation=translation, note="", is_source=False,
            all_flags=Flags(sys.argv[2:]), check_cache={}, readonly=False, state=20, translated=True,
        )  # fmt: skip
        hits = [one.check_id for one in checks if one.check_target([source], [target], unit)]
        found.append(hits if target.strip() else ["untranslated"])  # Weblate counts those apart
    took = time.process_time() - start
    print(json.dumps({"version": version("weblate"), "found": found, "seconds": took}))


if __name__ == "__main__":
    main()
