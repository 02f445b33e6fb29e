"""Who asks: a visitor's address, behind a proxy too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cnnviz.ui.server.addresses import Address, read_address
from cnnviz.ui.server.settings import Settings

PEER = "cnnviz.peer"
"""In the state of a question's scope: who is at the other end of its connection, (address, port).

The server itself puts into the scope's client what a proxy on this machine says, whether it may be believed or not.
"""
_MOST = 20
"""Proxies in a row."""


def peer(scope: Mapping[str, Any]) -> str:
    """Return the address at the other end of a question's connection; "" if that is no network's."""
    there = scope.get("state", {}).get(PEER) or scope.get("client")
    return str(there[0]) if there else ""


def is_from_proxy(scope: Mapping[str, Any], settings: Settings) -> bool:
    """Return whether a proxy that is believed asks."""
    address = read_address(peer(scope)) if settings.proxies else None
    return address is not None and settings.is_proxy(address)


def visitor(scope: Mapping[str, Any], settings: Settings) -> str:
    """Return a visitor's address: the last in X-Forwarded-For that is no proxy's, if a proxy asks; else who asks.

    A proxy appends who asked it: what stands before that was said by others.
    """
    there = peer(scope)
    if not is_from_proxy(scope, settings):
        return _plain(there)
    for text in _said(scope["headers"]):
        address = _forwarded(text)
        if address is None:
            break
        there = str(address)
        if not settings.is_proxy(address):
            break
    return _plain(there)


def _said(headers: Iterable[tuple[bytes, bytes]]) -> list[str]:
    lines = [value.decode("latin-1") for name, value in headers if name == b"x-forwarded-for"]
    return [text.strip() for text in reversed(",".join(lines).split(","))][:_MOST]


def _forwarded(text: str) -> Address | None:
    """Return an address as a proxy writes it, perhaps with a port: "10.0.0.5:1234", "[fe80::1]:1234"."""
    if text.startswith("["):
        return read_address(text[1:].partition("]")[0])
    return read_address(text.partition(":")[0] if text.count(":") == 1 else text)


def _plain(text: str) -> str:
    """Return an address as it is usually written: IPv4 reaches a socket for both kinds as ::ffff:10.0.0.5."""
    return str(read_address(text) or text) if text.startswith("::ffff:") else text
