"""Model files of every format that can be opened, against the model that made them; and what is said of others."""

from __future__ import annotations

import json
import pickle
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from keras import layers

import cnnviz
from cnnviz.opening import ModelFileError, PlainNetwork, read_file
from cnnviz.opening.build import build
from cnnviz.opening.content import read
from tests.opening.files import (
    STYLES,
    archive,
    dense,
    fed,
    functional,
    h5,
    h5_by,
    keras_2_file,
    layer,
    of_layer,
    pictures,
    saved,
    sequential,
    small,
    softmax,
    teachable_machine,
    tensorflow_js,
    weights_of,
    with_random_weights,
)


def _stack(*, softmax: bool = True) -> list[keras.Layer]:
    return [
        layers.Conv2D(4, 3, padding="same", activation="relu", name="eyes"),
        layers.BatchNormalization(name="norm"),
        layers.MaxPooling2D(2, name="pool"),
        layers.DepthwiseConv2D(3, name="deep"),
        layers.Conv2D(3, (2, 1), strides=2, use_bias=False, name="more"),
        layers.Dropout(0.5, name="drop"),
        layers.Flatten(name="flat"),
        layers.Dense(5, activation="softmax" if softmax else None, name="answer"),
    ]


def _sequential(shape: tuple[int, ...] = (12, 12, 1)) -> keras.Model:
    return with_random_weights(keras.Sequential([layers.Input(shape), *_stack()], name="plain"))


def _functional() -> keras.Model:
    picture = keras.Input((12, 10, 3), name="pixels")
    left = layers.Conv2D(4, 3, padding="same", name="left")(picture)
    right = layers.SeparableConv2D(4, 3, padding="same", activation="tanh", name="right")(picture)
    maps = layers.Add(name="sum")([left, right])
    # One layer at two places.
    again = layers.Conv2D(4, 1, name="twice")
    maps = again(layers.LeakyReLU(negative_slope=0.1, name="leaky")(again(maps)))
    maps = layers.Concatenate(name="joined")([maps, left])
    numbers = layers.GlobalMaxPooling2D(name="largest")(maps)
    answer = layers.Dense(4, activation="softmax", name="answer")(numbers)
    return with_random_weights(keras.Model(picture, answer, name="branches"))


def _nested() -> keras.Model:
    inner_picture = keras.Input((12, 12, 3), name="inner_pixels")
    maps = layers.Conv2D(4, 3, name="eyes")(inner_picture)
    maps = layers.Add(name="sum")([maps, layers.BatchNormalization(name="norm")(maps)])
    eyes = keras.Model(inner_picture, maps, name="backbone")
    head = keras.Sequential([layers.Input((10, 10, 4)), layers.GlobalAveragePooling2D(name="mean")], name="head")
    head.add(layers.Dense(3, activation="softmax", name="answer"))
    return with_random_weights(keras.Sequential([layers.Input((12, 12, 3)), eyes, head], name="outer"))


def _normalised() -> keras.Model:
    measured = layers.Normalization(name="measured")
    measured.adapt(pictures((12, 12, 3), 20) * 255)
    given = layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 0.5], name="given")
    model = keras.Sequential([layers.Input((12, 12, 3)), measured, given, layers.Flatten(name="flat")])
    model.add(layers.Dense(3, activation="softmax", name="answer"))
    return model


MODELS: dict[str, Callable[[], keras.Model]] = {
    "sequential": _sequential,
    "functional": _functional,
    "nested": _nested,
    "teachable machine": teachable_machine,
}


def assert_answers_alike(
    content: bytes, model: keras.Model, opened: Callable[[bytes], PlainNetwork] = read
) -> PlainNetwork:
    """Hold a file, opened, against the model that made it.

    Args:
        content: All of the file.
        model: The model.
        opened: What opens it: read_file as the app does, or what that asks its process to do.
    """
    plain = opened(content)
    given = pictures(plain.input_shape)
    theirs = np.asarray(model(given.reshape(-1, *_sizes(model, given)), training=False))
    np.testing.assert_allclose(np.asarray(build(plain)(given, training=False)), theirs, rtol=1e-5, atol=1e-7)
    assert len(np.unique(theirs.round(4))) > 3
    return plain


def _sizes(model: keras.Model, given: np.ndarray) -> tuple[int, ...]:
    return given.shape[1:] if None in model.input_shape[1:] else model.input_shape[1:]


