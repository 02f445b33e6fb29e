"""Which addresses of the app other machines can open: the one in the sharer's own browser often is none of them."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_ALL = (None, "", "0.0.0.0", "::")


def is_this_machine(root: str) -> bool:
    """Return whether an address leads each machine to itself.

    Example:
        >>> is_this_machine("http://localhost:8501"), is_this_machine("http://192.168.1.20:8501")
        (True, False)
    """
    host = urlsplit(root).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def answers_others(listening: str | None) -> bool:
    """Return whether a server that listens at an address answers other machines; None and "" stand for all."""
    return listening in _ALL or not is_this_machine(f"http://{f'[{listening}]' if ':' in listening else listening}")


def on_host(root: str, host: str) -> str:
    """Return an address of the app with another host, and the same port and path.

    Example:
        >>> on_host("http://localhost:8501/class", "192.168.1.20")
        'http://192.168.1.20:8501/class'
    """
    parts = urlsplit(root)
    return parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host).geturl()
