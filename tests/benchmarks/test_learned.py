"""The benchmark of the review order: what it prints, and what it has to reach on real corrections."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra `learn` is not installed")

from benchmarks.learned import corrections
from pipeline.learning.measure import measure
from tests.corpus import corpus
from tests.learning.corrections import corrections as made


def _write(file: Path, rows: list[dict[str, str]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def _rows() -> list[dict[str, str]]:
    return [
        {"path": path, "source": one.sentence.source, "mt": one.sentence.target, "ht": one.human}
        for path, page in made(8).items()
        for one in page
    ]


def _run(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.learned", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_one_line_a_file_whatever_the_order_of_rows(tmp_path: Path) -> None:
    rows = _rows()
    first = _write(tmp_path / "nl-NL.jsonl", rows)
    random.Random(1).shuffle(rows)
    second = _write(tmp_path / "nl-NL.turned.jsonl", rows)
    lines = [json.loads(line) for line in _run(first, second).stdout.splitlines()]
    assert [line.pop("file") for line in lines] == [str(first), str(second)]
    assert list(lines[0]) == ["rows", "auc", "auc_untrained", "top_fifth"]
    assert lines[0]["rows"] == 80
    assert lines[0] == lines[1]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"path": 1}', '{"path": "a", "source": "a", "mt": "a"}']
)
def test_row_that_is_none_is_named_by_its_place(tmp_path: Path, line: str) -> None:
    file = tmp_path / "nl-NL.jsonl"
    file.write_text(json.dumps(_rows()[0]) + "\n" + line + "\n")
    run = _run(file)
    assert run.returncode == 1
    assert run.stderr.startswith(f"{file}:2:1: ")


def test_real_corrections(tmp_path: Path) -> None:
    """Dutch: what is said before anything is learned, and in the best fifth."""
    measured = measure(corrections(corpus() / "postedits" / "nl-NL.jsonl"))
    assert measured.auc_untrained is not None
    assert measured.auc_untrained >= 0.66
    assert measured.top_fifth is not None
    assert measured.top_fifth >= 0.85
