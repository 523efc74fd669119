"""The recipes for site generators, as the guide has them, in sites that the generators build."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import PROJECT

GUIDE = (PROJECT / "docs/release.md").read_text("utf-8")
ENTRY = {"outdated": False, "translation_type": "HT", "changed_sentences": 0}
PAGES = {
    "behind.md": ENTRY | {"outdated": True, "changed_sentences": 3},
    "machine.md": ENTRY | {"translation_type": "MT"},
    "well.md": ENTRY,
}
BEHIND, MACHINE = "The original has changed", "translated by a machine"


def block(language: str) -> str:
    """The one block of the guide in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)
    return str(found)


def export(locale: str) -> str:
    return json.dumps({"version": 1, "locales": {}, "pages": {locale: PAGES}})


def test_hugo(tmp_path: Path) -> None:
    if not shutil.which("hugo"):
        pytest.skip("no Hugo")
    files = {
        "hugo.toml": 'baseURL = "https://example.com/"\ndefaultContentLanguage = "nl"\ntitle = "x"\n'
        '[languages.nl]\ncontentDir = "content/nl"\n',
        "layouts/_default/single.html": '{{ partial "translation-notice.html" . }}{{ .Content }}',
        "layouts/partials/translation-notice.html": block("go-html-template"),
        "data/translations.json": export("nl"),
        **{f"content/nl/{name}": "---\ntitle: T\n---\nTekst.\n" for name in [*PAGES, "new.md"]},
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = subprocess.run(
        ["hugo", "--quiet"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr

    def page(name: str) -> str:
        (found,) = tmp_path.glob(f"public/**/{name}/index.html")
        return found.read_text("utf-8")

    assert BEHIND in page("behind")
    assert "(3 sentences)" in page("behind")
    assert MACHINE in page("machine")
    assert "<aside" not in page("well") + page("new")


def test_mkdocs(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    (tmp_path / "hooks").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "hooks/translations.py").write_text(block("python"), "utf-8")
    (tmp_path / "translations.json").write_text(export("nl-NL"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nhooks: [hooks/translations.py]\nmarkdown_extensions: [admonition]\nplugins: []\n"
    )
    for name in [*PAGES, "index.md"]:
        (tmp_path / "docs" / name).write_text("# Kop\n\nTekst.\n", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    texts = {
        name: (tmp_path / "site" / name / "index.html").read_text("utf-8")
        for name in ("behind", "machine", "well")
    }
    assert BEHIND in texts["behind"]
    assert MACHINE in texts["machine"]
    assert 'class="admonition' not in texts["well"]
