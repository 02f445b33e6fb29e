"""Files made to do harm: each is refused in one sentence, or opens as the data that it is, and nothing in it runs."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from keras import layers

from cnnviz import opening
from cnnviz.opening import ModelFileError, read_file
from cnnviz.opening.build import build
from cnnviz.opening.child import answer
from cnnviz.opening.content import read
from cnnviz.opening.limits import CONFIGURATION_BYTES, FILE_BYTES
from tests.opening.files import (
    archive,
    arrays_of,
    dense,
    fed,
    functional,
    h5,
    h5_by,
    keras_3_file,
    layer,
    of_layer,
    saved,
    sequential,
    small,
    teachable_machine,
    tensorflow_js,
    write_model,
)

ROOT = Path(__file__).resolve().parents[2]
DAMAGED = "its content is none that Keras writes"
FLATTEN = layer("Flatten", "flatten")
ANSWER = of_layer("answer", arrays_of(64))
CODE = {"class_name": "__lambda__", "config": {"value": "4wEAAAAAAAAA", "defaults": None, "closure": None}}
Make = Callable[[], bytes]


class Evil:
    """What a pickle can hold: it writes a file as soon as it is read."""

    def __reduce__(self):
        return open, ("written", "w")


def _refused(content: bytes) -> str | None:
    """Return the sentence by which a file is refused, None if it opens: all as in the process that reads files."""
    sent = BytesIO()
    answer(content, sent)
    size = int.from_bytes(sent.getvalue()[:8], "little")
    return json.loads(sent.getvalue()[8 : 8 + size]).get("refused")


def _assert_one_sentence(sentence: str) -> None:
    assert 10 < len(sentence) < 900 and sentence.endswith(".") and sentence.isprintable()
    assert "Traceback" not in sentence and "Error" not in sentence
    assert str(ROOT) not in sentence and sys.prefix not in sentence and os.getcwd() not in sentence


@pytest.fixture(autouse=True)
def untouched(tmp_path, monkeypatch) -> Iterator[None]:
    """Hold that a test writes no file, sets no variable of the environment and imports nothing."""
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.chdir(folder)
    environment, modules = dict(os.environ), set(sys.modules)
    yield
    assert not list(folder.iterdir())
    # pytest's own says which test runs.
    assert {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"} == {
        name: value for name, value in environment.items() if name != "PYTEST_CURRENT_TEST"
    }
    assert not {name for name in set(sys.modules) - modules if not name.startswith(("encodings.", "tests."))}


def _real_lambda() -> bytes:
    function = layers.Lambda(lambda x: open("written", "w") and x, output_shape=(8, 8, 1))  # noqa: SIM115
    model = keras.Sequential([layers.Input((8, 8, 1)), function, layers.Flatten(), layers.Dense(3)])
    return saved(model, ".keras")


def _conv(name: str = "eyes", **options: Any) -> Any:
    return layer("Conv2D", name, **({"filters": 4, "kernel_size": [3, 3], "padding": "same"} | options))


def _after_conv(shape: tuple[int, ...] = (3, 3, 1, 4), inputs: int = 256, **options: Any) -> bytes:
    kernel = {"kernel": np.zeros(shape, np.float32), "bias": np.zeros(shape[-1], np.float32)}
    return small(_conv(**options), weights=of_layer("eyes", kernel), inputs=inputs)


def _graph(*stack: Any, **options: Any) -> bytes:
    return h5(functional(*stack, **options), ANSWER)


def _custom(**words: Any) -> bytes:
    return small(layer("ReLU", "relu") | words)


def _deep(count: int) -> Any:
    stack = layer("ReLU", "relu")
    for number in range(count):
        stack = sequential(stack, name=f"inner_{number}")
    return stack


def _changed(**words: Any) -> bytes:
    """Return a file whose outermost configuration has other words."""
    described = functional(fed(FLATTEN, "input_1"), fed(dense(), "flatten"))
    described["config"] |= words
    return h5(described, ANSWER)


def _without(path: str, write: Callable[[h5py.Group, str], None]) -> bytes:
    """Return a file in which something else stands where a weight should."""

    def both(file: h5py.File) -> None:
        write_model(file, sequential(FLATTEN, dense()), ANSWER)
        del file[f"model_weights/{path}"]
        write(file["model_weights"], path)

    return h5_by(both)


KERNEL = "answer/answer/kernel:0"


def _weight(write: Callable[[h5py.Group, str], Any]) -> Make:
    return lambda: _without(KERNEL, write)


def _kernel(value: Any, **options: Any) -> Make:
    return _weight(lambda group, path: group.create_dataset(path, data=value, **options))


def _put(value: Any) -> Make:
    def put(group: h5py.Group, path: str) -> None:
        group[path] = value

    return _weight(put)


def _virtual(group: h5py.Group, path: str) -> None:
    layout = h5py.VirtualLayout((64, 3), "f4")
    layout[:] = h5py.VirtualSource("elsewhere.h5", "kernel", (64, 3))
    group.create_virtual_dataset(path, layout)


def _compound() -> np.ndarray:
    return np.zeros((64, 3), [("a", "f4"), ("b", "f4")])


def _with_value(value: float, where: int = 70) -> np.ndarray:
    kernel = np.ones((64, 3))
    kernel.ravel()[where] = value
    return kernel


def _attribute(name: str, value: Any, place: str = "/") -> bytes:
    def write(file: h5py.File) -> None:
        write_model(file, sequential(FLATTEN, dense()), ANSWER)
        del file[place].attrs[name]
        file[place].attrs.create(name, value)

    return h5_by(write)


def _normalised(**arrays: Any) -> bytes:
    values = {name: np.ones(1, np.float32) for name in ("gamma", "beta", "moving_mean", "moving_variance")}
    return small(layer("BatchNormalization", "norm"), weights=of_layer("norm", values | arrays))


def _two_branches(merge: str, **options: Any) -> bytes:
    both = [fed(layer("ReLU", "left"), "input_1"), fed(layer("ReLU", "right"), "input_1")]
    joined = fed(layer(merge, "joined", **options), "left", "right")
    return _graph(*both, joined, fed(FLATTEN, "joined"), fed(dense(), "flatten"))


def _several_outputs_inside() -> bytes:
    inner = functional(
        fed(layer("ReLU", "left"), "input_1"), fed(layer("ELU", "right"), "input_1"), output="left", name="inner"
    )
    inner["config"] |= {"name": "inner", "output_layers": [["left", 0, 0], ["right", 0, 0]]}
    return _graph(
        fed(inner, "input_1"), fed(layer("Add", "sum"), "inner"), fed(FLATTEN, "sum"), fed(dense(), "flatten")
    )


def _called_with(**options: Any) -> bytes:
    called = fed(FLATTEN, "input_1")
    called["inbound_nodes"][0][0][3] = options
    return _graph(called, fed(dense(), "flatten"))


def _fed_by(node: Any) -> bytes:
    return _graph(fed(FLATTEN, "input_1") | {"inbound_nodes": [node]}, fed(dense(), "flatten"))


def _zip_entry(**options: Any) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        info = zipfile.ZipInfo("mine.h5")
        for name, value in options.items():
            setattr(info, name, value)
        file.writestr(info, small())
    return content.getvalue()


def _encrypted() -> bytes:
    content = bytearray(archive({"mine.h5": small()}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _bad_deflate() -> bytes:
    content = bytearray(archive({"mine.h5": small()}, zipfile.ZIP_DEFLATED))
    content[60:120] = b"\xff" * 60
    return bytes(content)


def _twice_in_zip() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("mine.h5", b"<html>")
        file.writestr("mine.h5", small())
    return content.getvalue()


def _zips_in_zips(count: int) -> bytes:
    content = b"nothing"
    for _ in range(count):
        content = archive({"config.json": "{}", "mine.keras": content})
    return archive({"mine.keras": content})


def _keras_3(change: Callable[[h5py.File], None] | None = None) -> bytes:
    """Return a .keras file, perhaps with something else in its weights."""
    arrays = {f"layers/dense/vars/{place}": each for place, each in enumerate(arrays_of(64).values())}
    content = keras_3_file(sequential(FLATTEN, dense()), arrays)
    if change is None:
        return content
    with zipfile.ZipFile(BytesIO(content)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    weights = BytesIO(members["model.weights.h5"])
    with h5py.File(weights, "r+") as opened:
        change(opened)
    return archive(members | {"model.weights.h5": weights.getvalue()})


def _linked(place: str, link: Any) -> Make:
    def change(file: h5py.File) -> None:
        del file[place]
        file[place] = link

    return lambda: _keras_3(change)


def _js(change: Callable[[Any], None] | None = None, **members: bytes) -> bytes:
    """Return a zip file of Teachable Machine's three files, changed."""
    files = tensorflow_js(teachable_machine(), ["a", "b", "c"])
    described = json.loads(files["model.json"])
    if change:
        change(described)
    return archive(files | {"model.json": json.dumps(described).encode()} | members)


