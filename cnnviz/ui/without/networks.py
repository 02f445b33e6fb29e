"""The networks that can be drawn for on the page at /without, and what the browser gets of them."""

from __future__ import annotations

import struct

from cnnviz import bundled, known
from cnnviz.datasets.samples import load_samples
from cnnviz.known.own import for_all
from cnnviz.large import is_large
from cnnviz.pictures.kinds import IN_INK
from cnnviz.pictures.network_input import prepare_sample
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.state import START_NETWORK
from cnnviz.ui.wire import dense_message, network_message


def names() -> list[str]:
    """Return the networks that read drawings and are small enough to travel whole, that of the first page first."""
    found = [name for name in (*for_all(), *bundled.names()) if _can_be_drawn_for(name)]
    return sorted(dict.fromkeys(found), key=lambda name: name != START_NETWORK)


def _can_be_drawn_for(name: str) -> bool:
    return known.dataset_of(name).kind in IN_INK and not is_large(known.layers_of(name))


def packed(name: str) -> bytes:
    """Return a loaded network: a uint32 with the length of its network_message, that message, and its dense_message."""
    network = known.load(name)
    message = network_message(network)
    return struct.pack("<I", len(message)) + message + dense_message(network)


def read_sample(name: str, sample: int) -> Reading:
    """Return a loaded network's answer to a sample, with its messages already packed."""
    dataset = known.dataset_of(name)
    preparation = prepare_sample(load_samples(dataset.name).image(sample), dataset.kind, dataset.shape)
    reading = Reading(known.load(name), preparation)
    _ = reading.message, reading.answer
    return reading
