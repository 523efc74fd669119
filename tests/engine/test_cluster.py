"""A Dask cluster gives the same outcomes and the same bytes as one process, even where a worker is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed", reason="the extra `distributed` is not installed")

from pipeline.docset.docset import Docset  # noqa: E402
from pipeline.engine.execute import execute  # noqa: E402
from pipeline.engine.how import How  # noqa: E402
from pipeline.engine.work import Work  # noqa: E402
from pipeline.errors import UsageError  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from tests.engine import jobs  # noqa: E402
from tests.engine.pages import ENVIRONMENT, fill, tree  # noqa: E402

PAGES = 320


def run(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "-q", "run", "--format", "json", "--no-cache"]
    return subprocess.Popen(
        [*command, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_cluster_gives_what_one_process_gives(scheduler: str, tmp_path: Path) -> None:
    one, many = fill(tmp_path / "one", PAGES), fill(tmp_path / "many", PAGES)
    expected, _ = run(one, "--jobs", "1").communicate(timeout=120)
    said, errors = run(many, "--scheduler", scheduler).communicate(timeout=120)
    assert json.loads(said) == json.loads(expected), errors.decode()
    assert tree(many) == tree(one)


def test_a_worker_that_is_killed_half_way_changes_nothing(scheduler: str, tmp_path: Path) -> None:
    one, many = fill(tmp_path / "one", PAGES), fill(tmp_path / "many", PAGES)
    expected, _ = run(one, "--jobs", "1").communicate(timeout=120)
    running = run(many, "--scheduler", scheduler)
    while not any((many / "build/content").rglob("*.md")):
        assert running.poll() is None
        time.sleep(0.005)
    with distributed.Client(scheduler, set_as_default=False) as client:
        (victim, *_) = client.run(os.getpid).values()
    os.kill(victim, signal.SIGKILL)
    said, errors = running.communicate(timeout=120)
    assert json.loads(said) == json.loads(expected), errors.decode()
    assert tree(many) == tree(one)


def test_a_page_that_fails_is_named(scheduler: str, tmp_path: Path) -> None:
    docset = Docset(Settings(root=fill(tmp_path, 120)))
    work = Work(partial(jobs.fails), docset.pages())
    done = list(execute([work], docset.settings, How(scheduler=scheduler, cache=False)))
    assert [outcome.path for outcome in done] == [page.path for page in docset.pages()]
    assert sum(bool(outcome.findings) for outcome in done) == 12


def test_a_scheduler_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.engine.cluster._PATIENCE", "200ms")
    docset = Docset(Settings(root=fill(tmp_path, 2)))
    work = Work(jobs.said, docset.pages())
    with pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:1"):
        list(execute([work], docset.settings, How(scheduler="tcp://127.0.0.1:1", cache=False)))
