"""The comparison of two revisions says what came and went, and on whose pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.ecosystem import changes, over_budget, page
from tools.revision import PROJECT, Docset, Found, docsets, findings


def found(rule: str, kind: str = "MT", severity: str = "warning", text: str = "Een zin.") -> Found:
    return Found("made up, nl", "a.md", rule, severity, kind, f"{rule} here", text)


def test_what_came_and_what_went_by_rule() -> None:
    before = [found("doubled-word"), found("doubled-word"), found("space-lost")]
    after = [found("doubled-word"), found("space-lost"), found("edge-space", "HT")]
    said = {one.rule: (len(one.added), len(one.gone)) for one in changes(before, after)}
    assert said == {"doubled-word": (0, 1), "edge-space": (1, 0)}


def test_samples_are_loud_ones_first_and_the_same_each_time() -> None:
    quiet = [found("edge-space", severity="suggestion", text=f"Zin {n}.") for n in range(20)]
    loud = [found("edge-space", text=f"Zin {n}.") for n in range(20, 40)]
    (one,) = changes([], [*quiet, *loud])
    (again,) = changes([], [*reversed(loud), *reversed(quiet)])
    assert one == again
    assert all(each.severity == "warning" for each in one.added[:20])


def test_the_page_counts_and_shows_samples() -> None:
    one = found("edge-space", "HT", text="Kies `een` |\x1b[31m betaling.")
    text = "\n".join(page("main", "the working tree", changes([], [one] * 3), 2))
    assert "| `edge-space` | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |" in text
    assert text.count("- + warning: edge-space here") == 2
    assert "\x1b" not in text
    assert "No finding came" in "\n".join(page("a", "b", [], 2))


@pytest.mark.parametrize(
    ("count", "severity", "kind", "over"),
    [
        (7, "warning", "HT", True),
        (6, "warning", "HT", False),
        (7, "suggestion", "HT", False),
        (7, "warning", "MT", False),
    ],
)
def test_a_rule_that_says_too_much_on_human_pages(
    count: int, severity: str, kind: str, over: bool
) -> None:
    said = [found("edge-space", kind, severity)] * count
    assert bool(list(over_budget(said, 100, {"budget": 60}))) is over
    assert not list(over_budget(said, 100, {"budget": 60, "budgets": {"edge-space": 80}}))


def test_only_docsets_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "one/nl-NL").mkdir(parents=True)
    row = {"name": "one", "content": "one/{locale}", "source": "one/en", "locales": ["nl-NL", "de"]}
    (only,) = docsets(tmp_path, [row])
    assert (only.name, only.content) == ("one, nl-NL", tmp_path / "one/nl-NL")


def test_a_revision_at_work(tmp_path: Path) -> None:
    text = "---\ntitle: Slang\nms.translationtype: HT\n---\n\n# Slang\n\nKies kies een slang.\n"
    source = "---\ntitle: Hose\n---\n\n# Hose\n\nChoose a hose.\n"
    for folder, page_text in (("nl-NL", text), ("en", source)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(page_text, "utf-8")
    docset = Docset("made up", "nl-NL", tmp_path / "nl-NL", tmp_path / "en")
    assert docset.human_pages == 1
    said = [one for one in findings(PROJECT, docset) if one.rule == "doubled-word"]
    assert [(one.kind, one.text) for one in said] == [("HT", "Kies kies een slang.")]
