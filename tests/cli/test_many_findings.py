"""What people see of many findings: a few screens, what to do first, and no more than they ask for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import ENGLISH, localized

Run = Callable[..., Result]
Make = Callable[..., Path]

BROKEN = localized(ENGLISH, kind="HT") + "\n![]()\n\n[here](missing.md) [here](gone.md)\n"


@pytest.fixture
def many(docset: Make) -> Path:
    pages = {f"content/nl-NL/p{number}.md": BROKEN for number in range(30)}
    return docset(pages | {f"content/en-US/p{number}.md": ENGLISH for number in range(30)})


@pytest.fixture
def one(docset: Make) -> Path:
    return docset({"content/en-US/a.md": ENGLISH, "content/nl-NL/a.md": BROKEN})


def test_many_findings_stand_by_rule_with_what_to_do_on_top(many: Path, run_in: Run) -> None:
    lines = run_in(many, "run").output.splitlines()
    assert "What to do" in lines[0]
    assert lines[1].startswith("  --min-severity error --format full")
    assert any("--update-baseline" in line for line in lines[:6])
    assert len(lines) < 60
    assert [line for line in lines if "[file-not-found]: 60 findings on 30 pages" in line]
    full = run_in(many, "run", "--format", "full").output
    assert full.count("[file-not-found]") == 60
    assert "What to do" not in run_in(many, "run", "-q").output


def test_few_findings_stand_in_full(one: Path, run_in: Run) -> None:
    found, full = (run_in(one, "validate", *more).output for more in ((), ("--format", "full")))
    assert found == full
    assert "^^^^" in found


@pytest.mark.parametrize("form", ["full", "concise", "grouped", "json", "sarif", "jsonl"])
def test_less_severe_findings_are_hidden_and_still_counted(
    one: Path, run_in: Run, form: str
) -> None:
    every = run_in(one, "validate", "--format", form, "--fail-on", "suggestion")
    less = run_in(one, "validate", "--format", form, "--min-severity", "error")
    assert "alt-text-missing" in every.stdout
    assert "file-not-found" in every.stdout
    shown = less.stdout.split("\nNext:")[0]
    assert "alt-text-missing" not in shown
    if form == "json":
        summary = json.loads(less.stdout)["summary"]
        assert summary["hidden"] == summary["warning"] + summary["suggestion"] > 0
    else:
        assert "below --min-severity" in less.output
    gate = run_in(one, "validate", "--min-severity", "error", "--fail-on", "suggestion")
    assert gate.exit_code == 1, "what is hidden fails all the same"


def test_statistics_take_the_place_of_findings(many: Path, run_in: Run) -> None:
    text = run_in(many, "validate", "--statistics").stdout
    assert text.startswith("severity ")
    assert "^" not in text
    document = json.loads(run_in(many, "validate", "--statistics", "--format", "json").stdout)
    numbers = {row["rule"]: row["findings"] for row in document["statistics"]}
    assert numbers["file-not-found"] == 60
    assert "findings" not in document
    refused = run_in(many, "validate", "--statistics", "--format", "sarif")
    assert refused.exit_code != 0


def test_a_file_gets_everything_in_full(many: Path, run_in: Run, tmp_path: Path) -> None:
    run_in(many, "validate", "--output", "found.txt")
    assert (many / "found.txt").read_text().count("[file-not-found]") == 60


@pytest.mark.parametrize(
    ("words", "nearest"),
    [(("valdate",), "validate"), (("chek", "-q"), "check"), (("memory", "trms"), "terms")],
)
def test_a_misspelt_command_names_the_nearest(
    one: Path, run_in: Run, words: tuple[str, ...], nearest: str
) -> None:
    result = run_in(one, *words)
    assert result.exit_code == 2
    assert f"did you mean `{nearest}`?" in result.output


def test_global_options_stand_behind_the_command_too(one: Path, run_in: Run) -> None:
    (one / "other.toml").write_text('[rules]\nlinks = "off"\n')
    assert "written: build/po/nl-NL/a.po" in run_in(one, "extract", "-v").output
    assert "Next" not in run_in(one, "validate", "--quiet").output
    assert "[file-not-found]" not in run_in(one, "validate", "--config", "other.toml").output
    assert "\x1b[" in run_in(one, "validate", "--color", "always").output
    before, behind = run_in(one, "-q", "memory", "fill"), run_in(one, "memory", "fill", "-q")
    assert before.output == behind.output == ""


def test_what_is_changed_in_place_is_named(one: Path, run_in: Run) -> None:
    run_in(one, "extract")
    (one / "content/nl-NL/b.md").write_text("---\ntitle: T\n---\n\n# T\n\nEen  regel .\n")
    said = run_in(one, "check", "--annotate", "-v").output
    changed = "locpipe " in (one / "build/po/nl-NL/a.po").read_text()
    assert ("written: build/po/nl-NL/a.po" in said) is changed
    assert changed


@pytest.mark.parametrize("value", ["zebra", "howto"])
def test_a_value_that_is_not_known_names_those_that_are(
    docset: Make, run_in: Run, value: str
) -> None:
    page = f"---\ntitle: A page\nms.topic: {value}\n---\n# A\n"
    words = '[attributes]\n"ms.topic" = {enum = ["tutorial", "how-to", "reference"]}\n'
    root = docset({"content/en-US/a.md": page, "pipeline.toml": words})
    said = run_in(root, "validate", "--select", "ms-topic-invalid").output
    assert "tutorial, how-to, reference" in said
    assert ("did you mean `how-to`?" in said) is (value == "howto")


@pytest.mark.parametrize("shown", ["auto", "full", "json", "github"])
def test_findings_are_written_in_other_formats_too(one: Path, run_in: Run, shown: str) -> None:
    also = ("--also", "jsonl:found.jsonl", "--also", "markdown:found.md")
    plain = run_in(one, "validate", "--format", shown)
    result = run_in(one, "validate", "--format", shown, *also)
    assert (result.exit_code, result.stdout) == (plain.exit_code, plain.stdout)
    rules = [json.loads(line)["rule"] for line in (one / "found.jsonl").read_text().splitlines()]
    found = json.loads(run_in(one, "validate", "--format", "json").stdout)["findings"]
    assert sorted(rules) == sorted(each["rule"] for each in found)
    assert "`file-not-found` | 2 |" in (one / "found.md").read_text()


@pytest.mark.parametrize("also", ["sarif", "nope:x", ":x", "sarif:"])
def test_also_needs_a_format_and_a_file(one: Path, run_in: Run, also: str) -> None:
    assert run_in(one, "validate", "--also", also).exit_code == 2


def test_only_pages_of_what_is_named(one: Path, run_in: Run) -> None:
    (one / "README.md").write_text("# No page\n")
    assert run_in(one, "validate", "README.md").exit_code != 0
    some = run_in(one, "validate", "--only-pages", "README.md", "content/nl-NL/a.md", "gone.md")
    assert "on 1 page" in some.output
    none = run_in(one, "validate", "--only-pages", "README.md")
    assert getattr(none.exception, "exit_code", 1) == 0
