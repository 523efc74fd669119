"""The review server's pages and its few calls, as an ASGI application behind its guard."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pipeline.errors import PageError
from pipeline.results.finding import Finding
from pipeline.visible import one_line, visible
from pipeline.web.review.answers import Html, Json
from pipeline.web.review.checking import Checked, check_text
from pipeline.web.review.desk import Desk, NoPageError
from pipeline.web.review.editing import ConflictError, Edit, GoneError, states
from pipeline.web.review.events import Events
from pipeline.web.review.guard import Guard, unforeseen
from pipeline.web.review.served import Served
from pipeline.web.site import overview, rule_page, rules_page, table_data
from pipeline.web.templates import ASSETS, asset, render

_TYPES = {"css": "text/css", "js": "text/javascript"}
_NUMBER = re.compile("[0-9]{1,9}")
_HALF = re.compile("[\ud800-\udfff]")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Site:
    """What the routes share."""

    desk: Desk
    events: Events
    links: Served

    async def home(self, request: Request) -> Response:
        return Html(overview(self.links, self.desk.gathered, "/data/pages.js"))

    async def data(self, request: Request) -> Response:
        rows = list(self.desk.gathered.rows.values())
        text = table_data(rows, lambda row: self.links.page(row.locale, row.path))
        return Response(text, media_type=_TYPES["js"])

    async def page(self, request: Request) -> Response:
        number = _number(request)
        view = await _page(self.desk.view, number)
        html = await run_in_threadpool(
            render, "page", self.links, view=view, row=view.row, number=number
        )
        return Html(html)

    async def state(self, request: Request) -> Response:
        number = _number(request)
        view = await _page(self.desk.view, number)

        def collected() -> dict[str, Any]:
            parts = {
                name: render(name, self.links, view=view, row=view.row)
                for name in ("chips", "findings", "sentences")
            }
            try:
                entries = [asdict(one) for one in states(self.desk.loaded(number))]
                trouble = ""
            except PageError as error:
                entries, trouble = [], str(error)
            return {**parts, "article": view.article, "entries": entries, "trouble": trouble}

        return Json(await run_in_threadpool(collected))

    async def check(self, request: Request) -> Response:
        number, asked = _number(request), await _json(request, {"key": str, "text": str})
        checked = await _page(self._checked, number, asked["key"], asked["text"])
        if checked is None:
            raise HTTPException(404, "the page has no such text any more")
        findings = [_as_shown(one, self.links) for one in checked.findings]
        return Json({"findings": findings, "preview": checked.preview})

    def _checked(self, number: int, key: str, text: str) -> Checked | None:
        return check_text(self.desk.loaded(number), self.desk.policy, key, text)

    async def save(self, request: Request) -> Response:
        wanted = {"text": str, "reviewed": bool, "seen_text": str, "seen_reviewed": bool}
        number, asked = _number(request), await _json(request, wanted)
        new = Edit(asked["text"], asked["reviewed"])
        seen = Edit(asked["seen_text"], asked["seen_reviewed"])
        try:
            saved = await _page(self.desk.save, number, request.path_params["key"], new, seen)
        except ConflictError as conflict:
            both = {"yours": asdict(new), "theirs": asdict(conflict.theirs)}
            return Json(both, 409)
        except GoneError:
            raise HTTPException(410, "the page has no such text any more") from None
        self.events.tell([number])
        return Json(asdict(saved))

    async def rule(self, request: Request) -> Response:
        name = request.path_params.get("name", "")
        try:
            html = rule_page(self.links, self.desk.gathered, name) if name else None
        except KeyError:
            raise HTTPException(404, "no such rule") from None
        return Html(html or rules_page(self.links, self.desk.gathered))

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in (*ASSETS, "review.js"):
            raise HTTPException(404, "no such file")
        return Response(asset(name), media_type=_TYPES[name.rpartition(".")[2]])

    async def changes(self, request: Request) -> Response:
        return StreamingResponse(self.events.listen(), media_type="text/event-stream")


def create_app(desk: Desk, events: Events, *, token: str, port: int) -> Guard:
    """The application for one desk. `token` opens it; `port` is where it will listen on 127.0.0.1."""
    site = _Site(desk, events, Served(desk.numbers))

    @asynccontextmanager
    async def watching(app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(site.events.watch(desk))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, OSError, RuntimeError):  # it may not be able to
                await task

    routes = [
        Route("/", site.home),
        Route("/data/pages.js", site.data),
        Route("/pages/{number}", site.page),
        Route("/rules/", site.rule),
        Route("/rules/{name}", site.rule),
        Route("/assets/{name}", site.file),
        Route("/events", site.changes),
        Route("/api/pages/{number}", site.state),
        Route("/api/pages/{number}/check", site.check, methods=["POST"]),
        Route("/api/pages/{number}/entries/{key}", site.save, methods=["PUT"]),
    ]
    app = Starlette(routes=routes, lifespan=watching, exception_handlers={Exception: unforeseen})
    return Guard(app, token=token, port=port)


def _number(request: Request) -> int:
    found = _NUMBER.fullmatch(request.path_params["number"])
    if found is None:
        raise HTTPException(404, "no such page")
    return int(found[0])


async def _page(work: Callable[..., Result], *arguments: Any) -> Result:
    """Work on a page, beside the event loop; what goes wrong with it is an answer."""
    try:
        return await run_in_threadpool(work, *arguments)
    except NoPageError:
        raise HTTPException(404, "no such page") from None
    except PageError as error:
        raise HTTPException(422, one_line(str(error))) from None


async def _json(request: Request, wanted: dict[str, type]) -> dict[str, Any]:
    """The body, which must be an object with exactly these keys and types."""
    try:
        asked = await request.json()
    except (ValueError, RecursionError):
        raise HTTPException(400, "not JSON") from None
    except ClientDisconnect:
        raise HTTPException(400, "the body ends too soon") from None
    if not isinstance(asked, dict) or {k: type(v) for k, v in asked.items()} != wanted:
        raise HTTPException(400, f"needs exactly {', '.join(wanted)}")
    if any(isinstance(value, str) and _HALF.search(value) for value in asked.values()):
        raise HTTPException(422, "the text holds half a character (a lone surrogate)")
    return asked


def _as_shown(finding: Finding, links: Served) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "message": visible(finding.message),
        "address": links.rule(finding.rule),
    }
