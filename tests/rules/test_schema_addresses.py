"""A schema that names an address makes no request and reads no file: it is said to be wrong."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.rules.metadata.schema import from_file


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/a.json", "file:///etc/hostname"])
def test_nothing_is_fetched(tmp_path: Path, address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        named = address.format(port=server.getsockname()[1])
        file = tmp_path / "schema.json"
        file.write_text(json.dumps({"properties": {"title": {"$ref": named}}}))
        with pytest.raises(UsageError, match="nothing is fetched"):
            from_file(file)
        with pytest.raises(TimeoutError):
            server.accept()


def test_definitions_in_the_same_file_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    file.write_text(
        json.dumps(
            {
                "$defs": {"name": {"type": "string"}},
                "properties": {"title": {"$ref": "#/$defs/name"}},
            }
        )
    )
    assert [error.message for error in from_file(file).validator.iter_errors({"title": 1})]
    assert not list(from_file(file).validator.iter_errors({"title": "Pay"}))
