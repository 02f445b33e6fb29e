"""The way to whole layers of a large network: the browser asks for those that somebody looks at."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cnnviz.known.own import GoneError
from cnnviz.ui.large.kept import read_again
from cnnviz.ui.large.messages import whole_layers
from cnnviz.ui.server.front_end import base_path
from cnnviz.ui.wire import pack

MOST_LAYERS = 64
"""The most layers that one question may ask for."""


async def layers(request: Request) -> Response:
    """Answer a question about layers of a reading: its parameters are reading, outputs and weights (places, by commas).

    Returns:
        200: the outputs by the layers' names and the weights by LAYER.WEIGHT, as cnnviz/ui/wire.py packs arrays. 400:
        the question is malformed. 404: that reading is not here any more.
    """
    try:
        asked = dict(parse_qsl(request.scope["query_string"].decode("latin-1")))
        name = asked["reading"]
        outputs, weights = (_places(asked.get(key, "")) for key in ("outputs", "weights"))
    except (KeyError, ValueError):
        return PlainTextResponse("A question about layers has reading, outputs and weights.", 400)
    try:
        body = await run_in_threadpool(_packed, name, outputs, weights)
    except IndexError:
        return PlainTextResponse("The network has no such layer.", 400)
    except GoneError:
        body = None
    if body is None:
        return PlainTextResponse("That reading is not here any more.", 404)
    # Compressing maps saves few bytes and takes longer than sending them.
    headers = {"content-encoding": "identity", "cache-control": "private, max-age=600"}
    return Response(body, media_type="application/octet-stream", headers=headers)


def _packed(name: str, outputs: list[int], weights: list[int]) -> bytes | None:
    found = read_again(name)
    if found is None:
        return None
    network, trace = found
    return pack({"reading": name, "network": network.original.name}, whole_layers(network, trace, outputs, weights))


def _places(text: str) -> list[int]:
    places = [int(part) for part in text.split(",") if part]
    if len(places) > MOST_LAYERS or any(place < 0 for place in places):
        raise ValueError("There are too many places, or one below 0.")
    return places


ROUTES = [Route(f"{base_path()}/cnnviz/layers", layers, methods=["GET"])]
