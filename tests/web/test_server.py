"""The review server: who gets in, and what it does for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra `web`")
pytest.importorskip("httpx", reason="needs httpx")

from functools import partial

from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from pipeline.docset.docset import Docset
from pipeline.engine.execute import execute
from pipeline.engine.how import How
from pipeline.engine.work import Work
from pipeline.rules.policy import Policy
from pipeline.settings import Settings
from pipeline.web.page_job import survey_page
from pipeline.web.review.app import create_app
from pipeline.web.review.desk import Desk
from pipeline.web.review.editing import Edit, states
from pipeline.web.review.events import Events
from tests.web.conftest import page as page_of
from tests.web.conftest import unit

TOKEN = "the-token"
HOST = "127.0.0.1:8000"
SAVE = {"text": "Nog een zin.", "reviewed": True, "seen_text": "Een tweede zin.", "seen_reviewed": False}  # fmt: skip


def opened(pages: Path) -> Desk:
    """A desk with all pages of the docset on it."""
    docset = Docset(Settings(root=pages))
    rules, how = Policy.of(docset.settings), How(jobs=1, cache=False)
    found = docset.pages() + docset.source_pages()
    desk = Desk(found, docset.settings, rules)
    desk.open(execute([Work(partial(survey_page, policy=rules), found)], docset.settings, how), how)
    return desk


@pytest.fixture
def desk(pages: Path) -> Desk:
    return opened(pages)


@pytest.fixture
def stranger(desk: Desk) -> TestClient:
    """A client without the cookie."""
    return TestClient(
        create_app(desk, Events(), token=TOKEN, port=8000),
        base_url=f"http://{HOST}",
        follow_redirects=False,
    )


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that came by the printed address; its requests come from the site's own pages."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 200
    stranger.headers["Origin"] = f"http://{HOST}"
    return stranger


@pytest.fixture
def number(desk: Desk) -> int:
    return desk.numbers["nl-NL", "pay.md"]


@pytest.fixture
def key(client: TestClient, number: int) -> str:
    entries = client.get(f"/api/pages/{number}").json()["entries"]
    return next(one["key"] for one in entries if one["source"] == "A second sentence.")


def test_the_printed_address_gives_a_cookie_that_only_this_site_gets(stranger: TestClient) -> None:
    cookie = stranger.get(f"/?token={TOKEN}").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?token=wrong",
        "/pages/0",
        "/data/pages.js",
        "/api/pages/0",
        "/assets/site.js",
        "/events",
    ],
)
def test_without_the_token_nothing_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Betalen" not in answer.text


@pytest.mark.parametrize("host", ["evil.example:8000", "127.0.0.1:8001", "127.0.0.1", "evil.example"])  # fmt: skip
def test_a_name_that_points_here_is_not_this_server(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8001"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Length": "5000000"}, 413),
    ],
)
def test_only_this_sites_own_pages_can_write(
    client: TestClient, number: int, key: str, desk: Desk, headers: dict[str, str], status: int
) -> None:
    address = f"/api/pages/{number}/entries/{key}"
    assert client.put(address, json=SAVE, headers=headers).status_code == status
    assert not desk.pages[number].po.exists()


def test_a_write_says_where_it_comes_from(client: TestClient, number: int, key: str) -> None:
    del client.headers["Origin"]
    assert client.put(f"/api/pages/{number}/entries/{key}", json=SAVE).status_code == 403


def test_every_answer_is_strict(client: TestClient) -> None:
    for path in ("/", "/pages/0", "/nothing", "/assets/site.css", "/pages/9999"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/pages/9999",
        "/pages/-1",
        "/pages/..%2f..%2fetc%2fpasswd",
        "/pages/pay.md",
        "/assets/..%2fapp.py",
        "/assets/../templates/base.html.j2",
        "/assets/%2e%2e/%2e%2e/inert.py",
        "/rules/..%2f..%2fsecret",
        "/api/pages/9999",
        f"/pages/{'1' * 5000}",
        f"/api/pages/{'1' * 5000}",
        "/pages/%D9%A1",
        "/content/nl-NL/pay.md",
    ],
)
def test_no_address_leads_out_of_the_docset(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/rules/", "/rules/link-target-changed", "/data/pages.js", "/assets/review.js"]
)
def test_its_pages_are_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_every_page_is_shown(client: TestClient, desk: Desk) -> None:
    for number, page in enumerate(desk.pages):
        answer = client.get(f"/pages/{number}")
        assert answer.status_code == 200, page.path
        assert "<script>" not in answer.text
        assert client.get(f"/api/pages/{number}").status_code == 200


def test_an_edit_is_saved_shown_and_counted(
    client: TestClient, number: int, key: str, desk: Desk
) -> None:
    page = desk.pages[number]
    before = page.file.read_bytes()
    answer = client.put(f"/api/pages/{number}/entries/{key}", json=SAVE)
    assert (answer.status_code, answer.json()) == (200, {"text": "Nog een zin.", "reviewed": True})
    assert 'msgid "A second sentence."\nmsgstr "Nog een zin."' in page.po.read_text("utf-8")
    state = client.get(f"/api/pages/{number}").json()
    assert "Nog een zin." in state["article"]
    assert "<b>1</b> reviewed" in state["chips"]
    assert page.file.read_bytes() == before
    assert desk.gathered.rows["nl-NL", "pay.md"].reviewed == 1


def test_a_conflict_shows_both_texts(client: TestClient, number: int, key: str) -> None:
    address = f"/api/pages/{number}/entries/{key}"
    client.put(address, json=SAVE)
    answer = client.put(address, json={**SAVE, "text": "Van mij."})
    assert answer.status_code == 409
    assert answer.json() == {
        "yours": {"text": "Van mij.", "reviewed": True},
        "theirs": {"text": "Nog een zin.", "reviewed": True},
    }


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([{"type": "http.request", "body": b" " * 600_000, "more_body": True}] * 2, 413),
        ([{"type": "http.disconnect"}], 400),
    ],
    ids=["longer than it says", "cut off"],
)
def test_a_body_that_is_another_than_it_said(
    desk: Desk, number: int, said: list[dict[str, object]], status: int
) -> None:
    app = create_app(desk, Events(), token=TOKEN, port=8000)
    fields = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json"}
    fields |= {"content-length": "10", "cookie": f"locpipe-review-8000={TOKEN}"}
    headers = [(name.encode(), value.encode()) for name, value in fields.items()]
    path = f"/api/pages/{number}/check"
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "headers": headers,
        "query_string": b"",
    }
    answers: list[dict[str, object]] = []
    left = iter(said)

    async def receive() -> dict[str, object]:
        return next(left)

    async def send(message: dict[str, object]) -> None:
        answers.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    assert answers[0]["status"] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[]", 400),
        ("{", 400),
        ("null", 400),
        ('{"text": "x"}', 400),
        ('{"text": 1, "reviewed": true, "seen_text": "", "seen_reviewed": false}', 400),
        ('{"text": "x", "reviewed": 1, "seen_text": "", "seen_reviewed": false}', 400),
        ("[" * 5000, 400),
        ('{"text": "\\u0000", "reviewed": true, "seen_text": "", "seen_reviewed": false}', 422),
        ('{"text": "\\ud800", "reviewed": true, "seen_text": "", "seen_reviewed": false}', 422),
    ],
)
def test_a_body_that_is_not_what_was_asked_for_changes_nothing(
    client: TestClient, number: int, key: str, desk: Desk, body: str, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.put(f"/api/pages/{number}/entries/{key}", content=body, headers=headers)
    assert answer.status_code == status
    assert not desk.pages[number].po.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b"{",
        b"",
        b"\xff\xfe{",
        b"[" * 5000,
        b'{"key": 1, "text": "x"}',
        b'{"key": "KEY", "text": null}',
        b'{"key": "KEY", "text": ["x"]}',
        b'{"key": "KEY"}',
        b'{"text": "x"}',
        b'{"key": "KEY", "text": ' + b"9" * 5000 + b"}",
        b'{"key": "KEY", "text": NaN}',
    ],
)
def test_a_body_to_be_checked_that_is_none_is_refused(
    client: TestClient, number: int, key: str, body: bytes
) -> None:
    answer = client.post(
        f"/api/pages/{number}/check",
        content=body.replace(b"KEY", key.encode()),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_an_unknown_entry_is_gone(client: TestClient, number: int) -> None:
    assert client.put(f"/api/pages/{number}/entries/nothing", json=SAVE).status_code == 410


@pytest.mark.parametrize("path", ["/pages/9999", "/api/pages/9999"])
def test_there_is_no_such_page(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_text_of_a_page_that_is_not_there_is_checked(client: TestClient) -> None:
    answer = client.post("/api/pages/9999/check", json={"key": "x", "text": "y"})
    assert (answer.status_code, answer.text) == (404, "no such page")


def test_half_a_character_is_no_text(client: TestClient, number: int, key: str) -> None:
    body = f'{{"key": "{key}", "text": "\\ud800"}}'
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"/api/pages/{number}/check", content=body, headers=headers)
    assert answer.status_code == 422


def test_what_nobody_foresaw_is_an_answer_without_a_trace(
    client: TestClient, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "view", lambda *_: 1 / 0)
    answer = client.get(f"/pages/{number}")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.text
    assert "Traceback" not in answer.text


def test_typed_text_is_checked(client: TestClient, number: int, key: str) -> None:
    asked = {"key": key, "text": "Een <script>zin</script>. 42"}
    answer = client.post(f"/api/pages/{number}/check", json=asked).json()
    assert "&lt;script&gt;" in answer["preview"]
    assert {"rule", "severity", "message", "address"} == set(answer["findings"][0])
    asked["key"] = "nothing"
    assert client.post(f"/api/pages/{number}/check", json=asked).status_code == 404


def test_findings_of_the_whole_docset_follow_their_words(
    docset: Callable[..., Path], pages: Path
) -> None:
    text = page_of(
        unit(101, "Eerst.", "First."), unit(102, "Klik op de knop.", "Click the button.")
    )
    other = page_of(unit(101, "Druk de knop in.", "Click the button."), title="Anders", type="HT")
    docset({"content/nl-NL/x.md": text, "content/nl-NL/y.md": other})
    desk = opened(pages)
    number = desk.numbers["nl-NL", "x.md"]

    def found() -> list[str]:
        view = desk.view(number)
        assert view.page is not None
        return [
            view.page.text[one.finding.place.start : one.finding.place.end]
            for one in view.findings
            if one.finding.rule == "same-source-different-target"
        ]

    assert found() == ["Klik op de knop."]
    states_of = {one.source: one for one in states(desk.loaded(number))}
    first, second = states_of["First."], states_of["Click the button."]
    desk.save(number, first.key, Edit("Als allereerste.", True), first.edit)
    assert found() == ["Klik op de knop."]
    desk.save(number, second.key, Edit("Iets heel anders.", True), second.edit)
    assert found() == []


def test_a_broken_po_file_is_told(client: TestClient, number: int, desk: Desk) -> None:
    desk.pages[number].po.parent.mkdir(parents=True)
    desk.pages[number].po.write_text('msgid "half', "utf-8")
    state = client.get(f"/api/pages/{number}").json()
    assert "cut off" in state["trouble"]
    assert "po-unreadable" in state["findings"]


def test_watched_files_are_those_of_the_pages(desk: Desk) -> None:
    names = desk.watched()
    for number, page in enumerate(desk.pages):
        assert number in names[str(page.file.resolve())]
        if page.source is not None:
            assert number in names[str(page.source.resolve())] & names[str(page.po.resolve())]
    assert {folder.name for folder in desk.folders()} == {"nl-NL", "ar-SA", "en-US"}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a package look as if it were not installed."""
    import builtins
    import sys

    original = builtins.__import__

    def hide(name: str) -> None:
        def importing(wanted: str, *arguments: object, **more: object) -> object:
            if wanted.split(".")[0] == name:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
            return original(wanted, *arguments, **more)  # type: ignore[arg-type]

        for known in [one for one in sys.modules if one.startswith(("pipeline.web.review", name))]:
            monkeypatch.delitem(sys.modules, known)
        monkeypatch.setattr(builtins, "__import__", importing)

    return hide


def test_without_the_extra_it_says_what_to_install(
    pages: Path, run_in: Callable[..., object], without: Callable[[str], None]
) -> None:
    without("uvicorn")
    result = run_in(pages, "review")
    assert "pip install 'locpipe[web]'" in str(getattr(result, "exception", ""))


def test_no_socket_is_opened(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/events"):
        pass