def _attention(*sources: Any, shape: tuple[int, ...] = (8, 8, 1), tokens: Any = (64, 1), **options: Any) -> bytes:
    """Return a file with an attention that is fed by layers of these names; an object among them are its options."""
    called = next((each for each in sources if isinstance(each, dict)), {})
    names = [each for each in sources if isinstance(each, str)]
    attention = layer("MultiHeadAttention", "attention", num_heads=1, key_dim=1, **options)
    described = fed(attention, *names)
    described["inbound_nodes"][0][0][3] = called
    stack = [fed(layer("Reshape", "tokens", target_shape=list(tokens)), "input_1"), described]
    stack += [fed(FLATTEN, "attention"), fed(dense(), "flatten")]
    kernels = {f"{part}/kernel": np.ones((1, 1, 1)) for part in ("query", "key", "value", "attention_output")}
    biases = {f"{part}/bias": np.ones((1, 1)) for part in ("query", "key", "value")} | {
        "attention_output/bias": np.ones(1)
    }
    return h5(functional(*stack, shape=shape), {**of_layer("attention", kernels | biases), **ANSWER})


def _plus(number: Any, kind: str = "Add") -> bytes:
    """Return a file in which a number is added to the picture, as Keras 3 writes it."""
    tensor = {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 8, 8, 1], "keras_history": ["input_1", 0, 0]},
    }
    operation = layer(kind, "operation") | {"inbound_nodes": [{"args": [tensor, number], "kwargs": {}}]}
    return h5(functional(operation, fed(FLATTEN, "operation"), fed(dense(), "flatten")), ANSWER)


def _row(**words: Any) -> bytes:
    return _js(lambda described: described["weightsManifest"][0]["weights"][0].update(words))


def _same_name_twice(described: Any) -> None:
    rows = described["weightsManifest"][0]["weights"]
    rows.append(rows[-1] | {"name": f"other/{rows[0]['name']}"})


