"""One question to a network: why this class, of this picture?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import tensorflow as tf

    from cnnviz.network import Network

Progress = Callable[[float], None]
"""Called with the share that is done, from 0 to 1, after each batch. What it raises ends the work."""

_MOST_FLOATS = 12_000_000
"""A batch is as large as keeps all layers' outputs below this: larger ones are no faster, and others have to wait."""


@dataclass(frozen=True, eq=False)
class Reweighted:
    """A network with other weights. The methods take it in a network's place.

    Attributes:
        network: The network.
        weights: In the order of its layers, each of the shape of the one whose place it takes.
    """

    network: Network
    weights: Sequence[tf.Tensor]


@dataclass(frozen=True, eq=False)
class Question:
    """Why this class, of this picture?

    Attributes:
        network: Who is asked.
        weights: With which weights.
        values: (height, width, channels) float32, what the network gets.
        label: The class's place in network.labels.
        progress: Hears how far the work is.
    """

    network: Network
    weights: Sequence[tf.Tensor]
    values: np.ndarray
    label: int
    progress: Progress

    @property
    def batch_size(self) -> int:
        """How many pictures are answered at once."""
        return max(1, _MOST_FLOATS // sum(layer.outputs for layer in self.network.layers))

    def logits(self, batch: np.ndarray) -> np.ndarray:
        """Return (count,) float32: the class's logit for each picture of a batch (count, height, width, channels)."""
        functions = self.network.compiled
        return self._in_parts(batch, lambda part: functions.logits(self.weights, part)[:, self.label])

    def gradients(self, batch: np.ndarray) -> np.ndarray:
        """Return how much the class's logit grows with each number of each picture: of the batch's shape."""
        functions = self.network.compiled
        return self._in_parts(batch, lambda part: functions.gradients(self.weights, part, self.label))

    def maps(self, layer: str) -> tuple[np.ndarray, np.ndarray]:
        """Return a layer's output, and how much the class's logit grows with each number of it."""
        place = [each.name for each in self.network.layers].index(layer)
        return self.network.compiled.maps(self.weights, self.values, self.label, place)

    def _in_parts(self, batch: np.ndarray, answer: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        size, answers = self.batch_size, []
        for start in range(0, len(batch), size):
            answers.append(answer(batch[start : start + size]))
            self.progress(min(start + size, len(batch)) / len(batch))
        return np.concatenate(answers)


def ask(
    network: Network | Reweighted, picture, label: int | str | None = None, progress: Progress | None = None
) -> Question:
    """Return the question why a network reads a picture as a class.

    Args:
        network: Who is asked.
        picture: What Network.input_for takes. A float32 array of the network's input shape is what the network gets.
        label: A class: its name, or its place in network.labels; by default the one that the network reads.
        progress: Hears how far the work is.
    Raises:
        cnnviz.PictureError: If the picture cannot be read.
        ValueError: If there is no such class. The message says which there are.
    """
    weights = None
    if isinstance(network, Reweighted):
        network, weights = network.network, network.weights
    functions = network.compiled
    weights = network.weights if weights is None else weights
    given = isinstance(picture, np.ndarray) and (picture.shape, picture.dtype) == (network.input_shape, np.float32)
    values = picture if given else network.input_for(picture)
    if label is None:
        place = int(functions.logits(weights, values[None])[0].argmax())
    else:
        place = network.labels.index(label) if label in network.labels else label
        if isinstance(place, str) or not 0 <= place < len(network.labels):
            raise ValueError(
                f"{network.name} has no class {label!r}: give one of {', '.join(network.labels)}, or a place from 0 to "
                f"{len(network.labels) - 1}."
            )
    return Question(network, weights, values, int(place), progress or (lambda share: None))
