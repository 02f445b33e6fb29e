"""A network as plain data: what is left of a model file once it has been read, and all that a network is built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.layer import SHARES

INPUT = -1
"""In the inputs of a node, the picture."""
PICTURE = "picture"
RESCALING = "rescaling_of_picture"
FLATTEN = "flatten_picture"
FLATTEN_NUMBERS = "flatten_numbers"
SOFTMAX = "softmax_of_logits"
OTHER_SHARE = "share_of_first_class"
TAKEN = frozenset(
    {PICTURE, RESCALING, FLATTEN, FLATTEN_NUMBERS, SOFTMAX, OTHER_SHARE, SHARES, "input", "file", "allow_pickle"}
)
"""Names that no layer of a file gets: those that we give ourselves, and what a saved trace calls other things."""


@dataclass(frozen=True)
class Node:
    """One layer at one place of a network.

    Attributes:
        name: Its name, which no other node has.
        kind: The name of its Keras class, one of those in cnnviz/opening/allowed.py.
        config: Its arguments, all of them allowed there: numbers, words, and lists of them.
        inputs: The nodes whose outputs it takes, by their places in the network; INPUT is the picture.
        weights: float32 arrays by their Keras names, in Keras's order.
        path: The names of the nested models that it was in, the outermost first, as short texts to show.
    """

    name: str
    kind: str
    config: Mapping[str, Any]
    inputs: tuple[int, ...]
    weights: Mapping[str, npt.NDArray[np.float32]] = field(repr=False, default_factory=dict)
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlainNetwork:
    """A network as plain data.

    Attributes:
        nodes: Each comes after those that it takes the outputs of; the last one is the answer.
        input_shape: Of the picture: height, width, channels.
        labels: The names of its classes, where the file says them.
        written_by: Who wrote it, for example "Keras 2.13.1"; "" if the file does not say.
        form: What the file is found to be, for example "Keras 3 (.keras)".
    """

    nodes: tuple[Node, ...]
    input_shape: tuple[int, int, int]
    labels: tuple[str, ...] | None
    written_by: str
    form: str

    @property
    def parameters(self) -> int:
        """The number of its weights."""
        return sum(array.size for node in self.nodes for array in node.weights.values())