def _named(name: str) -> bytes:
    return small(layer("ReLU", name))


REFUSED: dict[str, tuple[Make, str]] = {
    # Code.
    "lambda of keras": (_real_lambda, "it runs Python code that is in the file"),
    "lambda layer": (lambda: small(layer("Lambda", "evil", function=["4wEA", None, None])), "it runs Python code"),
    "lambda nested": (lambda: small(sequential(layer("Lambda", "evil"), name="inner")), "it runs Python code"),
    "lambda in a graph": (lambda: _graph(fed(layer("Lambda", "evil"), "input_1")), "it runs Python code"),
    "lambda as activation": (lambda: small(layer("Activation", "evil", activation=CODE)), "its activation is"),
    "lambda inside dense": (lambda: small(activation=CODE), "its activation is"),
    "lambda as rate": (lambda: small(layer("Dropout", "evil", rate=CODE)), "its rate is"),
    "lambda as number format": (lambda: small(dtype=CODE), "plain floating-point numbers"),
    "function of its own": (
        lambda: small(activation={"class_name": "function", "config": "evil", "registered_name": "my>evil"}),
        "its activation is",
    ),
    "function of a module": (
        lambda: small(activation={"class_name": "function", "config": "relu", "module": "os", "registered_name": None}),
        "its activation is",
    ),
    "tensorflow operation": (lambda: small(layer("TFOpLambda", "evil", function="io.write_file")), "that is no layer"),
    "slicing operation": (lambda: small(layer("SlicingOpLambda", "evil")), "that is no layer"),
    "savedmodel as layer": (lambda: small(layer("TFSMLayer", "evil", filepath="/etc")), "it runs another file"),
    "pytorch as layer": (lambda: small(layer("TorchModuleWrapper", "evil", module="gASV")), "a PyTorch module"),
    "wrapped layer": (lambda: small(layer("TimeDistributed", "evil", layer=layer("Lambda", "x"))), "which is none of"),
    "custom class": (lambda: small(layer("MyLayer", "mine")), "is a MyLayer, which is none of the Keras layers"),
    "custom module": (lambda: _custom(module="os"), "is a ReLU of os, not Keras's own"),
    "module like keras": (lambda: _custom(module="keras_evil.layers"), "not Keras's own"),
    "module no text": (lambda: _custom(module=["keras"]), "not Keras's own"),
    "custom name": (lambda: _custom(module="keras.layers", registered_name="my>ReLU"), "not Keras's own"),
    "custom model": (
        lambda: h5(sequential(FLATTEN, dense()) | {"module": "evil", "registered_name": "evil>Sequential"}, ANSWER),
        "not Keras's own",
    ),
    "custom model inside": (lambda: small(sequential(layer("ReLU", "x"), name="in") | {"module": "evil"}), "own"),
    "class by path": (lambda: small(layer("keras.layers.Lambda", "evil")), "which is none of the Keras layers"),
    "class of python": (lambda: small(layer("__class__", "evil")), "which is none of the Keras layers"),
    "class no text": (lambda: small({"class_name": ["Lambda"], "config": {"name": "x"}}), "which is none of"),
    "unknown argument": (lambda: small(layer("ReLU", "relu", evil=1)), "its argument 'evil' is not known"),
    "argument with markup": (lambda: small(layer("ReLU", "relu", **{"<b>\n": 1})), "its argument '<b>·' is not known"),
    "pickle that runs": (lambda: pickle.dumps(Evil()), "a Python pickle, which could run any code"),
    "pickle in a zip": (lambda: archive({"data.pkl": pickle.dumps(Evil())}), "a file of PyTorch"),
    # Graphs.
    "fed by itself": (lambda: _graph(fed(FLATTEN, "flatten")), "waits for a layer that is not there, or for itself"),
    "circle": (
        lambda: _graph(fed(layer("ReLU", "a"), "b"), fed(layer("ReLU", "b"), "a"), fed(dense(), "b")),
        "waits for",
    ),
    "missing layer": (lambda: _graph(fed(dense(), "nowhere")), "waits for a layer that is not there"),
    "missing output": (lambda: _graph(fed(FLATTEN, "input_1")), "Its output is none of its layers' outputs"),
    "two outputs": (
        lambda: _changed(output_layers=[["flatten", 0, 0], ["answer", 0, 0]]),
        "It has 2 outputs; networks with one work",
    ),
    "no outputs": (lambda: _changed(output_layers=[]), "It has 0 outputs"),
    "outputs no list": (lambda: _changed(output_layers={"a": 1}), "It has 0 outputs"),
    "two inputs": (lambda: _changed(input_layers=[["input_1", 0, 0], ["b", 0, 0]]), "It takes 2 inputs"),
    "two outputs inside": (_several_outputs_inside, "It has 2 outputs"),
    "two outputs of a layer": (lambda: _fed_by([["input_1", 0, 1, {}]]), "or a layer has several outputs"),
    "called with options": (lambda: _called_with(training=True), "is called with training=True"),
    "called with a mask": (lambda: _called_with(mask="<b>"), "is called with mask=<b>"),
    "fed by a constant": (lambda: _fed_by({"args": [1.0], "kwargs": {}}), "by something that is no layer's output"),
    "fed by nothing": (lambda: _fed_by([]), "does not say what feeds it"),
    "fed by a number": (lambda: _fed_by([1]), "Its configuration is damaged"),
    "two layers of a name": (
        lambda: small(layer("ReLU", "flatten")),
        "Two of its layers are called 'flatten', and names have to differ",
    ),
    "one input for a sum": (lambda: small(layer("Add", "sum")), "gets 1 inputs"),
    "two inputs for one": (
        lambda: _graph(fed(FLATTEN, "input_1", "input_1"), fed(dense(), "flatten")),
        "gets 2 inputs",
    ),
    "no layers": (lambda: h5(sequential(), {}), "It has no layers"),
    "layers no list": (lambda: h5({"class_name": "Sequential", "config": {"layers": "x"}}, {}), "layers are no list"),
    "layer no object": (lambda: h5({"class_name": "Sequential", "config": [1, 2]}, {}), "layers are no list"),
    "layer without configuration": (
        lambda: small({"class_name": "ReLU", "config": None}),
        "Its configuration is damaged: a layer has none",
    ),
    # Too much.
    "700 layers": (
        lambda: small(*(layer("ReLU", f"relu_{number}") for number in range(700))),
        "It has more than 600 layers",
    ),
    "a million layers": (
        lambda: h5(json.dumps(sequential(*[layer("ReLU", "relu")] * 200_000)), {}),
        "Its model_config is no text, or too long",
    ),
    "1,200 layers nested": (
        lambda: small(
            *(
                sequential(*(layer("ReLU", f"relu_{number}") for number in range(600)), name=f"half_{half}")
                for half in "ab"
            )
        ),
        "It has more than 600 layers",
    ),
    "models nested too deep": (lambda: small(_deep(12)), "Its models are nested more than 8 deep"),
    "JSON nested too deep": (lambda: h5("[" * 100_000, {}), "Its configuration is damaged"),
    "JSON nested deep in a layer": (
        lambda: h5('{"class_name": "Sequential", "config": ' + '{"config": ' * 9000 + "1" + "}" * 9001, {}),
        "damaged",
    ),
    "number of 5,000 digits": (
        lambda: h5(json.dumps(sequential(FLATTEN, dense())).replace(": 3", ": 3" + "0" * 5000), {}),
        "Its configuration is damaged",
    ),
    "a billion units": (lambda: small(units=10**9), "a whole number from 1 to 1,000,000 would work"),
    "a million units": (lambda: small(units=10**6), "It has more than 30 million parameters"),
    "a million filters": (lambda: _after_conv(filters=10**6, kernel_size=64), "more than 30 million parameters"),
    "maps of a mile": (
        lambda: small(*(layer("UpSampling2D", f"up_{number}", size=[64, 64]) for number in range(3))),
        "It has more than 65 million values for one picture",
    ),
    "maps of a strip": (
        lambda: small(layer("UpSampling2D", "up", size=[4096, 1])),
        "makes maps of 32,768 × 8 cells; up to 4,096 a side work",
    ),
    "groups of none": (
        lambda: small(layer("GroupNormalization", "norm", groups=0, center=False, scale=False)),
        "1 channels are not 0 equal groups",
    ),
    "axes of a letter": (lambda: small(layer("Permute", "order", dims=["1", 2, 3])), "each of one to three axes once"),
    "axes of more": (lambda: small(layer("Permute", "order", dims=[2, 1])), "it orders 2 axes, and gets 3"),
    "attention of maps": (lambda: _attention("input_1", "input_1"), "two or three of tokens work"),
    "attention of one": (lambda: _attention("tokens"), "gets 1 inputs"),
    "attention of four": (lambda: _attention(*["tokens"] * 4), "two or three of tokens work"),
    "attention of a billion pairs": (
        lambda: _attention("tokens", "tokens", shape=(256, 256, 1), tokens=[65536, 1]),
        "it compares more than 65 million pairs of tokens",
    ),
    "attention with a mask": (
        lambda: _attention("tokens", "tokens", {"use_causal_mask": True}),
        "use_causal_mask=True",
    ),
    "attention with code": (lambda: _attention("tokens", "tokens", output_shape=CODE), "its output_shape is"),
    "number without end": (lambda: _plus(float("inf")), "its offset is 'inf': a number would work"),
    "number of a thousand digits": (lambda: _plus(10**1000), "fed by something that is no layer's output"),
    "divided by nothing": (lambda: _plus(0, "TrueDivide"), "fed by something that is no layer's output"),
    "ten billion products": (
        lambda: h5(
            sequential(_conv(filters=10, kernel_size=31), layer("GlobalMaxPooling2D", "most"), shape=(1024, 1024, 1)),
            of_layer("eyes", {"kernel": np.zeros((31, 31, 1, 10), np.float32), "bias": np.zeros(10)}),
        ),
        "It has more than 10,000 million multiplications",
    ),
    "margins of a mile": (lambda: small(layer("ZeroPadding2D", "pad", padding=10**6)), "its padding is '1000000'"),
    # Arguments that do not work.
    "units no number": (lambda: small(units="3"), "its units is '3': a whole number"),
    "units of a fraction": (lambda: small(units=2.5), "its units is '2.5': a whole number"),
    "units true": (lambda: small(units=True), "its units is 'True': a whole number"),
    "no units": (lambda: h5(sequential(FLATTEN, layer("Dense", "answer")), ANSWER), DAMAGED),
    "strides of 0": (lambda: _after_conv(strides=[0, 1]), "its strides is '[0, 1]'"),
    "negative filters": (lambda: _after_conv(filters=-4), "its filters is '-4'"),
    "negative kernel": (lambda: _after_conv(kernel_size=[-3, 3]), "its kernel_size is '[-3, 3]'"),
    "kernel of three axes": (lambda: _after_conv(kernel_size=[3, 3, 3]), "one whole number or two would work"),
    "groups that do not divide": (lambda: _after_conv(groups=3), "1 channels and 4 filters are not 3 equal groups"),
    "strides and dilation": (lambda: _after_conv(strides=2, dilation_rate=2), "but not both at once"),
    "uneven strides in depth": (
        lambda: small(
            layer("DepthwiseConv2D", "deep", kernel_size=[1, 1], strides=[1, 2]),
            weights=of_layer("deep", {"kernel": np.ones((1, 1, 1, 1)), "bias": np.ones(1)}),
        ),
        "strides that are the same in both directions work",
    ),
    "other padding": (lambda: _after_conv(padding="full"), "valid or same would work"),
    "channels first": (lambda: _after_conv(data_format="channels_first"), "channels_last would work"),
    "window too large": (
        lambda: _after_conv((9, 9, 1, 4), kernel_size=9, padding="valid"),
        "gives nothing: its input is too small",
    ),
    "all cut off": (lambda: small(layer("Cropping2D", "cut", cropping=[[4, 4], [0, 0]])), "gives nothing"),
    "shape of nothing": (lambda: small(layer("Reshape", "again", target_shape=[0, 64])), "is no shape"),
    "shape of anything": (lambda: small(layer("Reshape", "again", target_shape=[-1, -1])), "is no shape"),
    "shape of more": (lambda: small(layer("Reshape", "again", target_shape=[5, -1])), "cannot be laid out as"),
    "normalised along the rows": (
        lambda: small(layer("BatchNormalization", "norm", axis=1), weights=_norm()),
        "it normalises along another axis than the last",
    ),
    "joined along the rows": (lambda: _two_branches("Concatenate", axis=1), "along another axis than the last"),
    "epsilon of 0": (lambda: small(layer("BatchNormalization", "norm", epsilon=0), weights=_norm()), "above zero"),
    "epsilon no number": (
        lambda: small(layer("BatchNormalization", "norm", epsilon=float("nan")), weights=_norm()),
        "its epsilon is 'nan'",
    ),
    "factor infinite": (lambda: small(layer("Rescaling", "scaled", scale=1e400)), "its scale is 'inf'"),
    "factor of 400 digits": (lambda: small(layer("Rescaling", "scaled", scale=10**400)), "a number would work"),
    "five factors for one channel": (
        lambda: small(layer("Rescaling", "scaled", scale=[1, 2, 3, 4, 5], offset=0)),
        "its scale has 5 numbers for 1 channels",
    ),
    # Inputs.
    "input of 2 channels": (lambda: h5(sequential(FLATTEN, dense(), shape=(8, 8, 2)), ANSWER), "has 2 channels"),
    "input of no channels": (lambda: h5(sequential(FLATTEN, dense(), shape=(8, 8, 0)), ANSWER), "Its input is"),
    "negative input": (lambda: h5(sequential(FLATTEN, dense(), shape=(-8, 8, 1)), ANSWER), "Its input is"),
    "input of a million": (lambda: h5(sequential(FLATTEN, dense(), shape=(10**6, 8, 1)), ANSWER), "4 to 1024 pixels"),
    "input of words": (lambda: h5(sequential(FLATTEN, dense(), shape=("8", 8, 1)), ANSWER), "Its input is"),
    "input of five axes": (lambda: h5(sequential(FLATTEN, dense(), shape=(8, 8, 8, 8, 1)), ANSWER), "Its input is"),
    "input of 1 number": (lambda: h5(sequential(dense(), shape=(1,)), ANSWER), "which are no square picture"),
    "input of 4,097 numbers": (lambda: h5(sequential(dense(), shape=(4097,)), ANSWER), "2 to 4,096 numbers"),
    "input of a row too long": (lambda: h5(sequential(FLATTEN, dense(), shape=(1, 9999, 1)), ANSWER), "2 to 4,096"),
    "input of any length": (lambda: h5(sequential(dense(), shape=(None,)), ANSWER), "a list of any length"),
    "input of another size": (
        lambda: h5(sequential(FLATTEN, dense(), shape=(9, 9, 1)), ANSWER),
        "has a kernel of (64, 3), and (81, 3) would fit",
    ),
    # Weights.
    "kernel of another shape": (_kernel(np.ones((3, 64))), "has a kernel of (3, 64), and (64, 3) would fit"),
    "kernel of five axes": (_kernel(np.ones((2, 2, 2, 8, 3))), "It has more than 30 million parameters"),
    "kernel NaN": (_kernel(_with_value(np.nan)), "holds values that are no numbers"),
    "kernel infinite": (_kernel(_with_value(-np.inf)), "holds values that are no numbers"),
    "kernel beyond float32": (_kernel(_with_value(1e300)), "holds values that are no numbers"),
    "kernel of texts": (_kernel(np.full((64, 3), b"1.0")), "is no array of numbers"),
    "kernel of long texts": (_kernel(np.full((64, 3), "1.0", object), dtype=h5py.string_dtype()), "no array of"),
    "kernel of pairs": (_kernel(_compound()), "is no array of numbers"),
    "kernel of complex numbers": (_kernel(np.ones((64, 3), np.complex64)), "is no array of numbers"),
    "kernel of lists": (
        _weight(lambda group, path: group.create_dataset(path, (64, 3), h5py.vlen_dtype("f4"))),
        "is no array of numbers",
    ),
    "kernel of references": (
        _weight(lambda group, path: group.create_dataset(path, (64, 3), h5py.ref_dtype)),
        "is no array of numbers",
    ),
    "kernel empty": (_put(h5py.Empty("f4")), "damaged"),
    "kernel of a terabyte": (
        _weight(lambda group, path: group.create_dataset(path, (10**6, 250_000), "f4", chunks=(1000, 1000))),
        "It has more than 30 million parameters",
    ),
    "kernel missing": (_weight(lambda group, path: None), "answer/kernel is no array of numbers"),
    "kernel a group": (_weight(lambda group, path: group.create_group(path)), "is no array of numbers"),
    "kernel a soft link": (_put(h5py.SoftLink("/model_weights/answer/answer/bias:0")), "has links"),
    "kernel a link to nowhere": (_put(h5py.SoftLink("/nowhere")), "links"),
    "kernel in another file": (_put(h5py.ExternalLink("elsewhere.h5", "/kernel")), "has links"),
    "kernel out of a password file": (
        _weight(lambda group, path: group.create_dataset(path, (64, 3), "u1", external=[("/etc/passwd", 0, 192)])),
        "is kept in another file",
    ),
    "kernel pieced together": (_weight(_virtual), "is kept in another file"),
    "layer a soft link": (
        lambda: _without("answer", lambda group, path: group.__setitem__(path, h5py.SoftLink("/model_weights"))),
        "has links",
    ),
    "variance below zero": (lambda: _normalised(moving_variance=-np.ones(1)), "has a variance below zero"),
    "names of weights no texts": (lambda: _attribute("weight_names", [1, 2], "model_weights/answer"), "has not the"),
    "configuration a number": (lambda: _attribute("model_config", 7), "Its model_config is no text"),
    "configuration a list": (lambda: _attribute("model_config", [b"{}", b"{}"]), "Its model_config is no text"),
    "configuration empty": (lambda: _attribute("model_config", h5py.Empty("S1")), "Its model_config is no text"),
    "configuration null": (lambda: h5("null", {}), "describes nothing"),
    "configuration no JSON": (lambda: h5("{'class_name': 'Sequential'}", {}), "Its configuration is damaged"),
    "configuration no UTF-8": (lambda: _attribute("model_config", b"\xff\xfe\xff"), "Its configuration is damaged"),
    "version no text": (lambda: _attribute("keras_version", 3), "Its keras_version is no text"),
    # Zip files.
    "configuration that unpacks to much": (
        lambda: archive({"config.json": b" " * (CONFIGURATION_BYTES + 9), "model.weights.h5": b""}, 8),
        "Its config.json is larger than 8 MB",
    ),
    "encrypted": (_encrypted, "a zip file that cannot be unpacked"),
    "damaged while packed": (_bad_deflate, "a zip file that cannot be unpacked"),
    "packed by an unknown method": (
        lambda: _encrypted().replace(b"PK\x01\x02", b"PK\x01\x03"),
        "a zip file that cannot be unpacked",
    ),
    "zips in zips": (lambda: _zips_in_zips(40), "no model"),
    "weights no HDF5": (lambda: archive({"config.json": "{}", "model.weights.h5": b"x"}), "HDF5 content cannot be"),
    "metadata no JSON": (
        lambda: archive({"config.json": "{}", "metadata.json": "{", "model.weights.h5": b"x"}),
        "Its configuration is damaged",
    ),
    "weights behind a link": (_linked("layers/dense/vars", h5py.SoftLink("/layers")), "has links"),
    "weights in another file": (
        _linked("layers/dense", h5py.ExternalLink("elsewhere.h5", "/layers/dense")),
        "has links",
    ),
    "weights too few": (
        lambda: _keras_3(lambda file: file.__delitem__("layers/dense/vars/1")),
        "has not weights for the layer 'answer'",
    ),
    # Teachable Machine's files.
    "weights of minus one row": (lambda: _row(shape=[-1, 3]), "no plain float32 numbers"),
    "weights of a terabyte": (lambda: _row(shape=[10**6, 250_000]), "does not fit its model.json"),
    "weights of 2^64": (lambda: _row(shape=[2**32, 2**32]), "no plain float32 numbers"),
    "weights of a million axes": (lambda: _row(shape=[1] * 100), "damaged"),
    "weights of texts": (lambda: _row(dtype="string"), "no plain float32 numbers"),
    "weights squeezed": (lambda: _row(quantization={"dtype": "uint8"}), "no plain float32 numbers"),
    "weights without name": (lambda: _row(name=None), "no plain float32 numbers"),
    "weights by another name": (lambda: _row(name="x/y"), "has not the kernel of the layer 'Conv1'"),
    "weights twice": (lambda: _js(_same_name_twice, **{"weights.bin": bytes(99_999)}), "two weights 'Conv1/kernel'"),
    "weights cut": (lambda: _js(**{"weights.bin": bytes(100)}), "does not fit its model.json"),
    "weights NaN in JavaScript": (lambda: _js(**{"weights.bin": b"\xff" * 9999}), "holds values that are no numbers"),
    "weights from another place": (
        lambda: _js(lambda described: described["weightsManifest"][0].update(paths=["../../etc/passwd"])),
        "Its file ../../etc/passwd is missing",
    ),
    "topology of a graph": (lambda: _js(lambda described: described.update(modelTopology=[])), "no Keras layers in it"),
    "manifest of numbers": (lambda: _js(lambda described: described.update(weightsManifest=[1])), "is damaged"),
}
"""Name -> what makes the file, and words of the sentence that refuses it."""