@pytest.mark.parametrize("name", MODELS)
def test_a_file_of_keras_3_opens(name):
    model = MODELS[name]()
    plain = assert_answers_alike(saved(model, ".keras"), model, read_file)
    assert (plain.form, plain.written_by) == ("Keras 3 (.keras)", f"Keras {keras.__version__}")
    assert plain.labels is None


def test_a_normalisation_opens_whether_its_statistics_were_measured_or_given():
    model = _normalised()
    plain = assert_answers_alike(saved(model, ".keras"), model)
    assert [node.kind for node in plain.nodes[:2]] == ["Normalization"] * 2


@pytest.mark.parametrize("name", MODELS)
def test_a_legacy_file_of_keras_3_opens(name):
    model = MODELS[name]()
    plain = assert_answers_alike(saved(model, ".h5"), model, read_file if name == "nested" else read)
    assert (plain.form, plain.written_by) == ("Keras (.h5)", f"Keras {keras.__version__}")


@pytest.mark.parametrize("version", STYLES)
@pytest.mark.parametrize("name", MODELS)
def test_a_file_of_keras_2_opens(name, version):
    model = _functional_of_keras_2() if name == "functional" else MODELS[name]()
    plain = assert_answers_alike(keras_2_file(model, version), model)
    assert plain.written_by == f"Keras {version}"


def _functional_of_keras_2() -> keras.Model:
    picture = keras.Input((12, 10, 3), name="pixels")
    maps = layers.SeparableConv2D(4, 3, padding="same", activation="elu", name="right")(picture)
    maps = layers.Multiply(name="product")([maps, layers.Conv2D(4, 1, activation="sigmoid", name="gate")(maps)])
    numbers = layers.GlobalAveragePooling2D(name="mean")(maps)
    return with_random_weights(keras.Model(picture, layers.Dense(4, activation="softmax", name="answer")(numbers)))


def test_a_sequential_file_of_keras_2_2_is_a_bare_list_with_the_shape_in_its_first_layer():
    with h5py.File(BytesIO(keras_2_file(_sequential(), "2.2.5"))) as file:
        described = json.loads(file.attrs["model_config"])
    assert isinstance(described["config"], list)
    assert described["config"][0]["class_name"] == "Conv2D"
    assert described["config"][0]["config"]["batch_input_shape"] == [None, 12, 12, 1]


def test_a_sequential_model_in_another_is_a_bare_list_without_a_name_in_keras_2_2():
    eyes = keras.Sequential([layers.Input((12, 12, 1)), layers.Conv2D(4, 3, name="eyes"), layers.Flatten(name="flat")])
    head = keras.Sequential([layers.Input((400,)), layers.Dense(3, activation="softmax", name="answer")])
    model = with_random_weights(keras.Sequential([layers.Input((12, 12, 1)), eyes, head]))

    def described(inner: keras.Model) -> list:
        return [{"class_name": type(each).__name__, "config": each.get_config()} for each in inner.layers]

    inner = [{"class_name": "Sequential", "config": described(each)} for each in (eyes, head)]
    inner[0]["config"][0]["config"]["batch_input_shape"] = [None, 12, 12, 1]
    groups = {
        each.name: {
            f"{layer.name}/{name}:0": array for layer in each.layers for name, array in weights_of(layer).items()
        }
        for each in (eyes, head)
    }
    configuration = json.loads(json.dumps({"class_name": "Sequential", "config": inner}, default=str))
    plain = assert_answers_alike(h5(configuration, groups, "2.2.4"), model)
    assert [node.name for node in plain.nodes] == ["eyes", "flat", "answer"]


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_operations_with_a_number_are_rescalings(ending):
    picture = keras.Input((6, 6, 3))
    maps = layers.Conv2D(4, 3)(picture)
    maps = layers.Multiply()([maps, layers.ReLU(6.0)(maps + 3.0) * (1 / 6)])
    maps = (1.0 - maps / 2.0) - 0.5
    maps = maps * maps - layers.Conv2D(4, 1)(2.0 * maps)
    model = with_random_weights(keras.Model(picture, layers.Dense(3, activation="softmax")(layers.Flatten()(maps))))
    plain = assert_answers_alike(saved(model, ending), model)
    assert [node.kind for node in plain.nodes].count("Rescaling") == 6


def _operation(name: str, function: str, first: str | float, other: object) -> dict[str, object]:
    """Return an operation as Keras 2 writes it: its first argument is an output, or a number."""
    config = {"name": name, "trainable": True, "dtype": "float32", "function": function}
    source = [first, 0, 0] if isinstance(first, str) else ["_CONSTANT_VALUE", -1, first]
    node = [*source, {"y": other, "name": None}]
    return {"class_name": "TFOpLambda", "config": config, "name": name, "inbound_nodes": [node]}


