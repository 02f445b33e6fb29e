"""The way to the worksheets of the bundled lessons, and to the keys to them."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from cnnviz import lessons
from cnnviz.lessons.paper import MOST_SHEETS
from cnnviz.lessons.paper import worksheet as sheets
from cnnviz.ui.lessons.pins import AppPages

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "cache-control": "no-cache",
}


async def worksheet(request: Request) -> Response:
    """Answer with a lesson's worksheets: the path has its name, the parameters are variants and key.

    `variants` says how many sheets, from 1 to MOST_SHEETS, by default 2; with `key=1` it is the key to them.

    Returns:
        200: a page to print. 400: a parameter is none of these. 404: there is no such lesson. Both say so in a
        sentence.
    """
    name = request.path_params["name"]
    if name not in lessons.names():
        return _refused(f"There is no lesson “{name[:80]}”: choose one in the app.", 404)
    count, key = (
        request.query_params.get(parameter, default) for parameter, default in (("variants", "2"), ("key", "0"))
    )
    if count not in map(str, range(1, MOST_SHEETS + 1)):
        return _refused(f"The number of sheets is a whole number from 1 to {MOST_SHEETS}.", 400)
    if key not in ("0", "1"):
        return _refused("The key is printed with key=1, and the sheets with key=0.", 400)
    return HTMLResponse(await run_in_threadpool(_printed, name, int(count), key == "1"), headers=_HEADERS)


def _printed(name: str, count: int, key: bool) -> str:
    pages = AppPages()
    return sheets(lessons.load(name, pages), pages, variants=range(count), key=key)


def _refused(sentence: str, status: int) -> Response:
    text = escape(sentence)
    page = (
        f'<!doctype html><html lang="en"><title>No worksheet · cnnviz</title><main><h1>No worksheet</h1><p>{text}</p>'
    )
    return HTMLResponse(page, status, headers=_HEADERS)
