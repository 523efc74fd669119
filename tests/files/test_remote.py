"""URLs as places of files: what is taken for one, what leads out of its root, and what stores may say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

fsspec = pytest.importorskip("fsspec", reason="the extra `distributed` is not installed")

from pipeline.errors import PageError, UsageError  # noqa: E402
from pipeline.files import files, reads, stores  # noqa: E402
from pipeline.files.folders import stands_below, walk  # noqa: E402
from pipeline.files.remote import Remote, located, relative  # noqa: E402

ROOT = Remote("memory://room/docs")


@pytest.fixture(autouse=True)
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    stores.forget()
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    stores.forget()


def test_a_path_stays_a_path() -> None:
    assert located("docs/nl", Path("root")) == Path("root/docs/nl")
    assert located("file:///srv/docs") == Path("/srv/docs")
    assert located("s3://bucket/docs/") == Remote("s3://bucket/docs")


@pytest.mark.parametrize(
    "url",
    [
        "s3://key:geheim@bucket/docs",
        "s3://key:ge/heim@bucket/docs",
        "https://host/docs?sig=geheim",
        "simplecache::s3://key:geheim@bucket/docs",
    ],
)
def test_a_secret_in_a_url_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(UsageError, match=r"\*\*\*.*password") as error:
        located(url)
    assert "geheim" not in str(error.value)
    assert "heim@" not in str(error.value)


@pytest.mark.parametrize("url", ["s3://", "simplecache::s3://bucket/docs", "file://host/docs"])
def test_what_is_no_folders_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"s3|file"):
        located(url)


def test_a_url_is_taken_apart_as_a_path_is() -> None:
    page = ROOT / "nl-NL" / "a/b.md"
    assert str(page) == "memory://room/docs/nl-NL/a/b.md"
    assert (page.name, page.suffix, page.parent) == ("b.md", ".md", ROOT / "nl-NL/a")
    assert Remote("s3://bucket").parent == Remote("s3://bucket")
    assert relative(page, ROOT) == "nl-NL/a/b.md"


@pytest.mark.parametrize("path", ["../x.md", "a/../../x.md", "/x.md", "a/./../b.md"])
def test_what_leaves_its_root_stands_below_nothing(path: str) -> None:
    assert relative(Remote(f"{ROOT}/{path}"), ROOT) is None
    assert relative(Remote(f"{ROOT}-other/x.md"), ROOT) is None
    assert not stands_below(Remote("memory://room/other/x.md"), ROOT)


def test_listed_names_that_lead_elsewhere_are_left_out(memory: Any) -> None:
    for key in ("b.md", "a/c.md", "a/../../../evil.md", "a//etc/evil.md", ".git/evil.md"):
        memory.store[f"/room/docs/{key}"] = fsspec.implementations.memory.MemoryFile(
            memory, f"/room/docs/{key}", b""
        )
    assert sorted(walk(ROOT, ROOT, ".md")) == ["a/c.md", "b.md"]


def test_a_file_is_written_whole_and_read_again() -> None:
    file = ROOT / "po/a.po"
    assert files.read_if_there(file) is None
    files.replace(file, b"one", None)
    assert files.read(file) == b"one"
    with pytest.raises(PageError, match="changed by another program"):
        files.replace(file, b"three", b"two")
    assert files.read(file) == b"one"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(PageError, match=r"memory://room/docs/no\.md: cannot be read"):
        files.read(ROOT / "no.md")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError("Access Denied"), "Access Denied"),
        (UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"), "surrogates"),
        (RuntimeError("Unable to locate credentials\nsee the manual"), "Unable to locate"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_whatever_a_store_raises_is_said_with_the_url(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    for method in ("cat_file", "pipe_file", "ls"):
        monkeypatch.setattr(f"fsspec.implementations.memory.MemoryFileSystem.{method}", fails)
    for what, work in (
        ("read", lambda: files.read(ROOT / "a.md")),
        ("written", lambda: files.write(ROOT / "a.md", b"")),
        ("listed", lambda: (ROOT / "a.md").exists()),
    ):
        with pytest.raises(PageError, match=f"memory://room/docs.*cannot be {what}: .*{said}"):
            work()


def test_a_protocol_that_nobody_knows_and_one_without_its_package_are_said() -> None:
    with pytest.raises(PageError, match=r"nosuch://room/a\.md: cannot be read: Protocol not known"):
        files.read(Remote("nosuch://room/a.md"))
    fsspec.register_implementation("away", "no_such_package.System", errtxt="Install it")
    with pytest.raises(PageError, match="Install it: pip install no_such_package"):
        files.read(Remote("away://room/a.md"))


def test_a_file_is_unchanged_while_its_store_says_so(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = type(memory).ls

    def with_tags(self: Any, path: str, detail: bool = True, **_: Any) -> Any:
        return [
            {**info, "ETag": str(hash(self.store[info["name"]].getvalue()))}
            if info["type"] == "file"
            else info
            for info in listing(self, path, detail=True)
        ]

    monkeypatch.setattr(type(memory), "ls", with_tags)
    memory.pipe_file("/room/docs/a.md", b"one")
    with reads.recorded() as recorded:
        files.read(ROOT / "a.md")
        files.read_if_there(ROOT / "b.md")
    (name, one), (absent, nothing) = recorded.seen.items()
    assert one.stamp is not None
    assert reads.is_unchanged(name, one.digest, one.stamp)
    assert reads.is_unchanged(absent, nothing.digest, ())
    memory.pipe_file("/room/docs/a.md", b"two")
    memory.pipe_file("/room/docs/b.md", b"new")
    stores.forget()
    assert not reads.is_unchanged(name, one.digest, one.stamp)
    assert not reads.is_unchanged(absent, nothing.digest, ())
    assert reads.renewed(recorded.seen) is None
