"""Rules, families and formats of other packages: installed for real, and run only where the user asks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Docset = Callable[..., Path]

RULE = '''"""No shouting."""

from pathlib import Path

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule

Path("ran.txt").touch()


@rule("shouting", "unit", marks="!")
def shouting(pair):
    """The target shouts where the source does not.

    Bad: `Stop!!`

    Good: `Stop!`
    """
    at = pair.target.text.find("!!")
    if at >= 0 and "!!" not in pair.source.text:
        yield Hit(at, at + 2, "two exclamation marks")
'''
REGISTER = '[shouting]\nseverity = "warning"\ncertainty = "certain"\nits = "typographical"\nfamily = "typography"\n'
FAMILY = 'title = "Acme"\n[detect]\nkeys = ["acme-id"]\n[metadata]\ntranslated = ["headline"]\n'
FORMAT = 'def render(findings, summary, places):\n    return f"acme: {len(findings)}\\n"\n'
POINTS = (
    "[locpipe.rules]\nacme = acme_docs.rules\n[locpipe.families]\nacme = acme_docs.family\n"
    "[locpipe.formats]\nacme = acme_docs.format\n"
)
PAGES = {
    "content/en-US/a.md": "---\nheadline: Stop\nacme-id: 1\n---\n\n# Stop it\n\nStop it now!\n",
    "content/nl-NL/a.md": "---\nheadline: Stop\nacme-id: 1\n---\n\n# Stop het\n\nStop er nu mee!!\n",
}


def installed(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A package of rules, a family and a format, as pip leaves it in a folder; `files` replace some."""
    written = {
        "rules/__init__.py": RULE,
        "rules/register.toml": REGISTER,
        "family/family.toml": FAMILY,
        "format.py": FORMAT,
        **(files or {}),
    }
    for name, text in written.items():
        file = folder / "acme_docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for package in ("", "family"):
        (folder / "acme_docs" / package / "__init__.py").touch()
    about = folder / "acme_docs-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-docs\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(POINTS)
    return folder


def locpipe(
    root: Path, site: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with the folder among those that Python looks in."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "pipeline", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{Path.cwd()}", **environment},
        capture_output=True,
        text=True,
    )


def test_a_rule_finds_what_it_looks_for(
    docset: Docset, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, site = docset(PAGES), installed(tmp_path_factory.mktemp("site"))
    done = locpipe(root, site, "--plugins", "check", "--format", "concise", "--select", "shouting")
    assert "nl-NL/a.md:8:15: warning: two exclamation marks [shouting]" in done.stdout, done.stderr
    asked = locpipe(root, site, "check", "--format", "concise", LOCPIPE_PLUGINS="1")
    assert "[shouting]" in asked.stdout
    said = locpipe(root, site, "explain", "shouting", "--plugins")
    assert "shouts where the source does not" in said.stdout, said.stderr


def test_nothing_of_it_runs_unasked(
    docset: Docset, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, site = docset(PAGES), installed(tmp_path_factory.mktemp("site"))
    (root / "pipeline.toml").write_text('plugins = true\n[rules]\nshouting = "error"\n')
    done = locpipe(root, site, "check")
    assert done.returncode == 2
    (root / "pipeline.toml").unlink()
    done = locpipe(root, site, "check")
    assert "shouting" not in done.stdout
    assert not (root / "ran.txt").exists()


def test_a_family_and_a_format(docset: Docset, tmp_path_factory: pytest.TempPathFactory) -> None:
    root, site = docset(PAGES), installed(tmp_path_factory.mktemp("site"))
    locpipe(root, site, "--plugins", "extract", "--family", "acme")
    assert "metadata: headline" in (root / "build/po/nl-NL/a.po").read_text("utf-8")
    done = locpipe(root, site, "--plugins", "check", "--format", "acme", "--family", "acme")
    assert done.stdout.startswith("acme: 1"), done.stderr


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"rules/__init__.py": "1 / 0\n"}, "ZeroDivisionError"),
        ({"rules/register.toml": "[shouting]\n"}, "register.toml cannot be read"),
        ({"rules/register.toml": REGISTER.replace("[shouting]", "[double-space]")}, "already"),
        (
            {"rules/register.toml": REGISTER + "[x]\nseverity = 'loud'\ncertainty = 'certain'\n"},
            "register.toml",
        ),
    ],
)
def test_what_is_wrong_with_it_is_said(
    docset: Docset, tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], said: str
) -> None:
    root, site = docset(PAGES), installed(tmp_path_factory.mktemp("site"), files)
    done = locpipe(root, site, "--plugins", "check")
    assert done.returncode == 2
    assert said in done.stderr
    assert "plug-in `acme` of acme-docs" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_repository_cannot_bring_one(docset: Docset) -> None:
    root = installed(docset(PAGES))
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--plugins", "check"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
    )
    assert "shouting" not in done.stdout
    assert not (root / "ran.txt").exists()


def test_a_repository_cannot_stand_in_for_one(
    docset: Docset, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, site = docset(PAGES), installed(tmp_path_factory.mktemp("site"))
    inside = root / "acme_docs" / "rules"
    inside.mkdir(parents=True)
    (inside.parent / "__init__.py").touch()
    (inside / "__init__.py").write_text(RULE)
    (inside / "register.toml").write_text(REGISTER)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--plugins", "check"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{Path.cwd()}"},
        capture_output=True,
        text=True,
    )
    assert "shouting" not in done.stdout
    assert not (root / "ran.txt").exists()
