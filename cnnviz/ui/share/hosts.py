"""Which addresses of the app other machines can open: the one in the sharer's own browser often is none of them."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from urllib.parse import urlsplit

_ANYWHERE = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")
"""An address that no machine has, for the default route, and one of each private network."""
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


def machine_addresses() -> list[str]:
    """Return the IPv4 addresses that this machine has in its networks, that of the default route first.

    Nothing is sent: a socket for datagrams knows its own address as soon as it knows where they would go.
    """
    found = []
    for target in _ANYWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [address for address in dict.fromkeys(found) if not is_this_machine(f"http://{address}")]


def on_host(root: str, host: str) -> str:
    """Return an address of the app with another host, and the same port and path.

    Example:
        >>> on_host("http://localhost:8501/class", "192.168.1.20")
        'http://192.168.1.20:8501/class'
    """
    parts = urlsplit(root)
    return parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host).geturl()
