"""The one family of exceptions that locpipe raises on purpose.

Each says what happened and where; `pipeline.cli.main` turns them into messages and exit codes in one place.
"""

from __future__ import annotations


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
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
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


class PageError(LocpipeError):
    """One page (or its PO file) cannot be processed; the others go on."""
