"""What a docset says of itself when something in it is not as its settings and options say."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

PAGE = "---\ntitle: Pay\nms.date: 9/9/2021\n---\n# Pay\n"
FILES = {f"content/{locale}/{name}.md": PAGE for locale in ("en-US", "nl-NL") for name in "ab"}
FAMILY = 'family = "openlocalization"\n'
Run = Callable[..., Result]
Make = Callable[..., Path]


def pages_of(result: Result) -> list[tuple[str, str]]:
    found = json.loads(result.stdout)["findings"]
    return sorted({(one["locale"], one["path"]) for one in found})


@pytest.mark.parametrize(
    ("arguments", "pages", "told"),
    [
        ([], [("", "b.md"), ("nl-NL", "b.md")], []),
        (["content/nl-NL/a.md"], [], ["content/nl-NL/a.md"]),
        (["content/nl-NL/a.md", "content/nl-NL/b.md"], [("nl-NL", "b.md")], ["content/nl-NL/a.md"]),
        (["a.md"], [], ["a.md"]),
    ],
)
def test_excluded_pages_are_left_out_when_they_are_named(
    docset: Make, run_in: Run, arguments: list[str], pages: list[tuple[str, str]], told: list[str]
) -> None:
    root = docset(FILES | {"pipeline.toml": FAMILY + 'exclude = ["a.md"]\n'})
    result = run_in(root, "validate", "--format", "json", *arguments)
    assert pages_of(result) == pages
    assert result.stderr.splitlines() == [
        f"locpipe: {path}: left out, as `exclude` in the settings says" for path in told
    ]


@pytest.mark.parametrize("closed", ["content/nl-NL", "content/nl-NL/more"])
@pytest.mark.parametrize("arguments", [[], ["--locale", "nl-NL"]])
def test_a_folder_that_cannot_be_read_is_no_empty_one(
    docset: Make, run_in: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], closed: str
) -> None:
    root = docset(FILES | {"content/nl-NL/more/c.md": PAGE})
    really = os.scandir

    def scandir(folder: str | Path = ".") -> object:  # nothing is closed to root, who may run this
        if str(folder).endswith(closed):
            raise PermissionError(13, "Permission denied", str(folder))
        return really(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    result = run_in(root, "validate", *arguments)
    assert type(result.exception).__name__ == "UsageError"
    assert f"{closed}: cannot be read: Permission denied" in str(result.exception)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en-US", "content/en-US holds the source pages"),
        ("nl-nl", "did you mean `nl-NL`?"),
        ("fr-FR", "content/fr-FR is not a folder"),
    ],
)
def test_a_locale_without_pages_says_why(
    docset: Make, run_in: Run, locale: str, message: str
) -> None:
    result = run_in(docset(FILES), "validate", "--locale", locale)
    assert f"no pages for locale {locale}: " in str(result.exception)
    assert message in str(result.exception)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('content = "docs"', "`content`: must hold {locale}, for example content/{locale}"),
        ('content = "docs/{locale}"', "`content` in the settings: no such folder: docs"),
    ],
)
def test_content_that_is_not_there_is_wrong_usage(
    docset: Make, run_in: Run, settings: str, message: str
) -> None:
    root = docset(FILES | {"pipeline.toml": settings + "\n"})
    assert message in str(run_in(root, "validate").exception)


@pytest.mark.parametrize(
    ("glossary", "files", "message"),
    [
        ("g.csv", {}, "g.csv: `glossary` in the settings: cannot be read: No such file"),
        ("g.csv", {"g.csv": b"a,b\ncaf\xe9,c\n"}, "g.csv:2:4: `glossary` in the settings: not UTF-8"),
        ("g-{locale}.csv", {"g-nl-NL.csv": b"\xe9,c\n"}, "g-nl-NL.csv:1:1: `glossary` in the"),
        ("g-{locale}.tbx", {"g-nl-NL.tbx": "<html/>"}, "`glossary` in the settings: is no TBX file"),
        ("g-{locale}.csv", {}, ""),
        ("g.csv", {"g.csv": "a,b\n"}, ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "run", "report"])
def test_a_glossary_that_cannot_be_read_is_wrong_usage(
    docset: Make, run_in: Run, command: str, glossary: str, files: dict[str, str], message: str
) -> None:
    root = docset(FILES | files | {"pipeline.toml": f'glossary = "{glossary}"\n'})
    result = run_in(root, command)
    assert message in str(result.exception)
    assert (type(result.exception).__name__ == "UsageError") == bool(message)


@pytest.mark.parametrize(
    ("command", "fits"),
    [
        (["validate"], True),
        (["check"], True),
        (["extract"], True),
        (["build", "--in-place"], True),
        (["build"], False),
        (["run"], False),
    ],
)
def test_what_was_built_can_be_looked_at(
    docset: Make, run_in: Run, command: list[str], fits: bool
) -> None:
    root = docset({name.replace("content/nl", "build/content/nl"): PAGE for name in FILES})
    result = run_in(root, *command, "--content", "build/content/nl-NL", "--locale", "nl-NL")
    assert ("use --in-place" not in str(result.exception)) == fits
