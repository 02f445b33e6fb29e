"""Which networks a sheet is true of: their names, and short digests of their weights."""

from __future__ import annotations

from hashlib import blake2b

from cnnviz import known
from cnnviz.known.own import GoneError
from cnnviz.network import Network
from cnnviz.opening.errors import ModelFileError

MOST_NAMED = 4


def fingerprint(network: Network) -> str:
    """Return twelve hexadecimal digits that change with any of a network's weights."""
    digest = blake2b(digest_size=6)
    for layer in network.layers:
        for weights in layer.weights.values():
            digest.update(weights.tobytes())
    return digest.hexdigest()


def fingerprints(names: list[str]) -> str:
    """Return networks with their digests, in one line; one that cannot be loaded has none.

    Example:
        >>> fingerprints(["mnist_lab", "mnist_lab"]).split()[0]
        'mnist_lab'
    """
    different = list(dict.fromkeys(names))
    more = " …" if len(different) > MOST_NAMED else ""
    return " · ".join(map(_line, different[:MOST_NAMED])) + more


def _line(name: str) -> str:
    try:
        return f"{known.title_of(name)} {fingerprint(known.load(name))}"
    except (GoneError, ModelFileError, KeyError, ValueError, OSError):
        return name
