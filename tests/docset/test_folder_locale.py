"""The locale of a folder that is named outright: its name, else what its pages say in their family's words."""

from pathlib import Path

import pytest

from pipeline.docset.folder_locale import UNKNOWN_LOCALE, folder_locale
from pipeline.errors import UsageError
from pipeline.settings import Settings

OURS = """\
detect = ["made.for"]

[provenance]
locale = "made.for"
"""


def settings(root: Path, family: str = "auto") -> Settings:
    return Settings(root=root, family=family)


def pages(folder: Path, *heads: str) -> Path:
    folder.mkdir()
    for number, head in enumerate(heads):
        (folder / f"{number}.md").write_text(f"{head}\n# Kop\n")
    return folder


def test_a_folder_named_as_a_locale_is_not_looked_into(tmp_path):
    folder = pages(tmp_path / "nl-NL", "---\nms.contentlocale: de-DE\n---")
    assert folder_locale(folder, settings(tmp_path)) == "nl-NL"


def test_most_pages_say_it(tmp_path):
    dutch, german = ("---\nms.contentlocale: nl-NL\n---", '---\nms.contentlocale: "de-DE"\n---')
    folder = pages(tmp_path / "pages", dutch, german, dutch)
    assert folder_locale(folder, settings(tmp_path)) == "nl-NL"


def test_a_block_that_is_no_valid_yaml_says_it_too(tmp_path):
    folder = pages(tmp_path / "pages", "---\ntitle: a: b\nms.contentlocale: nl-NL\n---")
    assert folder_locale(folder, settings(tmp_path)) == "nl-NL"


@pytest.mark.parametrize(
    "head",
    ["---\nmade:\n  for: pt-BR\n---", '+++\n[made]\nfor = "pt-BR"\n+++'],
    ids=["yaml", "toml"],
)
def test_a_family_of_the_docsets_own_is_read_by_its_own_key(tmp_path, head):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "family.toml").write_text(OURS)
    folder = pages(tmp_path / "pages", head)
    assert folder_locale(folder, settings(tmp_path, "./ours")) == "pt-BR"


def test_a_family_without_a_key_for_it_says_nothing(tmp_path):
    folder = pages(tmp_path / "pages", "---\nms.contentlocale: nl-NL\n---")
    assert folder_locale(folder, settings(tmp_path, "hugo")) == UNKNOWN_LOCALE


@pytest.mark.parametrize(
    "head",
    ["", "---\nms.contentlocale: ../../etc\n---", "---\ntitle: x\n---\nms.contentlocale: nl-NL"],
)
def test_what_is_no_locale_of_the_page_is_not_taken(tmp_path, head):
    folder = pages(tmp_path / "pages", head)
    assert folder_locale(folder, settings(tmp_path)) == UNKNOWN_LOCALE


def test_a_family_that_is_none_is_said(tmp_path):
    folder = pages(tmp_path / "pages", "# x")
    with pytest.raises(UsageError, match="hugo"):
        folder_locale(folder, settings(tmp_path, "huggo"))
