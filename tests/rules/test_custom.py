"""A team's own rules: what they find, on which pages, and what is said of one that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli.main import locpipe
from pipeline.errors import UsageError

SOURCE = "---\ntitle: Hose\n---\n\n# Hose\n\nSimply pay DOC-12 by `e-mail` or e-mail.\n"
PAGE = (
    "---\ntitle: Slang\nms.translationtype: HT\n---\n\n# Slang\n\n"
    "Betaal simpelweg DOC-21 per `e-mail` of e-mail.\n"
)


def site(root: Path, settings: str) -> Path:
    for folder, text in (("en-US", SOURCE), ("nl-NL", PAGE), ("de-DE", PAGE)):
        (root / "content" / folder).mkdir(parents=True)
        (root / "content" / folder / "a.md").write_text(text, "utf-8")
    (root / "pipeline.toml").write_text(settings, "utf-8")
    return root


def run(root: Path, *arguments: str) -> Any:
    return CliRunner().invoke(locpipe, ["-C", str(root), *arguments], catch_exceptions=True)


def found(root: Path, *arguments: str, prefix: str = "custom-") -> list[dict[str, Any]]:
    result = run(root, *arguments, "--format", "json", "--no-cache")
    findings = json.loads(result.stdout)["findings"]
    return [one for one in findings if one["rule"].startswith(prefix)]


def rule(**said: Any) -> str:
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items()]
    return "\n".join(["[[custom]]", *lines, ""])


NO_SIMPLY = rule(name="no-simply", pattern=r"(?i)\bsimpelweg\b", locales=["nl"])
EMAIL = rule(name="email", kind="substitution", pattern=r"\b(e)-(mail)\b", replace=r"\1\2")
TICKET = rule(name="ticket", kind="must-stay-equal", pattern=r"DOC-\d+", severity="error")


def test_a_word_is_found_where_it_stands(tmp_path: Path) -> None:
    (one,) = found(site(tmp_path, NO_SIMPLY), "check")
    assert (one["rule"], one["severity"], one["locale"]) == ("custom-no-simply", "warning", "nl-NL")
    line = PAGE.split("\n")[one["line"] - 1]
    assert line[one["column"] - 1 : one["end_column"] - 1] == "simpelweg"
    assert "simpelweg" in one["message"]


def test_code_is_no_prose_and_a_substitution_is_a_fix(tmp_path: Path) -> None:
    root = site(tmp_path, EMAIL)
    ones = found(root, "check", "--locale", "nl-NL")
    assert [(one["column"], one["fix"]["safe"]) for one in ones] == [(41, False)]
    run(root, "check", "--fix")
    assert (root / "content/nl-NL/a.md").read_text("utf-8") == PAGE
    run(root, "check", "--fix", "--unsafe-fixes", "--locale", "nl-NL")
    text = (root / "content/nl-NL/a.md").read_text("utf-8")
    assert text == PAGE.replace("of e-mail", "of email")


def test_what_must_stay_equal(tmp_path: Path) -> None:
    ones = found(site(tmp_path, TICKET), "check", "--locale", "nl-NL")
    assert sorted(one["message"] for one in ones) == [
        "`DOC-12` stands in the source and not here",
        "`DOC-21` is not in the source",
    ]
    assert {one["severity"] for one in ones} == {"error"}


def test_a_rule_for_sources_looks_at_source_pages_only(tmp_path: Path) -> None:
    settings = rule(name="simply", pattern="Simply|simpelweg", message="no {found}") + (
        rule(name="plain", pattern="(?i)simply", **{"in": "source"})
    )
    root = site(tmp_path, settings)
    (one,) = found(root, "validate")
    assert (one["rule"], one["locale"], one["line"], one["column"]) == ("custom-plain", "", 7, 1)
    assert {one["message"] for one in found(root, "check")} == {"no simpelweg"}


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ('[rules]\ncustom-no-simply = "off"\n', []),
        ('[rules]\ncustom = "error"\n', ["error"]),
        (
            '[[overrides]]\npaths = ["a.md"]\nrules = { custom-no-simply = "suggestion" }\n',
            ["suggestion"],
        ),
    ],
)
def test_settings_weigh_it_as_any_other(tmp_path: Path, more: str, left: list[str]) -> None:
    ones = found(site(tmp_path, f"{NO_SIMPLY}{more}"), "check")
    assert [one["severity"] for one in ones] == left


def test_options_comments_explain_and_po_know_it(tmp_path: Path) -> None:
    root = site(tmp_path, NO_SIMPLY)
    assert found(root, "check", "--select", "custom-no-simply", prefix="")[0]["line"] == 8
    assert not found(root, "check", "--ignore", "custom")
    assert "custom-no-simply" in run(root, "explain", "custom-no-simply").stdout
    assert isinstance(run(root, "explain", "custom-no-simplyy").exception, UsageError)
    run(root, "extract")
    assert [one["rule"] for one in found(root, "check", "--po-only")] == ["custom-no-simply"]
    sarif = json.loads(run(root, "check", "--format", "sarif").stdout)
    assert "custom-no-simply" in {one["id"] for one in sarif["runs"][0]["tool"]["driver"]["rules"]}
    page = root / "content/nl-NL/a.md"
    page.write_text(f"{PAGE}\n<!-- locpipe-ignore custom-no-simply -->\n", "utf-8")
    assert not found(root, "check")


@pytest.mark.parametrize(("glob", "count"), [("billing/*", 0), ("*.md", 1)])
def test_only_some_pages(tmp_path: Path, glob: str, count: int) -> None:
    settings = rule(name="no-simply", pattern="simpelweg", locales=["nl-NL"], paths=[glob])
    assert len(found(site(tmp_path, settings), "check")) == count


def test_the_cache_knows_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path / "site", NO_SIMPLY)
    monkeypatch.setenv("LOCPIPE_CACHE_DIR", str(tmp_path / "cache"))
    assert "custom-no-simply" in run(root, "check", "--format", "json").stdout
    (root / "pipeline.toml").write_text("", "utf-8")
    assert "custom-no-simply" not in run(root, "check", "--format", "json").stdout


@pytest.mark.parametrize(
    ("settings", "place", "said"),
    [
        (rule(name="a", patern="x"), "3:1", "did you mean `pattern`"),
        (rule(name="a"), "2:1", "a rule needs `pattern`"),
        (rule(pattern="a"), "1:1", "a rule needs `name`"),
        (rule(name="A b", pattern="x"), "2:1", "small letters"),
        (rule(name="a", pattern="x(?=y)"), "3:13", "looks ahead"),
        (rule(name="a", pattern="x*"), "3:1", "matches where there is nothing"),
        (
            rule(name="a", pattern="x", kind="all"),
            "4:1",
            "existence, substitution, must-stay-equal",
        ),
        (rule(name="a", pattern="x", kind="substitution"), "1:1", "belongs to a rule of kind"),
        (rule(name="a", pattern="x", kind="substitution", replace="\\1"), "5:1", "it has 0"),
        (rule(name="a", pattern="x", severity="bad"), "4:1", "off, suggestion, warning, error"),
        (rule(name="a", pattern="x", locales=["not a locale"]), "4:1", "a locale such as"),
        (rule(name="a", pattern="x") + rule(name="a", pattern="y"), "5:1", "two rules"),
        ("custom = 3\n", "", "must be a list"),
    ],
)
def test_a_rule_that_cannot_be_used_says_where(
    tmp_path: Path, settings: str, place: str, said: str
) -> None:
    error = run(site(tmp_path, settings), "check").exception
    assert isinstance(error, UsageError)
    assert said in str(error)
    assert str(error).startswith(f"pipeline.toml:{place}")