def test_operations_of_keras_2_are_layers_that_do_the_same():
    picture = keras.Input((8, 8, 1), name="input_1")
    maps = layers.ReLU(6.0, name="re_lu")(picture + 3.0) * (1 / 6)
    maps = 1.0 - (picture * maps - 0.5 + picture)
    model = keras.Model(picture, layers.Dense(3, activation="softmax", name="answer")(layers.Flatten(name="f")(maps)))
    with_random_weights(model)
    kernel, bias = model.get_layer("answer").get_weights()
    stack = [
        _operation("tf.__operators__.add", "__operators__.add", "input_1", 3.0),
        fed(layer("ReLU", "re_lu", max_value=6.0), "tf.__operators__.add"),
        _operation("tf.math.truediv", "math.truediv", "re_lu", 6.0),
        _operation("tf.math.multiply", "math.multiply", "input_1", ["tf.math.truediv", 0, 0]),
        _operation("tf.math.subtract", "math.subtract", "tf.math.multiply", 0.5),
        _operation("tf.__operators__.add_1", "__operators__.add", "tf.math.subtract", ["input_1", 0, 0]),
        _operation("tf.math.subtract_1", "math.subtract", 1.0, ["tf.__operators__.add_1", 0, 0]),
        fed(layer("Flatten", "f"), "tf.math.subtract_1"),
        fed(dense(), "f"),
    ]
    content = h5(functional(*stack), of_layer("answer", {"kernel": kernel, "bias": bias}))
    plain = assert_answers_alike(content, model)
    kinds = [node.kind for node in plain.nodes]
    assert kinds == [
        *("Rescaling", "ReLU", "Rescaling", "Multiply", "Rescaling", "Add", "Rescaling", "Flatten", "Dense")
    ]


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_a_number_divided_by_an_output_is_refused(ending):
    picture = keras.Input((6, 6, 3))
    model = keras.Model(picture, layers.Dense(3)(layers.Flatten()(1.0 / layers.Conv2D(4, 3)(picture))))
    with pytest.raises(ModelFileError, match="true_divide"):
        read(saved(model, ending))


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_attentions_open_in_whatever_way_they_are_called(ending):
    picture = keras.Input((8, 8, 3))
    tokens = layers.Reshape((16, 5))(layers.Conv2D(5, 2, strides=2)(picture))
    few = layers.Reshape((4, 5))(layers.Conv2D(5, 4, strides=4)(picture))
    inner_tokens = keras.Input((16, 5))
    first = layers.MultiHeadAttention(2, 3, use_bias=False)(inner_tokens, inner_tokens)
    second = layers.MultiHeadAttention(3, 2, value_dim=4)(query=first, value=inner_tokens, key=first)
    asked = keras.Model(inner_tokens, second)(tokens)
    tokens = layers.Add()([tokens, layers.MultiHeadAttention(1, 4)(asked, few)])
    tokens = layers.GroupNormalization(groups=5)(layers.Permute((2, 1))(layers.Permute((2, 1))(tokens)))
    row = layers.Concatenate()([layers.GlobalMaxPooling1D()(tokens), layers.Flatten()(tokens)])
    model = with_random_weights(keras.Model(picture, layers.Dense(3, activation="softmax")(row)))
    assert_answers_alike(saved(model, ending), model)


def test_the_hard_sigmoid_of_older_versions_is_refused_for_it_was_another():
    model = with_random_weights(keras.Sequential([layers.Input((6, 6, 1)), layers.Flatten(), layers.Dense(5)]))
    model.add(layers.Activation("hard_sigmoid", name="hard"))
    model.add(layers.Dense(3, activation="softmax"))
    assert_answers_alike(saved(model, ".keras"), model)
    with pytest.raises(ModelFileError, match=r"'hard' \(Activation\) has the hard sigmoid of older versions of Keras"):
        read(keras_2_file(model, "2.12.0"))


def test_what_a_file_is_does_not_depend_on_its_name(tmp_path):
    shape = (12, 12, 1)
    model = with_random_weights(keras.Sequential([layers.Input(shape), layers.Flatten(), layers.Dense(3)]))
    for name, ending in (("old.keras", ".h5"), ("new.h5", ".keras")):
        (tmp_path / name).write_bytes(saved(model, ending))
        assert cnnviz.load(tmp_path / name).parameters == model.count_params()


