"""Files of a docset that are no pages: tables of contents, YAML documents, and docfx's settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.repo import Repo

Run = Callable[..., Result]

CLEAN = "- name: Pay\n  href: pay.md\n- name: Wait\n  href: wait.md\n"
LAYOUTS = """family = "microsoft-learn"

[[layouts]]
source = "docs/{path}"
target = "docs/{locale}/{path}"
"""

PAGE = "---\ntitle: {0}\nauthor: alma\nms.date: 01/02/2021\nms.topic: conceptual\nms.prod: shop\n---\n# {0}\n"
DOCFX = """{"build": {"content": [{"files": ["**/*.md", "**/*.yml", "article/*.md"]}],
  "globalMetadata": {"ms.author": "alma"}}}"""
TOC = """- name: Pay
  href: pay.md
- name: Pay
  href: pay.md
- name: Wait
  herf: wait.md
- href: wait.md
- name: Dead
  href: pya.md
- name: Case
  href: Pay.md
- name: Moved
  href: old.md
- name: Self
  href: toc.yml
- name: Sub
  href: sub/
- name: None
  href: none/
- name: More
  items:
  - name: Far
    href: https://contoso.com
  - name: Blank
    href: ''
  - name: Sub
    topicHref: sub/toc.yml
- just text
"""
LANDING = """### YamlMime:Landing
title: Shop
summary:
metadata:
  title: Shop
  ms.date: 2021-01-31
  ms.topic: landing-page
  ms.prod: shop
  author: alma
landingContent:
- title: A
  linkLists:
  - linkListType: overview
    links:
    - text: Pay
      url: pya.md
    - text: Wait
      url: wait.md
