"""Rules stand in one order in every process, whatever it imported first: facts are numbered by it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.rules.registry import MODULES, load

SHOW = """
from importlib import import_module
for module in {first!r}:
    import_module(module)
from pipeline.rules.registry import MODULES, load
print([[rule.name for rule in load(scope)] for scope in MODULES])
"""


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_does_not_depend_on_imports(backwards: bool) -> None:
    modules = [module for modules in MODULES.values() for module in modules]
    first = modules[::-1] if backwards else modules
    answer = subprocess.run(
        [sys.executable, "-c", SHOW.format(first=first)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == str([[rule.name for rule in load(scope)] for scope in MODULES])


def test_no_rule_is_left_out() -> None:
    assert all(load(scope) for scope in MODULES)
