"""The one family of exceptions that locpipe raises on purpose.

Each says what happened and where; `pipeline.cli.main` turns them into messages and exit codes in one place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.visible import one_line

TRACE = "LOCPIPE_TRACEBACK"
"""The environment variable that has a traceback shown where something goes wrong that nobody foresaw."""


class LocpipeError(Exception):
    """Something a user can act on. `line` and `column` are 1-based; 0 means "not known"."""

    exit_code = 1

    def __init__(self, message: str, *, path: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        parts = (one_line(self.path), self.line, self.column)
        place = ":".join(str(part) for part in parts if part)
        return f"{place}: {self.message}" if place else self.message

    def __reduce__(self) -> tuple[object, ...]:  # so that a worker process can hand it over whole
        return _rebuild, (type(self), self.message, self.path, self.line, self.column)

    def at(self, path: str) -> LocpipeError:
        """The same error, naming `path` where it named none."""
        if self.path:
            return self
        return type(self)(self.message, path=path, line=self.line, column=self.column)


def _rebuild(
    kind: type[LocpipeError], message: str, path: str, line: int, column: int
) -> LocpipeError:
    return kind(message, path=path, line=line, column=column)


class UsageError(LocpipeError):
    """Wrong usage or configuration: nothing was processed."""

    exit_code = 2


class NothingToDoError(LocpipeError):
    """Nothing that was named is any of the command's business, and that is well (a hook names what was committed)."""

    exit_code = 0


class PageError(LocpipeError):
    """One page (or its PO file) cannot be processed; the others go on."""


def explained(error: Exception) -> str:
    """What an error that locpipe did not raise itself means for a user, on one line.

    What nobody foresaw names its place in the code, for a report; where `TRACE` is set, a traceback is shown, too.
    """
    if os.environ.get(TRACE):
        import traceback  # hardly ever needed

        traceback.print_exception(error)
    if isinstance(error, OSError):
        what = error.strerror or str(error)
        return f"{error.filename}: {what}" if error.filename else what
    if isinstance(error, MemoryError):
        return "there is not enough memory for it"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if type(error).__module__ == "sqlite3":
        return f"a database cannot be used: {error}"
    return (
        f"a fault in locpipe, please report it: {type(error).__name__}: {error} ({_place(error)})"
    )


@contextmanager
def about(path: object) -> Iterator[None]:
    """Work on one page or file: whatever goes wrong is a PageError that names it, so that the others go on."""
    try:
        yield
    except PageError as error:
        raise error.at(str(path)) from None
    except LocpipeError:
        raise
    except Exception as error:
        raise PageError(explained(error), path=str(path)) from None


def _place(error: Exception) -> str:
    """File and line of the program where the error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
