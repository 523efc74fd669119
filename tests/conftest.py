"""Fixtures that many tests share."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from pipeline.engine.cache_folder import VARIABLE
from tests.corpus import corpus
from tests.repo import Repo

# The same examples at each run, so that a commit is judged by what it changes. To look for new ones:
# `pytest --hypothesis-profile search`.
settings.register_profile(
    "locpipe",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search", settings.get_profile("locpipe"), derandomize=False, max_examples=1000
)
settings.load_profile("locpipe")

# The caches of the tests, and of the programs that they start: never in the user's own folder.
os.environ[VARIABLE] = tempfile.mkdtemp(prefix="locpipe-tests-")
atexit.register(shutil.rmtree, os.environ[VARIABLE], ignore_errors=True)

PROJECT = Path(__file__).parent.parent

# A shell starts what it runs in the background deaf to Ctrl-C, and children inherit that; the tests of Ctrl-C are not.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", name="corpus")
def real_pages() -> Path:
    """The corpus of real pages; the test is skipped where it is not there."""
    return corpus()


@pytest.fixture
def run_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line in a folder: `run_in(folder, "extract", "--locale", "nl-NL")`."""
    from pipeline.cli.main import locpipe

    def run(folder: Path, *arguments: str) -> Result:
        monkeypatch.chdir(folder)
        return CliRunner().invoke(locpipe, arguments, catch_exceptions=True)

    return run


@pytest.fixture
def docset(tmp_path: Path) -> Callable[..., Path]:
    """Make a docset from texts by path: `docset({"content/nl-NL/a.md": "…"})`; its folder is returned."""

    def make(pages: dict[str, str | bytes]) -> Path:
        for path, text in pages.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return make


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A git repository for a docset."""
    return Repo(tmp_path / "docs")
