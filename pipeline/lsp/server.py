"""The language server: what the protocol asks, answered by the rooms beside this module.

Documents come whole with every change: an editor's lines end where Markdown's do, and a client that sends pieces
would have to agree with Python on where that is. Analyses run in one thread, so that the server answers meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from pipeline import __version__
from pipeline.files.remote import AnyPath
from pipeline.lsp.analysis import Analysis
from pipeline.lsp.desk import Desk
from pipeline.lsp.diagnostics import diagnostics
from pipeline.lsp.docsets import Docsets

Made = TypeVar("Made")

log = logging.getLogger(__name__)

_PAUSE = 0.015
"""How long to wait, in seconds, for the rest of a burst of changes; typing is slower than this."""


class Server(LanguageServer):
    """The server with its desk. `config` is a settings file, `docs_url` where the rules' pages are published.

    `trust`: settings may lead anywhere.
    """

    def __init__(
        self, config: Path | None = None, docs_url: str = "", *, trust: bool = False
    ) -> None:
        sync = types.TextDocumentSyncKind.Full
        super().__init__("locpipe", __version__, text_document_sync_kind=sync)
        self.config = config
        self.trust = trust
        self.docs_url = docs_url
        self.desk = self._desk([])
        self._uris: dict[Path, str] = {}
        self._waiting: dict[str, bool] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pool = ThreadPoolExecutor(1, "analysis")

    @property
    def encoding(self) -> types.PositionEncodingKind | str:
        """What the client counts columns in."""
        return self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    def text_of(self, file: AnyPath) -> str | None:
        """The text of a file that is open; None where it is not."""
        uri = self._uris.get(_real(file)) if isinstance(file, Path) else None
        return self.workspace.get_text_document(uri).source if uri else None

    def start(self, folders: Iterable[Path], docs_url: str) -> None:
        """Begin with the folders that the client has open (none: the current one)."""
        self._loop = asyncio.get_running_loop()
        self.docs_url = docs_url or self.docs_url
        self.desk = self._desk(folders)

    def _desk(self, folders: Iterable[Path]) -> Desk:
        docsets = Docsets(list(folders) or [Path.cwd()], self.config, trust=self.trust)
        return Desk(docsets, self.text_of, self._complain)

    def opened(self, uri: str) -> None:
        """A document was opened."""
        file = file_of(uri)
        if file is not None:
            self._uris[_real(file)] = uri
            self.look_at(uri)

    def closed(self, uri: str) -> None:
        """A document was closed: its diagnostics go."""
        file = file_of(uri)
        if file is not None:
            self._uris.pop(_real(file), None)
            self.desk.close(file)
        self._waiting.pop(uri, None)
        self._publish(uri, [], None)

    def look_at(self, uri: str, *, afresh: bool = False) -> None:
        """Analyse a document soon, once for all changes that come meanwhile."""
        self._waiting[uri] = afresh or self._waiting.get(uri, False)
        if uri not in self._tasks:
            self._tasks[uri] = asyncio.ensure_future(self._work(uri))

    def look_at_all(self, *, settings: bool = False) -> None:
        """Analyse every open document again: something on disk has changed (`settings`: what they are held to)."""
        if settings:
            self.desk.forget_settings()
        for uri in list(self._uris.values()):
            self.look_at(uri, afresh=True)

    async def analysis(self, uri: str) -> Analysis | None:
        """The analysis of a document's present text; None where it is not open."""
        file = file_of(uri)
        if file is None or _real(file) not in self._uris:
            return None
        return await self._analyse(uri, file, afresh=False)

    async def _work(self, uri: str) -> None:
        try:
            await asyncio.sleep(_PAUSE)
            file = file_of(uri)
            while file is not None and uri in self._waiting:
                afresh = self._waiting.pop(uri)
                version = self.workspace.get_text_document(uri).version
                found = await self._analyse(uri, file, afresh=afresh)
                if _real(file) in self._uris and uri not in self._waiting:
                    self._publish(uri, diagnostics(found, self.encoding, self.docs_url), version)
        except Exception:
            log.exception("analysing %s", uri)
        finally:
            del self._tasks[uri]

    async def aside(self, work: Callable[[], Made]) -> Made:
        """Do something in the thread of the analyses, which reads the desk's documents."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def _analyse(self, uri: str, file: Path, *, afresh: bool) -> Analysis:
        text = self.workspace.get_text_document(uri).source
        return await self.aside(lambda: self.desk.analyse(file, text, afresh=afresh))

    def _publish(self, uri: str, found: list[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, version=version)
        )

    def _complain(self, message: str) -> None:
        """Show a message; the analysis calls this from its thread."""
        shown = types.ShowMessageParams(types.MessageType.Error, f"locpipe: {message}")
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.window_show_message, shown)


def file_of(uri: str) -> Path | None:
    """The file of a URI; None for documents that are no files."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def _real(file: Path) -> Path:
    return Path(os.path.realpath(file))
