"""Published pages whose source is not at hand: what needs only the target is checked, and mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.cli.test_nothing_compared import BILINGUAL, ENGLISH, HEAD

Run = Callable[..., Result]
Make = Callable[..., Path]

PAGE = f"{HEAD}# Slang\n\nKoop een een groene slang , zie [de lijst](a.md)voor meer.\n"
NL = "content/nl-NL/a.md"


def test_a_page_without_its_source_is_checked(docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE, "content/nl-NL/b.md": BILINGUAL})
    for _ in range(2):  # the second time, from the cache
        result = run_in(root, "check", "--format", "json")
        found = json.loads(result.stdout)
        assert [(one["rule"], one["line"], one["column"]) for one in found["findings"]] == [
            ("doubled-word", 7, 6),
            ("space-before-punctuation", 7, 26),
            ("space-lost", 7, 48),
        ]
        summary = found["summary"]
        assert (summary["pages"], summary["compared"], summary["without_source"]) == (2, 1, 1)
        assert 20 < summary["rules_without_source"] < summary["rules_with_source"]


def test_the_summary_says_how_much_was_looked_at(docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE, "content/nl-NL/b.md": BILINGUAL})
    lines = run_in(root, "check").stdout.splitlines()
    (line,) = (line for line in lines if "without, by" in line)
    assert line.startswith("1 page checked with its source by ")
    assert " rules, 1 page without, by " in line
    off = run_in(root, "check", "--select", "spaces", "--format", "json").stdout
    assert json.loads(off)["summary"]["rules_without_source"] < 15
    (root / NL).unlink()
    assert "without, by" not in run_in(root, "check").stdout


def test_what_has_one_right_answer_is_mended(docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE, "content/nl-NL/b.md": BILINGUAL})
    result = run_in(root, "check", "--fix")
    text = (root / NL).read_text("utf-8")
    assert text == PAGE.replace("slang ,", "slang,").replace(")voor", ") voor")
    assert "doubled-word" in result.stdout


def test_a_page_of_another_source_stands_alone(docset: Make, run_in: Run) -> None:
    """What nobody can show to be its source is not compared with it."""
    root = docset({NL: PAGE, "content/en-US/a.md": ENGLISH + "\nAnd a tap.\n"})
    found = json.loads(run_in(root, "check", "--format", "json", "--allow-empty").stdout)
    assert {"doubled-word", "space-lost"} <= {one["rule"] for one in found["findings"]}
    assert found["summary"]["without_source"] == 1
