"""What an administrator says about who may reach the app, read once from the environment.

    CNNVIZ_HOSTS            cnnviz app --host NAME              more names that the app is opened for
    CNNVIZ_FRAME_ANCESTORS  cnnviz app --frame-ancestors SITES  the sites whose pages may show the app in a frame
    CNNVIZ_PROXIES          cnnviz app --proxy ADDRESS          the proxies that are believed

Several values stand with spaces or commas between. An option is given once for each value, and adds to the environment.

Hosts are names without scheme and port: `cnnviz.school.example`, `*.school.example` for all names below one, or an
address. Without any, the app answers to localhost, to this machine's names and addresses, and to the address that
server.address or browser.serverAddress has. `*` lets every name in: then a page of another site can make a visitor's
browser take that site's name for this server's, and read and steer what the visitor could.

The sites of frames are origins, `https://moodle.school.example` or `https://*.school.example`, or `none`. The app's own
pages may always frame it, unless `none` is given.

A proxy is an address or a network, `127.0.0.1` or `10.0.0.0/8`. What it says of a visitor is believed: the address in
X-Forwarded-For, and the name that the browser asked for in X-Forwarded-Host. From anybody else neither is.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

HOSTS, FRAME_ANCESTORS, PROXIES = "CNNVIZ_HOSTS", "CNNVIZ_FRAME_ANCESTORS", "CNNVIZ_PROXIES"
ANY = "*"

_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.ASCII)
_ORIGIN = re.compile(rf"https?://(\*\.)?({_LABEL}(\.{_LABEL})*|\[[0-9a-f:.]+\])(:[0-9]{{1,5}}|:\*)?", re.ASCII)

Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """A setting that cannot be meant: the message says which, and what would work."""


@dataclass(frozen=True)
class Settings:
    """What an administrator said.

    Attributes:
        hosts: Names and addresses that the app is opened for, in lower case; "*.NAME" is all below one, "*" any.
        frame_ancestors: The sources of the directive of this name in a content security policy.
        proxies: Who is believed.
    """

    hosts: frozenset[str] = frozenset()
    frame_ancestors: tuple[str, ...] = ("'self'",)
    proxies: tuple[Network, ...] = ()

    def names(self, host: str) -> bool:
        """Return whether a name or address is one that was given, other than by "*"."""
        above = host.partition(".")[2]
        while above:
            if f"*.{above}" in self.hosts:
                return True
            above = above.partition(".")[2]
        return host in self.hosts and host != ANY

    def is_proxy(self, address: IPv4Address | IPv6Address) -> bool:
        """Return whether an address is a proxy's."""
        return any(address in network for network in self.proxies)


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings that an environment has.

    Raises:
        SettingsError: If one of them cannot be meant.
    """
    return Settings(
        frozenset(_host(text) for text in _parts(environment, HOSTS)),
        _frame_ancestors(_parts(environment, FRAME_ANCESTORS)),
        tuple(_proxy(text) for text in _parts(environment, PROXIES)),
    )


@cache
def settings() -> Settings:
    """Return the settings of this process, which ends with one sentence if they cannot be meant."""
    try:
        return read(os.environ)
    except SettingsError as error:
        # The server would print a traceback of any other error.
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def add(name: str, values: Iterable[str]) -> None:
    """Add values to a setting, before the server starts.

    Raises:
        SettingsError: If one of them cannot be meant.
    """
    value = " ".join(filter(None, [os.environ.get(name, ""), *values]))
    if value:
        os.environ[name] = value
    read(os.environ)
    settings.cache_clear()


def _parts(environment: Mapping[str, str], name: str) -> list[str]:
    return re.findall(r"[^\s,]+", environment.get(name, "").lower())


def _host(text: str) -> str:
    if text == ANY:
        return text
    host = text.removeprefix("*.").removesuffix(".")
    if _as_address(host) and host == text:
        return str(_as_address(host))
    if not _NAME.fullmatch(host):
        raise SettingsError(
            f"{HOSTS} has {text!r}: a host is a name or an address without scheme and port, such as"
            " cnnviz.school.example, *.school.example or 192.168.1.20."
        )
    return f"*.{host}" if text.startswith("*.") else host


def _frame_ancestors(given: list[str]) -> tuple[str, ...]:
    sites = [text.strip("'") for text in given]
    if sites == ["none"]:
        return ("'none'",)
    for site in sites:
        if site not in ("self", ANY) and not _ORIGIN.fullmatch(site):
            raise SettingsError(
                f"{FRAME_ANCESTORS} has {site!r}: a site is an origin, such as https://moodle.school.example or"
                " https://*.school.example, or it is none, alone."
            )
    return ("'self'", *dict.fromkeys(site for site in sites if site != "self"))


def _proxy(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise SettingsError(
            f"{PROXIES} has {text!r}: a proxy is an address or a network, such as 127.0.0.1 or 10.0.0.0/8."
        ) from None


def _as_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.strip("[]"))
    except ValueError:
        return None
