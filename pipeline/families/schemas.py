"""The shipped schemas that other schemas, and settings, name: `locpipe:NAME` in their `$id`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PREFIX = "locpipe:"
_FOLDER = Path(__file__).parent


@cache
def schema_file(name: str) -> Path | None:
    """The file of the schema that `locpipe:NAME` names; None where there is none."""
    return next((file for file in _FOLDER.glob(f"*/{name}.json") if _says(file, name)), None)


def named_schemas() -> Iterator[Path]:
    """The files of all schemas that have such a name, in no order."""
    return (file for file in _FOLDER.glob("*/*.json") if _says(file, file.stem))


def _says(file: Path, name: str) -> bool:
    return bool(json.loads(file.read_text("utf-8")).get("$id") == f"{PREFIX}{name}")
