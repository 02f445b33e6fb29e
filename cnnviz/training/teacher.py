"""Learning from a better network: its doubts say more of a picture than the label alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnviz import bundled
from cnnviz.training.model import logits_model

TEMPERATURE = 2.0
"""The teacher's logits are divided by this: what it takes for the second best class then shows."""
SHARE = 0.5
"""How much of what is learned is the teacher's answer; the rest is the label."""


def teacher(name: str, *, bfloat16: bool) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Return what makes labels softer by the answers of a bundled network.

    Args:
        name: Of the network; it is trained already.
        bfloat16: Whether it multiplies in bfloat16.
    Returns:
        A function of pictures (count, height, width, channels) float32 and labels (count, classes) float32, one-hot;
        it returns labels (count, classes) float32, each of which sums to 1.
    References:
        Hinton, Vinyals & Dean, Distilling the Knowledge in a Neural Network, arXiv:1503.02531.
    """
    import keras
    import tensorflow as tf

    model = logits_model(name, bfloat16)
    model.set_weights(keras.models.load_model(bundled.weights_path(name), compile=False).get_weights())

    @tf.function(reduce_retracing=True)
    def answers(images):
        return tf.nn.softmax(tf.cast(model(images, training=False), tf.float32) / TEMPERATURE)

    return lambda images, labels: (1 - SHARE) * labels + SHARE * answers(tf.constant(images)).numpy()
