"""A network as it is trained: without its softmax, in float32 or bfloat16."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz import bundled

if TYPE_CHECKING:
    import keras


def logits_model(name: str, bfloat16: bool) -> keras.Model:
    """Return a bundled network, untrained, up to its logits: the loss is computed from them, always in float32.

    Args:
        name: The name of the network.
        bfloat16: Whether all layers but the last multiply in bfloat16. The weights are float32 all the same.
    """
    import keras

    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16" if bfloat16 else "float32")
    try:
        network = bundled.recipe(name).build()
    finally:
        keras.config.set_dtype_policy(usual)
    network.layers[-2].dtype_policy = keras.DTypePolicy("float32")
    return keras.Model(network.inputs, network.layers[-2].output, name=name)
