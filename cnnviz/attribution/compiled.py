"""A network's logits and their gradients as compiled functions, made once a network and shared by all threads.

The weights are arguments, so that the same functions serve the network whose weights are drawn anew: compiling takes
hundreds of times as long as answering.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

    from cnnviz.network import Network

_compiled: WeakKeyDictionary[Network, Compiled] = WeakKeyDictionary()
_compiling = threading.RLock()


def compiled(network: Network) -> Compiled:
    """Return the compiled functions of a network."""
    with _compiling:
        if network not in _compiled:
            _compiled[network] = Compiled(network)
        return _compiled[network]


class Compiled:
    """The functions of one network.

    Attributes:
        weights: The network's own weights, layer after layer.
    """

    def __init__(self, network: Network) -> None:
        import tensorflow as tf

        self._layers = _layers_to_the_logits(network)
        self._variables = [variable for layer in self._layers for variable in layer.weights]
        own = [variable for layer in network.keras_layers for variable in layer.weights]
        self.weights = tuple(tf.constant(variable.numpy()) for variable in own)
        self._shape = network.input_shape
        self._functions: dict[Any, Callable] = {}

    def logits(self, weights: Sequence[tf.Tensor], batch: np.ndarray) -> np.ndarray:
        """Return (count, classes) float32 for a batch (count, height, width, channels)."""

        def logits(weights, batch):
            return self._run(weights, batch)[-1]

        return self._function("logits", logits, None)(weights, batch).numpy()

    def gradients(self, weights: Sequence[tf.Tensor], batch: np.ndarray, label: int) -> np.ndarray:
        """Return how much a class's logit grows with each number of each picture: of the batch's shape."""
        import tensorflow as tf

        def gradients(weights, batch, label):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                logits = self._run(weights, batch)[-1][:, label]
            return tape.gradient(logits, batch)

        return self._function("gradients", gradients, None, label=True)(weights, batch, label).numpy()

    def maps(
        self, weights: Sequence[tf.Tensor], values: np.ndarray, label: int, layer: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a layer's output for one picture, and how much a class's logit grows with each number of it."""
        import tensorflow as tf

        def maps(weights, batch, label):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                outputs = self._run(weights, batch)
                logit = outputs[-1][:, label]
            return outputs[layer], tape.gradient(logit, outputs[layer])

        found = self._function(("maps", layer), maps, 1, label=True)(weights, values[None], label)
        return tuple(each.numpy()[0] for each in found)

    def _run(self, weights: Sequence[tf.Tensor], batch: tf.Tensor) -> list[tf.Tensor]:
        """Return every layer's output, those of the logits last."""
        import keras

        outputs = []
        with keras.StatelessScope(state_mapping=list(zip(self._variables, weights, strict=True))):
            for layer in self._layers:
                batch = layer(batch, training=False)
                outputs.append(batch)
        return outputs

    def _function(self, key: Any, function: Callable, count: int | None, *, label: bool = False) -> Callable:
        import tensorflow as tf

        if key not in self._functions:
            signature = [[tf.TensorSpec(each.shape, tf.float32) for each in self.weights]]
            signature += [tf.TensorSpec((count, *self._shape), tf.float32)]
            signature += [tf.TensorSpec((), tf.int32)] if label else []
            with _compiling:
                concrete = tf.function(function, input_signature=signature).get_concrete_function()

            def call(weights, batch, *label):
                return concrete(list(weights), tf.constant(batch), *(tf.constant(each, tf.int32) for each in label))

            self._functions[key] = call
        return self._functions[key]


def _layers_to_the_logits(network: Network) -> list[keras.Layer]:
    """Return the layers up to the logits: without the softmax, be it a layer of its own or built into the last one."""
    *before, last = network.keras_layers
    if network.layers[-1].kind == "Softmax" or (network.layers[-1].kind, network.layers[-1].activation) == (
        "Activation",
        "softmax",
    ):
        return before
    if network.layers[-1].activation != "softmax":
        return [*before, last]
    linear = type(last).from_config(last.get_config() | {"activation": "linear"})
    linear.build(last.input.shape)
    return [*before, linear]
