"""`validate` from the command line: outputs, fixes, baselines, revisions, bad input."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import ENGLISH, Repo, localized

Run = Callable[..., Result]
Make = Callable[..., Path]
BAD = "---\ntitle: Pay\nms.date: 9/9/2021\ndocument_id: x\n---\n# Pay\n"
GOOD = "---\ntitle: Pay\nms.date: 09/09/2021\ndocument_id: x\n---\n# Pay\n"
"""BAD after `--fix`: to delete a line is for a person to decide."""


def found(result: Result) -> list[tuple[str, str]]:
    """Path and rule of each finding of a JSON result."""
    document = json.loads(result.stdout)
    return [(one["path"], one["rule"]) for one in document["findings"]]


def test_text_points_at_the_character(docset: Make, run_in: Run) -> None:
    result = run_in(docset({"content/en-US/a.md": BAD}), "validate")
    assert result.exit_code == 0
    assert "content/en-US/a.md:3:10: warning: `ms.date` is `9/9/2021`" in result.stdout
    assert "    ms.date: 9/9/2021\n             ^^^^^^^^\n" in result.stdout


def test_fail_on_decides_the_exit_code(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": BAD})
    assert run_in(root, "validate", "--fail-on", "warning").exit_code == 1
    assert run_in(root, "validate", "--fail-on", "warning", "--ignore", "date-format-invalid",
                  "--ignore", "document-id-reserved").exit_code == 0  # fmt: skip
    assert (
        run_in(root, "validate", "--fail-on", "warning", "--select", "title-missing").exit_code == 0
    )


def test_unknown_rule_is_wrong_usage(docset: Make, run_in: Run) -> None:
    result = run_in(docset({"content/en-US/a.md": BAD}), "validate", "--select", "ms-date-invalit")
    assert result.exit_code != 0
    assert "did you mean `ms-date-invalid`" in str(result.exception)


def test_fix_mends_and_a_second_run_changes_nothing(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": BAD})
    result = run_in(root, "validate", "--fix")
    assert "1 place fixed in 1 file\n1 unsafe fix left" in result.stdout
    listed = "content/en-US/a.md:3:10: fixed [ms-date-invalid] “9/9/2021” → “09/09/2021”"
    assert listed in result.stderr.splitlines()
    assert (root / "content/en-US/a.md").read_text() == GOOD
    again = run_in(root, "validate", "--fix")
    assert "0 places fixed in 0 files" in again.stdout
    assert "fixed [" not in again.stderr
    assert (root / "content/en-US/a.md").read_text() == GOOD


def test_what_would_be_fixed_is_not_called_fixed(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": BAD})
    result = run_in(root, "validate", "--fix", "--diff")
    assert "content/en-US/a.md:3:10: would be fixed [ms-date-invalid]" in result.stderr
    assert ": fixed [" not in result.output
    assert (root / "content/en-US/a.md").read_text() == BAD


def test_unsafe_fixes_are_made_where_they_are_asked_for(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": BAD})
    result = run_in(root, "validate", "--fix", "--unsafe-fixes")
    assert "2 places fixed in 1 file" in result.stdout
    assert "unsafe" not in result.stdout
    assert (root / "content/en-US/a.md").read_text() == GOOD.replace("document_id: x\n", "")


@pytest.mark.parametrize("command", ["validate", "check"])
def test_unsafe_fixes_alone_are_wrong_usage(docset: Make, run_in: Run, command: str) -> None:
    result = run_in(docset({"content/nl-NL/a.md": BAD}), command, "--unsafe-fixes")
    assert "add --fix" in str(result.exception)


BLANKS = ["\n", "\r\n\n", " ", "\t", "\ufeff\n", "\ufeff\ufeff", "\u00a0\n", "\n\ufeff"]


@pytest.mark.parametrize("blank", BLANKS)
def test_metadata_that_does_not_begin_the_page(repo: Repo, run_in: Run, blank: str) -> None:
    for path, text in (("en-US", ENGLISH), ("nl-NL", localized(ENGLISH, kind="HT"))):
        repo.write(f"content/{path}/a.md", blank + text)
    before = [file.read_bytes() for file in sorted(repo.root.glob("content/*/a.md"))]
    result = run_in(repo.root, "validate", "--format", "json", "--ignore", "freshness")
    assert [rule for _, rule in found(result)] == ["yaml-header-misplaced"] * 2
    assert {one["line"] for one in json.loads(result.stdout)["findings"]} == {1 + blank.count("\n")}
    run_in(repo.root, "validate", "--fix")
    assert [file.read_bytes() for file in sorted(repo.root.glob("content/*/a.md"))] == before
    run_in(repo.root, "validate", "--fix", "--unsafe-fixes")
    mended = [file.read_bytes() for file in sorted(repo.root.glob("content/*/a.md"))]
    assert mended == [data[len(blank.encode()) :] for data in before]


def test_fix_keeps_line_ends_and_byte_order_mark(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": "\ufeff" + BAD.replace("\n", "\r\n")})
    run_in(root, "validate", "--fix")
    expected = ("\ufeff" + GOOD.replace("\n", "\r\n")).encode()
    assert (root / "content/en-US/a.md").read_bytes() == expected


@pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"]])
def test_diff_writes_nothing(docset: Make, run_in: Run, options: list[str]) -> None:
    root = docset({"content/en-US/a.md": BAD})
    result = run_in(root, "validate", *options)
    assert "-ms.date: 9/9/2021\n+ms.date: 09/09/2021\n" in result.stdout
    assert (root / "content/en-US/a.md").read_text() == BAD


def test_baseline_hides_what_it_knows(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": BAD})
    result = run_in(root, "validate", "--baseline", "b.json", "--update-baseline")
    assert result.exit_code == 0
    assert found(run_in(root, "validate", "--baseline", "b.json", "--format", "json")) == []
    (root / "content/en-US/a.md").write_text(BAD.replace("title: Pay", "author: alma"))
    again = run_in(root, "validate", "--baseline", "b.json", "--format", "json")
    assert found(again) == [("a.md", "title-missing")]
    assert again.exit_code == 1


def test_a_page_that_is_a_link_is_fixed_where_it_leads(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/sub/z.md": BAD})
    link = root / "content/en-US/a.md"
    link.symlink_to("sub/z.md")
    assert run_in(root, "validate", "--fix").exit_code == 0
    assert link.is_symlink()
    assert (root / "content/en-US/sub/z.md").read_text() == GOOD


def test_since_looks_at_what_changed_and_finds_lost_work(repo: Repo, run_in: Run) -> None:
    for name in ("a", "b"):
        repo.write(f"content/en-US/{name}.md", ENGLISH)
        page = localized(ENGLISH, kind="HT").replace('"1"', f'"{ord(name)}"')
        repo.write(f"content/nl-NL/{name}.md", page.replace("Betalen", f"Betalen {name}"))
    repo.commit()
    old = (repo.root / "content/nl-NL/a.md").read_text()
    repo.write("content/nl-NL/a.md", old.replace(": HT", ": MT"))
    result = run_in(repo.root, "validate", "--since", "HEAD", "--format", "json")
    assert found(result) == [("a.md", "translation-type-lost")]
    assert result.exit_code == 1
    assert json.loads(result.stdout)["summary"]["pages"] == 1
    off = run_in(repo.root, "validate", "--since", "HEAD", "--ignore", "freshness")
    assert off.exit_code == 0


def test_stale_page_names_commits_and_sentences(repo: Repo, run_in: Run) -> None:
    repo.write("content/en-US/a.md", ENGLISH)
    first = repo.commit()
    repo.write("content/nl-NL/a.md", localized(ENGLISH, first))
    repo.write("content/en-US/a.md", ENGLISH.replace("20 days", "30 days"))
    repo.commit()
    result = run_in(repo.root, "validate", "--format", "json")
    stale = [one for one in json.loads(result.stdout)["findings"] if one["rule"] == "page-stale"]
    assert [one["message"] for one in stale] == [
        "the source has changed since the hand-off: 1 commit since, 1 sentence changed or new: "
        "“Pay in 30 days.”"
    ]
    page = json.loads(run_in(repo.root, "status", "--format", "json").stdout)["pages"][0]
    assert (page["freshness"], page["commits"], page["changed_units"]) == ("stale", 1, 1)


def test_hand_off_before_the_source_commit(repo: Repo, run_in: Run) -> None:
    repo.write("content/en-US/a.md", ENGLISH)
    first = repo.commit()
    year = int(repo.git("show", "-s", "--format=%cs").split("-")[0])
    repo.write("content/nl-NL/a.md", localized(ENGLISH, first).replace("2021", str(year - 1)))
    repo.write("content/nl-NL/b.md", localized(ENGLISH, "f" * 40))
    result = run_in(repo.root, "validate", "--format", "json", "--select", "hand-back")
    assert found(result) == [("a.md", "lasthandoff-before-source")]


def test_names_with_spaces_accents_and_leading_dashes(docset: Make, run_in: Run) -> None:
    names = ["-a.md", "b c.md", "é.md", "--fix.md"]
    root = docset({f"content/en-US/{name}": BAD for name in names})
    result = run_in(
        root, "validate", "--format", "json", "--select", "ms-date-invalid", "--", *names
    )
    assert sorted(path for path, _ in found(result)) == sorted(names)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(8)
)


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        (BOMB, "yaml-header-syntax-error"),
        ("a: &a {b: *a}\n", "yaml-header-syntax-error"),
        ("title: " + "x" * 1_000_000 + "\n", "title-length-invalid"),
        ("title: Pay\n[1, 2]: x\n", "yaml-header-syntax-error"),
        ("title: Pay\n1: x\n", "unknown-field"),
        ("title: Pay\n2021-01-01: x\n", "unknown-field"),
        ("title: Pay\nms.date: 2021-13-45\n", "yaml-header-syntax-error"),
        ("title: !!python/object:os.system x\n", "yaml-header-syntax-error"),
        ("title: Pay\nuid: .nan\nms.custom: [.inf, 1.5]\n", "ms-custom-unquoted"),
        ("title: \"a\\u202eb\"\nms.topic: \"\\u001b[31m\"\n", "ms-topic-invalid"),
        ("- " * 5000 + "\n", "yaml-header-syntax-error"),
        ("title: " + "[" * 5000 + "\n", "yaml-header-syntax-error"),
    ],
)  # fmt: skip
def test_bad_front_matter_is_a_finding(docset: Make, run_in: Run, front: str, rule: str) -> None:
    root = docset({"content/en-US/a.md": f"---\n{front}---\n# Pay\n"})
    (root / "pipeline.toml").write_text('family = "openlocalization"\n')
    result = run_in(root, "validate", "--format", "json")
    rules = [one for _, one in found(result)]
    assert rule in rules
    assert "page-failed" not in rules
    text = run_in(root, "validate").stdout
    assert not {"\x1b", "\u202e"} & set(text)
    assert len(text) < 3_000


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("{", "s.json:1:2: not valid JSON"),
        ("[]", "s.json: a schema is an object"),
        ('{"properties": {"a": {"type": "texts"}}}', "s.json: not a valid schema at properties/a/type"),
        ('{"either": ["a"]}', "`either/0` must be a list of attributes"),
        ('{"properties": {"d": {"relativeMaxDate": "soon"}}}', "`properties/d/relativeMaxDate` must be"),
        ('{"rules": {"a": {"b": {"severity": "bad"}}}}', "`rules/a/b/severity` must be one of"),
        ('{"$ref": "locpipe:nothing"}', "no shipped schema is called `nothing`"),
        ('{"$ref": "s.json"}', "extends itself"),
        ('{"$ref": "none.json"}', "none.json: cannot be read"),
        ('{"properties": {"a": {"pattern": "("}}}', "s.json: not a valid schema at properties/a/pattern"),
    ],
)  # fmt: skip
def test_broken_schema_is_wrong_usage_and_names_the_place(
    docset: Make, run_in: Run, schema: str, message: str
) -> None:
    root = docset(
        {"content/en-US/a.md": GOOD, "s.json": schema, "pipeline.toml": 'schema = "s.json"\n'}
    )
    result = run_in(root, "validate")
    assert result.exit_code == 1  # the runner's; `main` makes 2 of a UsageError
    assert type(result.exception).__name__ == "UsageError"
    assert message in str(result.exception)


def test_broken_attributes_are_wrong_usage(docset: Make, run_in: Run) -> None:
    settings = '[attributes."ms.topic"]\nenum = "article"\n'
    root = docset({"content/en-US/a.md": GOOD, "pipeline.toml": settings})
    message = "pipeline.toml (attributes): not a valid schema at properties/ms.topic/enum"
    assert message in str(run_in(root, "validate").exception)


def test_own_schema_and_attributes_extend_the_shipped_ones(docset: Make, run_in: Run) -> None:
    root = docset(
        {
            "content/en-US/a.md": "---\ntitle: Pay\nshelf: top\nms.topic: recipe\n---\n# Pay\n",
            "s.json": json.dumps(
                {
                    "$ref": "locpipe:source",
                    "properties": {"shelf": {"enum": ["low"]}},
                    "strictRequired": ["owner"],
                    "rules": {"owner": {"missing-attribute": {"severity": "suggestion"}}},
                }
            ),
            "pipeline.toml": 'schema = "s.json"\nrules = {"shelf-invalid" = "warning"}\n'
            '[attributes."ms.topic"]\nenum = ["recipe"]\n[attributes.price]\nrequired = true\n',
        }
    )
    result = run_in(root, "validate", "--format", "json")
    severities = {one["rule"]: one["severity"] for one in json.loads(result.stdout)["findings"]}
    assert severities == {
        "shelf-invalid": "warning",
        "owner-missing": "suggestion",
        "price-missing": "error",
    }


def test_settings_name_the_nearest_profile_and_rule(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": GOOD, "pipeline.toml": 'profile = "azure"\n'})
    assert "must be one of auto, base, office-support" in str(run_in(root, "validate").exception)
    (root / "pipeline.toml").write_text('rules = {"ms-date-mising" = "off"}\n')
    assert "did you mean `ms-date-missing`" in str(run_in(root, "validate").exception)


def test_rules_and_explain(docset: Make, run_in: Run) -> None:
    root = docset({"a": ""})
    listed = json.loads(run_in(root, "rules", "--format", "json").stdout)["rules"]
    assert len(listed) > 80
    assert "alerts-differ" in run_in(root, "rules", "structure").stdout
    assert "# ms-date-missing" in run_in(root, "explain", "ms-date-missing").stdout
    assert "Bad:" in run_in(root, "explain", "unit-two-sources").stdout
    assert "missing-attribute" in run_in(root, "explain", "author-missing").stdout
    assert "has these rules" in run_in(root, "explain", "headings").stdout
    assert "did you mean" in str(run_in(root, "explain", "heading-skiped").exception)


@pytest.mark.parametrize(
    ("command", "name", "message"),
    [
        ("rules", "nosuch", "unknown rule `nosuch`"),
        ("rules", "structur", "did you mean `structure`?"),
        ("explain", "no-such-invalid", "unknown rule `no-such-invalid`"),
        ("explain", "shelve-invalid", "did you mean `shelf-invalid`?"),
    ],
)
def test_a_name_that_is_no_rule_is_wrong_usage(
    docset: Make, run_in: Run, command: str, name: str, message: str
) -> None:
    root = docset({"pipeline.toml": "[attributes.shelf]\nrequired = true\n"})
    assert message in str(run_in(root, command, name).exception)


@pytest.mark.parametrize("settings", ["[attributes.shelf]\n", 'schema = "s.json"\n'])
def test_rules_of_own_attributes_are_known(docset: Make, run_in: Run, settings: str) -> None:
    own = '{"$ref": "locpipe:source", "properties": {"shelf": {"enum": ["low"]}}}'
    page = "---\ntitle: Pay\nshelf: top\n---\n# Pay\n"
    root = docset({"pipeline.toml": settings, "s.json": own, "content/en-US/a.md": page})
    for command in ("rules", "explain"):
        assert "shelf-invalid" in run_in(root, command, "shelf-invalid").stdout
    selected = run_in(root, "validate", "--select", "shelf-invalid", "--format", "json")
    assert len(found(selected)) == ("schema" in settings)


UNREAD = {
    "source that is not UTF-8": ("content/en-US/a.md", ENGLISH.encode() + b"\nCaf\xe9\n"),
    "source in UTF-16": ("content/en-US/a.md", ENGLISH.encode("utf-16")),
    "merge conflict": (
        "content/en-US/a.md",
        ENGLISH.encode() + b"\n<<<<<<< HEAD\nA.\n=======\nB.\n>>>>>>> topic\n",
    ),
    "PO file": ("build/po/nl-NL/a.po", b"no PO file\n"),
}


@pytest.mark.parametrize("kind", UNREAD)
def test_freshness_needs_bytes_only(repo: Repo, run_in: Run, kind: str) -> None:
    name, data = UNREAD[kind]
    repo.write("content/en-US/a.md", ENGLISH)
    (repo.root / name).parent.mkdir(parents=True, exist_ok=True)
    (repo.root / name).write_bytes(data)
    first = repo.commit()
    source = repo.root / "content/en-US/a.md"
    page = localized(ENGLISH, first).replace(
        hashlib.sha1(ENGLISH.encode(), usedforsecurity=False).hexdigest(),
        hashlib.sha1(source.read_bytes(), usedforsecurity=False).hexdigest(),
    )
    repo.write("content/nl-NL/a.md", page)
    for freshness, commits in (("current", None), ("stale", 1)):
        result = run_in(repo.root, "status", "--format", "json")
        status = json.loads(result.stdout)["pages"][0]
        assert (status["freshness"], status["commits"]) == (freshness, commits)
        assert status["units"] == 0
        assert f"{name}:" in status["unread"]
        assert result.exit_code == 1
        assert status["unread"] in result.stderr
        source.write_bytes(source.read_bytes() + b"\nMore.\n")
        repo.commit()


def test_status_of_a_docset_without_sources(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": localized(ENGLISH)})
    page = json.loads(run_in(root, "status", "--format", "json").stdout)["pages"][0]
    assert page["freshness"] == "unverifiable"
    assert page["translation_type"] == "MT"
    assert "1 unverifiable, 1 MT" in run_in(root, "status").stdout
