"""Model files made for the tests: by Keras itself, or in the way of its older versions and of Teachable Machine."""

from __future__ import annotations

import json
import math
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
from keras import layers

Arrays = Mapping[str, np.ndarray]
Json = Any


def with_random_weights(model: keras.Model) -> keras.Model:
    """Give a model random weights, biases and statistics: Keras starts many of them at zero or one."""
    random = np.random.default_rng(len(model.weights))
    values = []
    for variable in model.weights:
        if variable.name in ("moving_variance", "gamma"):
            values.append(random.uniform(0.5, 1.5, variable.shape))
        else:
            values.append(random.normal(scale=0.3, size=variable.shape))
    model.set_weights(values)
    return model


def saved(model: keras.Model, ending: str) -> bytes:
    """Return what model.save() writes to a file of that ending."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # Keras's own, of NumPy, while it saves.
        warnings.simplefilter("ignore")
        path = Path(folder) / f"model{ending}"
        model.save(path)
        return path.read_bytes()


def leaves(model: keras.Model) -> Iterator[keras.Layer]:
    """Yield the layers of a model and of the models in it."""
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from leaves(layer)
        else:
            yield layer


def _described(model: keras.Model) -> Json:
    return json.loads(json.dumps(keras.saving.serialize_keras_object(model)))


def _map(value: Json, change: Callable[[dict[str, Json]], dict[str, Json]]) -> Json:
    """Return JSON with every object in it changed, the innermost first."""
    if isinstance(value, list):
        return [_map(each, change) for each in value]
    if isinstance(value, dict):
        return change({key: _map(each, change) for key, each in value.items()})
    return value


def _history(argument: Json) -> list[Json]:
    arguments = argument if isinstance(argument, list) else [argument]
    return [[*each["config"]["keras_history"], {}] for each in arguments]


def _as_keras_2(described: dict[str, Json]) -> dict[str, Json]:
    """Return an object of a configuration as Keras 2.13 has it."""
    described = dict(described)
    if "batch_shape" in described:
        described["batch_input_shape"] = described.pop("batch_shape")
        described.pop("optional")
    if described.get("class_name") == "DTypePolicy":
        return described["config"]["name"]
    for name in ("quantization_config", "synchronized", "renorm_momentum", "renorm_clipping", "renorm"):
        described.pop(name, None)
    nodes = described.get("inbound_nodes")
    if nodes:
        described["inbound_nodes"] = [_history(node["args"][0]) for node in nodes]
    for name in ("input_layers", "output_layers"):
        if name in described:
            described[name] = [described[name]]
    return described


def keras_2_13(model: keras.Model) -> Json:
    """Return a model's configuration as Keras 2.13 writes it: with the modules that its classes are in."""

    def change(described: dict[str, Json]) -> dict[str, Json]:
        if described.get("class_name") == "Functional":
            described = described | {"module": "keras.src.engine.functional", "registered_name": "Functional"}
        return _as_keras_2(described)

    return _map(_described(model), change)


def keras_2_12(model: keras.Model) -> Json:
    """Return a model's configuration as Keras 2.4 to 2.12 write it: without modules."""

    def change(described: dict[str, Json]) -> dict[str, Json]:
        if not isinstance(described, dict):
            return described
        gone = ("module", "registered_name", "build_config", "compile_config")
        return {key: value for key, value in described.items() if key not in gone}

    return _map(keras_2_13(model), change)


def keras_2_3(model: keras.Model) -> Json:
    """Return a model's configuration as Keras 2.3 writes it: a functional one is called Model."""

    def change(described: dict[str, Json]) -> dict[str, Json]:
        described = dict(described)
        if described.get("class_name") == "Functional":
            described["class_name"] = "Model"
        for name in ("groups", "keepdims"):
            described.pop(name, None)
        return described

    return _map(keras_2_12(model), change)


def keras_2_2(model: keras.Model) -> Json:
    """Return a model's configuration as Keras 2.2 writes it: a Sequential one is a list, without an input layer."""
    described = keras_2_3(model)
    if described["class_name"] != "Sequential":
        return described
    pixels, first, *others = described["config"]["layers"]
    if "layers" not in first["config"]:
        first["config"]["batch_input_shape"] = pixels["config"]["batch_input_shape"]
    return {"class_name": "Sequential", "config": [first, *others]}


