"""Telling open tabs what changed on disk, whoever changed it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import awatch

from pipeline.web.review.desk import Desk

_BEAT = 20.0  # seconds between signs of life, so that a closed tab is noticed


class Events:
    """Who listens, and what they are told: the numbers of pages that changed."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[str | None]] = set()

    def tell(self, pages: Iterable[int]) -> None:
        """Tell every open tab."""
        message = json.dumps({"pages": sorted(set(pages))})
        for listener in self._listeners:
            listener.put_nowait(message)

    def close(self) -> None:
        """Let every tab go: the server is about to end."""
        for listener in self._listeners:
            listener.put_nowait(None)

    async def listen(self) -> AsyncIterator[str]:
        """What one tab is told, as server-sent events."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield "retry: 1000\n\n"
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), _BEAT)
                    if message is None:
                        return
                    yield f"data: {message}\n\n"
                except TimeoutError:
                    yield ": here\n\n"
        finally:
            self._listeners.discard(queue)

    async def watch(self, desk: Desk) -> None:
        """Tell of pages whose file or PO file changes, until cancelled."""
        watched = desk.watched()
        async for changes in awatch(*desk.folders(), debounce=300, step=50, rust_timeout=500):
            pages = {page for _, path in changes for page in watched.get(_name(path), ())}
            if pages:
                self.tell(pages)


def _name(path: str) -> str:
    return str(Path(path).resolve())
