"""The main page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image

import cnnviz
from cnnviz import bundled
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import drawing_to_json
from cnnviz.ui import warm_up
from cnnviz.ui.state import START_NETWORK
from tests.networks import IN_DEPTH
from tests.pictures.photographs import Scene, photograph
from tests.support.close import assert_close
from tests.support.page import open_page, run
from tests.support.wire import unpack

SEVEN = [Stroke(((70, 60), (200, 64), (185, 110), (150, 170), (128, 235)), 18)]
SMALL_ONE = [Stroke(((40, 30), (38, 95)), 12)]


@pytest.fixture(scope="module", autouse=True)
def networks_loaded():
    for name in IN_DEPTH:
        cnnviz.load(name)


class MainPage:
    """The page as one visitor has it; every run of it must end without an exception."""

    def __init__(self, **query: str):
        self.at = open_page(**query)

    def run(self) -> MainPage:
        run(self.at)
        return self

    def draw(self, *strokes: Stroke) -> MainPage:
        return self.send("pad", drawing={"version": 0, **drawing_to_json(strokes)})

    def send(self, component: str, **state) -> MainPage:
        """Do as if the browser's part of a component had set its state."""
        self.at.session_state[component] = state
        return self.run()

    def choose(self, source: str) -> MainPage:
        self.at.button_group(key="source").set_value(source)
        return self.run()

    def upload(self, name: str, content: bytes) -> MainPage:
        self.at.file_uploader(key="upload").set_value((name, content, "application/octet-stream"))
        return self.run()

    def switch(self, key: str) -> MainPage:
        toggle = self.at.toggle(key=key)
        toggle.set_value(not toggle.value)
        return self.run()

    def message(self, component: str) -> bytes:
        mounted = {each.proto.component_name: each.proto for each in self.at.get("bidi_component")}
        proto = mounted[f"cnnviz_{component}"]
        return proto.bytes or proto.json.encode()

    @property
    def answered(self) -> bool:
        header, arrays = unpack(self.message("answer"))
        assert bool(header["labels"]) == ("probabilities" in arrays) == bool(self.message("network_map"))
        return bool(header["labels"])

    @property
    def label(self) -> str:
        header, arrays = unpack(self.message("answer"))
        return header["labels"][np.argmax(arrays["probabilities"])]

    @property
    def input(self) -> np.ndarray:
        _, arrays = unpack(self.message("answer"))
        if self.answered:
            np.testing.assert_array_equal(unpack(self.message("network_map"))[1]["input"], arrays["input"])
        return arrays["input"]

    def assert_reads_sample(self, number: int) -> None:
        np.testing.assert_array_equal(self.input[..., 0], load_samples().ink(number))


