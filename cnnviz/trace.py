"""The output of every layer of a network for one picture."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import kind_of
from cnnviz.explainers.parts.explanation import Explanation
from cnnviz.layer import AXES, PICTURE, Layer
from cnnviz.receptive_field import Region, receptive_field


@dataclass(frozen=True)
class LayerTrace:
    """One layer's input and output for one picture.

    Attributes:
        layer: The layer.
        inputs: All that came in, in the layer's order: (height, width, channels), (tokens, features) or (units,),
            float32, read-only.
        output: Likewise.
        receptive_layers: The layers from the input up to and including this one.
    """

    layer: Layer
    inputs: tuple[npt.NDArray[np.float32], ...] = field(repr=False)
    output: npt.NDArray[np.float32] = field(repr=False)
    receptive_layers: tuple[Layer, ...] = field(repr=False)

    @property
    def input(self) -> npt.NDArray[np.float32]:
        """What came in; of several inputs, the first."""
        return self.inputs[0]

    def explain(self, *position: int) -> Explanation:
        """Return the arithmetic of one value of the output, term by term.

        Args:
            position: row, col, channel for a layer of feature maps; token, feature for one of tokens; unit for one of
                units.
        Returns:
            The explanation for the layer's kind: see cnnviz/explainers/.
        Raises:
            ValueError: If there is no such value. The message says what there is.
        """
        self._check(position)
        return kind_of(self.layer).explain(self.layer, self.inputs, self.output, position)

    def receptive_field(self, *position: int) -> Region:
        """Return the input pixels that a cell depends on: row, col; or token; or unit for a layer of units."""
        return receptive_field(self.receptive_layers, *position)

    def _check(self, position: tuple[int, ...]) -> None:
        names = AXES[self.output.ndim]
        fits = len(position) == len(names) and all(
            0 <= index < size for index, size in zip(position, self.output.shape, strict=True)
        )
        if not fits:
            ranges = ", ".join(f"{name} 0 to {size - 1}" for name, size in zip(names, self.output.shape, strict=True))
            raise ValueError(f"The layer {self.layer.name!r} has {ranges}. Received: {position}.")


class Trace(Mapping[str, LayerTrace]):
    """Every layer's output for one picture: a mapping from layer names, in the network's order, to LayerTrace.

    Attributes:
        input: The network's input, e.g. (28, 28, 1), float32, read-only.
        labels: The names of the classes; none if the network answers with a number or a map.
    """

    def __init__(
        self,
        input: npt.NDArray[np.float32],
        layers: tuple[Layer, ...],
        outputs: list[npt.NDArray[np.float32]],
        labels: tuple[str, ...],
    ) -> None:
        """Put a network's input, layers and outputs together: outputs[i] is that of layers[i]."""
        self.input = input
        self.labels = labels
        self._layers = {
            layer.name: LayerTrace(
                layer,
                tuple(input if source == PICTURE else outputs[source] for source in layer.fed_by(index)),
                output,
                layers[: index + 1],
            )
            for index, (layer, output) in enumerate(zip(layers, outputs, strict=True))
        }

    def __getitem__(self, name: str) -> LayerTrace:
        try:
            return self._layers[name]
        except KeyError:
            raise KeyError(f"There is no layer {name!r}. There are {', '.join(self)}.") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._layers)

    def __len__(self) -> int:
        return len(self._layers)

    @property
    def probabilities(self) -> npt.NDArray[np.float32]:
        """(classes,) float32: the last layer's output; (1,) for a number, (height, width, channels) for a map."""
        return list(self.values())[-1].output

    def top(self, count: int = 3) -> list[tuple[str, float]]:
        """Return the most probable labels with their probabilities, the most probable first; none without classes."""
        if not self.labels:
            return []
        order = np.argsort(-self.probabilities, kind="stable")[:count]
        return [(self.labels[index], float(self.probabilities[index])) for index in order]

    def save(self, target: str | os.PathLike[str] | IO[bytes]) -> None:
        """Write the input and every layer's output to a .npz file, under the layers' names.

        Args:
            target: A path, or a binary file open for writing.
        """
        arrays = {"input": self.input} | {name: layer.output for name, layer in self.items()}
        # NumPy's stub takes every keyword for its own, allow_pickle.
        np.savez_compressed(target, **arrays)  # type: ignore[arg-type]
