"""Pages made from their source: what stands in them, and what is said where they cannot be made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from tests.cases import Case, cases

Run = Callable[..., Result]

FIXTURES = Path(__file__).parent / "fixtures"


def build(folder: Path, run_in: Run, source: str, texts: dict[str, str], *options: str) -> Result:
    """Hand off a source page, translate it, and build."""
    page = folder / "content" / "en-US" / "a.md"
    page.parent.mkdir(parents=True)
    (folder / "content" / "nl-NL").mkdir()
    page.write_text(source, "utf-8")
    (folder / "pipeline.toml").write_text('family = "openlocalization"\n')
    run_in(folder, "extract", "--locale", "nl-NL")
    po = folder / "build" / "po" / "nl-NL" / "a.po"
    file = polib.pofile(str(po), wrapwidth=0)
    assert set(texts) <= {entry.msgid for entry in file}
    for entry in file:
        entry.msgstr = texts.get(entry.msgid, "")
    file.save()
    return run_in(folder, "build", "--locale", "nl-NL", "--date", "2026-12-01", *options)


@cases(FIXTURES / "from_source.txt")
def test_a_new_page_says_what_was_meant_or_is_not_built(
    case: Case, tmp_path: Path, run_in: Run
) -> None:
    lines = (line.split(" = ") for line in case["texts"].splitlines())
    texts = {source.replace("\\n", "\n"): text.replace("\\n", "\n") for source, text in lines}
    result = build(tmp_path, run_in, case["source"], texts, *case.get("options").split())
    says = case.get("says").splitlines()
    assert [line in result.output for line in says] == [True] * len(says), result.output
    assert ("error" in result.output) == (result.exit_code == 1) == bool(says), result.output
    built = tmp_path / "build" / "content" / "nl-NL" / "a.md"
    assert (built.read_text("utf-8") if built.exists() else "") == _expected(case)


def _expected(case: Case) -> str:
    digest = hashlib.sha1(case["source"].encode(), usedforsecurity=False).hexdigest()
    back = (
        f"ms.openlocfilehash: {digest}\nms.translationtype: KIND\n"
        "ms.contentlocale: nl-NL\nms.lasthandoff: 12/01/2026\n"
    )
    built = case.get("built")
    for kind in ("HT", "MT"):
        built = built.replace(f"HAND-BACK: {kind}\n", back.replace("KIND", kind))
    return built


@pytest.mark.parametrize("command", [("build", "--in-place"), ("run",)])
def test_a_page_that_cannot_follow_its_source_stays_as_it_is(
    command: tuple[str, ...], tmp_path: Path, run_in: Run
) -> None:
    source = "---\n{title: Hello there, author: x}\n---\n# Head\n\nBody text.\n"
    page = tmp_path / "content" / "nl-NL" / "a.md"
    page.parent.mkdir(parents=True)
    unit = (
        '<span data-ttu-id="4c3d2-101">Kop</span>'
        '<span class="sxs-lookup"><span data-stu-id="4c3d2-101">Head</span></span>'
    )
    digest = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
    page.write_text(
        f"---\ntitle: Dag\nms.openlocfilehash: {digest}\nms.translationtype: MT\n"
        f'ms.contentlocale: nl-NL\n---\n# <a name="head"></a>{unit}\n',
        "utf-8",
    )
    before = page.read_bytes()
    (tmp_path / "content" / "en-US").mkdir()
    (tmp_path / "content" / "en-US" / "a.md").write_text(source + "\nMore.\n", "utf-8")
    run_in(tmp_path, "extract")
    result = run_in(tmp_path, *command)
    assert result.exit_code == 1
    assert "page-not-built" in result.output
    assert page.read_bytes() == before
    assert not (tmp_path / "build" / "content").exists()
