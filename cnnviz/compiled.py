"""A network's answers and gradients as compiled functions, compiled once per network and shared by all threads.

The weights are arguments, so that the same functions serve copies of the network with edited or random weights:
compiling takes hundreds of times as long as answering.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cnnviz.layer import PICTURE, SHARES

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

Floats = npt.NDArray[np.float32]

_compiling = threading.RLock()


class Compiled:
    """The functions of one network.

    Attributes:
        weights: The network's own weights, layer after layer.
    """

    def __init__(
        self,
        layers: Sequence[keras.Layer],
        input_shape: tuple[int, ...],
        inputs: Sequence[tuple[int, ...]],
    ) -> None:
        """Take a network apart.

        Args:
            layers: Its layers after the input, each after those that feed it.
            input_shape: The shape of its input without the batch axis.
            inputs: For each layer the places of those that feed it; PICTURE is the input.
        """
        import tensorflow as tf

        self._layers = tuple(layers)
        self._inputs = tuple(inputs)
        own = [variable for layer in layers for variable in layer.weights]
        self.weights = tuple(tf.constant(variable.numpy()) for variable in own)
        self._shape = input_shape
        self._functions: dict[object, Callable[..., Any]] = {}
        self._to_the_logits: tuple[keras.Layer, ...] | None = None

    def outputs(self, weights: Sequence[tf.Tensor], values: Floats) -> list[Floats]:
        """Return every layer's output for one picture, in the layers' order: float32, each of its layer's output shape.

        Args:
            weights: All weights, layer after layer; this and every other method takes them in place of `self.weights`.
            values: (height, width, channels) float32. It takes about 2 ms, where keras.Model.predict takes 120.
        """

        def outputs(weights: Sequence[tf.Tensor], batch: tf.Tensor) -> list[tf.Tensor]:
            return self._run(self._layers, weights, batch)

        # Views of TensorFlow's own memory: copying takes nearly as long as computing where a network is large.
        return [np.asarray(output)[0] for output in self._function("outputs", outputs, 1)(weights, values[None])]

    def answers(self, weights: Sequence[tf.Tensor], batch: Floats) -> Floats:
        """Return the last layer's output, (count, classes) float32, for a batch (count, height, width, channels)."""

        def answers(weights: Sequence[tf.Tensor], batch: tf.Tensor) -> tf.Tensor:
            return self._run(self._layers, weights, batch)[-1]

        return _array(self._function("answers", answers, None)(weights, batch))

    def logits(self, weights: Sequence[tf.Tensor], batch: Floats) -> Floats:
        """Return the logits, (count, classes) float32, for a batch (count, height, width, channels)."""

        def logits(weights: Sequence[tf.Tensor], batch: tf.Tensor) -> tf.Tensor:
            return self._run(self._logit_layers(), weights, batch)[-1]

        return _array(self._function("logits", logits, None)(weights, batch))

    def gradients(self, weights: Sequence[tf.Tensor], batch: Floats, label: int) -> Floats:
        """Return the gradient of a class's logit with respect to each picture, in the batch's shape."""
        import tensorflow as tf

        def gradients(weights: Sequence[tf.Tensor], batch: tf.Tensor, label: tf.Tensor) -> tf.Tensor:
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                logits = self._run(self._logit_layers(), weights, batch)[-1][:, label]
            return tape.gradient(logits, batch)

        return _array(self._function("gradients", gradients, None, label=True)(weights, batch, label))

    def odds_gradients(self, weights: Sequence[tf.Tensor], batch: Floats, label: int) -> Floats:
        """Return the gradient of the log odds against a class with respect to each picture, in the batch's shape.

        log((1 - p) / p) = log(sum of exp(logit) over the other classes) - logit
        """
        import tensorflow as tf

        def odds(weights: Sequence[tf.Tensor], batch: tf.Tensor, label: tf.Tensor) -> tf.Tensor:
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                logits = self._run(self._logit_layers(), weights, batch)[-1]
                others = tf.where(tf.range(tf.shape(logits)[1]) == label, -1e9, logits)
                against = tf.reduce_logsumexp(others, axis=1) - logits[:, label]
            return tape.gradient(against, batch)

        return _array(self._function("odds", odds, None, label=True)(weights, batch, label))

    def maps(self, weights: Sequence[tf.Tensor], values: Floats, label: int, layer: int) -> tuple[Floats, Floats]:
        """Return a layer's output for one picture, and the gradient of a class's logit with respect to that output.

        Args:
            weights: As for outputs.
            values: (height, width, channels) float32.
            label: The index of the class.
            layer: The index of the layer.
        """
        import tensorflow as tf

        def maps(weights: Sequence[tf.Tensor], batch: tf.Tensor, label: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                outputs = self._run(self._logit_layers(), weights, batch)
                logit = outputs[-1][:, label]
            return outputs[layer], tape.gradient(logit, outputs[layer])

        output, gradient = self._function(("maps", layer), maps, 1, label=True)(weights, values[None], label)
        return _array(output)[0], _array(gradient)[0]

    def slope(self, weights: Sequence[tf.Tensor], values: Floats, channel: int, layer: int) -> Floats:
        """Return the gradient of a channel's excitement with respect to one picture, in the picture's shape.

        excitement = mean of max(0, value) over the channel's map + the largest value
        """
        import tensorflow as tf

        def slope(weights: Sequence[tf.Tensor], batch: tf.Tensor, channel: tf.Tensor) -> tf.Tensor:
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                tape.watch(batch)
                cells = self._run(self._layers, weights, batch)[layer][..., channel]
                excitement = tf.reduce_mean(tf.nn.relu(cells)) + tf.reduce_max(cells)
            return tape.gradient(excitement, batch)

        gradient: Floats = _array(
            self._function(("slope", layer), slope, 1, label=True)(weights, values[None], channel)
        )[0]
        return gradient

    def _run(self, layers: Sequence[keras.Layer], weights: Sequence[tf.Tensor], batch: tf.Tensor) -> list[tf.Tensor]:
        """Return the outputs of the network's first layers, or of all, computed with these weights."""
        import keras

        outputs: list[tf.Tensor] = []
        variables = [variable for layer in layers for variable in layer.weights]
        with keras.StatelessScope(state_mapping=list(zip(variables, weights, strict=True))):
            for layer, places in zip(layers, self._inputs, strict=False):
                inputs = [batch if place == PICTURE else outputs[place] for place in places]
                outputs.append(called(layer, inputs, training=False))
        return outputs

    def _function(
        self, key: object, function: Callable[..., Any], count: int | None, *, label: bool = False
    ) -> Callable[..., Any]:
        """Return a function of weights and a batch, and of a label if asked, compiled at the first call for its key."""
        import tensorflow as tf

        if key not in self._functions:
            signature = [[tf.TensorSpec(array.shape, array.dtype) for array in self.weights]]
            signature += [tf.TensorSpec((count, *self._shape), tf.float32)]
            signature += [tf.TensorSpec((), tf.int32)] if label else []
            # A concrete function: TensorFlow warns of repeated compiling after five networks otherwise.
            with _compiling:
                # Without AutoGraph, which rewrites Python and costs as long again: no loop here depends on a tensor.
                concrete = tf.function(function, input_signature=signature, autograph=False).get_concrete_function()

            def call(weights: Sequence[tf.Tensor], batch: Floats, *label: int) -> Any:
                indices = (tf.constant(index, tf.int32) for index in label)
                return concrete(list(weights), tf.constant(batch), *indices)

            self._functions[key] = call
        return self._functions[key]

    def _logit_layers(self) -> tuple[keras.Layer, ...]:
        """Return the layers up to the logits: without the softmax, a layer of its own or built into the last one.

        Of a sigmoid that is the share of one of two classes z is the log odds, and −z/2 and z/2 are logits of both.
        """
        import keras

        if self._to_the_logits is None:
            *before, last = self._layers
            if last.name == SHARES:
                # The layer that makes the first class's share of the second's stands before it.
                halves = keras.layers.Rescaling([-0.5, 0.5])
                self._to_the_logits = (*_without(before[:-1], "sigmoid"), halves)
            else:
                self._to_the_logits = _without(self._layers, "softmax")
        return self._to_the_logits


def _without(layers: Sequence[keras.Layer], function: str) -> tuple[keras.Layer, ...]:
    """Return layers without the function that the last one is or has built in."""
    *before, last = layers
    kind, has_function = type(last).__name__, last.get_config().get("activation") == function
    if kind.lower() == function or (kind == "Activation" and has_function):
        return tuple(before)
    if not has_function:
        return tuple(layers)
    linear = type(last).from_config(last.get_config() | {"activation": "linear"})
    linear.build(last.input.shape)
    return (*before, linear)


def called(layer: keras.Layer, inputs: Sequence[Any], **options: Any) -> Any:
    """Return what a layer makes of one or several inputs."""
    import keras

    if isinstance(layer, keras.layers.MultiHeadAttention):
        # Query, value and perhaps key are arguments of their own; all others take a list.
        return layer(*inputs, **options)
    return layer(list(inputs) if len(inputs) > 1 else inputs[0], **options)


def _array(tensor: tf.Tensor) -> Floats:
    array: Floats = tensor.numpy()
    return array
