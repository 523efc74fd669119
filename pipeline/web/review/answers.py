"""Answers that can hold names of files which are not UTF-8."""

from __future__ import annotations

from starlette.responses import HTMLResponse, JSONResponse

from pipeline.visible import as_json


class Html(HTMLResponse):
    """A page; half characters in it are question marks, as in the report on disk."""

    def render(self, content: str) -> bytes:
        """The bytes of the answer."""
        return content.encode("utf-8", "replace")


class Json(JSONResponse):
    """Data; what cannot be seen is escaped."""

    def render(self, content: object) -> bytes:
        """The bytes of the answer."""
        return as_json(content).encode()
