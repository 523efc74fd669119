"""A small docset with findings of each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.files.splice import Splice
from pipeline.output.places import Places
from pipeline.results.finding import Finding, Fix
from pipeline.results.place import NOWHERE, Place
from pipeline.severity import Certainty, Severity

PAGE = "---\ntitle: Betalen\nms.date: 9/9/2021\n---\n# Betalen\n\nZie [hier](weg.md) 漢字 \x1b[31m\u202e.\n"


def finding(
    rule: str = "ms-date-invalid", line: int = 3, unit: str = "", **more: object
) -> Finding:
    """A finding at the date of `PAGE`, or in another line of it."""
    values: dict[str, object] = {
        "severity": Severity.ERROR,
        "certainty": Certainty.CERTAIN,
        "message": "`ms.date` is `9/9/2021`; a date is written MM/DD/YYYY",
        "path": "a b/pagina é.md",
        "place": Place(28, 36, line, 10, 3, 18, unit),
        "locale": "nl-NL",
        "translation_type": "MT",
        "fix": Fix("write `09/09/2021`", (Splice(28, 36, "09/09/2021"),)),
    }
    return Finding(rule, **(values | more))  # type: ignore[arg-type]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    page = tmp_path / "content" / "nl-NL" / "a b" / "pagina é.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Places(Path(), {"nl-NL": Path("content/nl-NL"), "": Path("content/en-US")})


@pytest.fixture
def findings() -> list[Finding]:
    return [
        finding(),
        finding(
            "file-not-found",
            severity=Severity.WARNING,
            message="no such file: `weg.md`\nsecond line, 100 % \x1b[0m",
            place=Place(28, 36, 7, 5, 7, 19),
            fix=None,
        ),
        finding(
            "duplicate-titles",
            severity=Severity.SUGGESTION,
            message="no place",
            place=NOWHERE,
            fix=None,
        ),
    ]


Run = Callable[..., object]