STYLES: dict[str, Callable[[keras.Model], Json]] = {
    "2.2.5": keras_2_2,
    "2.3.1": keras_2_3,
    "2.12.0": keras_2_12,
    "2.13.1": keras_2_13,
}
"""Version of Keras -> function that returns a model's configuration as that version writes it."""

_OLDER = {"DepthwiseConv2D": {"kernel": "depthwise_kernel"}}


def weights_of(layer: keras.Layer) -> dict[str, np.ndarray]:
    """Return a layer's weights under the names that Keras 2 gave to them."""
    older = _OLDER.get(type(layer).__name__, {})
    return {older.get(each.name, each.name): np.asarray(each) for each in layer.weights}


def keras_2_file(model: keras.Model, version: str) -> bytes:
    """Return a .h5 file as a version of Keras 2 writes it."""
    groups = {}
    for layer in model.layers:
        inside = leaves(layer) if isinstance(layer, keras.Model) else [layer]
        groups[layer.name] = {
            f"{each.name}/{name}:0": array for each in inside for name, array in weights_of(each).items()
        }
    return h5(STYLES[version](model), groups, version)


def h5(configuration: Json, groups: Mapping[str, Arrays], version: str = "2.12.0") -> bytes:
    """Return a .h5 file of a configuration and of the weights of each layer, by their paths in its group."""
    return h5_by(lambda file: write_model(file, configuration, groups, version))


def h5_by(write: Callable[[h5py.File], None]) -> bytes:
    """Return an HDF5 file that a function writes."""
    content = BytesIO()
    with h5py.File(content, "w") as file:
        write(file)
    return content.getvalue()


def write_model(file: h5py.File, configuration: Json, groups: Mapping[str, Arrays], version: str = "2.12.0") -> None:
    """Write a configuration and weights into an HDF5 file as Keras 2 does."""
    text = configuration if isinstance(configuration, str) else json.dumps(configuration)
    file.attrs["model_config"] = text.encode()
    file.attrs["keras_version"] = version.encode()
    file.attrs["backend"] = b"tensorflow"
    kept = file.create_group("model_weights")
    kept.attrs["layer_names"] = [name.encode() for name in groups]
    for name, arrays in groups.items():
        group = kept.create_group(name)
        group.attrs["weight_names"] = np.array([path.encode() for path in arrays] or np.zeros(0))
        for path, array in arrays.items():
            group[path] = array


def archive(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip file."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", compression) as file:
        for name, member in members.items():
            file.writestr(name, member)
    return content.getvalue()


def teachable_machine(side: int = 16) -> keras.Model:
    """Return a small model that is nested as Teachable Machine nests a MobileNet and the two layers behind it."""
    picture = keras.Input((side, side, 3), name="input_1")
    maps = layers.ZeroPadding2D(((0, 1), (0, 1)), name="Conv1_pad")(picture)
    maps = layers.Conv2D(6, 3, strides=2, use_bias=False, name="Conv1")(maps)
    maps = layers.BatchNormalization(momentum=0.999, name="bn_Conv1")(maps)
    maps = before = layers.ReLU(6, name="Conv1_relu")(maps)
    maps = layers.DepthwiseConv2D(3, padding="same", use_bias=False, name="block_depthwise")(maps)
    maps = layers.BatchNormalization(name="block_depthwise_BN")(maps)
    maps = layers.ReLU(6, name="block_depthwise_relu")(maps)
    maps = layers.Conv2D(6, 1, use_bias=False, name="block_project")(maps)
    maps = layers.Add(name="block_add")([before, maps])
    network = keras.Model(picture, layers.ReLU(6, name="out_relu")(maps), name="model1")
    eyes = keras.Sequential([layers.Input((side, side, 3)), network], name="sequential_1")
    eyes.add(layers.GlobalAveragePooling2D(name="global_average_pooling2d_GlobalAveragePooling2D1"))
    head = keras.Sequential([layers.Input((6,))], name="sequential_3")
    head.add(layers.Dense(5, activation="relu", name="dense_Dense1"))
    head.add(layers.Dense(3, activation="softmax", use_bias=False, name="dense_Dense2"))
    return with_random_weights(keras.Sequential([layers.Input((side, side, 3)), eyes, head], name="sequential_4"))


