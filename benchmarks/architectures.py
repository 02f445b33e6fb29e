"""python -m benchmarks.architectures [NAME ...]: well-known networks opened from files, and held against Keras.

Each is made by keras.applications without weights, saved, opened by cnnviz.load, and traced: the outputs of all layers
have to be Keras's, and so have the values that the ledgers of sampled cells add up to.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

import cnnviz
from cnnviz.explainers import kind_of
from cnnviz.opening.errors import ModelFileError
from cnnviz.trace import LayerTrace

FULL: dict[str, Callable[..., keras.Model]] = {
    name: getattr(keras.applications, name)
    for name in (
        "MobileNet",
        "MobileNetV2",
        "MobileNetV3Small",
        "ResNet50",
        "InceptionV3",
        "EfficientNetB0",
        "DenseNet121",
        "Xception",
        "ConvNeXtTiny",
        "VGG16",
    )
}
"""Name -> function of keras.applications. VGG16 is larger than a file may be, and has to be refused."""

CELLS = 6
"""The cells of a layer whose ledgers are added up."""


@dataclass(frozen=True)
class Comparison:
    """An opened network beside the model that its file was made of.

    Attributes:
        nodes: The number of its layers.
        compared: How many of them have the outputs of a layer of the model to be held against.
        outputs: The largest difference of two outputs of a layer, as a part of the layer's largest value.
        ledgers: How many ledgers were added up.
        values: The largest difference of a ledger's value from TensorFlow's, as a part of the larger of that value and
            the layer's mean size.
        seconds: What opening it took.
    """

    nodes: int
    compared: int
    outputs: float
    ledgers: int
    values: float
    seconds: float


def shaken(model: keras.Model) -> keras.Model:
    """Give a new model statistics, scales and shifts that differ from channel to channel: Keras starts with 0 and 1."""
    random = np.random.default_rng(len(model.weights))
    values = []
    for variable, array in zip(model.weights, model.get_weights(), strict=True):
        if variable.name in ("moving_variance", "gamma", "alpha"):
            array = random.uniform(0.7, 1.3, array.shape)
        elif variable.name in ("beta", "bias", "moving_mean"):
            array = random.normal(scale=0.1, size=array.shape)
        values.append(array)
    model.set_weights(values)
    return model


def compare(path: Path, model: keras.Model, cells: int = CELLS) -> Comparison:
    """Open a file and hold it against the model that it was made of.

    Raises:
        ModelFileError: If it does not open. The message is one sentence to show.
    """
    start = time.perf_counter()
    network = cnnviz.load(path, scale="0..1")
    seconds = time.perf_counter() - start
    values = np.random.default_rng(0).random(network.input_shape, np.float32)
    trace = network.trace_input(values)
    theirs = _outputs(model, values)
    found = {name: _apart(trace[name].output, output) for name, output in theirs.items() if name in trace}
    ledgers = [_ledger(layer, position) for layer in trace.values() for position in _sampled(layer, cells)]
    return Comparison(len(trace), len(found), max(found.values()), len(ledgers), max(ledgers), seconds)


def _outputs(model: keras.Model, values: npt.NDArray[np.float32]) -> dict[str, npt.NDArray[np.float32]]:
    operations = [each for each in model.operations if not isinstance(each, keras.layers.InputLayer)]
    whole = keras.Model(model.inputs[0], [each.output for each in operations])
    outputs = whole(values[None], training=False)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    return {each.name: np.asarray(output)[0] for each, output in zip(operations, outputs, strict=True)}


def _apart(ours: npt.NDArray[np.float32], theirs: npt.NDArray[np.float32]) -> float:
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), np.finfo(np.float32).tiny))


def _ledger(layer: LayerTrace, position: tuple[int, ...]) -> float:
    explanation = layer.explain(*position)
    explanation.ledger()
    layer.receptive_field(*position)
    size = max(abs(explanation.output), float(np.abs(layer.output).mean()), float(np.finfo(np.float32).tiny))
    return abs(explanation.value - explanation.output) / size


def _sampled(layer: LayerTrace, cells: int) -> list[tuple[int, ...]]:
    kind_of(layer.layer).describe(layer.layer)
    drawn = np.random.default_rng(layer.output.size).integers(layer.output.size, size=cells)
    places = zip(*np.unravel_index(drawn, layer.output.shape), strict=True)
    return [tuple(int(index) for index in place) for place in places]


def saved(model: keras.Model, path: Path) -> Path:
    """Save a model, and return where."""
    with warnings.catch_warnings():
        # Keras's own, of NumPy and of the older of the two formats.
        warnings.simplefilter("ignore")
        model.save(path)
    return path


def main() -> None:
    """Compare the networks that the command line names, or all, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.architectures")
    parser.add_argument("names", nargs="*", choices=[*FULL, []], metavar="NAME", help=f"of {', '.join(FULL)}")
    parser.add_argument("--ending", default=".keras", choices=[".keras", ".h5"])
    arguments = parser.parse_args()
    print("| network | nodes (compared) | outputs apart | ledgers | values apart | seconds to open |", flush=True)
    print("|---|---|---|---|---|---|", flush=True)
    for name in arguments.names or FULL:
        keras.utils.clear_session()
        model = shaken(FULL[name](weights=None))
        with tempfile.TemporaryDirectory() as folder:
            path = saved(model, Path(folder) / f"{name}{arguments.ending}")
            try:
                found = compare(path, model)
            except ModelFileError as error:
                print(f"| {name} | refused: {error} |", flush=True)
                continue
        print(
            f"| {name} | {found.nodes} ({found.compared}) | {found.outputs:.1e} | {found.ledgers:,} | "
            f"{found.values:.1e} | {found.seconds:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