HARMLESS: dict[str, Make] = {
    "lambda as initializer": lambda: small(kernel_initializer=CODE),
    "lambda as regularizer": lambda: small(kernel_regularizer=CODE, activity_regularizer=CODE, bias_constraint=CODE),
    "object of Python as initializer": lambda: small(
        bias_initializer={"module": "os", "class_name": "system", "config": {"command": "touch written"}}
    ),
    "layer that nothing uses": lambda: _graph(
        fed(FLATTEN, "input_1"), fed(layer("ReLU", "aside"), "input_1"), fed(dense(), "flatten")
    ),
    "name with markup": lambda: _named("<script>alert(1)</script>"),
    "name of a path": lambda: _named("../../../etc/passwd"),
    "name of a key": lambda: _named("__proto__"),
    "name of lines": lambda: _named("a\nb\0c\u202ed"),
    "name of half a letter": lambda: _named("\ud800"),
    "name of other scripts": lambda: _named("größe 日本"),
    "name of nothing": lambda: _named(""),
    "name of 100,000 letters": lambda: _named("x" * 100_000),
    "name of ours": lambda: _named("rescaling_of_picture"),
    "another name of ours": lambda: _named("softmax_of_logits"),
    "name of the picture": lambda: _named("picture"),
    "name of a model": lambda: small(sequential(layer("ReLU", "relu"), name="<b>\n" * 100)),
    "zip with paths": lambda: archive({"../../../x/mine.h5": small()}),
    "zip with a link": lambda: _zip_entry(external_attr=0o120777 << 16),
    "zip with a name twice": _twice_in_zip,
    "keras file with paths": lambda: _renamed("../../", _keras_3()),
    "labels of anything": lambda: archive({"mine.h5": small(), "labels.txt": bytes(range(256)) * 9}),
    "labels no texts": lambda: _js(**{"metadata.json": b'{"labels": [1, {}, null]}'}),
    "layers beside": lambda: _keras_3(lambda file: file.__setitem__("elsewhere", h5py.ExternalLink("x.h5", "/"))),
}
"""Name -> what makes a file that opens, as the data that it is."""