def png(ink: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.rint(ink * 255).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def test_a_sample_is_read_before_anything_is_drawn():
    page = MainPage()
    page.assert_reads_sample(0)
    assert page.label == str(load_samples().labels[0])
    assert page.at.button_group(key="source").value == "Draw"
    assert "Write a **7**" in page.at.caption[0].value


@pytest.mark.parametrize("network", IN_DEPTH)
def test_what_is_drawn_is_answered(network):
    page = MainPage(network=network).draw(*SEVEN)
    assert page.label == "7"
    assert not page.at.caption
    header, arrays = unpack(page.message("network_map"))
    assert header["network"] == network
    trace = cnnviz.load(network).trace_input(page.input)
    for name in arrays.keys() - {"input"}:
        assert_close(arrays[name], trace[name].output)


def test_both_messages_are_of_the_same_answer():
    page = MainPage().draw(*SEVEN)
    answer = unpack(page.message("answer"))[1]
    outputs = unpack(page.message("network_map"))[1]
    np.testing.assert_array_equal(answer["probabilities"], outputs["softmax"])
    np.testing.assert_array_equal(answer["logits"], outputs["dense_1"])


def test_clearing_the_pad_brings_the_sample_back():
    page = MainPage().draw(*SEVEN).draw()
    page.assert_reads_sample(0)


def test_strokes_beside_the_pad_leave_the_sample_and_say_nothing():
    page = MainPage().draw(Stroke(((-45, -45), (-45, 300)), 6))
    page.assert_reads_sample(0)
    assert not page.at.error


@pytest.mark.parametrize("sent", [None, 7, [], {"strokes": "x"}, {"strokes": [{"width": "x", "points": [1]}]}])
def test_a_pad_that_sends_nonsense_is_an_empty_pad(sent):
    MainPage().send("pad", drawing=sent).assert_reads_sample(0)


def test_the_drawing_is_kept_while_another_source_is_chosen():
    page = MainPage().draw(*SEVEN)
    drawn = page.input
    page.choose("Samples").assert_reads_sample(0)
    page.choose("Draw")
    np.testing.assert_array_equal(page.input, drawn)
    assert json.loads(page.message("draw_pad"))[0]["strokes"] == drawing_to_json(SEVEN)["strokes"]


def test_a_sample_is_chosen_in_the_gallery_and_stays_in_the_url():
    page = MainPage().choose("Samples").send("gallery-mnist", sample=5)
    page.assert_reads_sample(5)
    assert page.at.query_params == {"source": "Samples", "sample": "5"}
    assert json.loads(page.message("gallery").split(b"\n")[0])["chosen"] == 5


@pytest.mark.parametrize("sent", ["5", 5.0, True, -1, 10_000, None, [5], {"a": 1}])
def test_a_gallery_that_sends_nonsense_changes_nothing(sent):
    MainPage(source="Samples", sample="3").send("gallery-mnist", sample=sent).assert_reads_sample(3)


def test_the_url_says_what_to_show():
    page = MainPage(network="mnist_cnn", source="Samples", sample="4", centre="False")
    page.assert_reads_sample(4)
    assert page.at.selectbox(key="network").value == "mnist_cnn"
    assert page.at.toggle(key="centre").value is False
    assert unpack(page.message("network_map"))[0]["network"] == "mnist_cnn"


def test_a_url_that_makes_no_sense_shows_the_start():
    page = MainPage(network="mnist_lab.keras", source="Telepathy", sample="-3", centre="maybe", picture="x", cell="9")
    page.assert_reads_sample(0)
    assert page.at.query_params == {}


def test_a_test_picture_from_another_page_is_read_until_a_sample_is_clicked():
    shipped = bundled.dataset_of(START_NETWORK).shipped
    page = MainPage(source="Samples", sample="3", picture=str(shipped.indices[7]))
    np.testing.assert_array_equal(page.input[..., 0], shipped.test.images[7, ..., 0].astype(np.float32) / 255)
    assert f"Picture {shipped.indices[7]:,} of the MNIST test set" in page.at.caption[0].value
    assert json.loads(page.message("gallery").split(b"\n")[0])["chosen"] is None
    page.send("gallery-mnist", sample=3).assert_reads_sample(3)
    assert not page.at.caption
    assert page.at.query_params == {"source": "Samples", "sample": "3"}


def test_a_test_picture_that_is_not_on_this_machine_is_said_and_a_sample_read(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    missing = next(index for index in range(10_000) if index not in bundled.dataset_of(START_NETWORK).shipped.indices)
    page = MainPage(source="Samples", sample="3", picture=str(missing))
    page.assert_reads_sample(3)
    assert "is not on this machine" in page.at.caption[0].value
    assert str(tmp_path) not in page.at.caption[0].value, "a folder of the server is nothing for visitors"
    page = MainPage(source="Samples", picture="99999")
    page.assert_reads_sample(0)
    assert "ends with picture 9,999" in page.at.caption[0].value


def test_a_drawing_goes_before_a_test_picture_from_another_page():
    page = MainPage(picture="0").draw(*SEVEN)
    assert page.label == "7"
    assert not page.at.caption


def test_a_sample_beyond_the_last_is_the_last():
    MainPage(source="Samples", sample="99999").assert_reads_sample(len(load_samples().labels) - 1)


def test_without_centring_the_network_gets_the_drawing_where_it_stands():
    page = MainPage().draw(*SMALL_ONE)
    centred = page.input
    page.switch("centre")
    where = np.argwhere(page.input[..., 0] > 0)
    assert where.max() < 14
    assert np.argwhere(centred[..., 0] > 0).max() > 14
    assert page.at.query_params["centre"] == "no"
    page.switch("centre")
    np.testing.assert_array_equal(page.input, centred)


def test_the_other_network_reads_the_same_drawing():
    page = MainPage().draw(*SEVEN)
    drawn = page.input
    page.at.selectbox(key="network").set_value("mnist_cnn")
    page.run()
    assert unpack(page.message("network_map"))[0]["network"] == "mnist_cnn"
    np.testing.assert_array_equal(page.input, drawn)
    assert page.label == "7"


def test_an_uploaded_picture_is_read_and_kept():
    page = MainPage().choose("Upload")
    page.assert_reads_sample(0)
    page.upload("two.png", png(load_samples().ink(3))).assert_reads_sample(3)
    page.choose("Draw").assert_reads_sample(0)
    page.choose("Upload").assert_reads_sample(3)


def test_a_removed_upload_is_no_longer_read():
    page = MainPage().choose("Upload").upload("two.png", png(load_samples().ink(3)))
    page.at.file_uploader(key="upload").clear()
    page.run().assert_reads_sample(0)


def test_ink_and_paper_are_swapped_until_another_picture_is_chosen():
    paper = 1 - np.pad(load_samples().ink(3), 40)
    page = MainPage().choose("Upload").upload("paper.png", png(paper))
    assert page.label == str(load_samples().labels[3])
    turned = page.input
    page.switch("swap")
    assert not np.array_equal(page.input, turned)
    assert page.at.query_params["swap"] == "yes"
    page.upload("again.png", png(paper))
    assert np.array_equal(page.input, turned)
    assert "swap" not in page.at.query_params


def test_lines_that_were_left_out_are_kept_on_request():
    scene = Scene([(load_samples().ink(3), (430, 290), 170)], lines=70, tilt=0.02)
    page = MainPage().choose("Upload").upload("ruled.jpg", photograph(scene))
    assert "Straight lines were taken for those of the paper, and left out." in [each.value for each in page.at.caption]
    without = page.input
    page.switch("lines")
    assert not np.array_equal(page.input, without)
    page.switch("lines")
    assert np.array_equal(page.input, without)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png(np.zeros((28, 28)))[:60]],
    ids=repr,
)
def test_a_file_that_is_no_picture_gives_one_sentence_and_a_sample(content):
    page = MainPage().choose("Upload").upload("picture.png", content)
    (error,) = page.at.error
    assert error.value.endswith(" You see a sample instead.")
    assert "\n" not in error.value and "Traceback" not in error.value
    page.assert_reads_sample(0)
    page.choose("Draw")
    assert not page.at.error


