"""One question to a network: why this class, of this picture?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.pictures.decode import Source

if TYPE_CHECKING:
    import tensorflow as tf

    from cnnviz.network import Network

Picture = Source
"""Anything that Network.input_for takes; a float32 array of the network's input shape is that input itself."""

Progress = Callable[[float], None]
"""Called with the share that is done, from 0 to 1, after each batch. An exception that it raises ends the work."""

_MOST_FLOATS = 12_000_000
"""A batch is so large that all layers' outputs stay below this number of values: larger ones are no faster."""


@dataclass(frozen=True, eq=False)
class Reweighted:
    """A network with other weights. Every method takes it instead of a network.

    Attributes:
        network: The network.
        weights: The other weights, in the order and the shapes of Network.weights.
    """

    network: Network
    weights: Sequence[tf.Tensor]


@dataclass(frozen=True, eq=False)
class Question:
    """Why this class, of this picture?

    Attributes:
        network: The network to explain.
        weights: Its weights, or others.
        values: (height, width, channels) float32, the network's input.
        label: The index of the class.
        progress: Called with the share that is done.
    """

    network: Network
    weights: Sequence[tf.Tensor]
    values: npt.NDArray[np.float32]
    label: int
    progress: Progress

    @property
    def batch_size(self) -> int:
        """The number of pictures in one batch."""
        return max(1, _MOST_FLOATS // sum(layer.outputs for layer in self.network.layers))

    def logits(self, batch: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return (count,) float32: the class's logit for each picture of a batch (count, height, width, channels)."""
        functions = self.network.compiled
        return self._in_parts(batch, lambda part: functions.logits(self.weights, part)[:, self.label])

    def gradients(self, batch: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the gradient of the class's logit with respect to each picture, in the batch's shape."""
        functions = self.network.compiled
        return self._in_parts(batch, lambda part: functions.gradients(self.weights, part, self.label))

    def maps(self, layer: str) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Return a layer's output, and the gradient of the class's logit with respect to it."""
        index = [candidate.name for candidate in self.network.layers].index(layer)
        return self.network.compiled.maps(self.weights, self.values, self.label, index)

    def _in_parts(
        self,
        batch: npt.NDArray[np.float32],
        answer: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]],
    ) -> npt.NDArray[np.float32]:
        size, answers = self.batch_size, []
        for start in range(0, len(batch), size):
            answers.append(answer(batch[start : start + size]))
            self.progress(min(start + size, len(batch)) / len(batch))
        return np.concatenate(answers)


def ask(
    network: Network | Reweighted,
    picture: Picture,
    label: int | str | None = None,
    progress: Progress | None = None,
) -> Question:
    """Return the question why a network reads a picture as a class.

    Args:
        network: The network to explain.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape: its input.
        label: The name or index of a class; the one that the network reads by default. None for the number of a
            network that answers with one.
        progress: Called with the share that is done.
    Raises:
        cnnviz.PictureError: If the picture cannot be read.
        ValueError: If there is no such class, or the network answers with a map. The message says which there are.
    """
    weights: Sequence[tf.Tensor] = network.weights
    if isinstance(network, Reweighted):
        network = network.network
    if network.answers == "map":
        raise ValueError(f"{network.name} answers with {network.answer_text}: there is no class to ask for.")
    if isinstance(picture, np.ndarray) and picture.shape == network.input_shape and picture.dtype == np.float32:
        values = picture
    else:
        values = network.input_for(picture)
    if label is None:
        index = int(network.compiled.logits(weights, values[None])[0].argmax())
    else:
        index = _index_of(label, network)
    return Question(network, weights, values, index, progress or (lambda share: None))


def _index_of(label: int | str, network: Network) -> int:
    index = network.labels.index(label) if isinstance(label, str) and label in network.labels else label
    if isinstance(index, str) or not 0 <= index < len(network.labels):
        raise ValueError(
            f"{network.name} has no class {label!r}: "
            + (
                f"give one of {', '.join(network.labels)}, or an index from 0 to {len(network.labels) - 1}."
                if network.labels
                else "it answers with a number, which is asked for without a class."
            )
        )
    return int(index)
