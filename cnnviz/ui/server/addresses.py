"""This machine's addresses and names, as the system knows them: nobody is asked, and nothing is sent."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import psutil

Address = IPv4Address | IPv6Address


def read_address(text: str) -> Address | None:
    """Return an address; None if the text is none. IPv4 within IPv6 is IPv4, and an IPv6 address loses its zone.

    Args:
        text: Such as "192.168.1.20", "fe80::1%eth0" or "::ffff:10.0.0.1".
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address


def is_this_machines(address: Address) -> bool:
    """Return whether an address is one of this machine's at this moment: whether a socket can be bound to it."""
    if address.is_loopback:
        return True
    # The system binds to these too, and they are nobody's own.
    if address.is_unspecified or address.is_multicast or address == IPv4Address("255.255.255.255"):
        return False
    if address.is_link_local and address.version == 6:
        # It takes a zone, which no browser sends.
        return False
    try:
        with socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def names() -> frozenset[str]:
    """Return this machine's names, in lower case: whole, its first part, and that on the local network (mDNS)."""
    whole = socket.gethostname().lower().rstrip(".")
    first = whole.partition(".")[0]
    return frozenset({whole, first, f"{first}.local"} - {"", ".local"})


def for_the_class() -> list[str]:
    """Return this machine's IPv4 addresses, those of its own network alone left out, for people to type.

    Those that it gave itself for want of a network (169.254.x.y) come last.
    """
    try:
        works = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
        ways = [way for name, found in psutil.net_if_addrs().items() if name in works for way in found]
    except OSError:
        # A system may keep them to itself, such as that of a container.
        return []
    own = dict.fromkeys(IPv4Address(way.address) for way in ways if way.family is socket.AF_INET)
    return [str(each) for each in sorted(own, key=lambda each: each.is_link_local) if not each.is_loopback]
