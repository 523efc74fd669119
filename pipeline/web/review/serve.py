"""Running the review server on the loopback interface."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from pipeline.errors import TRACE, UsageError
from pipeline.web.review.app import create_app
from pipeline.web.review.desk import Desk
from pipeline.web.review.events import Events

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """A server that lets listening tabs go before it waits for its connections to end."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, in good order."""
        self._events.close()
        await super().shutdown(sockets)


def serve(desk: Desk, port: int, started: Callable[[str], None]) -> None:
    """Serve until interrupted. `started` is told the address, which holds the token that opens the pages."""
    token = secrets.token_urlsafe(24)
    with _listening(port) as listener:
        port = listener.getsockname()[1]
        events = Events()
        app = create_app(desk, events, token=token, port=port)
        config = uvicorn.Config(
            app,
            log_level="warning" if os.environ.get(TRACE) else "critical",  # faults are answers
            ws="none",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        started(f"http://{HOST}:{port}/?token={token}")
        with suppress(KeyboardInterrupt):
            _Server(config, events).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # so that whoever is told the address is answered, however soon he asks
    except OSError as error:
        listener.close()
        raise UsageError(f"--port {port}: {error.strerror}") from None
    return listener
