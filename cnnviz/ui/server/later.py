"""Routes whose modules are loaded with the first question: what they need would delay the first page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cnnviz.ui.server.front_end import base_path


def later(path: str, answer: str, methods: Sequence[str]) -> Route:
    """Return a route.

    Args:
        path: Relative to the app.
        answer: What answers, as "module:function".
        methods: Of HTTP.
    """
    module, _, name = answer.partition(":")

    async def endpoint(request: Request) -> Response:
        answered: Response = await getattr(import_module(module), name)(request)
        return answered

    return Route(f"{base_path()}/{path}", endpoint, methods=methods)
