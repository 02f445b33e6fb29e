"""What browsers are told with every answer."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.responses import PlainTextResponse, Response

from cnnviz.ui.server.front_end import FrontEndInMemory, inline_scripts
from cnnviz.ui.server.safe_headers import SafeHeaders
from cnnviz.ui.server.settings import read
from tests.ui.server.asgi import Said, ask, scope_of

TITLES = {"": "Draw", "filters": "Filters"}


def answered(app, host: str = "localhost:8501", scripts=(), **environment: str) -> Said:
    given = read({f"CNNVIZ_{name.upper()}": value for name, value in environment.items()})
    return ask(SafeHeaders(app, lambda: scripts, given), scope_of(headers={"host": host}))


def policy(said: Said) -> dict[str, str]:
    directives = [part.strip().partition(" ") for part in said.headers["content-security-policy"].split(";")]
    assert len({name for name, _, _ in directives}) == len(directives)
    return {name: sources for name, _, sources in directives}


@pytest.mark.parametrize("app", [PlainTextResponse("found"), PlainTextResponse("lost", 404), Response(status_code=204)])
def test_every_answer_says_what_may_be_loaded(app):
    said = answered(app)
    assert said.headers["x-content-type-options"] == "nosniff"
    assert said.headers["referrer-policy"] == "same-origin"
    assert (
        "camera=(self)" in said.headers["permissions-policy"] and "microphone=()" in said.headers["permissions-policy"]
    )
    given = policy(said)
    assert given["object-src"] == "'none'" and given["base-uri"] == "'self'" and given["frame-ancestors"] == "'self'"
    assert given["connect-src"] == "'self' data: blob: ws://localhost:8501 wss://localhost:8501"
    # Nothing from elsewhere, and no text that becomes a script.
    allowed = {
        "'self'",
        "'none'",
        "data:",
        "blob:",
        "'wasm-unsafe-eval'",
        "ws://localhost:8501",
        "wss://localhost:8501",
    }
    for name, sources in given.items():
        assert set(sources.split()) <= allowed | ({"'unsafe-inline'"} if name == "style-src" else set()), name


@pytest.mark.parametrize("host", ["", "evil; script-src *", "a.example b.example", "a.example,b", "a\r\nb", "*", "é"])
def test_a_host_that_is_none_adds_nothing(host):
    given = policy(answered(PlainTextResponse("found"), host))
    assert given["connect-src"] == "'self' data: blob:" and given["script-src"].startswith("'self'")


def test_an_administrator_says_who_may_frame_it():
    site = "https://moodle.school.example"
    assert policy(answered(PlainTextResponse(""), frame_ancestors=site))["frame-ancestors"] == f"'self' {site}"
    assert policy(answered(PlainTextResponse(""), frame_ancestors="none"))["frame-ancestors"] == "'none'"


def test_an_answer_keeps_its_own_policy_and_headers():
    own = {"content-security-policy": "default-src 'none'", "x-content-type-options": "nosniff"}
    said = answered(PlainTextResponse("", headers=own), frame_ancestors="https://moodle.school.example")
    assert policy(said) == {"default-src": "'none'", "frame-ancestors": "'self' https://moodle.school.example"}
    names = [name for name, _ in said.messages[0]["headers"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", ["/", "/filters"])
def test_the_scripts_that_stand_in_pages_run_and_no_others(path):
    scope = scope_of() | {"path": path}
    page = ask(FrontEndInMemory(PlainTextResponse("passed on"), TITLES, ["network"]), scope).text
    scripts = [body for tag, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL) if "src=" not in tag]
    assert len(scripts) == 3
    allowed = policy(answered(PlainTextResponse(""), scripts=inline_scripts(TITLES, ["network"])))["script-src"]
    for script in scripts:
        assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in allowed
    assert "'unsafe-inline'" not in allowed and "'unsafe-eval'" not in allowed
