"""A small docset with findings of each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.files.splice import Splice
from pipeline.output.places import Places
from pipeline.results.finding import Finding, Fix
from pipeline.severity import Certainty, Severity

PAGE = "---\ntitle: Betalen\nms.date: 9/9/2021\n---\n# Betalen\n\nZie [hier](weg.md) 漢字 \x1b[31m\u202e.\n"


def finding(rule: str = "ms-date-invalid", **more: object) -> Finding:
    """A finding at the date of `PAGE`."""
    values: dict[str, object] = {
        "severity": Severity.ERROR,
        "certainty": Certainty.CERTAIN,
        "message": "`ms.date` is `9/9/2021`; a date is written MM/DD/YYYY",
        "path": "a b/pagina é.md",
        "line": 3,
        "column": 10,
        "end_line": 3,
        "end_column": 18,
        "locale": "nl-NL",
        "translation_type": "MT",
        "start": 28,
        "end": 36,
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
            line=7,
            column=5,
            end_line=7,
            end_column=19,
            fix=None,
        ),
        finding(
            "duplicate-titles",
            severity=Severity.SUGGESTION,
            message="no place",
            line=0,
            column=0,
            end_line=0,
            end_column=0,
            fix=None,
        ),
    ]


Run = Callable[..., object]
