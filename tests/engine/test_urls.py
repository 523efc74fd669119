"""A docset behind URLs comes to the same findings and bytes as one on disk, whatever works on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

distributed = pytest.importorskip("distributed", reason="the extra `distributed` is not installed")
fsspec = pytest.importorskip("fsspec")

from pipeline.commands.extract import extract  # noqa: E402
from pipeline.docset.docset import Docset  # noqa: E402
from pipeline.engine.execute import execute  # noqa: E402
from pipeline.engine.how import How  # noqa: E402
from pipeline.engine.work import Work  # noqa: E402
from pipeline.files import stores  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from tests.engine.pages import fill, tree  # noqa: E402

PAGES = 60
COMMANDS = ("validate", "extract", "check", "build", "run", "run")
Run = Callable[..., Result]

SETTINGS = """
content = "{url}/content/{{locale}}"
source = "{url}/content/en-US"
po = "{url}/build/po/{{locale}}"
out = "{url}/build/content/{{locale}}"
"""


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings here name URLs, which is for the user to allow."""
    monkeypatch.setenv("LOCPIPE_TRUST_SETTINGS", "1")


@pytest.fixture
def memory() -> Iterator[Any]:
    """The file system behind `memory://`, which a process has to itself."""
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    stores.forget()


@pytest.fixture(scope="module")
def here() -> Iterator[str]:
    """A cluster whose workers are threads of this process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def put(system: Any, folder: Path, at: str) -> None:
    for path, data in tree(folder, "content").items():
        system.pipe_file(f"{at}/{path}", data)


def got(system: Any, at: str) -> dict[str, bytes]:
    return {name[len(at) + 1 :]: system.cat_file(name) for name in system.find(at)}


def away(folder: Path, url: str) -> Path:
    folder.mkdir()
    (folder / "pipeline.toml").write_text(SETTINGS.format(url=url))
    return folder


def same(run_in: Run, local: Path, remote: Path, url: str, *options: str) -> None:
    for command in COMMANDS:
        expected = run_in(local, "-q", command, "--jobs", "1")
        result = run_in(remote, "-q", command, *options)
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        assert result.output.replace(f"{url}/", "") == expected.output
        assert result.exit_code == expected.exit_code


@pytest.mark.parametrize("cached", ["--cache", "--no-cache"])
def test_inline(run_in: Run, tmp_path: Path, memory: Any, cached: str) -> None:
    local = fill(tmp_path / "local", PAGES)
    put(memory, local, "/room/docs")
    remote = away(tmp_path / "remote", "memory://room/docs")
    same(run_in, local, remote, "memory://room/docs", "--jobs", "1", cached)
    assert got(memory, "/room/docs") == tree(local)


def test_on_a_cluster_of_threads(run_in: Run, tmp_path: Path, memory: Any, here: str) -> None:
    local = fill(tmp_path / "local", PAGES)
    put(memory, local, "/room/docs")
    remote = away(tmp_path / "remote", "memory://room/docs")
    same(run_in, local, remote, "memory://room/docs", "--scheduler", here)
    assert got(memory, "/room/docs") == tree(local)


def test_on_a_cluster_of_processes(run_in: Run, tmp_path: Path, scheduler: str) -> None:
    """`local://` is a folder of this machine that goes through fsspec as a bucket does."""
    local, bucket = fill(tmp_path / "local", PAGES), fill(tmp_path / "bucket", PAGES)
    remote = away(tmp_path / "remote", f"local://{bucket}")
    same(run_in, local, remote, f"local://{bucket}", "--scheduler", scheduler)
    assert tree(bucket) == tree(local)


def test_pages_come_in_the_order_that_they_have_on_disk(tmp_path: Path, memory: Any) -> None:
    local = Docset(Settings(root=fill(tmp_path, PAGES)))
    put(memory, tmp_path, "/room/docs")
    content = "memory://room/docs/content"
    remote = Docset(Settings(source=f"{content}/en-US", content=f"{content}/{{locale}}"))
    assert [page.path for page in remote.pages()] == [page.path for page in local.pages()]
    one = Docset(remote.settings, paths=("area-1", "nl-NL/area-2/page-002.md"))
    named = Docset(local.settings, paths=("area-1", "nl-NL/area-2/page-002.md"))
    assert [page.path for page in one.pages()] == [page.path for page in named.pages()]
    assert len(one.pages()) == PAGES // 3 + 1


def test_a_worker_sees_what_came_between_two_commands(tmp_path: Path, scheduler: str) -> None:
    bucket = fill(tmp_path, 4)
    url = f"local://{bucket}"
    settings = Settings(root=tmp_path).with_options(
        content=f"{url}/content/{{locale}}", source=f"{url}/content/en-US", po=f"{url}/po"
    )
    how = How(scheduler=scheduler, cache=False)
    for expected in (4 * 5, 4 * 5 + 4):  # without a source, a page has no title to translate
        pages = Docset(settings).pages()
        done = list(execute([Work(extract, pages)], settings, how))
        assert sum(outcome.counts["entries"] for outcome in done) == expected
        folder = bucket / "content/nl-NL/area-0"
        (folder / "zz.md").write_bytes((folder / "page-000.md").read_bytes())


def test_a_page_that_cannot_be_read_is_reported_by_its_url(
    run_in: Run, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(memory, fill(tmp_path / "local", 3), "/room/docs")
    read = type(memory).cat_file

    def denied(self: Any, path: str, *more: Any, **options: Any) -> Any:
        if path.endswith("nl-NL/area-1/page-001.md"):
            raise PermissionError("Access Denied")
        return read(self, path, *more, **options)

    monkeypatch.setattr(type(memory), "cat_file", denied)
    remote = away(tmp_path / "remote", "memory://room/docs")
    result = run_in(remote, "-q", "extract")
    assert result.exit_code == 1
    page = "memory://room/docs/content/nl-NL/area-1/page-001.md"
    assert f"{page}: error: cannot be read: Access Denied" in " ".join(result.stderr.split())
    assert len([name for name in memory.find("/room/docs") if name.endswith(".po")]) == 2


def test_a_link_cannot_ask_for_what_is_outside(
    run_in: Run, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for method in ("ls", "cat_file", "info", "exists"):
        original = getattr(type(memory), method)

        def seen(self: Any, path: str, *more: Any, _do: Any = original, **options: Any) -> Any:
            asked.append(path)
            return _do(self, path, *more, **options)

        monkeypatch.setattr(type(memory), method, seen)
    memory.pipe_file("/room/secret/x.md", b"# Secret\n")
    memory.pipe_file("/room/docs/content/nl-NL/a.md", b"# A\n\n[x](../../../secret/x.md#y)\n")
    remote = away(tmp_path / "remote", "memory://room/docs")
    asked.clear()
    assert "secret" not in run_in(remote, "validate").output
    assert asked
    assert not [path for path in asked if "secret" in path]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("validate", "--content", "nosuch://room/nl-NL"), "nosuch://room"),
        (("validate", "--content", "memory://room/no/nl-NL"), "no such folder: memory://room/no"),
        (("validate", "--source", "memory://room/no/en-US"), "no such folder: memory://room/no"),
        (("validate", "--content", "s3://key:geheim@bucket/nl-NL"), "s3://key:***@bucket/nl-NL"),
        (("validate", "--since", "HEAD"), "--since HEAD: git is asked"),
        (("review",), "review works on folders on disk"),
    ],
)
def test_what_cannot_be_done_is_wrong_usage(
    run_in: Run, tmp_path: Path, memory: Any, arguments: tuple[str, ...], said: str
) -> None:
    put(memory, fill(tmp_path / "local", 3), "/room/docs")
    result = run_in(away(tmp_path / "remote", "memory://room/docs"), *arguments)
    message = " ".join(f"{result.output} {result.exception}".split())
    assert getattr(result.exception, "exit_code", 0) == 2, message
    assert said in message
    assert "geheim" not in message
    assert os.listdir(tmp_path / "remote") == ["pipeline.toml"]  # noqa: PTH208
