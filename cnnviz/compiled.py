"""A network's answers and their gradients as compiled functions, made once a network and shared by all threads.

The weights are arguments, so that the same functions serve the network whose weights are changed or drawn anew:
compiling takes hundreds of times as long as answering.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

_compiling = threading.RLock()


class Compiled:
    """The functions of one network.

    Attributes:
        weights: The network's own weights, layer after layer.
    """

    def __init__(self, layers: Sequence[keras.Layer], input_shape: tuple[int, ...]) -> None:
        """Take a network's layers after the input, in order, and the shape of its input without the batch axis."""
        import tensorflow as tf

        self._layers = tuple(layers)
        own = [variable for layer in layers for variable in layer.weights]
        self.weights = tuple(tf.constant(variable.numpy()) for variable in own)
        self._shape = input_shape
        self._functions: dict[Any, Callable] = {}
        self._to_the_logits: tuple[keras.Layer, ...] | None = None

    def outputs(self, weights: Sequence[tf.Tensor], values: np.ndarray) -> list[np.ndarray]:
        """Return every layer's output for one picture (height, width, channels). ~2 ms; Keras's predict takes 120."""

        def outputs(weights, batch):
            return self._run(self._layers, weights, batch)

        return [output.numpy()[0] for output in self._function("outputs", outputs, 1)(weights, values[None])]

    def answers(self, weights: Sequence[tf.Tensor], batch: np.ndarray) -> np.ndarray:
        """Return what the last layer puts out, (count, classes) float32, for a batch of pictures."""

        def answers(weights, batch):
            return self._run(self._layers, weights, batch)[-1]

        return self._function("answers", answers, None)(weights, batch).numpy()

    def logits(self, weights: Sequence[tf.Tensor], batch: np.ndarray) -> np.ndarray:
        """Return (count, classes) float32 for a batch (count, height, width, channels)."""

        def logits(weights, batch):
            return self._run(self._logit_layers(), weights, batch)[-1]

        return self._function("logits", logits, None)(weights, batch).numpy()

    def gradients(self, weights: Sequence[tf.Tensor], batch: np.ndarray, label: int) -> np.ndarray:
        """Return how much a class's logit grows with each number of each picture: of the batch's shape."""
        import tensorflow as tf

        def gradients(weights, batch, label):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                logits = self._run(self._logit_layers(), weights, batch)[-1][:, label]
            return tape.gradient(logits, batch)

        return self._function("gradients", gradients, None, label=True)(weights, batch, label).numpy()

    def odds_gradients(self, weights: Sequence[tf.Tensor], batch: np.ndarray, label: int) -> np.ndarray:
        """Return how much the log of the odds against a class grows with each number of each picture.

        log((1 - p) / p) = log(sum of exp(logit) over the other classes) - logit
        """
        import tensorflow as tf

        def odds(weights, batch, label):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                logits = self._run(self._logit_layers(), weights, batch)[-1]
                others = tf.where(tf.range(tf.shape(logits)[1]) == label, -1e9, logits)
                against = tf.reduce_logsumexp(others, axis=1) - logits[:, label]
            return tape.gradient(against, batch)

        return self._function("odds", odds, None, label=True)(weights, batch, label).numpy()

    def maps(
        self, weights: Sequence[tf.Tensor], values: np.ndarray, label: int, layer: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a layer's output for one picture, and how much a class's logit grows with each number of it."""
        import tensorflow as tf

        def maps(weights, batch, label):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                outputs = self._run(self._logit_layers(), weights, batch)
                logit = outputs[-1][:, label]
            return outputs[layer], tape.gradient(logit, outputs[layer])

        found = self._function(("maps", layer), maps, 1, label=True)(weights, values[None], label)
        return tuple(each.numpy()[0] for each in found)

    def slope(self, weights: Sequence[tf.Tensor], values: np.ndarray, channel: int, layer: int) -> np.ndarray:
        """Return how much a channel of a layer is raised by each number of one picture: of the picture's shape.

        raised = (sum of max(0, value) over the channel's map + the largest value) / cells
        """
        import tensorflow as tf

        def slope(weights, batch, channel):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                cells = self._run(self._layers, weights, batch)[layer][..., channel]
                raised = tf.reduce_sum(tf.nn.relu(cells)) + tf.reduce_max(cells)
                raised /= tf.cast(tf.size(cells), tf.float32)
            return tape.gradient(raised, batch)

        return self._function(("slope", layer), slope, 1, label=True)(weights, values[None], channel).numpy()[0]

    def _run(self, layers: Sequence[keras.Layer], weights: Sequence[tf.Tensor], batch: tf.Tensor) -> list[tf.Tensor]:
        """Return every layer's output."""
        import keras

        outputs = []
        variables = [variable for layer in layers for variable in layer.weights]
        with keras.StatelessScope(state_mapping=list(zip(variables, weights, strict=True))):
            for layer in layers:
                batch = layer(batch, training=False)
                outputs.append(batch)
        return outputs

    def _function(self, key: Any, function: Callable, count: int | None, *, label: bool = False) -> Callable:
        import tensorflow as tf

        if key not in self._functions:
            signature = [[tf.TensorSpec(each.shape, tf.float32) for each in self.weights]]
            signature += [tf.TensorSpec((count, *self._shape), tf.float32)]
            signature += [tf.TensorSpec((), tf.int32)] if label else []
            # A concrete function: TensorFlow would take the networks after the fifth for one that is compiled again.
            with _compiling:
                concrete = tf.function(function, input_signature=signature).get_concrete_function()

            def call(weights, batch, *label):
                return concrete(list(weights), tf.constant(batch), *(tf.constant(each, tf.int32) for each in label))

            self._functions[key] = call
        return self._functions[key]

    def _logit_layers(self) -> tuple[keras.Layer, ...]:
        """Return the layers up to the logits: without the softmax, a layer of its own or built into the last one."""
        if self._to_the_logits is None:
            *before, last = self._layers
            kind, softmax = type(last).__name__, last.get_config().get("activation") == "softmax"
            if kind not in ("Softmax", "Activation") and softmax:
                linear = type(last).from_config(last.get_config() | {"activation": "linear"})
                linear.build(last.input.shape)
                before.append(linear)
            elif kind != "Softmax" and not softmax:
                before.append(last)
            self._to_the_logits = tuple(before)
        return self._to_the_logits
