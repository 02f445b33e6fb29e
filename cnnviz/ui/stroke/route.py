"""The direct way to an answer: the drawing pad asks this route, and the page shows what it says at once.

Streamlit's own way, over its websocket and through the page's script, keeps the drawing and shows the same a little
later; where this route is not there, or says no, it is the only one.
"""

from __future__ import annotations

import json
import struct

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cnnviz.edits import Edit
from cnnviz.network import is_loaded, load_edited
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.network_input import prepare_strokes
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import parse_drawing
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.server.front_end import base_path
from cnnviz.ui.state import edits_of
from cnnviz.ui.warm_up import page_is_on_screen

MOST_BYTES = 1_000_000
"""The longest question that is read: the largest drawing that the pad takes is about a third of it."""


async def answer(request: Request) -> Response:
    """Answer the question about a drawing, {"network", "centre", "edits", "strokes": see parse_drawing}.

    Returns:
        200: a uint32 with the length of the trace_message, that message, and the answer_message; the header x-reading
        names them. 204: nothing is drawn, or the network is not loaded. 400: this is no such question. 413: it is too
        long.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return Response(status_code=413)
    try:
        asked = json.loads(body)
        name, centre, strokes = asked["network"], bool(asked["centre"]), parse_drawing(asked)
        known = isinstance(name, str) and is_loaded(name)
        edits = edits_of(name, asked.get("edits", "")) if known else ()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Response(status_code=400)
    if not known:
        return Response(status_code=204)
    try:
        reading = await run_in_threadpool(read_strokes, name, strokes, centre, edits)
    except PictureError:
        return Response(status_code=204)
    body = struct.pack("<I", len(reading.message)) + reading.message + reading.answer
    # Maps shrink little when compressed, and it takes longer than to send them.
    headers = {"x-reading": reading.name, "content-encoding": "identity", "cache-control": "no-store"}
    return Response(body, media_type="application/octet-stream", headers=headers)


def read_strokes(name: str, strokes: list[Stroke], centre: bool, edits: tuple[Edit, ...]) -> Reading:
    """Return the answer of a loaded network, with these edits, to a drawing, with its messages worked out.

    Raises:
        PictureError: If nothing is drawn.
    """
    reading = Reading(load_edited(name, edits), prepare_strokes(strokes, centre=centre))
    # Both are worked out here, in the thread, and kept by the reading.
    _ = reading.message, reading.answer
    return reading


async def on_screen(request: Request) -> Response:
    """Take word from the first page's pad that it is on screen."""
    page_is_on_screen()
    return Response(status_code=204)


ROUTES = [
    Route(f"{base_path()}/cnnviz/reading", answer, methods=["POST"]),
    Route(f"{base_path()}/cnnviz/on-screen", on_screen, methods=["POST"]),
]
