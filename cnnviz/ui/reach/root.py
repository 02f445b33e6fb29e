"""The app's address as the browser has it that asks."""

from __future__ import annotations

import re

from starlette.requests import Request

from cnnviz.ui.server.front_end import base_path

_HOST = re.compile(r"[\w.\-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?", re.ASCII)


def root_of(request: Request) -> str:
    """Return the app's address without a slash at the end: behind a proxy, as the proxy says that it was asked."""
    scheme = _first(request, "x-forwarded-proto") or request.url.scheme
    host = _first(request, "x-forwarded-host") or request.headers.get("host", "")
    if scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return str(request.base_url).rstrip("/") + base_path()
    return f"{scheme}://{host}{base_path()}"


def _first(request: Request, name: str) -> str:
    """Return the first of a header's values, which the proxy nearest to the browser has set; "" if there is none."""
    return request.headers.get(name, "").partition(",")[0].strip()