"""
REDIRECTIONS = """{"redirections": [
 {"source_path": "old.md", "redirect_url": "/shop/pay"},
 {"source_path": "gone.md", "redirect_url": "/shop/pay"},
 {"source_path": "old.md", "redirect_url": "/shop/pay"},
 {"source_path": "/x.md", "redirect_url": "/shop/pay"},
 {"source_path": "shop/a.md", "redirect_url": "/shop/b"},
 {"source_path": "shop/b.md", "redirect_url": "/shop/a"},
 {"source_path": "z.md"}
]}
"""
FOUND = [
    "gone.md:1 redirected-file-not-removed",
    "index.yml:1 description-missing",
    "kind.yml:1 yaml-mime-unknown",
    "index.yml:3 summary-missing",
    "index.yml:6 ms-date-invalid",
    "index.yml:16 file-not-found",
    "sub/toc.yml:1 document-unreadable",
    "toc.yml:3 toc-entry-repeated",
    "toc.yml:6 toc-entry-invalid",
    "toc.yml:7 toc-entry-invalid",
    "toc.yml:9 toc-href-invalid",
    "toc.yml:11 toc-href-invalid",
    "toc.yml:13 toc-href-invalid",
    "toc.yml:15 circular-reference",
    "toc.yml:19 toc-href-invalid",
    "toc.yml:25 toc-href-invalid",
    "toc.yml:27 toc-href-invalid",
    "toc.yml:28 toc-entry-invalid",
    ".openpublishing.redirection.json:4 redirection-invalid",
    ".openpublishing.redirection.json:5 redirection-invalid",
    ".openpublishing.redirection.json:6 circular-redirection",
    ".openpublishing.redirection.json:7 circular-redirection",
    ".openpublishing.redirection.json:8 redirection-invalid",
    "../../docfx.json:1 docfx-content-empty",
]


def docset(root: Path, **more: str) -> Path:
    source = root / "content" / "en-US"
    (source / "sub").mkdir(parents=True, exist_ok=True)
    (source / "none").mkdir()
    (root / "content" / "nl-NL").mkdir()
    for name in ("pay", "wait", "gone", "alone"):
        (source / f"{name}.md").write_text(PAGE.format(name), "utf-8")
    files = {
        "toc.yml": TOC,
        "sub/toc.yml": "- name: A: b\n  href: ../gone.md\n",
        "index.yml": LANDING,
        "other.yml": "a: [",
        "kind.yml": "### YamlMime:Landng\ntitle: Shop\n",
        ".openpublishing.redirection.json": REDIRECTIONS,
        "../../docfx.json": DOCFX,
        "../nl-NL/toc.yml": TOC.replace("Dead", "Dood").replace(
            "- name: Wait", "- name: Wachten\n  name: 2"
        ),
    }
    for name, text in (files | more).items():
        (source / name).write_text(text, "utf-8")
    return root


def found(done: Result) -> list[str]:
    return [
        f"{one['locale'] + ' ' if one['locale'] else ''}{one['path']}:{one['line']} {one['rule']}"
        for one in json.loads(done.stdout)["findings"]
    ]


def test_what_is_wrong_is_found_where_it_is(tmp_path: Path, run_in: Run) -> None:
    root = docset(tmp_path)
    assert sorted(found(run_in(root, "validate", "--format", "json"))) == sorted(FOUND)


def test_a_page_that_no_table_leads_to(tmp_path: Path, run_in: Run) -> None:
    root = docset(tmp_path, **{"sub/toc.yml": "- name: Pay\n  href: ../pay.md\n"})
    rules = found(run_in(root, "validate", "--format", "json"))
    assert [one for one in rules if "not-in-toc" in one] == ["alone.md:1 page-not-in-toc"]


def test_docfx_json_that_cannot_be_read_is_said_and_nothing_is_asked_for(
    tmp_path: Path, run_in: Run
) -> None:
    root = docset(
        tmp_path, **{"../../docfx.json": DOCFX[:-2], "wait.md": "---\ntitle: Wait\n---\n# Wait\n"}
    )
    rules = found(run_in(root, "validate", "--format", "json"))
    assert "../../docfx.json:2 document-unreadable" in rules
    assert not any("author-missing" in one or "not-in-toc" in one for one in rules)


def test_one_page_is_not_asked_for_its_place_in_tables(tmp_path: Path, run_in: Run) -> None:
    root = docset(tmp_path)
    assert found(run_in(root, "validate", "content/en-US/alone.md", "--format", "json")) == []


def test_ten_thousand_redirections_and_tables_that_lead_out(tmp_path: Path, run_in: Run) -> None:
    rows = [{"source_path": f"a/{n}.md", "redirect_url": f"/a/{n + 1}"} for n in range(10_000)]
    away = "- name: Out\n  href: ../../../../../etc/toc.yml\n"
    lists = {".openpublishing.redirection.json": json.dumps({"redirections": rows})}
    rules = found(
        run_in(docset(tmp_path, **lists, **{"toc.yml": away}), "validate", "--format", "json")
    )
    assert not any(".openpublishing" in one for one in rules)
    assert not any(one.startswith("toc.yml") for one in rules)


def test_letter_case_in_a_table_is_mended_and_nothing_else(tmp_path: Path, run_in: Run) -> None:
    root = docset(tmp_path)
    table = root / "content" / "en-US" / "toc.yml"
    done = run_in(root, "validate", "--fix", "--diff")
    assert "-  href: Pay.md" in done.output
    assert "+  href: pay.md" in done.output
    assert table.read_text("utf-8") == TOC
    run_in(root, "validate", "--fix")
    assert table.read_text("utf-8") == TOC.replace("href: Pay.md", "href: pay.md")


def test_documents_that_changed_since_a_revision(repo: Repo, run_in: Run) -> None:
    root = docset(repo.root)
    repo.commit()
    arguments = ("validate", "--since", "HEAD", "--format", "json")
    assert found(run_in(root, *arguments)) == []
    repo.write("content/en-US/toc.yml", CLEAN + "- name: A\n  href: a.md\n")
    repo.write("docfx.json", DOCFX.replace("article", "articles"))
    assert sorted(found(run_in(root, *arguments))) == [
        "../../docfx.json:1 docfx-content-empty",
        "toc.yml:6 toc-href-invalid",
    ]


def test_documents_of_layouts(tmp_path: Path, run_in: Run) -> None:
    for folder in ("docs", "docs/nl-nl"):
        (tmp_path / folder).mkdir()
        for name in ("pay", "wait"):
            (tmp_path / folder / f"{name}.md").write_text(PAGE.format(name), "utf-8")
    (tmp_path / "pipeline.toml").write_text(LAYOUTS, "utf-8")
    (tmp_path / "docs/toc.yml").write_text(CLEAN + "- name: A\n  href: a.md\n", "utf-8")
    (tmp_path / "docs/nl-nl/toc.yml").write_text(CLEAN + "- name: B\n  href: b.md\n", "utf-8")
    done = found(run_in(tmp_path, "validate", "--format", "json"))
    assert [one for one in done if "toc" in one] == [
        "toc.yml:6 toc-href-invalid",
        "nl-NL toc.yml:6 toc-href-invalid",
    ]


def test_redirections_in_circles_of_any_length(tmp_path: Path, run_in: Run) -> None:
    """10,000 rows: one long circle, one row to itself, and a long way into a circle."""
    rows = [
        {"source_path": f"shop/{n}.md", "redirect_url": f"/shop/{(n + 1) % 900}"}
        for n in range(900)
    ]
    rows.append({"source_path": "shop/self.md", "redirect_url": "/shop/self"})
    rows += [
        {
            "source_path": f"shop/w{n}.md",
            "redirect_url": f"/shop/w{n + 1}" if n < 9_098 else "/shop/0",
        }
        for n in range(9_099)
    ]
    lists = {".openpublishing.redirection.json": json.dumps({"redirections": rows})}
    rules = found(run_in(docset(tmp_path, **lists), "validate", "--format", "json"))
    assert sum("circular-redirection" in one for one in rules) == 901


def test_a_link_by_way_of_redirections_in_a_circle(tmp_path: Path, run_in: Run) -> None:
    rows = [
        {"source_path": "one.md", "redirect_url": "/shop/two"},
        {"source_path": "two.md", "redirect_url": "/shop/one"},
    ]
    lists = {".openpublishing.redirection.json": json.dumps({"redirections": rows})}
    page = PAGE.format("link") + "\nOpen [one](one.md).\n"
    rules = found(
        run_in(docset(tmp_path, **lists, **{"link.md": page}), "validate", "--format", "json")
    )
    assert [one for one in rules if one.startswith("link.md")] == ["link.md:10 link-redirected"]


def test_tables_that_take_in_each_other(tmp_path: Path, run_in: Run) -> None:
    """Three tables in a ring, and a chain of tables of which the last takes in the first but one."""
    ring = {
        "toc.yml": "- name: A\n  href: sub/toc.yml\n- name: P\n  href: pay.md\n",
        "sub/toc.yml": "- name: B\n  href: more/toc.yml\n",
        "sub/more/toc.yml": "- name: C\n  href: ../../toc.yml\n",
    }
    source = tmp_path / "content" / "en-US"
    (source / "sub" / "more").mkdir(parents=True)
    chain = source / "chain"
    for number in range(300):
        (chain / str(number)).mkdir(parents=True)
        to = 1 if number == 299 else number + 1
        (chain / str(number) / "toc.yml").write_text(
            f"- name: N\n  href: ../{to}/toc.yml\n", "utf-8"
        )
    root = docset(tmp_path, **ring)
    rules = found(run_in(root, "validate", "--format", "json"))
    circles = {one for one in rules if "circular-reference" in one}
    assert {f"{name}:2 circular-reference" for name in ring} <= circles
    assert (
        "chain/0/toc.yml:2 circular-reference" not in circles
    )  # it is in none, though it leads to one
    assert "chain/299/toc.yml:2 circular-reference" in circles


def test_includes_out_of_the_docset_are_not_read(tmp_path: Path, run_in: Run) -> None:
    """Neither by dots nor by a link, though what they lead to has a link that is dead."""
    (tmp_path / "secret.md").write_text("# Secret\n\n[x](gone-secret.md)\n", "utf-8")
    page = PAGE.format("take") + (
        "\n[!INCLUDE [x](../../../secret.md)]\n\n[!INCLUDE [y](linked.md)]\n\n[to](#secret)\n"
        "\n[!INCLUDE [z](/etc/passwd)]\n"
    )
    root = docset(tmp_path / "docs", **{"take.md": page})
    (root / "content" / "en-US" / "linked.md").symlink_to(tmp_path / "secret.md")
    done = run_in(root, "validate", "--format", "json")
    assert "gone-secret" not in done.stdout
    assert "root:" not in done.stdout
    assert [one for one in found(done) if one.startswith(("take.md", "linked.md"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"build"',
        '{"build": []}',
        '{"build": {"content": "x", "globalMetadata": [1], "fileMetadata": {"a": 1}}}',
        '{"build": {"content": [{"files": {"a": 1}, "src": 7}, null, [[]]]}}',
        "[" * 100_000,
        '{"build": {"content": [{"files": "**", "src": "../../../.."}]}}',
        "\0\0",
    ],
)
def test_docfx_json_of_any_form(tmp_path: Path, run_in: Run, text: str) -> None:
    """It is said where it is no JSON; nothing is asked for by it, and the pages are checked all the same."""
    root = docset(tmp_path, **{"../../docfx.json": text, "bad.md": "---\ntitle: Bad\n---\n##Bad\n"})
    done = run_in(root, "validate", "--format", "json")
    rules = found(done)
    assert not any("author-missing" in one for one in rules)
    assert "bad.md:4 heading-malformed" in rules
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        assert any("docfx.json" in one and "document-unreadable" in one for one in rules)


@pytest.mark.parametrize(
    ("glob", "is_empty"),
    [
        ("**", False),
        ("**/*", False),
        ("**/*.md", False),
        ("{pay,wait}.md", False),
        ("none/**/*.md", True),
        ("[", True),
        ("**/" * 200 + "*.md", False),
        ("*" * 500 + "x", True),
        ("a" * 5_000, True),
        ("(" * 50 + "a+)+$", True),
    ],
)
def test_globs_that_fit_all_or_nothing(
    tmp_path: Path, run_in: Run, glob: str, *, is_empty: bool
) -> None:
    content = json.dumps({"build": {"content": [{"files": [glob], "src": "content/en-US"}]}})
    root = docset(tmp_path, **{"../../docfx.json": content})
    rules = found(run_in(root, "validate", "--format", "json"))
    assert ("../../docfx.json:1 docfx-content-empty" in rules) is is_empty
