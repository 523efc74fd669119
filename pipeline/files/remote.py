"""Files and folders by URL, in an object store or on a server: what a path can be asked, asked of a URL.

A file on disk is a `pathlib.Path` as ever, and goes nowhere near this. What stands behind URLs is in `stores`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from pipeline.errors import UsageError
from pipeline.files import stores

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?:://|::)")
_PASSWORD = re.compile(r"(://[^:@/]*:).*@")
_QUERY = re.compile(r"[?#].*")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or a folder by its URL, which holds no password and has no slash at the end.

    Its methods do what those of `Path` do. Where a store cannot answer they raise PageError.
    """

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, path: str | PurePath) -> Remote:
        below = PurePosixPath(path).as_posix()
        return self if below == "." else Remote(f"{self.url}/{below}")

    @property
    def name(self) -> str:
        """What stands behind the last slash."""
        return self.url.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The end of the name, from its last dot."""
        return PurePosixPath(self.name).suffix

    @property
    def parent(self) -> Remote:
        """The folder around it; of a bucket or a server, itself."""
        start, _, path = self.url.partition("://")
        return Remote(f"{start}://{path.rpartition('/')[0]}") if "/" in path else self

    def absolute(self) -> Remote:
        """Itself: it depends on no current folder."""
        return self

    def resolve(self) -> Remote:
        """Itself: there are no links."""
        return self

    def is_file(self) -> bool:
        """Is there a file?"""
        entry = stores.entry(self.parent.url, self.name)
        return entry is not None and not entry.is_folder

    def is_dir(self) -> bool:
        """Is there a folder? An empty one is none."""
        return stores.is_folder(self.url, self.parent.url, self.name)

    def exists(self) -> bool:
        """Is there a file or a folder?"""
        return self.is_file() or self.is_dir()

    def read_bytes(self) -> bytes:
        """The file's content. Raises FileNotFoundError where there is none."""
        data = stores.read(self.url)
        if data is None:
            raise FileNotFoundError(f"{self}: no such file")
        return data


AnyPath = Path | Remote
"""Where a file or a folder is: a path, or a URL."""


def relative(path: AnyPath, root: AnyPath) -> str | None:
    """The path of a place from `root`, with `/`; None where it does not stand below it.

    A URL with `..` in it leads who knows where, and stands below nothing.
    """
    if isinstance(path, Remote) and isinstance(root, Remote):
        if path == root:
            return "."
        below = path.url.removeprefix(f"{root.url}/")
        return None if below == path.url or {"", ".", ".."} & set(below.split("/")) else below
    if isinstance(path, Remote) or isinstance(root, Remote) or not path.is_relative_to(root):
        return None
    return path.relative_to(root).as_posix()


def is_url(text: str) -> bool:
    """Does a text that stands for a file or a folder begin as URLs do?"""
    return _URL.match(text) is not None


def located(text: str, root: Path = Path()) -> AnyPath:
    """The place that a setting or an option names: a URL, or a path from `root`.

    Raises UsageError for a URL that cannot be used, without the secrets in it.
    """
    if not is_url(text):
        return root / text
    shown = _QUERY.sub("?***", _PASSWORD.sub(r"\1***@", text))
    if shown != text:
        where = "credentials come from the environment or from files of your account"
        raise UsageError(f"{shown}: a URL of a folder has no password, `?` or `#` in it; {where}")
    scheme, _, path = text.partition("://")
    if "::" in text or not path.strip("/"):
        raise UsageError(f"{shown}: not a URL of a folder, such as s3://bucket/docs")
    if scheme.lower() == "file":
        if not path.startswith("/"):
            raise UsageError(f"{shown}: not on this machine; write file:///folder")
        from urllib.request import url2pathname  # slow to import

        return Path(url2pathname(path))
    return Remote(f"{scheme}://{path.rstrip('/')}")


def from_name(name: str, root: Path = Path()) -> AnyPath:
    """The place of a name that `str` made of one; a path is taken from `root`."""
    return Remote(name) if "://" in name else root / name
