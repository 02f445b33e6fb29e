"""The app's address as the browser has it that asks."""

from __future__ import annotations

import re

from starlette.requests import Request

from cnnviz.ui.server.front_end import base_path

_HOST = re.compile(r"([\w.\-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?", re.ASCII)


def root_of(request: Request) -> str:
    """Return the app's address without a slash at the end: https where a proxy says that it was asked so."""
    # The first value is that of the proxy nearest to the browser.
    scheme = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip()
    host = request.headers.get("host", "")
    if scheme not in ("http", "https"):
        scheme = request.scope["scheme"]
    if not _HOST.fullmatch(host):
        host = "localhost"
    return f"{scheme}://{host}{base_path()}"