def test_teachable_machines_keras_export_opens_with_its_labels():
    model = teachable_machine()
    labels = "0 Hund\n1 Katze\n2 Größe <b>\n"
    content = archive({"keras_model.h5": keras_2_file(model, "2.3.1"), "labels.txt": labels})
    assert assert_answers_alike(content, model, read_file).labels == ("Hund", "Katze", "Größe <b>")


@pytest.mark.parametrize("folder", ["", "my model/"])
def test_teachable_machines_tensorflow_js_export_opens_with_its_labels(folder):
    model = teachable_machine()
    files = tensorflow_js(model, ["Hund", "Katze", "nichts"])
    content = archive({f"{folder}{name}": each for name, each in files.items()})
    plain = assert_answers_alike(content, model, read_file if folder else read)
    assert plain.labels == ("Hund", "Katze", "nichts")
    assert plain.form == "Teachable Machine (TensorFlow.js)"


@pytest.mark.parametrize("missing", ["weights.bin", "metadata.json"])
def test_of_teachable_machines_three_files_only_the_names_of_classes_may_be_missing(missing):
    files = tensorflow_js(teachable_machine(), ["a", "b", "c"])
    del files[missing]
    if missing == "metadata.json":
        assert read(archive(files)).labels is None
    else:
        with pytest.raises(ModelFileError, match=r"weights\.bin is missing: bring all files"):
            read(archive(files))


@pytest.mark.parametrize(
    ("shape", "before", "picture"),
    [
        ((28, 28, 1), [], (28, 28, 1)),
        ((28, 28), [layers.Flatten], (28, 28, 1)),
        ((28, 28), [lambda: layers.Reshape((28, 28, 1)), layers.Flatten], (28, 28, 1)),
        ((784,), [], (28, 28, 1)),
        ((784,), [lambda: layers.Reshape((28, 28, 1)), lambda: layers.Conv2D(2, 5, strides=3)], (28, 28, 1)),
        ((3072,), [], (32, 32, 3)),
        ((9, 14, 3), [lambda: layers.Conv2D(2, 3)], (9, 14, 3)),
        ((None, None, 1), [lambda: layers.Conv2D(6, 3), layers.GlobalMaxPooling2D], (28, 28, 1)),
        ((None, None, 3), [lambda: layers.Conv2D(6, 9, strides=9), layers.GlobalMaxPooling2D], (224, 224, 3)),
    ],
)
def test_a_picture_is_laid_out_as_the_network_takes_it(shape, before, picture):
    stack = [each() for each in before]
    if not any(isinstance(each, layers.Flatten | layers.GlobalMaxPooling2D) for each in stack) and len(shape) > 1:
        stack.append(layers.Flatten())
    if isinstance(stack[-1] if stack else None, layers.Conv2D):
        stack.append(layers.Flatten())
    model = keras.Sequential([layers.Input(shape), *stack, layers.Dense(4, activation="softmax")])
    plain = assert_answers_alike(saved(with_random_weights(model), ".keras"), model)
    assert plain.input_shape == picture


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize(
    "last",
    [
        [lambda: layers.Dense(3, activation="softmax")],
        [lambda: layers.Dense(3), lambda: layers.Activation("softmax")],
        [lambda: layers.Dense(3), layers.Softmax],
        [lambda: layers.Dense(3, activation=keras.activations.softmax)],
        [lambda: layers.Dense(3, activation="sigmoid")],
    ],
    ids=["word", "Activation", "Softmax", "function", "sigmoids"],
)
def test_an_answer_of_shares_stays_as_it_is(last, ending):
    hidden = [layers.Flatten(), layers.Dense(6, activation="relu"), layers.Activation("tanh"), layers.Dense(6)]
    hidden.append(layers.ReLU(max_value=1.0, negative_slope=0.2, threshold=0.1))
    model = keras.Sequential([layers.Input((6, 6, 1)), *hidden, *(each() for each in last)])
    content = saved(with_random_weights(model), ending)
    plain = read(content)
    given = pictures((6, 6, 1), 9)
    np.testing.assert_allclose(build(plain)(given), model(given), rtol=1e-5)


def test_logits_become_shares():
    model = with_random_weights(keras.Sequential([layers.Input((12, 12, 1)), *_stack(softmax=False)]))
    given = pictures((12, 12, 1))
    built = build(read(saved(model, ".keras")))
    np.testing.assert_allclose(built(given), softmax(np.asarray(model(given))), rtol=1e-5)
    assert built.layers[-1].name == "softmax_of_logits"


