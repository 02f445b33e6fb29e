""" "Your own kernel" of the convolution lab, run by Streamlit itself, without a browser."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image

from cnnviz import network
from cnnviz.bundled import weights_path
from cnnviz.bundled.blueprint import read_blueprint, read_convolution
from cnnviz.datasets.samples import load_samples
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.shipped import astronaut
from cnnviz.ui import warm_up
from cnnviz.ui.labs.convolution.own_kernel.pictures import read_upload
from cnnviz.ui.state import SELECTION, Selection
from tests.support.page import component, open_page, run

PART = {"part": "own_kernel"}


@pytest.fixture(autouse=True)
def nothing_is_loaded(monkeypatch):
    """Nothing on this page needs TensorFlow; the other pages may ask, in vain."""

    def refuse(name):
        raise AssertionError(f"{name} is loaded")

    monkeypatch.setattr(network, "load", refuse)
    monkeypatch.setattr(warm_up, "is_ready", lambda name: False)


class OwnKernel:
    """The page as one visitor has it; every run of it must end without an exception."""

    def __init__(self, selection: Selection | None = None, **query: str):
        self.at = open_page("pages/convolution_lab.py", selection, **(PART | query))

    def run(self) -> OwnKernel:
        run(self.at)
        return self

    @property
    def picture(self) -> tuple[dict, np.ndarray]:
        """What the browser gets of the picture, with the pixels in their shape."""
        messages = [element.proto.bytes for element in self.at.get("bidi_component")]
        head, pixels = next(message for message in messages if message).split(b"\n", 1)
        header = json.loads(head)
        return header, np.frombuffer(pixels, np.uint8).reshape(header["shape"])

    @property
    def bench(self) -> dict:
        return json.loads(component(self.at, "convolution_workbench").json)[0]

    @property
    def query(self) -> dict[str, str]:
        params = {name: value if isinstance(value, str) else value[0] for name, value in self.at.query_params.items()}
        return {name: value for name, value in params.items() if name != "part" and name not in SELECTION.codecs}

    def set_up(self, query: object, version: int = 0) -> OwnKernel:
        """As the browser says it, some time after a change."""
        self.at.session_state["own-kernel-workbench"] = {"setup": {"version": version, "query": query}}
        return self.run()


def test_the_lab_begins_with_an_edge_on_a_4():
    page = OwnKernel()
    header, pixels = page.picture
    np.testing.assert_array_equal(pixels[..., 0], FOUR)
    assert page.bench["picture"] == header["name"]
    assert page.bench["setup"]["kernel"] == [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert page.query == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [("six", SIX_BY_SIX[..., None]), ("photo", astronaut()), ("upload", astronaut())],
    ids=["six", "photo", "upload"],
)
def test_every_picture_is_sent_as_it_is(source, expected):
    page = OwnKernel(on=source)
    np.testing.assert_array_equal(page.picture[1], expected)
    assert page.query == {"on": source}


def test_a_photograph_can_be_made_grey():
    page = OwnKernel(on="photo", grey="1", view="picture")
    _, pixels = page.picture
    assert pixels.shape == (512, 512, 1)
    brightness = astronaut() @ np.array([0.299, 0.587, 0.114])
    np.testing.assert_allclose(pixels[..., 0], brightness, atol=1)
    assert "own-kernel-grey" not in [each.key for each in OwnKernel(on="six", grey="1").at.toggle]


@pytest.mark.parametrize("name", ["mnist_lab", "cifar_small"])
def test_your_picture_is_what_the_network_gets(name):
    page = OwnKernel(Selection(network=name, source="Samples", sample=3), on="yours")
    _, pixels = page.picture
    samples = load_samples("mnist" if name == "mnist_lab" else "cifar10")
    expected = prepare(samples.ink(3)).input * 255 if name == "mnist_lab" else samples.image(3)
    np.testing.assert_allclose(pixels, expected, atol=0.5)


def test_a_link_shows_what_was_set_up():
    query = {"kernel": "0.5_-1~2_0.25", "stride": "2", "padding": "3", "dilation": "2", "bias": "-7.5", "flip": "yes"}
    page = OwnKernel(**query, view="picture", at="2-5", on="six")
    setup = page.bench["setup"]
    assert setup["kernel"] == [[0.5, -1], [2, 0.25]]
    assert [setup[name] for name in ("stride", "padding", "dilation", "bias", "flip")] == [2, 3, 2, -7.5, True]
    assert (setup["view"], setup["at"]) == ("picture", [2, 5])
    assert page.query == query | {"view": "picture", "at": "2-5", "on": "six"}


def test_what_was_set_up_in_the_browser_is_in_the_url_and_stays_with_another_picture():
    page = OwnKernel().set_up({"kernel": "1_2_3", "stride": "3", "padding": "same"})
    assert page.query == {"kernel": "1_2_3", "stride": "3", "padding": "same"}
    page.at.button_group(key="own-kernel-on").set_value("photo")
    page.run()
    assert page.query == {"on": "photo", "kernel": "1_2_3", "stride": "3", "padding": "same"}
    assert page.picture[1].shape == (512, 512, 3)


@pytest.mark.parametrize("sent", [5, "kernel", None, [], {}, {"kernel": 5}, {"stride": "-3"}, {"on": "photo", "x": 1}])
def test_what_a_browser_makes_up_sets_nothing_up(sent):
    page = OwnKernel(on="six").set_up(sent)
    assert page.query == {"on": "six"}
    np.testing.assert_array_equal(page.picture[1][..., 0], SIX_BY_SIX)


def test_reset_brings_back_the_beginning():
    page = OwnKernel(on="photo", grey="1", kernel="5", stride="2").set_up({"kernel": "7", "stride": "3"})
    page.at.button(key="own-kernel-reset").click()
    page.run()
    assert page.query == {}
    assert page.bench["version"] == 1 and page.bench["setup"]["stride"] == 1
    np.testing.assert_array_equal(page.picture[1][..., 0], FOUR)
    # What the browser says of the setup before comes too late.
    assert page.set_up({"kernel": "7"}, version=0).query == {}
    assert page.set_up({"kernel": "7"}, version=1).query == {"kernel": "7"}


def test_the_setup_is_still_there_after_another_page():
    page = OwnKernel(kernel="1_2", on="six")
    page.at.switch_page("pages/networks.py").run()
    page.at.switch_page("pages/convolution_lab.py")
    page.at.query_params.clear()
    page.run()
    assert page.query == {"kernel": "1_2", "on": "six"}
    np.testing.assert_array_equal(page.picture[1][..., 0], SIX_BY_SIX)


def test_an_upload_is_reduced_and_stays():
    page = OwnKernel(on="upload")
    assert "until you choose" in page.at.caption[-1].value
    image = Image.effect_noise((1200, 600), 80).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    page.at.file_uploader(key="own-kernel-file").set_value(("noise.png", buffer.getvalue(), "image/png"))
    page.run()
    np.testing.assert_array_equal(page.picture[1], read_upload(buffer.getvalue()))
    assert page.picture[1].shape == (256, 512, 3)
    page.at.file_uploader(key="own-kernel-file").set_value(("broken.png", buffer.getvalue()[:99], "image/png"))
    page.run()
    (error,) = page.at.error
    assert "damaged or cut short" in error.value
    assert page.picture[1].shape == (256, 512, 3)


def test_a_trained_filter_is_laid_on_the_picture_with_its_own_numbers():
    page = OwnKernel(stride="2")
    page.at.session_state["trained"] = True
    page.run()
    page.at.selectbox(key="trained-network").set_value("cifar_small")
    page.run()
    layer = read_blueprint(weights_path("cifar_small"))[0]
    weights, _ = read_convolution(weights_path("cifar_small"), layer.name)
    page.at.number_input(key=f"cifar_small-{layer.name}-filter").set_value(7)
    page.at.number_input(key=f"cifar_small-{layer.name}-channel").set_value(2)
    page.run()
    page.at.button(key="trained-use").click()
    page.run()
    kernel = np.array(page.bench["setup"]["kernel"])
    np.testing.assert_array_equal(kernel.astype(np.float32), weights[:, :, 2, 7])
    assert page.bench["version"] == 1 and page.query["stride"] == "2"
