"""Whatever the stroke route is sent, it answers with a status that its docstring names, and never fails."""

from __future__ import annotations

import asyncio
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

import cnnviz
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import drawing_to_json
from cnnviz.ui.stroke.route import MOST_BYTES, answer

DRAWING = drawing_to_json([Stroke(((60, 60), (200, 60), (120, 240)), 16)])
QUESTION = {"network": "mnist_lab", "centre": True, "edits": "conv2d.off.0", **DRAWING}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)
FORGED_STROKE = st.fixed_dictionaries(
    {}, optional={"width": JSON, "points": st.lists(st.floats() | st.integers()) | JSON}
)
FORGED = {
    "network": st.sampled_from(["mnist_lab", "cifar_vgg"]) | JSON,
    "centre": JSON,
    "edits": st.from_regex(r"(conv2d\.(off|bias|kernel)\.[0-9-]{0,9}(\.[0-9e.-]{0,5})?~?){1,3}", fullmatch=True) | JSON,
    "strokes": st.lists(FORGED_STROKE) | JSON,
}


@pytest.fixture(scope="module", autouse=True)
def _networks():
    cnnviz.load("mnist_lab")
    cnnviz.load("cifar_vgg")


def ask(body: bytes) -> Response:
    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    return asyncio.run(answer(Request({"type": "http", "method": "POST", "headers": []}, receive)))


def as_json(question: object) -> bytes:
    return json.dumps(question).encode()


def test_a_good_question_gets_the_reading():
    response = ask(as_json(QUESTION))
    assert response.status_code == 200
    length = struct.unpack_from("<I", response.body)[0]
    assert 0 < length < len(response.body)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "is JSON, with network"),
        (b"7", 400, "is JSON, with network"),
        (b"\xff", 400, "is JSON, with network"),
        (b"[" * 5000, 400, "is JSON, with network"),
        (b'{"network": "mnist_lab"}', 400, "is JSON, with network"),
        (as_json(QUESTION | {"edits": ["conv2d.off.0"]}), 400, "is JSON, with network"),
        (as_json(QUESTION | {"network": "cifar_vgg"}), 400, "cifar_vgg reads no digits"),
        (as_json(QUESTION | {"network": "cifar_vgg", "strokes": []}), 400, "cifar_vgg reads no digits"),
        (as_json(QUESTION | {"network": ["mnist_lab"]}), 204, ""),
        (as_json(QUESTION | {"network": "../mnist_lab"}), 204, ""),
        (as_json(QUESTION | {"strokes": "none"}), 204, ""),
        (b" " * (MOST_BYTES + 1), 413, "at most 1,000,000 bytes"),
    ],
    ids=[
        "empty",
        "number",
        "not UTF-8",
        "deep",
        "no centre",
        "edits in a list",
        "a network of photographs",
        "a network of photographs, nothing drawn",
        "a list",
        "a path",
        "no strokes",
        "too long",
    ],
)
def test_what_cannot_be_answered_is_refused(body, status, words):
    response = ask(body)
    assert response.status_code == status
    assert words in response.body.decode()
    assert bool(response.body) == bool(words)


@given(JSON | st.fixed_dictionaries({}, optional=FORGED) | st.fixed_dictionaries(FORGED))
def test_forged_json_never_fails(question):
    assert ask(as_json(question)).status_code in (200, 204, 400)


@given(st.sampled_from(list(FORGED)), st.data())
def test_a_good_question_with_one_forged_part_never_fails(part, data):
    assert ask(as_json(QUESTION | {part: data.draw(FORGED[part])})).status_code in (200, 204, 400)


@given(st.binary())
def test_forged_bytes_never_fail(body):
    assert ask(body).status_code in (204, 400)
