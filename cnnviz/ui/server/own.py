"""What is this app's own: the hosts that it is opened for, and the origins of its own pages.

Nowhere else is it decided.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import urlsplit

from streamlit import config

from cnnviz.ui.server import addresses
from cnnviz.ui.server.settings import ANY, Settings, settings

_SECONDS = 5.0
"""For so long an answer about a host holds: a network that a laptop joins is known after that."""
_MOST = 256
"""Hosts, and origins, whose answers are kept."""
_FOREIGN = ("cross-site", "same-site")
_HOST = re.compile(r"(?P<name>[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?P<port>:[0-9]{1,5})?", re.ASCII)


def name_of(host: str) -> str | None:
    """Return the name or address in a Host header, in lower case, without port, brackets and the dot at the end.

    Returns:
        None if the header is none that a browser sends.
    """
    match = _HOST.fullmatch(host.lower())
    return match["name"].strip("[]").removesuffix(".") or None if match else None


class Own:
    """Decides what is the app's own.

    Args:
        settings: What the administrator said.
        clock: The time in seconds.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}
        self._pages: dict[tuple[str, str, str | None], bool] = {}

    def host(self, host: str, arrived_at: str) -> bool:
        """Return whether the app is opened for a host.

        Args:
            host: The Host header.
            arrived_at: The address of this machine at which the question arrived.
        """
        now, key = self._clock(), (host, arrived_at)
        known = self._known.get(key)
        if known is None or now > known[0]:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[key] = now + _SECONDS, self._look_up(host, arrived_at)
        return known[1]

    def _look_up(self, host: str, arrived_at: str) -> bool:
        name = name_of(host)
        if name is None:
            return False
        if ANY in self._settings.hosts or self._settings.names(name) or name in ("localhost", *_listens()):
            return True
        address = addresses.read_address(name)
        if address is None:
            return name in addresses.names()
        return address == addresses.read_address(arrived_at) or addresses.is_this_machines(address)

    def page(self, host: str, origin: str | None, site: str | None = None) -> bool:
        """Return whether a question comes from one of the app's own pages, or from no page at all.

        Args:
            host: The Host header.
            origin: The Origin header; None without one.
            site: The Sec-Fetch-Site header, likewise.
        """
        if origin is None:
            return site not in _FOREIGN
        asked = host, origin, site
        if asked not in self._pages:
            if len(self._pages) >= _MOST:
                self._pages.clear()
            is_added = origin in config.get_option("server.corsAllowedOrigins")
            self._pages[asked] = is_added or (site not in _FOREIGN and self._is_own_origin(host, origin))
        return self._pages[asked]

    def _is_own_origin(self, host: str, origin: str) -> bool:
        try:
            asking, own = urlsplit(origin), urlsplit(f"//{host}")
            if asking.scheme not in ("http", "https") or asking.hostname is None:
                return False
            # Proxies often hand on the host alone.
            if asking.hostname == own.hostname and own.port in (None, _port(asking.scheme, asking.port)):
                return True
        except ValueError:
            return False
        # They may also put their own name for it there, and the browser's stands in the origin.
        return self._settings.names(asking.hostname)


@cache
def own() -> Own:
    """Return what decides it for this server."""
    return Own(settings())


def _port(scheme: str, port: int | None) -> int:
    return port if port is not None else {"http": 80, "https": 443}[scheme]


def _listens() -> Iterable[str]:
    """Return the name at which the server listens and the one that it tells, if Streamlit was given any."""
    for option in ("server.address", "browser.serverAddress"):
        if config.is_manually_set(option):
            given = str(config.get_option(option)).lower()
            # These stand for all addresses, and are none.
            if given not in ("0.0.0.0", "::"):
                yield given
