"""A family file while it is read: what stands in it, and errors that name the place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from pipeline.errors import UsageError
from pipeline.families.toml_places import Path as TomlPath
from pipeline.families.toml_places import places
from pipeline.files.lines import Lines
from pipeline.visible import shown

_LONGEST = 400  # characters of a message


class TomlSource:
    """The text of a TOML file and its data. Raises UsageError where it is no TOML, naming path, line and column."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text.replace("\r\n", "\n")
        try:
            self.data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            said = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", str(error))
            end = Lines(self.text).place(len(self.text))
            line, column = (int(said[2]), int(said[3])) if said else end
            message = f"not valid TOML: {said[1] if said else error}"
            raise UsageError(message, path=str(path), line=line, column=column) from None
        except ValueError:
            raise UsageError("a number has more digits than can be read", path=str(path)) from None
        except RecursionError:
            raise UsageError("nested too deeply", path=str(path)) from None

    def at(self, path: TomlPath) -> Any:
        """The value at a path."""
        data: Any = self.data
        for part in path:
            data = data[part]
        return data

    def fail(
        self, path: TomlPath, message: str, *, at_key: bool = False, offset: int = -1
    ) -> NoReturn:
        """Raise UsageError at a value, or at its key. `offset` is the character of a text that is meant (0-based)."""
        spots = places(self.text)
        known = path
        while known and known not in spots:
            known = known[:-1]
        line = column = 0
        if known:
            spot = spots[known]
            at = spot.key if at_key else spot.start
            if offset >= 0 and self.text[at] in "\"'":
                at += offset + (3 if self.text.startswith(('"""', "'''"), at) else 1)
            line, column = Lines(self.text).place(min(at, spot.end))
        dotted = ".".join(part for part in path if isinstance(part, str))
        named = (
            f"`{dotted}` " if dotted and not at_key and not message.startswith("unknown") else ""
        )
        said = shown(f"{named}{message}", _LONGEST)
        raise UsageError(said, path=str(self.path), line=line, column=column)

    @contextmanager
    def errors(self, path: TomlPath) -> Iterator[None]:
        """Give a ValueError its place."""
        try:
            yield
        except ValueError as error:
            self.fail(path, str(error))

    def each(self, value: Any, path: TomlPath) -> list[str]:
        """A list of texts."""
        if not isinstance(value, list):
            self.fail(path, "must be a list, each item text")
        for index, one in enumerate(value):
            if not isinstance(one, str) or "\0" in one:
                self.fail((*path, index), "must be text")
        return value

    def table(self, value: Any, path: TomlPath, what: str) -> dict[str, Any]:
        """A table."""
        if not isinstance(value, dict):
            self.fail(path, f"must be a table of {what}")
        return value
