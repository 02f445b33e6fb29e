"""The way from the page's buttons to a training, and from a training to the page's curves, beside Streamlit's own.

A question costs the server a third of a millisecond here; one that runs the page's script would cost ten times that.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from cnnviz.live.pool import GoneError
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.seen import back_message, training_message
from cnnviz.ui.train.visits import find_visit, trainings

MOST_BYTES = 20_000
_ORDERS = ("go", "pause", "batch", "epoch", "stop", "rate")
_NO_VISIT = "This page has been away for too long: reload it. Its address keeps all settings."


async def tell(request: Request) -> Response:
    """Take an order: {"visit", "do": "start", "recipe": as the page's URL says it} or {"visit", "run", "do", "rate"}.

    A start may have "first": "batch" or "epoch", after which it pauses.

    Returns:
        200: {"run": its name} for a start. 204: the order was passed on. 400: the question is malformed or asks for
        what cannot be done. 404: the visit or the training is gone. 413: the question is too large. The last three say
        so in a sentence.
    """
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > MOST_BYTES:
            return PlainTextResponse(f"An order has at most {MOST_BYTES:,} bytes.", 413)
    try:
        order = json.loads(received)
        token, do = str(order["visit"]), order["do"]
        recipe, run, rate = order.get("recipe"), str(order.get("run")), order.get("rate")
        first = order.get("first")
        if first not in (None, "batch", "epoch"):
            raise ValueError(f"Nothing begins with {first!r}.")
        if do != "start" and do not in _ORDERS:
            raise ValueError(f"There is no order {do!r}.")
        if do == "start":
            recipe = TRAIN.read({str(name): text for name, text in recipe.items() if isinstance(text, str)})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return PlainTextResponse("An order to a training is JSON, with visit, do, and run or recipe.", 400)
    visit = find_visit(token)
    if visit is None:
        return PlainTextResponse(_NO_VISIT, 404)
    try:
        if do == "start":
            fits = visit.picture is not None and visit.picture.shape == recipe.shape
            picture = visit.picture if fits else None
            own = visit.own_part(recipe)
            started = await run_in_threadpool(trainings().start, token, recipe, picture, own, first)
            return JSONResponse({"run": started.name})
        await run_in_threadpool(trainings().tell, token, run, do, rate)
    except GoneError as error:
        return PlainTextResponse(str(error), 404)
    except ValueError as error:
        return PlainTextResponse(str(error), 400)
    return Response(status_code=204)


async def see(request: Request) -> Response:
    """Answer with what there is to see of a training: its parameters are visit, run and since.

    Returns:
        200: as training_message packs it. 400: the question is malformed. 404: the visit or the training is gone. The
        last two say so in a sentence.
    """
    try:
        asked = dict(parse_qsl(request.scope["query_string"].decode("latin-1")))
        token, name, since = asked["visit"], asked["run"], int(asked.get("since", "0")[:9])
    except (KeyError, ValueError):
        return PlainTextResponse("A question about a training has visit, run and since.", 400)
    if find_visit(token) is None:
        return PlainTextResponse(_NO_VISIT, 404)
    pool = trainings()
    try:
        run = pool.find(token, name)
        pool.tell(token, name, "watch")
    except GoneError as error:
        return PlainTextResponse(str(error), 404)
    # Compressing maps saves few bytes and takes longer than sending them.
    headers = {"content-encoding": "identity", "cache-control": "no-store"}
    body = training_message(pool, run, since)
    return Response(body, media_type="application/octet-stream", headers=headers)


async def look_back(request: Request) -> Response:
    """Answer with what a training's network was after an epoch: its parameters are visit, run and epoch.

    Returns:
        200: as back_message packs it. 400: the question is malformed, or that epoch is not kept. 404: the visit or the
        training is gone. The last two say so in a sentence.
    """
    try:
        asked = dict(parse_qsl(request.scope["query_string"].decode("latin-1")))
        token, name, epoch = asked["visit"], asked["run"], int(asked["epoch"][:9])
    except (KeyError, ValueError):
        return PlainTextResponse("A question about an epoch has visit, run and epoch.", 400)
    visit = find_visit(token)
    if visit is None:
        return PlainTextResponse(_NO_VISIT, 404)
    try:
        run = trainings().find(token, name)
        body = await run_in_threadpool(back_message, run, epoch, visit.picture)
    except GoneError as error:
        return PlainTextResponse(str(error), 404)
    except ValueError as error:
        return PlainTextResponse(str(error), 400)
    return Response(body, media_type="application/octet-stream", headers={"cache-control": "no-store"})
