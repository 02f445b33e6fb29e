"""Learning from a better network: its doubts say more about a picture than the label alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.files import reading_network
from cnnviz.training.model import logits_model

if TYPE_CHECKING:
    import tensorflow as tf

    from cnnviz.training.batches import Floats, Soften

TEMPERATURE = 2.0
"""The teacher's logits are divided by this, which raises the probabilities of the classes after the best one."""
SHARE = 0.5
"""The weight of the teacher's answer in the softened label; the rest is the label itself. What the teacher
misreads is learned from the label alone: it may never have seen that way of writing."""


def teacher(name: str, *, bfloat16: bool) -> Soften:
    """Return a function that makes labels softer by the answers of a bundled network, where those are right.

    Args:
        name: The name of the network, which is trained already.
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
    path = bundled.weights_path(name)
    with reading_network(path):
        model.set_weights(keras.models.load_model(path, compile=False).get_weights())

    def answers(images: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(tf.cast(model(images, training=False), tf.float32) / TEMPERATURE)

    compiled = tf.function(answers, reduce_retracing=True)

    def softened(images: Floats, labels: Floats) -> Floats:
        probabilities: Floats = compiled(tf.constant(images)).numpy()
        is_right = probabilities.argmax(axis=1) == labels.argmax(axis=1)
        share = np.where(is_right, np.float32(SHARE), np.float32(0))[:, None]
        return np.asarray((1 - share) * labels + share * probabilities, np.float32)

    return softened
