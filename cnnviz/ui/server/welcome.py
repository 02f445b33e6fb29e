"""What the terminal says when the app can be visited: the addresses that work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit import config
from streamlit.web.server.server_util import get_url

from cnnviz.ui.server import addresses
from cnnviz.ui.server.settings import settings


@asynccontextmanager
async def welcome(_: object) -> AsyncIterator[None]:
    """Say where the app is, just before it answers."""
    print("", *(f"  {what}: {get_url(host)}" for what, host in _hosts()), "", sep="\n", flush=True)
    yield


def _hosts() -> list[tuple[str, str]]:
    """Return the hosts of the app's addresses, each with what it is."""
    more = [("URL", host) for host in sorted(settings().hosts) if "*" not in host]
    if config.is_manually_set("browser.serverAddress"):
        return [("URL", config.get_option("browser.serverAddress")), *more]
    listens = config.get_option("server.address")
    if listens not in (None, "0.0.0.0", "::"):
        return [("URL", f"[{listens}]" if ":" in listens else listens), *more]
    return [("Local URL", "localhost"), *(("Network URL", each) for each in addresses.for_the_class()), *more]
