"""The one place that starts git, on no repository's terms: none of its settings can start a program.

Objects are read with the settings of a git folder of our own (`nothing/`), which says nothing but the kind of hash:
the repository's settings are not even looked at, so there is no remote to fetch from and no program to run. Only what
needs the repository's branches (`refs`) reads its settings, with everything that could run something turned off. The
settings of user and system do not count either: an answer depends on the repository alone.

The variables by which git itself tells hooks where they are (`GIT_DIR`, `GIT_INDEX_FILE`, …) are left out: they are
about the repository of the hook, which need not be that of the pages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from pipeline.files.checkout import Checkout

_TIMEOUT = 120  # seconds
_NOTHING = Path(__file__).with_name("nothing")
_OFF = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.askPass=",
    "credential.helper=",
    "protocol.allow=never",
    "log.showSignature=false",
    "log.showRoot=true",
    "core.quotePath=off",
)
_OPTIONS = ("--no-pager", *(part for one in _OFF for part in ("-c", one)))
_VARIABLES = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_ALLOW_PROTOCOL": "",  # no way to a remote; git that does not know the next one stops here
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_KEPT = ("GIT_EXEC_PATH",)  # where a git that is installed in no usual place has its parts


class GitError(Exception):
    """git could not answer; the message says what it said."""


def is_installed() -> bool:
    """Is there a git?"""
    return _program(os.environ.get("PATH", "")) is not None


def ask(
    checkout: Checkout,
    arguments: Sequence[str],
    data: bytes | None = None,
    *,
    refs: bool = False,
    hash_name: str = "sha1",
) -> bytes:
    """What git writes when it is asked; `data` is its input. Raises GitError where it fails.

    `refs`: names of branches and the like are to be understood; else commits go by their full names.
    """
    try:
        answer = subprocess.run(
            _command(arguments),
            cwd=checkout.top,
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            env=_environment(checkout, hash_name, refs=refs),
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from None
    if answer.returncode:
        lines = answer.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise GitError(lines[0])
    return answer.stdout


class Reader:
    """A git that stays and hands out files of any commit: asking it costs no new process."""

    def __init__(self, checkout: Checkout, hash_name: str) -> None:
        self._checkout = checkout
        self._hash_name = hash_name
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()  # a question and its answer belong together

    def read(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file by its commit's full name and its path from the top; None where git does not have it."""
        try:
            return self._read(commit, path)
        except GitError:
            return None

    def contents(self, wanted: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], bytes]:
        """The bytes of files by (commit, path from the top), without those that are not there.

        Raises GitError where git does not answer.
        """
        found = ((one, self._read(*one)) for one in dict.fromkeys(wanted))
        return {one: data for one, data in found if data is not None}

    def _read(self, commit: str, path: str) -> bytes | None:
        if "\n" in path:
            return None
        with self._lock:
            return self._answer(os.fsencode(f"{commit}:{path}\n"))

    def _answer(self, question: bytes) -> bytes | None:
        try:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(question)
            process.stdin.flush()
            _wait(process.stdout.fileno())
            line = process.stdout.readline()
            if not line.endswith(b"\n"):
                raise GitError("git ended without an answer")
            header = line.split()
            if len(header) != 3 or not header[2].isdigit():
                return None  # `… missing`
            data = process.stdout.read(int(header[2]))
            process.stdout.read(1)
        except (OSError, GitError) as error:
            if self._process is not None:
                _end(self._process)
            self._process = None
            raise GitError(str(error)) from None
        return data if header[1] == b"blob" else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            import atexit

            self._process = subprocess.Popen(
                _command(["cat-file", "--batch"]),
                cwd=self._checkout.top,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(self._checkout, self._hash_name, refs=False),
            )
            atexit.register(_end, self._process)
        return self._process


def _wait(pipe: int) -> None:
    """Wait for an answer. Raises GitError where none comes: git may be reading a pipe that lies where a file should."""
    import select

    if os.name != "nt" and not select.select([pipe], [], [], _TIMEOUT)[0]:
        raise GitError("no answer")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()


def _command(arguments: Sequence[str]) -> list[str]:
    program = _program(os.environ.get("PATH", ""))
    if program is None:
        raise GitError("git is not installed")
    return [program, *_OPTIONS, *arguments]


@lru_cache(8)
def _program(path: str) -> str | None:
    """The full name of git: one that lies in the current folder, among somebody's pages, is never started."""
    for folder in path.split(os.pathsep):
        if Path(folder).is_absolute() and (found := shutil.which(str(Path(folder, "git")))):
            return found
    return None


def _environment(checkout: Checkout, hash_name: str, *, refs: bool) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    own |= _VARIABLES
    own["GIT_WORK_TREE"] = str(checkout.top)
    if refs:
        return own | {"GIT_DIR": str(checkout.git)}
    own["GIT_DIR"] = str(_NOTHING / hash_name)
    own["GIT_OBJECT_DIRECTORY"] = str(checkout.objects)
    own["GIT_INDEX_FILE"] = str(checkout.git / "index")
    if checkout.shallow.is_file():
        own["GIT_SHALLOW_FILE"] = str(checkout.shallow)
    return own
