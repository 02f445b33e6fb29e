"""Networks opened up: loading, tracing, and the refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import keras
import numpy as np
import pytest
from keras import layers

import cnnviz
from cnnviz import bundled
from cnnviz.layer import UnsupportedLayerError
from cnnviz.network import Network, load
from cnnviz.opening.errors import ModelFileError
from tests.networks import MODELS, SEVEN, hand_made, input_of
from tests.support.close import assert_close

BUNDLED = cnnviz.networks()
READ_DIGITS = [name for name in BUNDLED if bundled.dataset_of(name).kind == "digits"]


def test_public_names():
    assert cnnviz.__all__ == sorted(cnnviz.__all__)
    assert all(hasattr(cnnviz, name) for name in cnnviz.__all__)
    public = {
        name for name, value in vars(cnnviz).items() if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public - {"annotations"} | {"__version__", "attribution"} == set(cnnviz.__all__)
    assert all(getattr(cnnviz, name).__doc__ for name in public - {"annotations"})
    assert issubclass(cnnviz.PictureError, ValueError)
    assert {"mnist_cnn", "mnist_lab"} <= set(BUNDLED)


@pytest.mark.parametrize("name", READ_DIGITS)
def test_a_bundled_network_reads_a_drawn_seven(name):
    network = cnnviz.load(name)
    (label, probability), (_, next_probability) = network.trace_input(SEVEN).top(2)
    assert label == "7" and 1 >= probability > 0.5 > next_probability
    assert network.labels == tuple("0123456789")
    assert network.name == name


@pytest.mark.parametrize("name", READ_DIGITS)
def test_a_picture_is_prepared_as_the_app_prepares_it(name, tmp_path):
    from PIL import Image

    network = cnnviz.load(name)
    picture = Image.fromarray((SEVEN[..., 0] * 255).round().astype(np.uint8))
    picture.save(tmp_path / "seven.png")
    expected = np.asarray(picture, np.float32)[..., None] / 255
    for given in (tmp_path / "seven.png", str(tmp_path / "seven.png"), (tmp_path / "seven.png").read_bytes(), picture):
        np.testing.assert_array_equal(network.input_for(given), expected)
    assert network.trace(picture).top(1) == network.trace_input(expected).top(1)


@pytest.mark.parametrize("name", [*BUNDLED, *MODELS])
def test_outputs_are_what_the_keras_model_gives_layer_by_layer(name):
    if name in BUNDLED:
        model = keras.models.load_model(f"models/{name}.keras", compile=False)
        network = cnnviz.load(name)
    else:
        network = hand_made(name)
        model = MODELS[name]()
        model.set_weights([weights for layer in network.layers for weights in layer.weights.values()])
    values = input_of(network)
    traced = [layer.output for layer in network.trace_input(values).values()]
    kept = [layer for layer in model.layers if not isinstance(layer, layers.InputLayer)]
    theirs = keras.Model(model.inputs[0], [layer.output for layer in kept])(values[None], training=False)
    for ours, output in zip(traced, theirs if isinstance(theirs, list) else [theirs], strict=True):
        np.testing.assert_allclose(ours, output.numpy()[0], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", BUNDLED)
def test_many_pictures_at_once_get_the_answers_they_get_one_by_one(name):
    network, test = cnnviz.load(name), bundled.dataset_of(name).shipped.test
    inputs = test.images[:20].astype(np.float32) / 255
    one_by_one = [network.trace_input(values).probabilities for values in inputs]
    np.testing.assert_allclose(network.probabilities(inputs), one_by_one, atol=1e-5)


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_network_knows_its_classes_and_takes_their_pictures(name):
    network, dataset = cnnviz.load(name), bundled.dataset_of(name)
    assert network.labels == dataset.classes
    assert network.input_shape == dataset.shape
    image = dataset.shipped.test.images[0]
    np.testing.assert_array_equal(network.input_for(image), image.astype(np.float32) / 255)


@pytest.mark.parametrize("name", [*BUNDLED, "functional"])
def test_a_trace_is_a_mapping_in_the_networks_order(name):
    network = cnnviz.load(name) if name in BUNDLED else hand_made(name)
    trace = network.trace_input(input_of(network))
    assert list(trace) == [layer.name for layer in network.layers] and len(trace) == len(network.layers)
    before = trace.input
    for layer in trace.values():
        assert layer.input is before
        assert layer.output.shape == layer.layer.output_shape and layer.output.dtype == np.float32
        before = layer.output
    assert trace.probabilities is before
    with pytest.raises(KeyError, match="There is no layer 'nope'"):
        trace["nope"]


@pytest.mark.parametrize("name", BUNDLED)
def test_no_array_can_be_written_to(name):
    network = cnnviz.load(name)
    trace = network.trace_input(input_of(network))
    arrays = [trace.input, *(layer.output for layer in trace.values())]
    arrays += [weights for layer in network.layers for weights in layer.weights.values()]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_the_callers_array_stays_the_callers():
    values = SEVEN.copy()
    trace = cnnviz.load("mnist_lab").trace_input(values)
    values[:] = 1
    np.testing.assert_array_equal(trace.input, SEVEN)


def test_top_is_sorted_and_ends_with_the_classes():
    top = cnnviz.load("mnist_lab").trace_input(SEVEN).top(99)
    assert len(top) == 10 and sorted(top, key=lambda pair: -pair[1]) == top
    assert sum(probability for _, probability in top) == pytest.approx(1, abs=1e-5)


def test_a_saved_trace_can_be_read_back(tmp_path):
    trace = cnnviz.load("mnist_lab").trace_input(SEVEN)
    trace.save(tmp_path / "trace.npz")
    with np.load(tmp_path / "trace.npz") as saved:
        assert list(saved) == ["input", *trace]
        np.testing.assert_array_equal(saved["conv2d"], trace["conv2d"].output)


def test_threads_share_one_bundled_network():
    with ThreadPoolExecutor(8) as pool:
        networks = list(pool.map(load, ["mnist_lab"] * 8))
        answers = list(pool.map(lambda network: network.trace_input(SEVEN).probabilities, networks))
    assert len(set(map(id, networks))) == 1
    for answer in answers:
        assert_close(answer, answers[0])


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")  # Keras' own, while saving
def test_a_keras_file_opens_under_its_own_name(tmp_path):
    model = MODELS["functional"]()
    model.save(tmp_path / "mine.keras")
    network = cnnviz.load(tmp_path / "mine.keras")
    assert network.name == "mine" and network.labels == ("0", "1", "2", "3")
    assert network.parameters == model.count_params()
    assert (network.kind, network.input_for(SEVEN).shape) == ("greyscale", (8, 8, 1))
    answer = np.asarray(model(input_of(network)[None], training=False))[0]
    np.testing.assert_allclose(network.trace_input(input_of(network)).probabilities, answer, rtol=1e-4, atol=1e-6)


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")  # Keras' own, while saving
def test_of_a_keras_file_its_owner_may_say_what_no_file_says(tmp_path):
    MODELS["functional"]().save(tmp_path / "mine.keras")
    network = cnnviz.load(tmp_path / "mine.keras", labels="abcd", scale="0..255", kind="digits")
    assert network.labels == ("a", "b", "c", "d") and network.layers[0].name == "rescaling_of_picture"
    with pytest.raises(ValueError, match=r"this one takes 8 × 8 × 1: give trace_input"):
        network.input_for(SEVEN)
    with pytest.raises(ValueError, match=r"It has 4 classes, and 2 labels are given\."):
        cnnviz.load(tmp_path / "mine.keras", labels=["a", "b"])


@pytest.mark.parametrize("name", ["mnist", "/nowhere/mine.keras", ""])
def test_what_is_no_network_is_refused_with_the_names_that_work(name):
    with pytest.raises(ValueError, match=re.escape(f"There is no network {name!r}: give one of {', '.join(BUNDLED)}")):
        cnnviz.load(name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a zip", r"It is no model file of Keras\. A \.keras or \.h5 file of Keras works, or what Teachable"),
        (
            b"PK\x03\x04 not a zip",
            r"It is damaged: it is a zip file that cannot be unpacked\. Save or download it again",
        ),
    ],
)
def test_a_broken_keras_file_is_refused_by_its_name(tmp_path, content, words):
    (tmp_path / "broken.keras").write_bytes(content)
    with pytest.raises(ModelFileError, match=rf"^broken\.keras: {words}.*\.$"):
        cnnviz.load(tmp_path / "broken.keras")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnviz.network.FILE_BYTES", 100)
    (tmp_path / "large.keras").write_bytes(bytes(101))
    with pytest.raises(ModelFileError, match=r"^large\.keras: It is larger than \d+ MB; smaller files work\.$"):
        cnnviz.load(tmp_path / "large.keras")


def test_an_input_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"takes 28 × 28 × 1 values\. Received: \(28, 28\)"):
        cnnviz.load("mnist_lab").trace_input(SEVEN[..., 0])


@pytest.mark.parametrize(
    ("layer", "position", "ranges"),
    [
        ("conv2d", (28, 0, 0), "row 0 to 27, col 0 to 27, channel 0 to 5"),
        ("conv2d", (0, -1, 0), "row 0 to 27, col 0 to 27, channel 0 to 5"),
        ("conv2d", (0, 0), "row 0 to 27, col 0 to 27, channel 0 to 5"),
        ("softmax", (10,), "unit 0 to 9"),
        ("dense", (1, 2, 3), "unit 0 to 127"),
    ],
)
def test_a_value_that_is_not_there_is_refused_with_what_is(layer, position, ranges):
    trace = cnnviz.load("mnist_lab").trace_input(SEVEN)
    with pytest.raises(ValueError, match=re.escape(f"The layer {layer!r} has {ranges}. Received: {position}.")):
        trace[layer].explain(*position)


def _branches() -> keras.Model:
    inputs = keras.Input((6, 6, 2))
    maps = layers.Conv2D(2, 3, padding="same", name="first")(inputs)
    other = layers.Conv2D(2, 1, name="aside")(inputs)
    return keras.Model(inputs, layers.Flatten()(layers.Dot(axes=3, name="sum")([maps, other])))


def _attention_of_maps() -> keras.Model:
    inputs = keras.Input((4, 4, 2))
    return keras.Model(inputs, layers.MultiHeadAttention(1, 2, name="odd")(inputs, inputs))


def _two_inputs() -> keras.Model:
    inputs = [keras.Input((3,)), keras.Input((3,), name="second")]
    return keras.Model(inputs, layers.Add(name="sum")(inputs))


def _alone(shape: tuple[int, ...], kind: type[keras.Layer], *arguments, **options) -> Callable[[], keras.Model]:
    return lambda: keras.Sequential([layers.Input(shape), kind(*arguments, **options, name="odd")])


REFUSED = {
    "branches that meet in another way": (_branches, "sum"),
    "unknown kind": (_alone((4, 4, 1), layers.UnitNormalization), "odd"),
    "normalised along the rows": (_alone((4, 4, 1), layers.BatchNormalization, axis=1), "odd"),
    "compared along the rows": (_alone((4, 4, 1), layers.LayerNormalization, axis=1), "odd"),
    "softmax along the rows": (_alone((4, 4, 1), layers.Softmax, axis=1), "odd"),
    "softmax in groups": (_alone((4, 4, 2), layers.Conv2D, 2, 3, groups=2, activation="softmax"), "odd"),
    "softmax spread": (_alone((4, 4, 1), layers.Conv2DTranspose, 2, 3, activation="softmax"), "odd"),
    "spread with holes": (_alone((4, 4, 1), layers.Conv2DTranspose, 2, 3, dilation_rate=2), "odd"),
    "other mixture": (_alone((4, 4, 1), layers.UpSampling2D, interpolation="bicubic"), "odd"),
    "normalised backwards": (_alone((4,), layers.Normalization, mean=1.0, variance=1.0, invert=True), "odd"),
    "function inside": (_alone((4,), layers.Dense, 3, activation="celu"), "odd"),
    "function alone": (_alone((4,), layers.Activation, "log_softmax"), "odd"),
    "attention of maps": (_attention_of_maps, "odd"),
    "nested": (_alone((4,), keras.Sequential, [layers.Dense(2)]), "odd"),
}


def test_a_network_of_two_pictures_is_refused():
    with pytest.raises(UnsupportedLayerError, match=r"^The network has 2 inputs and 1 outputs: one of each works\.$"):
        Network("refused", _two_inputs())


def test_a_layer_at_two_places_is_refused():
    inputs = keras.Input((3,))
    shared = layers.Dense(3, name="shared")
    with pytest.raises(UnsupportedLayerError, match=r"^The layer 'shared' is used at several places: one works\.$"):
        Network("refused", keras.Model(inputs, shared(shared(inputs))))


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_explained_is_refused_by_its_name(name):
    build, layer = REFUSED[name]
    with pytest.raises(UnsupportedLayerError, match=f"^The layer '{layer}' .+\\.$"):
        Network("refused", build())
