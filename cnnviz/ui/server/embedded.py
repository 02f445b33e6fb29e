"""The app in a frame of another site, such as a course: uploads need no cookie there, which browsers may refuse.

Streamlit takes an upload only with a cookie of its own, so that no other site's page can send one in a visitor's name.
In a frame of another site a browser that blocks third-party cookies keeps none, and every upload would be refused. The
browser itself says of which site's page an upload comes, in headers that no page can set: that is checked instead.
"""

from __future__ import annotations

import os

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from cnnviz.rooms.errors import NotAllowedError
from cnnviz.ui.rooms.asked import need_own_page
from cnnviz.ui.server.front_end import base_path

FRAME_ANCESTORS = "CNNVIZ_FRAME_ANCESTORS"
"""The environment's variable with the addresses that may show the app in a frame, as in frame-ancestors of a content
security policy: "'self' https://moodle.example.org"."""
_NOBODY_ELSE = {"'self'", "'none'"}


def is_embedded() -> bool:
    """Return whether other sites may show the app in a frame."""
    return not set(os.environ.get(FRAME_ANCESTORS, "").split()) <= _NOBODY_ELSE


class EmbeddedUploads:
    """ASGI middleware that vouches for uploads of the app's own pages, where other sites may show those in a frame.

    Args:
        app: The ASGI app that takes the uploads.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._uploads = f"{base_path()}/_stcore/upload_file/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(self._uploads) and is_embedded():
            scope = _vouched_for(scope)
        await self._app(scope, receive, send)


def _vouched_for(scope: Scope) -> Scope:
    """Return an upload with a cookie and its header, if the browser says that it comes from the app's own page."""
    request = Request(scope)
    is_said = "origin" in request.headers or "sec-fetch-site" in request.headers
    if scope["method"] not in ("PUT", "DELETE") or not is_said or XSRF_COOKIE_NAME in request.cookies:
        return scope
    try:
        need_own_page(request)
    except NotAllowedError:
        return scope
    token = generate_xsrf_token_string()
    others = [(name, value) for name, value in scope["headers"] if name not in (b"cookie", b"x-xsrftoken")]
    cookies = "; ".join([*filter(None, [request.headers.get("cookie")]), f"{XSRF_COOKIE_NAME}={token}"])
    headers = [*others, (b"cookie", cookies.encode("latin-1")), (b"x-xsrftoken", token.encode())]
    return {**scope, "headers": headers}
