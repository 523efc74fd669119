"""What settings, ignores and a baseline keep from being found is said, in every format that a person may read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import ENGLISH, localized

Run = Callable[..., Result]

PAGE = localized(ENGLISH, kind="HT") + "\n![]()\n\n[here](missing.md) [here](gone.md)\n"
PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: nl_NL\\n"

#. locpipe-ignore: number-changed
msgid "Pay 20."
msgstr "Betaal 30."

msgid "Pay 40."
msgstr "Betaal 50."
"""


@pytest.fixture
def root(docset: Callable[..., Path]) -> Path:
    return docset({"content/en-US/a.md": ENGLISH, "content/nl-NL/a.md": PAGE})


def summary(run_in: Run, root: Path, *arguments: str) -> dict[str, int]:
    result = run_in(root, *arguments, "--format", "json")
    found: dict[str, int] = json.loads(result.stdout)["summary"]
    return found


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[rules]\nfile-not-found = "off"\n', "1 rule off"),
        ('[rules]\nfile-not-found = "suggestion"\n', "1 rule lowered"),
        ('[rules]\nfile-not-found = "error"\n', ""),
        (
            '[rules]\nfile-not-found = "off"\npage-stale = "off"\nms-date-invalid = "off"\n',
            "3 rules off",
        ),
        (
            '[[overrides]]\npaths = ["*"]\nrules = { file-not-found = "off" }\n',
            "1 rule off or lowered on some pages",
        ),
    ],
)
@pytest.mark.parametrize("command", ["validate", "check", "run"])
def test_what_settings_ease(
    run_in: Run, root: Path, settings: str, said: str, command: str
) -> None:
    (root / "pipeline.toml").write_text(settings)
    lines = run_in(root, command).output.splitlines()
    at = next(
        number for number, line in enumerate(lines) if line.endswith((" on 1 page", " on 2 pages"))
    )
    after = lines[at + 1] if at + 1 < len(lines) else ""
    assert after == said if said else "rule" not in after
    for form in ("github", "sarif", "junit", "jsonl"):
        told = run_in(root, "-q", command, "--format", form).stderr
        assert told == (f"{said}\n" if said else "")


def test_a_family_that_is_off_counts_by_its_rules(run_in: Run, root: Path) -> None:
    (root / "pipeline.toml").write_text('[rules]\nlinks = "off"\n')
    assert summary(run_in, root, "validate")["rules_off"] > 5


@pytest.mark.parametrize("format_", ["text", "json"])
def test_what_a_page_ignores(run_in: Run, root: Path, format_: str) -> None:
    before = summary(run_in, root, "validate")
    page = root / "content/nl-NL/a.md"
    page.write_text(page.read_text() + "\n<!-- locpipe-ignore file-not-found -->\n")
    after = summary(run_in, root, "validate")
    assert (before["ignored"], after["ignored"]) == (0, 2)
    assert sum(before[one] - after[one] for one in ("error", "warning", "suggestion")) == 2
    assert "2 ignored findings" in run_in(root, "validate").output


def test_what_a_page_ignores_of_the_docset_rules(run_in: Run, root: Path) -> None:
    for name in ("b", "c"):
        text = ENGLISH.replace("---\n#", "description: The very same words.\n---\n#", 1)
        (root / f"content/en-US/{name}.md").write_text(text)
    before = run_in(root, "validate", "--format", "json", "--select", "duplicate-titles")
    found = json.loads(before.stdout)["findings"]
    name = found[0]["rule"]
    page = root / f"content/en-US/{found[0]['path']}"
    page.write_text(page.read_text() + f"\n<!-- locpipe-ignore {name} -->\n")
    assert summary(run_in, root, "validate", "--select", "duplicate-titles")["ignored"] == 1


def test_what_a_po_file_ignores(run_in: Run, root: Path) -> None:
    (root / "build/po/nl-NL").mkdir(parents=True)
    (root / "build/po/nl-NL/a.po").write_text(PO)
    found = summary(run_in, root, "check", "--po-only", "--select", "number-changed")
    assert (found["ignored"], found["error"] + found["warning"]) == (1, 1)


def test_what_a_baseline_knows(run_in: Run, root: Path) -> None:
    baseline = ("--baseline", "known.json")
    before = summary(run_in, root, "validate")
    run_in(root, "validate", *baseline, "--update-baseline")
    after = summary(run_in, root, "validate", *baseline)
    number = before["error"] + before["warning"] + before["suggestion"]
    assert number > 2
    assert (before["known"], after["known"], after["error"]) == (0, number, 0)
    assert f"{number} known findings" in run_in(root, "validate", *baseline).output
    assert f"{number} known findings" in run_in(root, "-q", "validate", *baseline).output
