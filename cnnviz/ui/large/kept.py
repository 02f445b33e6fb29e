"""The latest readings of large networks: their layers are sent when somebody looks at them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.edits import Edit
from cnnviz.known import load_edited
from cnnviz.network import Network
from cnnviz.trace import Trace

MOST_INPUT_BYTES = 200_000_000
MOST_TRACE_BYTES = 400_000_000


class _Question(NamedTuple):
    network: str
    edits: tuple[Edit, ...]
    input: npt.NDArray[np.float32]


_lock = threading.Lock()
_questions: OrderedDict[str, _Question] = OrderedDict()
_traces: OrderedDict[str, Trace] = OrderedDict()


def remember(name: str, network: Network, trace: Trace) -> None:
    """Keep a reading, so that its layers can be asked for by its name.

    Args:
        name: The reading's name.
        network: The network, edits and all.
        trace: What it made of the picture.
    """
    with _lock:
        _questions[name] = _Question(network.original.name, network.edits, trace.input)
        _questions.move_to_end(name)
        while sum(question.input.nbytes for question in _questions.values()) > MOST_INPUT_BYTES:
            _questions.popitem(last=False)
    _keep(name, trace)


def read_again(name: str) -> tuple[Network, Trace] | None:
    """Return the network and the trace of a reading; None if it is not remembered.

    Raises:
        GoneError: If its network was brought as a file and is gone.
    """
    with _lock:
        question, trace = _questions.get(name), _traces.get(name)
    if question is None:
        return None
    network = load_edited(question.network, question.edits)
    if trace is None:
        trace = network.trace_input(question.input)
        _keep(name, trace)
    return network, trace


def _keep(name: str, trace: Trace) -> None:
    with _lock:
        _traces[name] = trace
        _traces.move_to_end(name)
        while len(_traces) > 1 and sum(map(_bytes, _traces.values())) > MOST_TRACE_BYTES:
            _traces.popitem(last=False)


def _bytes(trace: Trace) -> int:
    return sum(layer.output.nbytes for layer in trace.values())
