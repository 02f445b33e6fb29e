"""The pooling lab's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.labs.activations import FUNCTIONS
from cnnviz.labs.pooling_compared import POOLING_KINDS, compare
from cnnviz.labs.swapped import swap
from cnnviz.pictures.prepare import prepare
from cnnviz.training.variants import histories
from cnnviz.ui import warm_up
from cnnviz.ui.labs.pooling.settings import BELOW_ZERO, POOLING, STROKE, PoolingSettings
from cnnviz.ui.state import Selection
from tests.support.page import component, open_page
from tests.support.wire import unpack

NUMBERS = np.array(STROKE, np.float64)


@pytest.fixture
def run(monkeypatch):
    """run(ready=True, network=..., **query) -> the page as it stands after one run."""

    def run(*, ready: bool = True, network: str = "mnist_lab", **query: str) -> AppTest:
        monkeypatch.setattr(warm_up, "is_ready", lambda name: ready)
        monkeypatch.setattr(warm_up, "ask_for", lambda name: None)
        cnnviz.load(network)
        return open_page("pages/pooling_lab.py", Selection(network=network), **query)

    return run


def _message(at: AppTest, name: str = "pooling") -> tuple[dict, dict[str, np.ndarray]]:
    return unpack(component(at, name).bytes)


def _assert_shows(at: AppTest, values: np.ndarray, window: int, **options) -> None:
    header, arrays = _message(at)
    compared = compare(values, window, **options)
    for when, pooled in (("before", compared.before), ("after", compared.after)):
        np.testing.assert_array_equal(arrays[f"{when}.input"], pooled.input.astype(np.float32))
        for kind in POOLING_KINDS:
            np.testing.assert_array_equal(arrays[f"{when}.{kind}"], pooled.outputs[kind].astype(np.float32))
    assert "".join(header["words"]) == compared.words()
    assert (header["rows"], header["cols"]) == (compared.rows.tolist(), compared.cols.tolist())


def _map(layer: str, channel: int) -> np.ndarray:
    trace = cnnviz.load("mnist_lab").trace_input(prepare(load_samples().ink(Selection().sample)).input)
    return trace[layer].output[..., channel]


def test_the_page_begins_with_numbers_and_without_a_network(run):
    at = run(ready=False)
    _assert_shows(at, NUMBERS, 2, stride=2, padding="valid", right=1)
    assert not at.info
    assert not at.query_params


def test_what_is_chosen_is_shown_and_in_the_url(run):
    at = run()
    at.number_input(key="pooling-window").set_value(3).run()
    at.number_input(key="pooling-stride").set_value(1).run()
    at.segmented_control(key="pooling-padding").set_value("same").run()
    _assert_shows(at, NUMBERS, 3, stride=1, padding="same", right=1)
    assert dict(at.query_params) == {"window": "3", "stride": "1", "padding": "same"}
    at.button(key="pooling-reset").click().run()
    _assert_shows(at, NUMBERS, 2, stride=2, padding="valid", right=1)
    assert not at.query_params


def test_a_link_shows_what_it_was_copied_from(run):
    at = run(numbers="1_2_3~4_5_6~7_8_-9.5", window="2", padding="overhang", down="-2", right="0")
    values = np.array([[1, 2, 3], [4, 5, 6], [7, 8, -9.5]])
    _assert_shows(at, values, 2, stride=2, padding="overhang", down=-2)
    assert _message(at)[0]["numbers"] == values.tolist()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("window", 7, "The window must be from 1 to 6 cells wide for an input of 6 × 6, not 7."),
        ("window", 0, "The window must be from 1 to 6 cells wide for an input of 6 × 6, not 0."),
        ("stride", 0, "The stride must be from 1 to 8, not 0."),
        ("stride", -(10**12), "The stride must be from 1 to 8, not -1000000000000."),
    ],
)
def test_what_cannot_be_is_said_and_the_last_good_result_stays(run, name, value, words):
    at = run(padding="same")
    at.number_input(key=f"pooling-{name}").set_value(value).run()
    assert not at.exception
    assert _message(at)[0]["problem"] == words
    assert at.number_input(key=f"pooling-{name}").value == value
    _assert_shows(at, NUMBERS, 2, stride=2, padding="same", right=1)
    assert dict(at.query_params) == {"padding": "same"}
    at.number_input(key=f"pooling-{name}").set_value(1).run()
    assert _message(at)[0]["problem"] == ""


def test_a_link_with_a_window_that_is_too_large_shows_its_numbers(run):
    at = run(numbers="1_2_3~4_5_6~7_8_9", window="4", padding="overhang", right="0")
    assert _message(at)[0]["problem"] == "The window must be from 1 to 3 cells wide for an input of 3 × 3, not 4."
    _assert_shows(at, np.arange(1.0, 10).reshape(3, 3), 2, stride=2, padding="overhang")


def test_numbers_stay_when_there_are_to_be_more_or_fewer(run):
    at = run()
    at.selectbox(key="pooling-side").set_value(8).run()
    _assert_shows(at, np.pad(NUMBERS, ((0, 2), (0, 2))), 2, stride=2, padding="valid", right=1)
    at.selectbox(key="pooling-side").set_value(3).run()
    _assert_shows(at, NUMBERS[:3, :3], 2, stride=2, padding="valid", right=1)


def test_a_map_of_the_visitors_picture_is_pooled(run):
    at = run(input="picture", layer="conv2d_1", channel="5")
    _assert_shows(at, _map("conv2d_1", 5), 2, stride=2, padding="valid", right=1)
    at.selectbox(key="pooling-layer").set_value("conv2d").run()
    _assert_shows(at, _map("conv2d", 0), 2, stride=2, padding="valid", right=1)
    assert dict(at.query_params) == {"input": "picture", "layer": "conv2d"}


@pytest.mark.parametrize("part", ["pooling", "activation"])
def test_a_network_without_maps_is_told_of(run, part):
    at = run(network="mnist_mlp", input="picture", part=part)
    assert at.info[0].value.startswith("mnist_mlp has no feature maps")


@pytest.mark.parametrize("part", ["pooling", "activation"])
def test_until_the_network_is_loaded_there_is_something_to_see(run, part):
    at = run(ready=False, input="picture", part=part)
    assert at.info[0].value.startswith("Warming up")
    _message(at, "pooling" if part == "pooling" else "activations")


def test_activations_are_those_of_the_map(run):
    at = run(part="activation", channel="3", slope="0.25")
    header, arrays = _message(at, "activations")
    values = _map("conv2d", 3)
    np.testing.assert_array_equal(arrays["map"], values)
    assert [each["title"] for each in header["functions"]] == ["ReLU", "Leaky ReLU", "tanh", "Sigmoid"]
    for place, function in enumerate(FUNCTIONS.values()):
        for name, z in (("map", values), ("curve", arrays["z"])):
            np.testing.assert_allclose(arrays[f"{name}.values"][place], function.value(z, 0.25), atol=1e-6)
            np.testing.assert_allclose(arrays[f"{name}.slopes"][place], function.derivative(z, 0.25), atol=1e-6)
    at.slider(key="pooling-slope").set_value(0.5).run()
    assert at.query_params["slope"] == "0.5"
    assert _message(at, "activations")[0]["slope"] == 0.5


def test_the_functions_begin_as_keras_has_them_by_their_names(run):
    _, arrays = _message(run(part="activation"), "activations")
    for place, name in enumerate(FUNCTIONS):
        expected = np.asarray(keras.activations.get(name)(arrays["z"]))
        np.testing.assert_allclose(arrays["curve.values"][place], expected, rtol=1e-5, atol=1e-6)


def _assert_swaps(at: AppTest, values: np.ndarray, function: str, slope: float = 0.2) -> None:
    header, arrays = _message(at, "swapped")
    assert header["title"] == FUNCTIONS[function].title
    np.testing.assert_allclose(arrays["activated"], FUNCTIONS[function].value(values, slope), atol=1e-6)
    for kind in POOLING_KINDS:
        found = swap(values, 2, stride=2, padding="valid", kind=kind, function=function, slope=slope)
        np.testing.assert_array_equal(arrays[f"{kind}.first"], found.first.astype(np.float32))
        np.testing.assert_array_equal(arrays[f"{kind}.last"], found.last.astype(np.float32))
        np.testing.assert_array_equal(arrays[f"{kind}.differs"], found.differs)
        assert header["kinds"][kind]["differ"] == found.differs.sum()


def test_relu_and_pooling_change_places(run):
    at = run()
    _assert_swaps(at, NUMBERS, "relu")
    assert any(each.value.startswith("No number of the input is below 0") for each in at.caption)
    at.button(key="swapped-numbers").click().run()
    values = np.array([[float(text.replace("−", "-")) for text in row] for row in BELOW_ZERO])
    _assert_swaps(at, values, "relu")
    assert [kind["differ"] for kind in _message(at, "swapped")[0]["kinds"].values()] == [0, 5, 6]
    assert not any("below 0" in each.value for each in at.caption)


def test_any_activation_changes_places_with_pooling_and_is_in_the_url(run):
    at = run(input="picture", layer="conv2d", right="0")
    _assert_swaps(at, _map("conv2d", 0), "relu")
    assert "pooling-slope" not in {each.key for each in at.slider}
    at.segmented_control(key="swapped-function").set_value("leaky_relu").run()
    at.slider(key="pooling-slope").set_value(0.5).run()
    _assert_swaps(at, _map("conv2d", 0), "leaky_relu", 0.5)
    assert at.query_params["function"] == "leaky_relu" and at.query_params["slope"] == "0.5"
    _assert_swaps(run(input="picture", layer="conv2d_1", function="tanh"), _map("conv2d_1", 0), "tanh")


def test_what_fills_the_gap_that_a_move_leaves_is_said(run):
    header, arrays = _message(run(right="2"))
    np.testing.assert_array_equal(arrays["after.input"][:, :2], NUMBERS[:, [0, 0]])
    assert "".join(header["words"]).startswith("Moved 2 right; the gap repeats the numbers at the edge. ")
    assert "gap" not in "".join(_message(run(right="0"))[0]["words"])


def test_the_trainings_are_those_that_ship(run):
    at = run(part="activation")
    shown = "\n".join(each.value for each in at.markdown)
    for name, epochs in histories().items():
        assert f"| {name} |" in shown
        assert f"**{100 * epochs[-1].val_accuracy:.2f}\xa0%**" in shown


def test_what_a_url_cannot_mean_is_left_as_it_was():
    garbage = {
        "part": "x", "input": "7", "numbers": "1_2~3", "channel": "-1", "window": "9e9", "stride": "0", "padding": "",
        "down": "4", "right": "٣", "slope": "nan", "function": "softmax",
    }  # fmt: skip
    assert POOLING.read(garbage) == PoolingSettings()
    assert POOLING.read({"numbers": "1_2_3~4_5_x~7_8_9"}) == POOLING.read({"slope": "1e999"}) == PoolingSettings()


def test_a_choice_survives_its_url():
    chosen = PoolingSettings(
        "activation", "picture", (("1", "−2,5", "3"),) * 3, "conv2d", 2, 3, 1, "same", -3, 2, 0.3, "tanh"
    )
    again = POOLING.read(POOLING.write(chosen))
    assert POOLING.write(again) == POOLING.write(chosen)
    assert again.texts == (("1", "−2.5", "3"),) * 3
