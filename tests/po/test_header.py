from __future__ import annotations

import shutil
import subprocess

import polib
import pytest

from pipeline.po import file as po_files
from pipeline.po.header import PAGE_HASH, SOURCE_HASH, Header, is_of_page, metadata
from pipeline.po.merge import merge

PAGE = Header("a.md", "nl-NL", page_hash="ab" * 32, source_hash="cd" * 32, translation_type="MT")


def test_no_tool_wraps_a_line_of_our_own() -> None:
    data = po_files.dump(merge([], None, PAGE).po).decode()
    own = [line for line in data.splitlines() if "X-Locpipe-" in line]
    assert len(own) == 3
    assert max(map(len, own)) < 60
    fields = metadata(PAGE, {})
    assert (fields[PAGE_HASH], fields[SOURCE_HASH]) == ("ab" * 16, "cd" * 16)


@pytest.mark.parametrize("digits", [32, 64])
def test_a_file_with_the_whole_hash_is_of_the_page_too(digits: int) -> None:
    assert is_of_page({PAGE_HASH: ("ab" * 32)[:digits]}, "ab" * 32)
    assert not is_of_page({PAGE_HASH: ("ac" * 32)[:digits]}, "ab" * 32)


SPELLINGS = [  # a field, what a file says in it, and whether that is kept
    ("Language", "nl-NL", True),
    ("Language", "nl", True),
    ("Language", "de_DE", False),
    ("Language", "", False),
    ("Plural-Forms", "nplurals=2; plural=n != 1;", True),
    ("Plural-Forms", "nplurals=2; plural=n>1", True),
    ("Plural-Forms", "", False),
    ("Content-Type", "text/plain; charset=utf-8", True),
    ("Content-Type", "text/plain; charset=CHARSET", False),
    ("Content-Transfer-Encoding", "8-bit", True),
    ("Content-Transfer-Encoding", "quoted-printable", False),
    ("MIME-Version", "1.0", True),
    ("POT-Creation-Date", "", True),
    ("X-Generator", "Poedit 3.2.2", True),
    ("Last-Translator", "Anne <anne@example.com>", True),
    ("X-Locpipe-Translation-Type", "HT", False),
]


@pytest.mark.parametrize(("field", "said", "is_kept"), SPELLINGS)
def test_what_means_the_same_is_kept(field: str, said: str, is_kept: bool) -> None:
    fields = metadata(PAGE, metadata(PAGE, {}) | {field: said})
    assert (fields[field] == said) == is_kept
    assert metadata(PAGE, fields) == fields


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
@pytest.mark.parametrize("handoff", ["", "01/02/2024"])
def test_gettext_has_nothing_to_say_of_a_file_without_a_translation(handoff: str) -> None:
    header = Header("a.md", "nl-NL", page_hash="", last_handoff=handoff)
    po = merge([], None, header).po
    po.append(polib.POEntry(msgid="One"))
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"], input=po_files.dump(po), capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
