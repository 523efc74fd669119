"""What the protocol asks, and who answers it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lsprotocol import types

from pipeline.lsp import hover
from pipeline.lsp.actions import FIX_ALL, code_actions
from pipeline.lsp.analysis import Analysis
from pipeline.lsp.completion import TRIGGERS, completions
from pipeline.lsp.positions import Positions
from pipeline.lsp.server import Server, file_of
from pipeline.settings import FILE_NAME

_SETTINGS_FILES = (FILE_NAME, "pyproject.toml")


def make_server(config: Path | None = None, docs_url: str = "", *, trust: bool = False) -> Server:
    """A server that answers."""
    server = Server(config, docs_url, trust=trust)
    _watch_documents(server)
    _answer_questions(server)
    return server


def _watch_documents(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        capabilities = server.client_capabilities.workspace
        watched = capabilities and capabilities.did_change_watched_files
        if watched and watched.dynamic_registration:
            watchers = [
                types.FileSystemWatcher(f"**/{name}")
                for name in (*_SETTINGS_FILES, "*.md", "*.mdx", "*.po")
            ]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            server.client_register_capability(
                types.RegistrationParams([types.Registration("locpipe-files", method, options)])
            )

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        uris = [folder.uri for folder in params.workspace_folders or ()]
        if not uris and params.root_uri:
            uris = [params.root_uri]
        options: Any = params.initialization_options
        said = (
            options.get("docsUrl") if isinstance(options, dict) else getattr(options, "docsUrl", "")
        )
        folders = [folder for uri in uris if (folder := file_of(uri)) is not None]
        server.start(folders, said if isinstance(said, str) else "")

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.look_at(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        file = file_of(params.text_document.uri)
        server.look_at_all(settings=file is not None and file.name in _SETTINGS_FILES)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        names = {Path(change.uri).name for change in params.changes}
        server.look_at_all(settings=not names.isdisjoint(_SETTINGS_FILES))


def _answer_questions(server: Server) -> None:
    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        analysis = await server.analysis(uri)
        return [] if analysis is None else code_actions(uri, analysis, params, server.encoding)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        file = file_of(params.text_document.uri)
        analysis = await server.analysis(params.text_document.uri)
        if file is None or analysis is None:
            return None
        positions = Positions(analysis.text, server.encoding)
        offset = positions.offset(params.position)
        parts = await server.aside(lambda: list(_hover(server, file, analysis, positions, offset)))
        if not parts:
            return None
        return types.Hover(
            types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts))
        )

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(TRIGGERS))
    async def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        file = file_of(params.text_document.uri)
        document = server.desk.document(file) if file else None
        loaded = server.desk.loaded(document) if document and not document.is_po else None
        if loaded is None:
            return []
        text = server.workspace.get_text_document(params.text_document.uri).source
        return completions(loaded, text, params.position, server.encoding)


def _hover(
    server: Server, file: Path, analysis: Analysis, positions: Positions, offset: int
) -> Iterator[str]:
    document = server.desk.document(file)
    if document is None:
        return
    yield from hover.findings_at(analysis, positions, offset)
    if document.is_po:
        yield from hover.entry_at(analysis.text, offset)
    elif (loaded := server.desk.loaded(document)) is not None:
        yield from hover.attribute_at(loaded, offset)
        yield from hover.other_language(loaded, offset, server.desk.translations(document))
