"""The server as a program: what it offers, how it ends, and what it says where it cannot run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.lsp.client import PROJECT, Client


def test_it_offers_what_it_can_and_ends_cleanly(pages: Path) -> None:
    client = Client(pages)
    offered = client.capabilities
    assert offered["hoverProvider"]
    assert offered["completionProvider"]["triggerCharacters"]
    assert "quickfix" in offered["codeActionProvider"]["codeActionKinds"]
    assert offered["positionEncoding"] == "utf-16"
    assert client.close() == 0


def test_it_asks_to_be_told_of_files_where_the_client_can(pages: Path) -> None:
    workspace = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
    client = Client(pages, workspace=workspace)
    asked = client.wait(lambda one: one.get("method") == "client/registerCapability")
    globs = [
        watcher["globPattern"]
        for registration in asked["params"]["registrations"]
        for watcher in registration["registerOptions"]["watchers"]
    ]
    assert "**/pipeline.toml" in globs
    client.tell("exit", None)


def test_without_pygls_it_says_what_to_install(pages: Path) -> None:
    hidden = "import sys; sys.modules['pygls'] = None; sys.argv = ['locpipe', 'lsp']\n"
    code = hidden + "from pipeline.cli.main import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 2
    assert "pip install 'locpipe[lsp]'" in result.stderr
