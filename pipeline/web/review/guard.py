"""Who may ask, and what every answer says: the door of the review server.

Anything that runs in a browser can send requests to localhost, and a name that an attacker owns can be made to point
there. So each request must name this server as its host, carry the cookie that only the printed address gives,
and come from this site's own pages; what writes must be JSON, which no form can send.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import explained
from pipeline.visible import one_line
from pipeline.web.templates import policy

MOST_BYTES = 1_000_000
_READS = ("GET", "HEAD")
_WRITES = ("PUT", "POST")
_WELCOME = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/">'
    '<title>locpipe review</title><a href="/">Go on</a>'
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": policy(editing=True) + "; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """An ASGI application in front of another. `port` is the server's own, `token` the secret of its address."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._cookie = f"locpipe-review-{port}"
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the application behind."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no sockets here
            await send({"type": "websocket.close", "code": 1008})
            return

        started = False
        taken = 0

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BYTES:
                raise HTTPException(413, "too long")
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        request = Request(scope)
        answer = self._answer(request)
        try:
            await (answer or self._app)(scope, receiving, sending)
        except Exception as error:  # the log is no place for what a request brings
            if not started:
                await unforeseen(request, error)(scope, receive, sending)

    def _answer(self, request: Request) -> Response | None:
        """The answer to a request that does not get through; None for one that does."""
        host = request.headers.get("host", "").lower()
        if host not in self._hosts:
            return _refused(421, "this server answers to its own address only")
        if request.headers.get("origin", f"http://{host}") != f"http://{host}":
            return _refused(403, "requests from other sites are refused")
        if request.url.path == "/" and request.method == "GET" and "token" in request.query_params:
            return self._welcome(request.query_params["token"])
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refused(403, "requests from other sites are refused")
        if not _same(request.cookies.get(self._cookie, ""), self._token):
            return _refused(403, "open the address that `locpipe review` printed")
        if request.method in _READS:
            return None
        return self._writing(request)

    def _welcome(self, token: str) -> Response:
        if not _same(token, self._token):
            return _refused(403, "this address is not of the server that runs now")
        answer = HTMLResponse(_WELCOME)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _writing(self, request: Request) -> Response | None:
        if request.method not in _WRITES:
            return _refused(405, "not a method of this server")
        if "origin" not in request.headers:
            return _refused(403, "what writes must say where it comes from")
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            return _refused(415, "what writes must be application/json")
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or "transfer-encoding" in request.headers:
            return _refused(411, "what writes must say its length")
        return _refused(413, "too long") if len(length) > 9 or int(length) > MOST_BYTES else None


def unforeseen(request: Request, error: Exception) -> Response:
    """The answer where something goes wrong that nobody foresaw."""
    return _refused(500, one_line(explained(error)))


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status)


def _same(one: str, two: str) -> bool:
    return hmac.compare_digest(one.encode(), two.encode())
