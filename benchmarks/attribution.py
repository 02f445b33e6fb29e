"""How long each attribution method takes, compared with tf-keras-vis or a plain loop in the same run."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

import cnnviz
from benchmarks.table import Figure, Row
from cnnviz import attribution, bundled
from cnnviz.attribution.grad_cam import default_layer
from cnnviz.attribution.occlusion import patch_slices
from cnnviz.network import Network

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

NETWORK = "mnist_cnn"
ROUNDS = 7
SAMPLES = 50
STEPS = 64
FASTER = 4
"""How many times as fast as tf-keras-vis a method should be, where tf-keras-vis has it too."""

OPTIONS: dict[str, dict[str, int]] = {"occlusion": {"patch": 4, "stride": 1}, "smooth_grad": {"samples": SAMPLES}}
EVERY_PIXEL_AIM = 300
"""Milliseconds allowed for occlusion around every pixel."""


def measure() -> list[Row]:
    """Return a row for each method, for the first test picture of NETWORK."""
    network = cnnviz.load(NETWORK)
    values = bundled.dataset_of(NETWORK).shipped.test.images[0].astype(np.float32) / 255
    rivals = _tf_keras_vis(network, values)
    loops = _plain_loops(network, values)
    rows = []
    for name in attribution.names():
        own = _median(partial(attribution.function(name), network, values, **OPTIONS.get(name, {})))
        figures: tuple[Figure, ...]
        if name in rivals:
            theirs = _median(rivals[name])
            figures = Figure(own, "ms", aim=round(theirs / FASTER, 1)), Figure(theirs, "ms", "tf-keras-vis")
        else:
            aim = EVERY_PIXEL_AIM if name == "occlusion" else None
            figures = (Figure(own, "ms", aim=aim),)
            if name in loops:
                figures += (Figure(_median(loops[name], rounds=1), "ms", "a plain loop"),)
        rows.append(Row(f"{attribution.method(name).title}, {NETWORK}", figures))
    return rows


def logits_of(name: str) -> keras.Model:
    """Return a bundled network without its softmax, as a Keras model in which tf-keras-vis finds the gradients."""
    import keras

    trained = keras.models.load_model(bundled.weights_path(name), compile=False)
    inputs = outputs = keras.Input(trained.input_shape[1:])
    for layer in trained.layers[:-1]:
        outputs = type(layer).from_config(layer.get_config())(outputs)
    model = keras.Model([inputs], outputs)
    model.set_weights(trained.get_weights())
    return model


def tf_keras_vis_classes() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return tf-keras-vis's Saliency and Gradcam."""
    with warnings.catch_warnings():
        # tf-keras-vis imports a module of SciPy by its old name.
        warnings.simplefilter("ignore", DeprecationWarning)
        from tf_keras_vis.gradcam import Gradcam
        from tf_keras_vis.saliency import Saliency
    return Saliency, Gradcam


def _tf_keras_vis(network: Network, values: npt.NDArray[np.float32]) -> dict[str, Callable[[], object]]:
    """Return the methods that tf-keras-vis has too, ready to be called."""
    model, label = logits_of(network.name), int(network.trace_input(values).probabilities.argmax())
    saliency, grad_cam = (method(model, clone=False) for method in tf_keras_vis_classes())
    layer = default_layer(network)

    def score(output: tf.Tensor) -> tf.Tensor:
        return output[:, label]

    return {
        "saliency": lambda: saliency(score, values[None]),
        "smooth_grad": lambda: saliency(score, values[None], smooth_samples=SAMPLES),
        "grad_cam": lambda: grad_cam(score, values[None], layer, seek_penultimate_conv_layer=False),
    }


def _plain_loops(network: Network, values: npt.NDArray[np.float32]) -> dict[str, Callable[[], object]]:
    """Return methods as plain loops that ask the model for one picture at a time, ready to be called."""
    import tensorflow as tf

    model, label = logits_of(network.name), int(network.trace_input(values).probabilities.argmax())

    def slope(picture: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        batch = tf.constant(picture[None])
        with tf.GradientTape() as tape:
            tape.watch(batch)
            logit = model([batch], training=False)[0, label]
        gradient: npt.NDArray[np.float32] = tape.gradient(logit, batch).numpy()[0]
        return gradient

    def hide_everywhere() -> None:
        for patch in patch_slices(values.shape, **OPTIONS["occlusion"]):
            picture = values.copy()
            picture[patch] = 0
            model([picture[None]], training=False)

    return {
        "gradient_times_input": lambda: values * slope(values),
        "integrated_gradients": lambda: [slope(values * (step / STEPS) ** 2) for step in range(1, STEPS + 1)],
        "occlusion": hide_everywhere,
    }


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of some rounds in milliseconds, after a first one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return float(np.median(times))
