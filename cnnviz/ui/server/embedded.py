"""The app in a frame of another site, such as a course: uploads need no cookie there, which browsers may refuse.

Streamlit takes an upload only with a cookie of its own, so that no other site's page can send one in a visitor's name.
In a frame of another site a browser that blocks third-party cookies keeps none, and every upload would be refused. The
browser itself says of which site's page an upload comes, in headers that no page can set: that is checked instead.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from cnnviz.ui.server.front_end import base_path
from cnnviz.ui.server.own import own
from cnnviz.ui.server.settings import settings

_NO_OTHERS = {"'self'", "'none'"}


def is_embedded() -> bool:
    """Return whether other sites may show the app in a frame."""
    return not _NO_OTHERS.issuperset(settings().frame_ancestors)


class EmbeddedUploads:
    """ASGI middleware that vouches for uploads of the app's own pages, where other sites may show those in a frame.

    Args:
        app: The ASGI app that takes the uploads.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._uploads = f"{base_path()}/_stcore/upload_file/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_upload = scope["type"] == "http" and scope["path"].startswith(self._uploads)
        if is_upload and scope["method"] in ("PUT", "DELETE") and is_embedded():
            scope = _vouched_for(scope)
        await self._app(scope, receive, send)


def _vouched_for(scope: Scope) -> Scope:
    """Return an upload with a cookie and its header, if it has none and comes from the app's own page."""
    headers = Headers(scope=scope)
    cookies = headers.get("cookie", "")
    if XSRF_COOKIE_NAME in cookie_parser(cookies) or not _is_of_own_page(headers):
        return scope
    token = generate_xsrf_token_string()
    others = [(name, value) for name, value in scope["headers"] if name not in (b"cookie", b"x-xsrftoken")]
    cookie = "; ".join([*filter(None, [cookies]), f"{XSRF_COOKIE_NAME}={token}"])
    return {**scope, "headers": [*others, (b"cookie", cookie.encode("latin-1")), (b"x-xsrftoken", token.encode())]}


def _is_of_own_page(headers: Headers) -> bool:
    """Return whether a browser says so: what says nothing of it is no browser's upload, and is not vouched for."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    return (site or origin) is not None and own().page(headers.get("host", ""), origin, site)
