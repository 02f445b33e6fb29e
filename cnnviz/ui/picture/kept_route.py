"""The way of a picture to the page that keeps it, and back to the next visit: beside Streamlit's own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cnnviz.ui.picture.kept import MOST_MEGABYTES, WAYS, find

_MOST_BYTES = MOST_MEGABYTES * 2**20
_NOTHING = "There is no such visit, or it has no such picture."


async def fetch(request: Request) -> Response:
    """Answer with a picture that a visit has: the parameters are visit, way and name.

    Returns:
        200: the file as it was brought. 404: the visit does not have it, or no longer.
    """
    kept, way = find(request.query_params.get("visit", "")), request.query_params.get("way", "")
    picture, name = kept.known.get(way, (b"", "")) if kept else (b"", "")
    if not name or name != request.query_params.get("name"):
        return PlainTextResponse(_NOTHING, 404)
    headers = {"cache-control": "no-store", "content-encoding": "identity"}
    return Response(picture, media_type="application/octet-stream", headers=headers)


async def give_back(request: Request) -> Response:
    """Take the picture in the body for a visit that has not had one yet: the parameters are visit and way.

    Returns:
        204: the page's script has it at its next run. 400: there is no such way, or nothing in the body. 404: there is
        no such visit. 413: it is too large.
    """
    kept, way = find(request.query_params.get("visit", "")), request.query_params.get("way", "")
    if kept is None:
        return PlainTextResponse(_NOTHING, 404)
    if way not in WAYS.values():
        return PlainTextResponse(f"A way is {' or '.join(WAYS.values())}.", 400)
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > _MOST_BYTES:
            return PlainTextResponse(f"A picture has at most {MOST_MEGABYTES} MB: use a smaller one.", 413)
    if not received:
        return PlainTextResponse("A picture has at least one byte.", 400)
    if kept.asks(way):
        kept.given[way] = bytes(received)
    return Response(status_code=204)
