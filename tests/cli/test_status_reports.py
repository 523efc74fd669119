"""What managers get from `status`: what is behind, totals by locale, tables, a history, an export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import Result

from tests.repo import ENGLISH, Repo, localized
from tools import schema

Run = Callable[..., Result]


@pytest.fixture
def docs(repo: Repo) -> Repo:
    """Two locales: a page that is current, one that is behind by a sentence, one that is so by white space."""
    for name in ("a", "b", "c"):
        repo.write(f"content/en-US/{name}.md", ENGLISH)
    first = repo.commit()
    for name in ("a", "b", "c"):
        repo.write(f"content/nl-NL/{name}.md", localized(ENGLISH, first))
    repo.write("content/de-DE/b.md", localized(ENGLISH, first, kind="HT"))
    repo.write("content/en-US/b.md", ENGLISH.replace("Then wait.", "Then call us."))
    repo.write("content/en-US/c.md", ENGLISH.replace("\n\nBye", "\n\n\nBye"))
    repo.commit("later")
    return repo


def test_only_what_is_behind_with_its_sentences(docs: Repo, run_in: Run) -> None:
    text = run_in(docs.root, "status", "--stale").output
    assert "b.md" in text
    assert "a.md" not in text
    assert "c.md" not in text, "that is cosmetic"
    assert "“Then call us.”" in text
    document = json.loads(run_in(docs.root, "status", "--stale", "--format", "json").stdout)
    assert [(one["locale"], one["path"]) for one in document["pages"]] == [
        ("de-DE", "b.md"),
        ("nl-NL", "b.md"),
    ]
    assert document["locales"]["nl-NL"]["pages"] == 3, "the totals are of all pages"


def test_totals_by_locale(docs: Repo, run_in: Run) -> None:
    sums = json.loads(run_in(docs.root, "status", "--format", "json").stdout)["locales"]
    nl = sums["nl-NL"]
    assert [nl[key] for key in ("pages", "current", "stale", "cosmetic")] == [3, 1, 1, 1]
    assert nl["stale_sentences"] == 1
    assert sums["de-DE"]["stale"] == 1
    lines = run_in(docs.root, "status").output.splitlines()
    assert lines[-1].startswith(
        "  nl-NL: 3 pages, 1 current, 1 stale, 1 stale (cosmetic), 1 sentence behind"
    )
    one = run_in(docs.root, "status", "--locale", "de-DE").output.splitlines()
    assert one[-1].startswith("1 page: 1 stale"), "one locale has its totals already"


def test_a_table_for_a_spreadsheet(docs: Repo, run_in: Run) -> None:
    docs.write("content/nl-NL/=1+1.md", localized(ENGLISH))
    text = run_in(docs.root, "status", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["path"] for row in rows] == ["b.md", "'=1+1.md", "a.md", "b.md", "c.md"]
    assert {row["freshness"] for row in rows} == {"current", "stale", "source-missing"}
    assert rows[3]["changed_units"] == "1"
    assert rows[4]["cosmetic"] == "true"


def test_markdown(docs: Repo, run_in: Run) -> None:
    lines = run_in(docs.root, "status", "--format", "markdown").stdout.splitlines()
    assert lines[3].startswith("| `nl-NL` | 3 | 2 | 1 | 1 |")
    assert "| `nl-NL/b.md` | stale | 1 |" in lines
    assert not [line for line in lines if "c.md" in line]


def test_a_history(docs: Repo, run_in: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = run_in(docs.root, "status", "--record", "log.jsonl").output
    assert "Since" not in first
    (docs.root / "content/nl-NL/b.md").unlink()
    second = run_in(docs.root, "status", "--record", "log.jsonl").output
    assert "Since 2023-11-14T22:13:20Z: nl-NL -1 pages, -1 stale" in second
    third = run_in(docs.root, "status", "--record", "log.jsonl").output
    assert "nothing has changed" in third
    rows = [json.loads(line) for line in (docs.root / "log.jsonl").read_text().splitlines()]
    assert [row["locales"]["nl-NL"]["stale"] for row in rows] == [1, 0, 0]
    assert {row["commit"] for row in rows} == {docs.git("rev-parse", "HEAD")}


@pytest.mark.parametrize(
    "text", ["# Log\n", "[1]\n", '{"version": 2}\n', '{"version": 1}\n', "[" * 9999]
)
def test_a_file_with_other_lines_stays_as_it_is(docs: Repo, run_in: Run, text: str) -> None:
    file = docs.write("notes.txt", text)
    result = run_in(docs.root, "status", "--record", "notes.txt")
    assert result.exit_code != 0
    assert file.read_text() == text


def test_a_line_that_was_cut_off_is_not_glued_to(docs: Repo, run_in: Run) -> None:
    run_in(docs.root, "status", "--record", "log.jsonl")
    file = docs.root / "log.jsonl"
    file.write_text(file.read_text().rstrip("\n"))
    run_in(docs.root, "status", "--record", "log.jsonl")
    assert [json.loads(line)["version"] for line in file.read_text().splitlines()] == [1, 1]


def exported(docs: Repo, run_in: Run) -> dict[str, Any]:
    run_in(docs.root, "status", "--export", "translations.json")
    found: dict[str, Any] = json.loads((docs.root / "translations.json").read_text("utf-8"))
    jsonschema_rs.validator_for(json.loads(schema.export_page())).validate(found)
    return found


def test_an_export_for_site_generators(docs: Repo, run_in: Run) -> None:
    pages = exported(docs, run_in)["pages"]
    assert pages["nl-NL"].keys() == {"a.md", "b.md", "c.md"}
    behind = pages["nl-NL"]["b.md"]
    assert behind["outdated"] is True
    assert behind["changed_sentences"] == 1
    assert [one["source"] for one in behind["sentences"]] == ["Then call us."]
    assert behind["file"] == "content/nl-NL/b.md"
    assert behind["source"] == "b.md"
    assert (pages["nl-NL"]["c.md"]["outdated"], pages["nl-NL"]["c.md"]["cosmetic"]) == (False, True)
    assert pages["de-DE"]["b.md"]["translation_type"] == "HT"


def test_an_export_in_layouts_names_the_files(repo: Repo, run_in: Run) -> None:
    repo.write("docs/guide/a.md", ENGLISH)
    repo.write("i18n/nl/docusaurus-plugin-content-docs/current/guide/a.md", ENGLISH)
    repo.write(
        "pipeline.toml",
        'family = "docusaurus"\n[[layouts]]\nsource = "docs/{path}"\n'
        'target = "i18n/{locale}/docusaurus-plugin-content-docs/{version}/{path}"\n',
    )
    repo.commit()
    (page,) = exported(repo, run_in)["pages"]["nl"].values()
    assert page["file"] == "i18n/nl/docusaurus-plugin-content-docs/current/guide/a.md"


def test_a_share_is_all_only_where_it_is_all(docs: Repo, run_in: Run) -> None:
    from pipeline.commands.status_export import _share

    assert (_share(999, 1000), _share(1000, 1000), _share(0, 3), _share(0, 0)) == (0.99, 1, 0, None)


def test_names_do_nothing_in_markdown(docs: Repo, run_in: Run, tmp_path: Path) -> None:
    docs.write("content/nl-NL/`|<b>@you.md", localized(ENGLISH))
    (line,) = [
        line
        for line in run_in(docs.root, "status", "--format", "markdown").stdout.splitlines()
        if "@you" in line
    ]
    assert line.count("|") == 4
    assert "`` nl-NL/`" in line or "``nl-NL/`" in line