def _norm() -> dict[str, Any]:
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    return of_layer("norm", {name: np.ones(1, np.float32) for name in names})


def _renamed(folder: str, content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return archive({f"{folder}{name}": file.read(name) for name in file.namelist()})


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_one_sentence(name):
    make, words = REFUSED[name]
    sentence = _refused(make())
    assert sentence is not None and words in sentence, sentence
    _assert_one_sentence(sentence)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_looks_hostile_and_is_harmless_opens_as_data(name):
    network = read(HARMLESS[name]())
    for node in network.nodes:
        assert node.name.isascii() and node.name.replace("-", "_").isidentifier() and len(node.name) < 70
        assert all(part.isprintable() and len(part) <= 60 for part in node.path)
    for label in network.labels or ():
        assert label.isprintable() and len(label) <= 60
    assert build(network).layers[-1].output.shape[-1] == 3


def _memory_bomb() -> bytes:
    """Return a small file that unpacks to gigabytes: one member of zeros, listed a hundred times."""

    def change(described: Any) -> None:
        described["weightsManifest"][0]["paths"] *= 100

    with zipfile.ZipFile(BytesIO(_js(change))) as file:
        members = {name: file.read(name) for name in file.namelist()}
    return archive(members | {"weights.bin": bytes(FILE_BYTES // 2)}, zipfile.ZIP_DEFLATED)


def _endless_work() -> bytes:
    """Return a small file of models in models without a layer in them, each used five hundred times: 500^6 in all."""
    inner = {"class_name": "Sequential", "config": {"name": "inner", "layers": []}}
    for _ in range(6):
        nodes = [[["input_1", 0, 0, {}]]] + [[["inner", number, 0, {}]] for number in range(499)]
        inner = functional(inner | {"inbound_nodes": nodes}, output="inner", name="inner")
        inner["config"]["output_layers"] = [["inner", 499, 0]]
    return h5(inner, {})


def _fuzzed(content: bytes, seed: int, count: int = 40) -> bytes:
    random = np.random.default_rng(seed)
    changed = np.frombuffer(content, np.uint8).copy()
    changed[random.integers(8, len(changed), count)] = random.integers(0, 256, count)
    return changed.tobytes()


def _random(start: bytes) -> bytes:
    return start + np.random.default_rng(5).bytes(5000)


def _all_of_a_child(name: str) -> bytes:
    files: dict[str, Make] = {
        "memory bomb": _memory_bomb,
        "endless work": _endless_work,
        "random bytes": lambda: _random(b""),
        "random HDF5": lambda: _random(b"\x89HDF\r\n\x1a\n"),
        "random zip": lambda: _random(b"PK\x03\x04"),
        "HDF5 cut in half": lambda: small()[: len(small()) // 2],
        "lambda of keras": _real_lambda,
        "kernel NaN": REFUSED["kernel NaN"][0],
        "kernel in another file": REFUSED["kernel in another file"][0],
        "kernel out of a password file": REFUSED["kernel out of a password file"][0],
        "JSON nested too deep": REFUSED["JSON nested too deep"][0],
    }
    return files[name]()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("memory bomb", "It takes more memory than a file may"),
        ("endless work", "Reading it took too long"),
        ("random bytes", "It is no model file of Keras"),
        ("random HDF5", "its HDF5 content cannot be read"),
        ("random zip", "a zip file that cannot be unpacked"),
        ("HDF5 cut in half", "It is damaged"),
        ("lambda of keras", "it runs Python code that is in the file"),
        ("kernel NaN", "holds values that are no numbers"),
        ("kernel in another file", "has links"),
        ("kernel out of a password file", "is kept in another file"),
        ("JSON nested too deep", "Its configuration is damaged"),
    ],
)
def test_the_process_that_reads_files_survives_none_of_its_limits(name, words):
    with pytest.raises(ModelFileError) as refused:
        read_file(_all_of_a_child(name))
    assert words in str(refused.value)
    _assert_one_sentence(str(refused.value))


@pytest.mark.parametrize("seed", range(3))
def test_an_hdf5_file_with_other_bytes_in_it_is_refused_or_opens(seed):
    # By the process of its own: the HDF5 library could fall over such a file.
    try:
        network = read_file(_fuzzed(small(), seed, 400))
    except ModelFileError as error:
        _assert_one_sentence(str(error))
    else:
        assert all(np.isfinite(array).all() for node in network.nodes for array in node.weights.values())


def test_a_zip_file_with_other_bytes_in_it_is_refused_or_opens():
    content = _keras_3()
    sentences = [_refused(_fuzzed(content, seed, 5)) for seed in range(60)]
    sentences += [_refused(content[:size]) for size in range(4, len(content), len(content) // 30)]
    assert len(set(sentences)) > 1
    for sentence in sentences:
        if sentence is not None:
            _assert_one_sentence(sentence)


def test_a_configuration_with_other_letters_in_it_is_refused_or_opens():
    text = json.dumps(functional(fed(FLATTEN, "input_1"), fed(dense(), "flatten"))).encode()
    sentences = []
    for seed in range(200):
        changed = _fuzzed(text, seed, 2).decode("ascii", "replace").replace("\0", " ")
        sentences.append(_refused(h5(changed, ANSWER)))
    assert len(set(sentences)) > 5
    for sentence in sentences:
        if sentence is not None:
            _assert_one_sentence(sentence)


WORDS = [None, True, 0, -1, 1.5, 10**30, "", "x", "softmax", [], [None], {}, {"class_name": "Lambda"}, [[["a"]]]]


def test_a_configuration_with_other_values_in_it_is_refused_or_opens():
    described = functional(fed(_conv(), "input_1"), fed(FLATTEN, "eyes"), fed(dense(), "flatten"))
    arrays = [np.ones((3, 3, 1, 4)), np.ones(4), *arrays_of(256).values()]
    paths = [f"layers/{kind}/vars/{place}" for kind in ("conv2d", "dense") for place in (0, 1)]
    with zipfile.ZipFile(BytesIO(keras_3_file(described, dict(zip(paths, arrays, strict=True))))) as file:
        weights = file.read("model.weights.h5")

    def refused(changed: Any) -> str | None:
        return _refused(archive({"config.json": json.dumps(changed), "model.weights.h5": weights}))

    assert refused(described) is None
    places = list(_places(described))
    for place in places:
        for value in WORDS:
            changed = json.loads(json.dumps(described))
            here = changed
            for key in place[:-1]:
                here = here[key]
            here[place[-1]] = value
            sentence = refused(changed)
            if sentence is not None:
                _assert_one_sentence(sentence)
    assert len(places) > 40


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value in JSON."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield (*path, key)
        yield from _places(each, (*path, key))


LIMITED = """
import cnnviz.opening.child as child
child.limit()
for way in (lambda: open("written", "w"), lambda: open("/etc/hosts"), lambda: __import__("os").pipe(),
            lambda: bytearray(600_000_000)):
    try:
        way()
    except (OSError, MemoryError) as error:
        print(type(error).__name__)
    else:
        print("done")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_process_that_reads_files_opens_no_other_file():
    code = [sys.executable, "-c", LIMITED]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(code, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["OSError", "OSError", "OSError", "MemoryError"]


PARENT = """
import os, sys
from cnnviz import opening
from cnnviz.opening import ModelFileError, read_file
before = dict(os.environ)
try:
    print(len(read_file(sys.stdin.buffer.read()).nodes))
except ModelFileError as error:
    print("refused")
print(*sorted({"tensorflow", "keras", "h5py._hl.files", "pickle5", "torch"} & sys.modules.keys()) or ["none"])
print(os.environ == before, os.listdir("."))
"""


@pytest.mark.parametrize(("name", "said"), [("lambda of keras", "refused"), ("harmless", "2")])
def test_reading_a_file_changes_nothing_where_it_is_asked_for(name, said):
    content = small() if name == "harmless" else _real_lambda()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    code = [sys.executable, "-c", PARENT]
    done = subprocess.run(code, input=content, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == [said, "none", "True []"]


def test_what_the_process_says_is_not_believed_either(monkeypatch):
    header = {
        "nodes": [
            {"name": "odd", "kind": "Lambda", "config": {"function": "evil"}, "inputs": [-1], "path": [], "weights": {}}
        ],
        "input_shape": [8, 8, 1],
        "labels": None,
        "written_by": "",
        "form": "",
    }
    text = json.dumps(header).encode()
    monkeypatch.setattr(opening, "_ask_child", lambda content: len(text).to_bytes(8, "little") + text)
    with pytest.raises(ModelFileError, match="none that Keras writes"):
        opening.read_file(b"anything")
