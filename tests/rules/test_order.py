"""Rules stand in one order in every process, whatever it imported first: facts are numbered by it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import rules
from pipeline.rules.registry import ROOMS, all_rules, load, modules_of

RULE = re.compile(r"^@rule\(", re.MULTILINE)

SHOW = """
from importlib import import_module
for module in {first!r}:
    import_module(module)
from pipeline.rules.registry import ROOMS, load
print([[rule.name for rule in load(scope)] for scope in ROOMS])
"""


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_does_not_depend_on_imports(backwards: bool) -> None:
    modules = [module for scope in ROOMS for module in modules_of(scope)]
    first = modules[::-1] if backwards else modules
    answer = subprocess.run(
        [sys.executable, "-c", SHOW.format(first=first)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == str([[rule.name for rule in load(scope)] for scope in ROOMS])


def test_every_rule_that_is_written_runs() -> None:
    """A module with a rule in it cannot be forgotten, and one in a wrong room is not silently left out."""
    root = Path(rules.__file__).parent
    written = sum(len(RULE.findall(file.read_text("utf-8"))) for file in root.rglob("*.py"))
    assert written == len(all_rules())
