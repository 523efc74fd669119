"""Localized pages alone: what they were handed back with is one line, and what can be mended there is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

PAGE = """---
title: Betalen
author: alma writer
ms.topic: artikle
services: billing
ms.openlocfilehash: 3ffe4676325e2c86642cb06aaee59725759b7ed9
ms.sourcegitcommit: 04bf13605a30ad4a2218ad9e94dcffcee4cc9aa6
ms.translationtype: Human
ms.contentlocale: nl-NL
ms.lasthandoff: 01/05/2021
ms.locfileid: "49755686"
---
# Betalen

Zie [de lijst](lijst.md), [Azure](https://docs.microsoft.com/azure) en meer.

##Later betalen
"""


@pytest.fixture
def docset(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "nl-NL"
    folder.mkdir(parents=True)
    (folder / "pay.md").write_text(PAGE, "utf-8")
    return tmp_path


def found(done: Result) -> list[str]:
    return [one["rule"] for one in json.loads(done.stdout)["findings"]]


def test_without_sources(docset: Path, run_in: Run) -> None:
    assert found(run_in(docset, "validate", "--format", "json")) == [
        "ms-translationtype-invalid",
        "heading-malformed",
    ]
    shown = run_in(docset, "validate")
    assert "source not at hand: 5 findings on what was copied from it not shown" in shown.output


def test_with_sources(docset: Path, run_in: Run) -> None:
    folder = docset / "content" / "en-US"
    folder.mkdir()
    (folder / "other.md").write_text("# Other\n", "utf-8")
    assert "docs-link-absolute" in found(run_in(docset, "validate", "--format", "json"))


def test_other_families(tmp_path: Path, run_in: Run) -> None:
    """What translators copy in any family: addresses and HTML; fields they write themselves."""
    folder = tmp_path / "content" / "de"
    folder.mkdir(parents=True)
    page = '# Zahlen\n\n<img src="https://contoso.com/a.png">\n\nMehr [dazu](mehr.md).\n'
    (folder / "pay.md").write_text(page, "utf-8")
    arguments = ("validate", "--family", "mkdocs", "--format", "json")
    assert found(run_in(tmp_path, *arguments)) == []
    sources = tmp_path / "content" / "en-US"
    sources.mkdir()
    (sources / "pay.md").write_text("# Pay\n\nMore.\n", "utf-8")
    assert found(run_in(tmp_path, *arguments)) == ["alt-text-missing", "file-not-found"]


def test_blank_descriptions(docset: Path, run_in: Run) -> None:
    page = PAGE.replace("title: Betalen\n", "title: Betalen\ndescription: ''\n")
    (docset / "content" / "nl-NL" / "pay.md").write_text(page, "utf-8")
    assert "description-missing" not in found(run_in(docset, "validate", "--format", "json"))
    page = PAGE.replace("title: Betalen\n", "")
    (docset / "content" / "nl-NL" / "pay.md").write_text(page, "utf-8")
    assert "title-missing" in found(run_in(docset, "validate", "--format", "json"))