def tensorflow_js(model: keras.Model, labels: list[str]) -> dict[str, bytes]:
    """Return the three files that Teachable Machine exports for TensorFlow.js, by their names."""
    arrays = {f"{each.name}/{name}": array for each in leaves(model) for name, array in weights_of(each).items()}
    topology = keras_2_3(model) | {"keras_version": "tfjs-layers 1.7.4", "backend": "tensor_flow.js"}
    rows = [{"name": name, "shape": list(array.shape), "dtype": "float32"} for name, array in arrays.items()]
    described = {"modelTopology": topology, "weightsManifest": [{"paths": ["weights.bin"], "weights": rows}]}
    return {
        "model.json": json.dumps(described).encode(),
        "metadata.json": json.dumps({"tfjsVersion": "1.7.4", "labels": labels, "imageSize": 224}).encode(),
        "weights.bin": b"".join(array.astype("<f4").tobytes() for array in arrays.values()),
    }


def layer(kind: str, name: str, **options: Json) -> Json:
    """Return the configuration of a layer."""
    return {"class_name": kind, "config": {"name": name, **options}}


def dense(name: str = "answer", units: int = 3, **options: Json) -> Json:
    """Return the configuration of a dense layer that ends a network."""
    return layer("Dense", name, units=units, **({"activation": "softmax"} | options))


def sequential(*stack: Json, shape: tuple[int | None, ...] = (8, 8, 1), name: str = "sequential") -> Json:
    """Return the configuration of a Sequential model."""
    first = layer("InputLayer", "input_1", batch_input_shape=[None, *shape])
    return {"class_name": "Sequential", "config": {"name": name, "layers": [first, *stack]}}


def fed(described: Json, *sources: str) -> Json:
    """Return the configuration of a layer with the names of the layers that feed it, as in a functional model."""
    inbound = [[[source, 0, 0, {}] for source in sources]] if sources else []
    return described | {"name": described["config"]["name"], "inbound_nodes": inbound}


def functional(
    *stack: Json, output: str = "answer", shape: tuple[int | None, ...] = (8, 8, 1), name: str = "model"
) -> Json:
    """Return the configuration of a functional model with an input layer "input_1"."""
    first = fed(layer("InputLayer", "input_1", batch_input_shape=[None, *shape]))
    config = {"name": name, "layers": [first, *stack], "input_layers": [["input_1", 0, 0]]}
    return {"class_name": "Functional", "config": config | {"output_layers": [[output, 0, 0]]}}


def arrays_of(inputs: int, units: int = 3) -> dict[str, np.ndarray]:
    """Return weights for a dense layer."""
    values = np.arange(inputs * units, dtype=np.float32).reshape(inputs, units)
    return {"kernel": np.sin(values), "bias": np.zeros(units, np.float32)}


def of_layer(name: str, arrays: Arrays) -> dict[str, Arrays]:
    """Return the weights of a layer as they stand in a .h5 file."""
    return {name: {f"{name}/{weight}:0": array for weight, array in arrays.items()}}


def small(*before: Json, weights: Mapping[str, Arrays] | None = None, inputs: int = 64, **options: Json) -> bytes:
    """Return a .h5 file: an input of 8 x 8 x 1, layers that leave 64 numbers, Flatten, and a dense layer "answer"."""
    stack = [*before, layer("Flatten", "flatten"), dense(**options)]
    units = options.get("units", 3)
    kept = arrays_of(inputs, units) if type(units) is int and 0 < units < 100 else arrays_of(inputs)
    return h5(sequential(*stack), {**(weights or {}), **of_layer("answer", kept)})


def keras_3_file(configuration: Json, arrays: Mapping[str, np.ndarray], **members: bytes) -> bytes:
    """Return a .keras file of a configuration and of arrays by their paths."""

    def write(file: h5py.File) -> None:
        for path, array in arrays.items():
            file[path] = array

    return archive(
        {
            "metadata.json": json.dumps({"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}),
            "config.json": configuration if isinstance(configuration, str) else json.dumps(configuration),
            "model.weights.h5": h5_by(write),
            **members,
        }
    )


def softmax(values: np.ndarray) -> np.ndarray:
    """Return the softmax of the last axis."""
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def pictures(shape: tuple[int, ...], count: int = 3) -> np.ndarray:
    """Return noise from 0 to 1 in a picture's shape."""
    size = (count, *shape)
    return np.random.default_rng(math.prod(shape)).random(size, np.float32)
