"""The examples of docs/library.md, run as they stand, on a copy of the example docset."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

from tests.docs.blocks import PROJECT

_PAGE = PROJECT / "docs" / "library.md"


def test_the_examples_say_what_they_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    text = _PAGE.read_text("utf-8")
    test = doctest.DocTestParser().get_doctest(text, {}, _PAGE.name, str(_PAGE), 0)
    assert len(test.examples) >= text.count(">>> ") > 10
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
