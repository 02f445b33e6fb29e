"""The way of a visitor's own pictures from the page to the server's memory, and back: beside Streamlit's own.

A webcam takes six pictures a second; running the page's script for each would take longer than that.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cnnviz.live.looks import shares_with
from cnnviz.live.own_pictures import (
    FEWEST_GOOD,
    MOST_CLASSES,
    MOST_PICTURES,
    MOST_ZIP_BYTES,
    FullError,
    OwnPictures,
)
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.limits import MAX_BYTES
from cnnviz.pictures.strokes_json import parse_drawing
from cnnviz.ui.train.visits import Visit, find_visit, trainings
from cnnviz.ui.wire import pack

_NO_VISIT = "This page has been away for too long: reload it. Your pictures are gone; a zip of them opens again."
_KEPT = {"cache-control": "no-store", "content-encoding": "identity"}


class _Refused(Exception):
    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def _guarded(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Turn what goes wrong into a sentence: 400 for what cannot be done, 404, 409 for want of room, 413."""

    @wraps(answer)
    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except _Refused as error:
            return PlainTextResponse(str(error), error.status)
        except FullError as error:
            return PlainTextResponse(str(error), 409)
        except (PictureError, ValueError) as error:
            return PlainTextResponse(str(error), 400)

    return guarded


def _asked(values: dict[str, Any]) -> tuple[Visit, OwnPictures]:
    visit = find_visit(str(values.get("visit")))
    if visit is None:
        raise _Refused(_NO_VISIT, 404)
    own = visit.own.get(str(values.get("kind")))
    if own is None:
        raise _Refused(f"A kind of pictures is {' or '.join(visit.own)}.", 400)
    return visit, own


def _query(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.scope["query_string"].decode("latin-1")))


async def _body(request: Request, most: int, what: str) -> bytes:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > most:
            raise _Refused(f"{what} has at most {most // 10**6} MB: use a smaller one.", 413)
    return bytes(received)


def _whole_set(visit: Visit, own: OwnPictures, said: str = "", *, with_pictures: bool = True) -> Response:
    """Answer with the classes. The browser has the pictures already where they are left out."""
    classes, images = own.listed()
    if not with_pictures:
        images = images[:0]
    header = {
        "version": own.version,
        "shape": own.kind.shape,
        "classes": [{"name": name, "ids": ids} for name, ids in classes],
        "elsewhere": sum(sum(other.counts) for other in visit.own.values() if other is not own),
        "most_pictures": MOST_PICTURES,
        "most_classes": MOST_CLASSES,
        "fewest_good": FEWEST_GOOD,
        "warning": said or own.warning,
    }
    return Response(pack(header, {"pictures": images}), media_type="application/octet-stream", headers=_KEPT)


@_guarded
async def see(request: Request) -> Response:
    """Answer with all classes and pictures: the parameters are visit and kind."""
    return _whole_set(*_asked(_query(request)))


@_guarded
async def add(request: Request) -> Response:
    """Add the picture in the body to a class, or the drawing in it: the parameters are visit, kind and class.

    Returns:
        200: the picture as the network gets it, and its number.
    """
    query = _query(request)
    _, own = _asked(query)
    index = int(query["class"]) if query.get("class", "").isdecimal() else -1
    content = await _body(request, MAX_BYTES, "A picture")
    if request.headers.get("content-type", "").startswith("application/json"):
        image = await run_in_threadpool(lambda: own.prepared(_strokes(content)))
    else:
        image = await run_in_threadpool(own.prepared, content)
    number = own.add(index, image)
    header = {
        "version": own.version,
        "class": index,
        "id": number,
        "count": own.counts[index],
        "total": sum(own.counts),
        "warning": own.warning,
    }
    return Response(pack(header, {"picture": image}), media_type="application/octet-stream", headers=_KEPT)


@_guarded
async def look(request: Request) -> Response:
    """Answer with what the visit's newest network of own pictures says to the picture in the body, which is not kept.

    Its parameters are visit and kind.

    Returns:
        200: how sure it is of each class. 204: there is no network yet.
    """
    query = _query(request)
    visit, own = _asked(query)
    content = await _body(request, MAX_BYTES, "A picture")
    runs = [run for run in trainings().of_visit(visit.token) if run.recipe.dataset == query["kind"] and run.weights]
    newest = next((run for run in reversed(runs) if not run.is_twin), None)
    if newest is None or newest.weights is None:
        return Response(status_code=204)
    image = await run_in_threadpool(own.prepared, content)
    picture = image.astype(np.float32) / np.float32(255)
    shares = await run_in_threadpool(shares_with, newest.name, newest.recipe, newest.weights, picture)
    body = pack({"labels": newest.recipe.labels}, {"shares": shares})
    return Response(body, media_type="application/octet-stream", headers=_KEPT)


def _strokes(content: bytes) -> Any:
    try:
        return parse_drawing(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise _Refused("A drawing is JSON, with strokes.", 400) from error


@_guarded
async def change(request: Request) -> Response:
    """Change the classes: {"visit", "kind", "do", "class", "id", "name"}.

    What to do is "add" a class of that name, "rename" or "remove" one, "delete" the picture of that id, or "empty" all:
    delete the visit's pictures.

    Returns:
        200: all classes, with the numbers of their pictures.
    """
    content = await _body(request, 10_000, "An order")
    try:
        order = json.loads(content)
        do, index, number = order["do"], order.get("class", -1), order.get("id", -1)
        if not isinstance(index, int) or not isinstance(number, int):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _Refused("An order is JSON, with visit, kind and do.", 400) from None
    visit, own = _asked(order)
    match do:
        case "add":
            own.add_class(str(order.get("name")))
        case "rename":
            own.rename(index, str(order.get("name")))
        case "remove":
            own.remove(index)
        case "delete":
            own.delete(number)
        case "empty":
            await run_in_threadpool(forget_pictures, visit)
        case _:
            raise _Refused(f"There is no order {do!r}.", 400)
    return _whole_set(visit, own, with_pictures=False)


def forget_pictures(visit: Visit) -> None:
    """Delete all pictures of a visit, those that a training has among them."""
    for own in visit.own.values():
        own.empty()
    visit.picture = None
    trainings().forget_pictures(visit.token)


@_guarded
async def save(request: Request) -> Response:
    """Answer with the set as a zip: the parameters are visit and kind."""
    _, own = _asked(_query(request))
    content = await run_in_threadpool(own.to_zip)
    headers = {"content-disposition": 'attachment; filename="my-pictures.zip"', "cache-control": "no-store"}
    return Response(content, media_type="application/zip", headers=headers)


@_guarded
async def bring(request: Request) -> Response:
    """Have the set of the zip in the body instead: the parameters are visit and kind.

    Returns:
        200: all classes and pictures.
    """
    visit, own = _asked(_query(request))
    content = await _body(request, MOST_ZIP_BYTES, "A zip")
    said = await run_in_threadpool(own.take_zip, content)
    return _whole_set(visit, own, said)
