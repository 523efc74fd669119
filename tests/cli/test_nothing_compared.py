"""Where nothing could be looked at, a command says so and fails."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import Repo

Run = Callable[..., Result]
Make = Callable[..., Path]

ENGLISH = "# Hose\n\nBuy a green hose.\n"
DIGEST = hashlib.sha1(ENGLISH.encode(), usedforsecurity=False).hexdigest()
HEAD = f"---\ntitle: Slang\nms.openlocfilehash: {DIGEST}\n---\n"
PAGE = f"{HEAD}# Slang\n\nKoop een groene slang.\n"
BILINGUAL = (
    f'{HEAD}# <span data-ttu-id="4c3d2-101">Slang</span><span class="sxs-lookup">'
    '<span data-stu-id="4c3d2-101">Hose</span></span>\n'
)
CODE = "```text\na\n```\n"
NL, EN = "content/nl-NL/a.md", "content/en-US/a.md"
COMMANDS = (("check",), ("run",))


def rules(result: Result) -> list[str]:
    """The rules of what was found about comparing and gates, of the JSON output."""
    return [
        one["rule"]
        for one in json.loads(result.stdout)["findings"]
        if one["rule"] == "nothing-compared"
    ]


CASES = {
    "a published page without its source": ({NL: PAGE}, True),
    "many of them": ({NL: PAGE, "content/nl-NL/b.md": PAGE}, True),
    "its source is another page's": ({NL: PAGE, "content/en-US/b.md": ENGLISH}, True),
    "one page of two can be compared": ({NL: PAGE, "content/nl-NL/b.md": BILINGUAL}, False),
    "a bilingual page is its own source": ({NL: BILINGUAL}, False),
    "a page beside its source": ({NL: PAGE, EN: ENGLISH}, False),
    "code alone": ({NL: HEAD + CODE, EN: CODE}, False),
    "nothing in either": ({NL: HEAD, EN: "---\ntitle: Hose\n---\n"}, False),
    "stale, and git knows nothing": ({NL: PAGE, EN: ENGLISH + "\nAnd a tap.\n"}, True),
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("pages", "is_empty"), CASES.values(), ids=CASES)
def test_what_was_not_looked_at_does_not_pass(
    pages: dict[str, str | bytes], is_empty: bool, command: tuple[str, ...],
    docset: Make, run_in: Run,
) -> None:  # fmt: skip
    root = docset(pages)
    (root / "content" / "nl-NL").mkdir(parents=True, exist_ok=True)
    for _ in range(2):  # the second time, from the cache
        result = run_in(root, *command, "--format", "json")
        assert rules(result) == ["nothing-compared"] * is_empty
        assert result.exit_code == 1 or not is_empty
    assert rules(run_in(root, *command, "--format", "json", "--allow-empty")) == []


def test_the_message_says_how_to_mend_it(docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE, "english/a.md": ENGLISH})
    result = run_in(root, "check")
    lines = [line for line in result.stdout.splitlines() if "nothing-compared]" in line]
    assert len(lines) == 1
    assert "no source page is in content/en-US" in lines[0]
    assert "--source DIR" in lines[0]
    assert "--allow-empty" in lines[0]
    assert run_in(root, "check", "--source", "english").exit_code == 0
    assert run_in(root, "check", "--fail-on", "never").exit_code == 0


def test_history_mends_a_stale_page(repo: Repo, run_in: Run) -> None:
    root = repo.root
    repo.write(EN, ENGLISH)
    commit = repo.commit()
    repo.write(EN, ENGLISH + "\nAnd a tap.\n")
    repo.write(NL, PAGE.replace("---\n#", f"ms.sourcegitcommit: {commit}\n---\n#"))
    repo.commit()
    assert rules(run_in(root, "check", "--format", "json")) == []
    (root / NL).write_text(PAGE, "utf-8")
    result = run_in(root, "check", "--format", "json")
    assert rules(result) == ["nothing-compared"]
    assert "--source DIR" in result.stdout


@pytest.mark.parametrize("output_format", ["text", "json", "jsonl", "sarif", "junit", "github"])
@pytest.mark.parametrize("to_file", [False, True])
def test_every_format_has_it(output_format: str, to_file: bool, docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE})
    options = ["--output", "found"] if to_file else []
    result = run_in(root, "check", "--format", output_format, *options)
    assert result.exit_code == 1
    assert "nothing-compared" in ((root / "found").read_text("utf-8") if to_file else result.stdout)
    assert to_file <= ("nothing-compared" in result.stderr), "also for who does not read the file"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_baseline_knows_it(command: tuple[str, ...], docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE})
    result = run_in(root, *command, "--baseline", "known.json", "--update-baseline")
    assert result.exit_code == 1
    assert "nothing-compared" in result.output
    known = root / "known.json"
    assert "nothing-compared" not in (known.read_text("utf-8") if known.exists() else "")
    result = run_in(root, *command, "--baseline", "known.json")
    assert result.exit_code == 1
    assert "nothing-compared" in result.output


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_empty_selection_passes(command: tuple[str, ...], repo: Repo, run_in: Run) -> None:
    """A hook that is given sources only; no change since a revision."""
    root = repo.root
    repo.write(EN, ENGLISH)
    repo.write("content/nl-NL/b.md", PAGE)
    repo.commit()
    for options in ([EN], ["--since", "HEAD"]):
        assert rules(run_in(root, *command, "--format", "json", *options)) == []
    (root / "content/nl-NL/b.md").write_text(PAGE + "\nMeer.\n", "utf-8")
    result = run_in(root, *command, "--format", "json", "--since", "HEAD")
    assert rules(result) == ["nothing-compared"]


def test_po_files_are_compared_where_there_are_any(docset: Make, run_in: Run) -> None:
    root = docset({NL: PAGE, EN: ENGLISH})
    result = run_in(root, "check", "--po-only", "--format", "json")
    assert rules(result) == ["nothing-compared"]
    assert "locpipe extract" in result.stdout
    run_in(root, "extract")
    assert rules(run_in(root, "check", "--po-only", "--format", "json")) == []


def test_a_fix_looks_at_nothing_either(docset: Make, run_in: Run) -> None:
    result = run_in(docset({NL: PAGE}), "check", "--fix", "--format", "json")
    assert rules(result) == ["nothing-compared"]