@pytest.mark.parametrize(("scale", "factor", "offset"), [("-1..1", 2, -1), ("0..255", 255, 0)])
def test_a_network_of_other_pixels_is_built_for_pictures_of_0_to_1(scale, factor, offset):
    model = _sequential()
    given = pictures((12, 12, 1))
    built = build(read(saved(model, ".keras")), scale)
    np.testing.assert_allclose(built(given), model(given * factor + offset), rtol=1e-4, atol=1e-7)
    assert built.layers[1].name == "rescaling_of_picture"


def test_a_scale_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match=r"no scale '0\.\.2': give one of 0\.\.1, -1\.\.1, 0\.\.255"):
        build(read(small()), "0..2")


def _weights_only(model: keras.Model, ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / f"model{ending}"
        model.save_weights(path)
        return path.read_bytes()


def _without_weights(content: bytes) -> bytes:
    file = BytesIO(content)
    with h5py.File(file, "r+") as opened:
        del opened["model_weights"]
    return file.getvalue()


def _weights_of_keras_2(model: keras.Model) -> bytes:
    def write(file: h5py.File) -> None:
        file.attrs["layer_names"] = [each.name.encode() for each in model.layers]
        for each in model.layers:
            for name, array in weights_of(each).items():
                file[f"{each.name}/{each.name}/{name}:0"] = array

    return h5_by(write)


def _pytorch() -> bytes:
    return archive({"net/data.pkl": pickle.dumps({"weight": [1.0]}), "net/version": "3\n", "net/data/0": b"\0" * 64})


LFS = (
    b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca2\n"
)

NOT_OPENED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "It is empty"),
    "blank": (lambda: b" \n\n ", "It is empty"),
    "git lfs pointer": (lambda: LFS, "only a note of Git LFS on where the file is kept"),
    "weights of keras 3": (lambda: _weights_only(_sequential(), ".weights.h5"), "weights alone, not the layers"),
    "weights of keras 2": (lambda: _weights_of_keras_2(_sequential()), "weights alone, not the layers"),
    "layers alone": (lambda: _without_weights(small()), "It has no weights"),
    "configuration": (lambda: json.dumps(sequential(dense())).encode(), "a configuration without weights"),
    "other hdf5": (lambda: h5_by(lambda file: file.create_dataset("x", data=[1, 2])), "no Keras model is in it"),
    "pickle": (lambda: pickle.dumps({"a": 1}), "a Python pickle, which could run any code"),
    "pytorch": (_pytorch, "a file of PyTorch"),
    "tflite": (lambda: b"\x1c\0\0\0TFL3" + bytes(64), "a TensorFlow Lite file"),
    "savedmodel": (lambda: archive({"saved_model.pb": b"\x08\x01"}), "a TensorFlow SavedModel"),
    "html": (lambda: b"\n<!DOCTYPE html><html><body>Log in</body></html>", "a web page, perhaps of a download"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "no model file of Keras"),
    "zip of others": (lambda: archive({"notes.txt": "hello"}), "a zip file with no model in it"),
    "zip of several": (lambda: archive({"a.h5": b"", "b.h5": b""}), "a zip file with several models in it"),
    "zip of a web page": (lambda: archive({"a.h5": b"<html>"}), "a web page"),
    "cut zip": (lambda: saved(_sequential(), ".keras")[:3000], "a zip file that cannot be unpacked"),
    "cut hdf5": (lambda: saved(_sequential(), ".h5")[:3000], "its HDF5 content cannot be read"),
    "subclassed": (lambda: _without_any({"class_name": "MyModel", "config": {}}), "describes MyModel, no Sequential"),
    "never built": (
        lambda: _without_any({"class_name": "Sequential", "config": {"name": "s", "layers": [dense()]}}),
        "call model.build",
    ),
}


def _without_any(configuration: object) -> bytes:
    """Return a .h5 file of a configuration, without weights for it."""
    return h5(configuration, {})


@pytest.mark.parametrize("name", NOT_OPENED)
def test_of_what_cannot_be_opened_one_sentence_says_why(name):
    make, words = NOT_OPENED[name]
    with pytest.raises(ModelFileError) as refused:
        read(make())
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.startswith("It") and sentence.endswith(".") and "\n" not in sentence


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("cnnviz.opening.FILE_BYTES", 1000)
    with pytest.raises(ModelFileError, match=r"It is larger than \d+ MB; smaller files work\."):
        read_file(bytes(1001))


def test_a_zip_in_a_zip_is_the_model_in_it():
    model = _sequential()
    assert read(archive({"folder/mine.keras": saved(model, ".keras")})).parameters == model.count_params()
    assert read(archive({"mine.h5": saved(model, ".h5")}, zipfile.ZIP_DEFLATED)).parameters == model.count_params()
