"""How often a code may be tried that is no room's: a bucket of tokens for each address, and one for all of them."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock

Clock = Callable[[], float]
SAME_SECONDS = 120.0
_MOST_ADDRESSES = 5_000


class Bucket:
    """A bucket of tokens, full at first.

    Args:
        size: How many tokens it holds.
        a_minute: How many are put back in a minute.
        now: The time in seconds.
    """

    def __init__(self, size: float, a_minute: float, now: float) -> None:
        self._size, self._rate, self._left, self._at = float(size), a_minute / 60, float(size), now

    def wait(self, now: float) -> float:
        """Return after how many seconds there is a token; 0 if there is one."""
        # A clock that was put back gives no tokens, and takes none.
        self._left = min(self._size, self._left + max(0.0, now - self._at) * self._rate)
        self._at = now
        return 0.0 if self._left >= 1 else (1 - self._left) / self._rate

    def take(self) -> None:
        """Take a token; below none it does not go."""
        self._left = max(0.0, self._left - 1)


class Limit:
    """A limit on something that is counted for each client address, and in all.

    Of codes that do not exist, 60 at once and then 6 a minute let an address try 1,140 in three hours, which is less
    than one in a hundred of all codes; all addresses together can try three in a hundred. Codes that do exist cost
    nothing: a class that joins at once behind one address is let in. Nor does a code that was counted less than
    SAME_SECONDS ago: a class whose server was restarted tries its own again and again, all behind one address.

    Args:
        each: The tokens of an address, and how many are put back in a minute.
        in_all: The same of all addresses together.
        clock: The time in seconds.
    """

    def __init__(self, each: tuple[float, float], in_all: tuple[float, float], clock: Clock = time.monotonic) -> None:
        self._each, self._clock, self._lock = each, clock, Lock()
        self._all = Bucket(*in_all, clock())
        self._by_address: OrderedDict[str, Bucket] = OrderedDict()
        self._counted: OrderedDict[tuple[str, str], float] = OrderedDict()

    def wait(self, address: str, what: str = "") -> float:
        """Return after how many seconds an address may try again; 0 if it may now.

        Args:
            address: The client's.
            what: What is tried: what was counted a moment ago may be tried again at once.
        """
        with self._lock:
            now, key = self._clock(), _network(address)
            if self._is_same(key, what, now):
                return 0.0
            bucket = self._by_address.get(key)
            return max(self._all.wait(now), bucket.wait(now) if bucket else 0.0)

    def count(self, address: str, what: str = "") -> None:
        """Count one try of an address, unless the same was counted a moment ago."""
        with self._lock:
            now, key = self._clock(), _network(address)
            if self._is_same(key, what, now):
                return
            if what:
                self._counted.pop((key, what), None)
                self._counted[key, what] = now
                while len(self._counted) > _MOST_ADDRESSES:
                    self._counted.popitem(last=False)
            bucket = self._by_address.setdefault(key, Bucket(*self._each, now))
            self._by_address.move_to_end(key)
            while len(self._by_address) > _MOST_ADDRESSES:
                self._by_address.popitem(last=False)
            for each in (bucket, self._all):
                each.wait(now)
                each.take()

    def _is_same(self, key: str, what: str, now: float) -> bool:
        at = self._counted.get((key, what))
        return at is not None and 0 <= now - at < SAME_SECONDS


def guesses(clock: Clock = time.monotonic) -> Limit:
    """Return the limit on codes that do not exist."""
    return Limit((60, 6), (200, 20), clock)


def makes(clock: Clock = time.monotonic) -> Limit:
    """Return the limit on rooms that are made."""
    return Limit((10, 2), (60, 10), clock)


def _network(address: str) -> str:
    """Return whose address it is: of IPv6 one has 2**64 at once."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(int(parsed) >> 64)
    return str(parsed)
