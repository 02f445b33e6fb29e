"""Answers with the page at /without, and with the networks and samples that it shows."""

from __future__ import annotations

import re
import struct

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cnnviz.known.own import GoneError
from cnnviz.rooms.codes import read_code
from cnnviz.ui import warm_up
from cnnviz.ui.plain.page import plain_page
from cnnviz.ui.without import networks
from cnnviz.ui.without.content import body_of

_CSS = (
    *("shared/buttons.css", "lesson_panel/question.css", "lesson_panel/outcome.css", "shared/results.css"),
    "without/without.css",
)
_NO_NETWORK = "There is no such network here: choose one that reads drawings, such as mnist_cnn."


async def page(request: Request) -> Response:
    """Answer with the page. The parameters are c, a room's code, and network."""
    asked = request.query_params.get("network", "")
    body = body_of(networks.names(), asked, read_code(request.query_params.get("c", "")))
    return plain_page("Without the websocket", body, js="without/without.js", css=_CSS)


async def network(request: Request) -> Response:
    """Answer with a network that reads drawings.

    Returns:
        200: see networks.packed(). 202: it is being loaded; ask again. 404: there is no such network. 503: it could not
        be loaded. The last two say so in a sentence.
    """
    name = request.path_params["name"]
    refused = await _refused(name)
    if refused:
        return refused
    body = await run_in_threadpool(networks.packed, name)
    headers = {"content-encoding": "identity", "cache-control": "private, max-age=600"}
    return Response(body, media_type="application/octet-stream", headers=headers)


async def sample(request: Request) -> Response:
    """Answer with how a network reads a sample: the parameter sample is its index in the gallery.

    Returns:
        200: as cnnviz.ui.stroke.route answers a drawing. Otherwise like network, and 400 if the sample is no number.
    """
    name = request.path_params["name"]
    asked = request.query_params.get("sample", "0")
    if not re.fullmatch("[0-9]{1,3}", asked, re.ASCII):
        return PlainTextResponse("A sample is a whole number, from 0 to 999.", 400)
    refused = await _refused(name)
    if refused:
        return refused
    reading = await run_in_threadpool(networks.read_sample, name, int(asked))
    body = struct.pack("<I", len(reading.message)) + reading.message + reading.answer
    headers = {"x-reading": reading.name, "content-encoding": "identity", "cache-control": "no-store"}
    return Response(body, media_type="application/octet-stream", headers=headers)


async def _refused(name: str) -> Response | None:
    """Return the answer where a network cannot be had now; None where it can."""
    kept = {"cache-control": "no-store"}
    if name not in networks.names():
        return PlainTextResponse(_NO_NETWORK, 404, kept)
    try:
        is_ready = await run_in_threadpool(warm_up.is_ready, name)
    except GoneError:
        return PlainTextResponse(_NO_NETWORK, 404, kept)
    except ValueError as error:
        return PlainTextResponse(str(error), 503, kept)
    return None if is_ready else Response(status_code=202, headers=kept)
