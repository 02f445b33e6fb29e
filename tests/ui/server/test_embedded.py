"""Uploads where other sites may frame the app: no cookie is needed, and no other site's page can send one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from cnnviz.ui.server.embedded import EmbeddedUploads, is_embedded
from cnnviz.ui.server.own import own
from cnnviz.ui.server.settings import FRAME_ANCESTORS, settings

COURSE = "https://moodle.example"
UPLOAD = "/_stcore/upload_file/session/file"
OWN = {"host": "a.example", "origin": "https://a.example"}


@pytest.fixture
def framed_by(monkeypatch):
    """framed_by(value) sets which sites may frame the app."""

    def framed_by(value: str) -> None:
        monkeypatch.setenv(FRAME_ANCESTORS, value)
        for known in (settings, own):
            known.cache_clear()

    yield framed_by
    monkeypatch.undo()
    for known in (settings, own):
        known.cache_clear()


async def streamlit(scope, receive, send) -> None:
    """Check an upload as Streamlit does."""
    request = Request(scope)
    allowed = validate_xsrf_token(request.headers.get("x-xsrftoken"), request.cookies.get(XSRF_COOKIE_NAME))
    await PlainTextResponse(request.headers.get("cookie", ""), 204 if allowed else 403)(scope, receive, send)


def status(headers: dict[str, str], method: str = "PUT", path: str = UPLOAD) -> int:
    sent = []

    async def send(message):
        sent.append(message)

    named = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": named, "query_string": b""}
    # In a thread of its own: the tests' browser has a loop in this one.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, EmbeddedUploads(streamlit)(scope, None, send)).result()
    return sent[0]["status"]


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("", False),
        ("'self'", False),
        ("none", False),
        (COURSE, True),
        (f"'self' {COURSE}", True),
        (f"self,{COURSE}", True),
    ],
)
def test_other_sites_are_let_in_by_the_setting_alone(framed_by, value, others):
    framed_by(value)
    assert is_embedded() is others
    assert status(OWN) == (204 if others else 403)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        (OWN, True),
        ({**OWN, "cookie": "other=1"}, True),
        ({**OWN, "sec-fetch-site": "same-origin"}, True),
        ({**OWN, "sec-fetch-site": "cross-site"}, False),
        ({**OWN, "sec-fetch-site": "same-site"}, False),
        ({"host": "a.example", "origin": COURSE}, False),
        ({"host": "a.example", "origin": "null"}, False),
        ({"host": "a.example"}, False),
        # Who has Streamlit's cookie shows its twin, as ever.
        ({**OWN, "cookie": f"{XSRF_COOKIE_NAME}=2|00|00|1"}, False),
    ],
)
def test_an_upload_is_taken_from_the_apps_own_pages_alone(framed_by, headers, allowed):
    framed_by(COURSE)
    assert status(headers) == (204 if allowed else 403)
    assert status(headers, method="DELETE") == status(headers)


def test_nothing_but_uploads_is_vouched_for(framed_by):
    framed_by(COURSE)
    assert status(OWN, path="/_stcore/other") == 403
    assert status(OWN, method="POST") == 403
