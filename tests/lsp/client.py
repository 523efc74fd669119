"""A small language client: JSON-RPC over the standard streams of `locpipe lsp`, as an editor speaks it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
Message = dict[str, Any]
_PATIENCE = 20  # seconds; only a test that fails waits so long


class Client:
    """One server process with one folder open."""

    def __init__(
        self, folder: Path, *arguments: str, options: Any = None, **capabilities: Any
    ) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments, "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )
        self._inbox: queue.Queue[Message] = queue.Queue()
        self._last_id = 0
        self.seen: list[Message] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.capabilities = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "docs"}],
                "capabilities": capabilities,
                "initializationOptions": options,
            },
        )["capabilities"]
        self.tell("initialized", {})

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request."""
        self._last_id += 1
        number = self._last_id
        self._send({"id": number, "method": method, "params": params})
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def open(self, path: str, text: str | None = None, version: int = 1) -> str:
        """Open a file of the folder, with its text on disk or another; its URI."""
        file = self.folder / path
        uri = file.as_uri()
        if text is None:
            text = file.read_bytes().decode()
        document = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        """Replace the text of an open document."""
        self.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
        )

    def diagnostics(self, uri: str, version: int = 1) -> list[Message]:
        """The diagnostics of a version of a document, when they come."""
        message = self.wait(
            lambda one: (
                one.get("method") == "textDocument/publishDiagnostics"
                and one["params"]["uri"] == uri
                and one["params"].get("version") == version
            )
        )
        found: list[Message] = message["params"]["diagnostics"]
        return found

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message that is wanted; others are kept in `seen`."""
        end = time.monotonic() + _PATIENCE
        while True:
            message = self._inbox.get(timeout=max(0.01, end - time.monotonic()))
            assert message, f"the server ended with {self._process.wait(1)}"
            if wanted(message):
                return message
            self.seen.append(message)
            if "method" in message and "id" in message:  # the server asks: say yes
                self._send({"id": message["id"], "result": None})

    def close(self) -> int:
        """Shut the server down as the protocol wants it; its exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        try:
            return self._process.wait(_PATIENCE)
        finally:
            self._process.kill()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self._inbox.put(json.loads(stream.read(length)))
        self._inbox.put({})