def test_a_photograph_is_read():
    ink = np.kron(np.pad(load_samples().ink(1), 10), np.ones((5, 5)))
    file = io.BytesIO()
    Image.fromarray(np.uint8(235 - 190 * ink)).save(file, "JPEG")
    page = MainPage().choose("Camera")
    page.at.camera_input(key="photo").set_value(("photo.jpg", file.getvalue(), "image/jpeg"))
    assert page.run().label == str(load_samples().labels[1])


def test_while_the_network_loads_the_page_says_so_and_answers_afterwards(monkeypatch):
    monkeypatch.setattr(warm_up, "is_ready", lambda name: False)
    page = MainPage()
    assert not page.answered
    page.draw(*SEVEN)
    assert not page.answered
    drawn = page.input
    monkeypatch.undo()
    page.run()
    assert page.answered
    assert page.label == "7"
    np.testing.assert_array_equal(page.input, drawn)


def test_a_network_that_cannot_be_loaded_is_said_and_the_other_can_be_chosen(monkeypatch):
    sentence = f"The network {START_NETWORK} could not be loaded: its file is not there."
    monkeypatch.setattr(warm_up, "_failed", {START_NETWORK: sentence})
    page = MainPage()
    assert [error.value for error in page.at.error] == [sentence]
    page.at.selectbox(key="network").set_value("mnist_cnn")
    page.run().assert_reads_sample(0)
    assert not page.at.error
