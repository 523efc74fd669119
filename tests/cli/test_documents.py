"""Files of a docset that are no pages: tables of contents, YAML documents, and docfx's settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

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
    (source / "sub").mkdir(parents=True)
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
