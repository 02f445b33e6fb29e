"""The part of a bundled network that comes before a network trained on its features: all up to its last maps."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cnnviz.architecture.shapes import work_out
from cnnviz.bundled import weights_path
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.files import reading_network
from cnnviz.explainers import computes
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer
from cnnviz.live.recipe import Recipe

if TYPE_CHECKING:
    import keras


@cache
def base_layers(name: str) -> tuple[Layer, ...]:
    """Return the layers of a bundled network up to its last maps.

    Raises:
        DamagedFileError: If its file cannot be read. The message is one sentence to show.
    """
    layers = read_blueprint(weights_path(name))
    last = max(number for number, layer in enumerate(layers) if len(layer.output_shape) == 3 and computes(layer))
    return layers[: last + 1]


def stack_shape(recipe: Recipe) -> Shape:
    """Return the shape of what the layers that are trained get: a picture, or its features."""
    return base_layers(recipe.base)[-1].output_shape if recipe.base else recipe.shape


@lru_cache(maxsize=256)
def stack_layers(recipe: Recipe) -> tuple[Layer, ...]:
    """Return the layers that are trained, with their shapes."""
    return work_out(stack_shape(recipe), recipe.stack).layers


@cache
def shared_base(name: str) -> keras.Model:
    """Return what load_base returns, the same one for all: it is only called."""
    return load_base(name)


def load_base(name: str) -> keras.Model:
    """Return these layers with their trained weights, which nobody trains further: pictures -> features.

    Raises:
        DamagedFileError: If its file cannot be read. The message is one sentence to show.
    """
    import keras

    with reading_network(weights_path(name)):
        model = keras.models.load_model(weights_path(name), compile=False)
    base = keras.Model(model.inputs[0], model.get_layer(base_layers(name)[-1].name).output, name=name)
    base.trainable = False
    return base
