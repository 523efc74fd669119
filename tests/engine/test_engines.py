"""Every engine gives the same outcomes in the same order, whatever happens to its processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.docset.docset import Docset
from pipeline.docset.pages import Pages
from pipeline.engine.execute import execute
from pipeline.engine.how import How
from pipeline.engine.work import Job, Work
from pipeline.results.page_result import Outcome
from pipeline.settings import Settings
from tests.engine import jobs
from tests.engine.pages import ENVIRONMENT, fill

PAGES = 150


@pytest.fixture(scope="module")
def docset(tmp_path_factory: pytest.TempPathFactory) -> Docset:
    return Docset(Settings(root=fill(tmp_path_factory.mktemp("docset"), PAGES)))


def outcomes(docset: Docset, job: Job, how: How, pages: Pages | None = None) -> list[Outcome]:
    work = Work(job, docset.pages() if pages is None else pages)
    return list(execute([work], docset.settings, how))


ONE = How(jobs=1, cache=False)
TWO = How(jobs=2, cache=False)


def test_processes_give_what_one_process_gives(docset: Docset) -> None:
    assert outcomes(docset, jobs.said, TWO) == outcomes(docset, jobs.said, ONE)


def test_facts_from_other_processes_are_judged_as_those_of_one(tmp_path: Path) -> None:
    """They come from a command: there the processes have imported the rules in other orders."""
    docset = Docset(Settings(root=fill(tmp_path, PAGES)))
    for page in docset.pages()[100::20]:
        text = page.file.read_text("utf-8").replace("Betaal uw rekening", "Voldoe uw rekening")
        page.file.write_text(re.sub("title: .*", "title: Betalen", text), "utf-8")
    said = [
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pipeline",
                "-q",
                "run",
                "--format",
                "full",
                "--no-cache",
                "--jobs",
                jobs,
            ],
            cwd=docset.settings.root,
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
            text=True,
        )
        for jobs in ("1", "2")
    ]
    assert said[0].stderr == said[1].stderr == ""
    assert said[0].stdout == said[1].stdout
    assert {"[duplicate-titles]", "[same-source-different-target]"} <= set(said[0].stdout.split())


def test_outcomes_come_in_the_order_of_the_pages(docset: Docset) -> None:
    paths = [outcome.path for outcome in outcomes(docset, jobs.said, TWO)]
    assert paths == [page.path for page in docset.pages()]
    assert len(paths) == PAGES


def test_many_pages_are_done_in_other_processes_and_few_are_not(docset: Docset) -> None:
    used = {outcome.counts["process"] for outcome in outcomes(docset, jobs.process, TWO)}
    assert used - {os.getpid()}
    few = docset.pages()[:20]
    used = {outcome.counts["process"] for outcome in outcomes(docset, jobs.process, TWO, few)}
    assert used == {os.getpid()}


@pytest.mark.parametrize("how", [ONE, TWO], ids=["inline", "processes"])
def test_a_page_that_fails_is_named_and_the_others_go_on(docset: Docset, how: How) -> None:
    done = outcomes(docset, jobs.fails, how)
    failed = [outcome for outcome in done if outcome.findings]
    assert [outcome.path[-4:] for outcome in failed] == ["7.md"] * 15
    assert {finding.rule for outcome in failed for finding in outcome.findings} == {"page-failed"}
    assert len(done) == PAGES


def test_a_page_that_kills_its_process_is_named_and_the_others_go_on(docset: Docset) -> None:
    killer = docset.pages()[100].path
    done = outcomes(docset, partial(jobs.dies, on=killer), TWO)
    assert [outcome.path for outcome in done] == [page.path for page in docset.pages()]
    (failed,) = [outcome for outcome in done if outcome.findings]
    assert failed.path == killer
    assert "died" in failed.findings[0].message


def test_a_process_that_was_killed_by_chance_changes_nothing(
    docset: Docset, tmp_path: Path
) -> None:
    victim = docset.pages()[100].path
    done = outcomes(docset, partial(jobs.dies, on=victim, once=tmp_path / "killed"), TWO)
    assert (tmp_path / "killed").exists()
    assert done == outcomes(docset, jobs.said, ONE)


def test_the_first_outcomes_come_before_the_last_pages_are_begun(
    docset: Docset, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    log.touch()
    running = execute(
        [Work(partial(jobs.logged, log=str(log)), docset.pages())], docset.settings, TWO
    )
    next(running)
    assert len(log.read_text().splitlines()) < PAGES / 3
    assert isinstance(running, Iterator)
    running.close()  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_a_run_cleanly(tmp_path: Path) -> None:
    fill(tmp_path, 600)
    command = [sys.executable, "-m", "pipeline", "-q", "run", "--jobs", "2"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not any((tmp_path / "build/content").rglob("*.md")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().strip().endswith("interrupted")
    assert not list(tmp_path.rglob("*.tmp"))


_INTERRUPTED = """
import os, signal
from multiprocessing import forkserver
from pipeline.cli.main import main

connect = forkserver.connect_to_new_process

def interrupted(fds):
    connected = connect(fds)
    os.kill(os.getpid(), signal.SIGINT)
    return connected

forkserver.connect_to_new_process = interrupted
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="where workers are forked from a server")
def test_ctrl_c_while_a_worker_starts_leaves_nobody_behind(tmp_path: Path) -> None:
    fill(tmp_path, 120)
    command = [sys.executable, "-c", _INTERRUPTED, "-q", "run", "--jobs", "2"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, timeout=60)
    assert done.returncode == 130
    assert done.stderr.strip() == b"locpipe: interrupted"
