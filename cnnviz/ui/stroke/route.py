"""The direct road to an answer: the drawing pad asks this route, and the page shows the answer at once.

Streamlit's own road, over its websocket and through the page's script, keeps the drawing and shows the same answer a
little later. If this route is missing or gives no answer, it is the only road.
"""

from __future__ import annotations

import json
import struct

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cnnviz import known
from cnnviz.edits import Edit
from cnnviz.known.own import GoneError
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.kinds import IN_INK
from cnnviz.pictures.network_input import prepare_strokes
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import parse_drawing
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.server.front_end import base_path
from cnnviz.ui.state import edits_of
from cnnviz.ui.warm_up import page_is_on_screen

MOST_BYTES = 1_000_000
"""The largest question that is accepted; the largest drawing that the pad accepts has about a third of that size."""


async def answer(request: Request) -> Response:
    """Answer the question about a drawing, {"network", "centre", "edits", "strokes": see parse_drawing}.

    Returns:
        200: a uint32 with the length of the trace_message, that message, and the answer_message; the header x-reading
        has the reading's name. 204: nothing is drawn, or the network is not loaded. 400: the question is malformed, or
        its network reads no digits. 413: the question is too large. The last two say so in a sentence.
    """
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > MOST_BYTES:
            return PlainTextResponse(f"A question about a drawing has at most {MOST_BYTES:,} bytes.", 413)
    try:
        question = json.loads(received)
        name, centre, strokes = question["network"], bool(question["centre"]), parse_drawing(question)
        is_there = isinstance(name, str) and known.exists(name) and known.is_loaded(name)
        edits = edits_of(name, question.get("edits", "")) if is_there else ()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return PlainTextResponse("A question about a drawing is JSON, with network, centre, edits and strokes.", 400)
    if not is_there:
        return Response(status_code=204)
    if known.dataset_of(name).kind not in IN_INK:
        return PlainTextResponse(
            f"{known.title_of(name)} reads no digits: only a network that does can read a drawing.", 400
        )
    try:
        reading = await run_in_threadpool(read_strokes, name, strokes, centre, edits)
    except (PictureError, GoneError):
        return Response(status_code=204)
    body = struct.pack("<I", len(reading.message)) + reading.message + reading.answer
    # Compressing maps saves few bytes and takes longer than sending them.
    headers = {"x-reading": reading.name, "content-encoding": "identity", "cache-control": "no-store"}
    return Response(body, media_type="application/octet-stream", headers=headers)


def read_strokes(name: str, strokes: list[Stroke], centre: bool, edits: tuple[Edit, ...]) -> Reading:
    """Return a loaded and edited network's answer to a drawing, with its messages already packed.

    Raises:
        PictureError: If nothing is drawn.
    """
    reading = Reading(
        known.load_edited(name, edits), prepare_strokes(strokes, known.dataset_of(name).kind, centre=centre)
    )
    # Packing takes time: do it here, in the thread. The reading caches both.
    _ = reading.message, reading.answer
    return reading


async def on_screen(request: Request) -> Response:
    """Receive the message of the first page's pad that it is on screen."""
    page_is_on_screen()
    return Response(status_code=204)


ROUTES = [
    Route(f"{base_path()}/cnnviz/reading", answer, methods=["POST"]),
    Route(f"{base_path()}/cnnviz/on-screen", on_screen, methods=["POST"]),
]
