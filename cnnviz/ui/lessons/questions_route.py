"""The questions of a bundled lesson as a file for a learning management system: Moodle XML or GIFT."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cnnviz import lessons
from cnnviz.facts import FactError
from cnnviz.lessons import LessonError
from cnnviz.lessons.questions import gift, moodle_xml
from cnnviz.ui.lessons.pins import AppPages

TYPES = {"xml": "application/xml; charset=utf-8", "gift": "text/plain; charset=utf-8"}
MOST_VARIANTS = 30


async def questions(request: Request) -> Response:
    """Return the questions of the lesson `name` in the format `ending`, "xml" or "gift", as a file.

    The parameter `variants` says how many variants there are to be of each question that has more than one.

    Returns:
        200: the file. 400: the number of variants is none. 404: there is no such lesson or format. 422: a question has
        no answer. All but the first say so in a sentence.
    """
    name, ending = request.path_params["name"], request.path_params["ending"]
    if ending not in TYPES:
        return PlainTextResponse("Questions come as Moodle XML or as GIFT: the address ends with .xml or .gift.", 404)
    asked = request.query_params.get("variants", "1")
    if not re.fullmatch("[0-9]{1,2}", asked) or not 1 <= int(asked) <= MOST_VARIANTS:
        return PlainTextResponse(f"variants is a whole number from 1 to {MOST_VARIANTS}.", 400)
    try:
        content = await run_in_threadpool(_content, name, ending, int(asked))
    except LessonError as error:
        return PlainTextResponse(str(error), 404)
    except FactError as error:
        return PlainTextResponse(str(error), 422)
    disposition = f'attachment; filename="{name}.{ending}"'
    headers = {"content-disposition": disposition, "content-type": TYPES[ending], "cache-control": "no-store"}
    return Response(content, headers=headers)


def _content(name: str, ending: str, count: int) -> bytes:
    pages = AppPages()
    lesson = lessons.load(name, pages)
    variants = range(min(count, len(lesson.variants)))
    return moodle_xml(lesson, pages, variants) if ending == "xml" else gift(lesson, pages, variants).encode()
