"""What `pipeline` offers to programs: the same as the commands, typed, and imported when it is used."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import pipeline
from pipeline.cli.main import locpipe
from tests.docs.blocks import PROJECT

FUNCTIONS = ("validate", "check", "run")


@pytest.fixture
def docset(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "content", tmp_path / "docset" / "content")
    return tmp_path / "docset"


def test_every_name_is_there() -> None:
    for name in pipeline.__all__:
        assert getattr(pipeline, name) is not None
        assert name in dir(pipeline)
    homes = [name for names in pipeline._HOMES.values() for name in names]
    assert sorted(homes) == sorted(pipeline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = pipeline.chek  # type: ignore[attr-defined]


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import pipeline; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if name.startswith("pipeline.")] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_finds_what_its_command_finds(name: str, docset: Path, tmp_path: Path) -> None:
    other = shutil.copytree(docset, tmp_path / "other")
    report = getattr(pipeline, name)(docset)
    said = CliRunner().invoke(
        locpipe, ["-C", str(other), name, "--format", "json", "--fail-on", "never"]
    )
    rows = json.loads(said.stdout)
    found = [(one.rule, one.path, one.line, one.column, one.message) for one in report.findings]
    shown = [
        (one["rule"], one["path"], one["line"], one["column"], one["message"])
        for one in rows["findings"]
    ]
    assert found == shown
    assert found
    assert report.counts.pages == rows["summary"]["pages"]
    assert report.passes() == (rows["summary"]["error"] == 0)


def test_the_hand_off_and_the_hand_back_name_what_they_wrote(docset: Path) -> None:
    handed_off = pipeline.extract(docset, locales=["nl-NL"])
    assert handed_off.counts.po_files_written == len(handed_off.written) > 0
    assert all((docset / name).is_file() for name in handed_off.written)
    assert pipeline.extract(docset).written == ()
    shown = pipeline.build(docset, paths=["billing"], diff=True)
    assert shown.diff.startswith("--- ")
    assert not (docset / "build" / "content").exists()
    built = pipeline.build(docset, paths=["billing"], out="built/{locale}")
    assert built.counts.pages_written == len(built.written) > 0
    assert all((docset / name).is_file() for name in built.written)


def test_options_are_taken_from_the_root(docset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    named = pipeline.check(
        docset, content="content/nl-NL", source="content/en-US", paths=["content/nl-NL/billing"]
    )
    assert named.counts.pages == pipeline.check(docset, paths=["billing"]).counts.pages > 0


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "no docset": (lambda root: pipeline.check(root / "nowhere"), "no pages"),
    "a rule": (lambda root: pipeline.check(root, select=["nothing"]), "unknown rule `nothing`"),
    "a locale": (lambda root: pipeline.extract(root, locales=["fr-FR"]), "fr-FR"),
    "a page": (lambda root: pipeline.run(root, paths=["no.md"]), "no such page"),
    "a date": (lambda root: pipeline.build(root, date="soon"), "not a date"),
    "a tag": (lambda root: pipeline.check_text("a", "b", "Dutch!"), "locale: must be a locale"),
    "a rule of a text": (
        lambda root: pipeline.check_text("a", "b", "nl-NL", ignore=["nothing"]),
        "unknown rule `nothing`",
    ),
    "a family": (
        lambda root: pipeline.check_text("a", "b", "nl-NL", family="mdm"),
        "did you mean `mdn`",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_options_say_so(case: str, docset: Path) -> None:
    call, said = WRONG[case]
    with pytest.raises(pipeline.UsageError, match=said):
        call(docset)


def test_one_text_is_no_list_of_texts(docset: Path) -> None:
    with pytest.raises(TypeError, match="locales must be a list"):
        pipeline.check(docset, locales="nl-NL")
    with pytest.raises(TypeError, match="select must be a list"):
        pipeline.check_text("a", "b", "nl-NL", select="numbers")


@pytest.mark.parametrize("translation_type", ["HT", "MT"])
@pytest.mark.parametrize("before", ["", "---\nms.translationtype: x\n---\n", "Eerste regel.\n"])
def test_places_count_in_the_target(before: str, translation_type: str) -> None:
    target = f"{before}Er zijn  4 bestanden."
    found = pipeline.check_text(
        f"{before}There are 3 files.", target, "nl-NL", translation_type=translation_type
    )
    places = {one.rule: one.place for one in found}
    number = places["number-changed"]
    assert target[number.start : number.end] == "4"
    assert target.split("\n")[number.line - 1][number.column - 1] == "4"
    [space] = [one for one in found if one.rule == "double-space"]
    assert space.fix is not None
    assert pipeline.splice(target, space.fix.edits) == target.replace("  ", " ")


def test_machine_translation_is_weighed_as_such() -> None:
    texts = "The 2 files are saved in the folder.", "De 2 bestanden worden opgeslagen."

    def weights(kind: str) -> set[tuple[str, str]]:
        found = pipeline.check_text(
            "Save **2** files.", "Bewaar 2 bestanden.", "nl-NL", translation_type=kind
        )
        return {(one.translation_type, one.rule) for one in found}

    assert {kind for kind, _ in weights("MT")} == {"MT"}
    assert {kind for kind, _ in weights("HT")} == {"HT"}
    assert pipeline.check_text(*texts, "nl-NL", select=["number-changed"]) == ()
