"""The datasets page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from cnnviz import bundled, datasets
from cnnviz.ui import warm_up
from cnnviz.ui.state import Selection
from tests.datasets.digits import write_mnist
from tests.support.page import open_page, run


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """An empty data folder, and a Keras that must not be asked for anything."""
    import keras

    def download():
        raise AssertionError("the app downloads")

    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    for name in ("mnist", "fashion_mnist", "cifar10"):
        monkeypatch.setattr(getattr(keras.datasets, name), "load_data", download)
    return tmp_path


class DatasetsPage:
    """The page as one visitor has it; every run of it must end without an exception."""

    def __init__(self, selection: Selection | None = None, **query: str):
        self.at = open_page("pages/datasets.py", selection, **query)

    def run(self) -> DatasetsPage:
        run(self.at)
        return self

    def _messages(self) -> list[tuple[dict, np.ndarray]]:
        messages = [element.proto.bytes for element in self.at.get("bidi_component")]
        heads = [message.split(b"\n", 1) for message in messages if message.startswith(b"{")]
        return [(json.loads(head), np.frombuffer(pixels, np.uint8)) for head, pixels in heads]

    @property
    def shown(self) -> tuple[dict, np.ndarray]:
        """What the grid is made of, with the pictures in their shape."""
        header, pixels = next(message for message in self._messages() if "labels" in message[0])
        return header, pixels.reshape(-1, *header["shape"])

    @property
    def classes(self) -> tuple[dict, np.ndarray]:
        header, pixels = next(message for message in self._messages() if "whole" in message[0])
        return header, pixels.reshape(-1, *header["shape"])

    @property
    def words(self) -> str:
        texts = [*self.at.markdown, *self.at.caption, *self.at.info, *self.at.error]
        return "\n".join(text.value for text in texts)

    @property
    def query(self) -> dict[str, str]:
        # A list where the test set it and no run of the page has changed it since.
        params = self.at.query_params.items()
        return {name: value if isinstance(value, str) else value[0] for name, value in params}


@pytest.mark.parametrize("name", datasets.names())
def test_every_set_says_what_it_is_and_shows_its_pictures(name):
    page, whole = DatasetsPage(set=name), datasets.dataset(name)
    for fact in (whole.words, whole.source, whole.licence, f"{whole.train_size:,}", f"{whole.test_size:,}"):
        assert fact in page.words
    header, pictures = page.shown
    _, test, indices = whole.shipped
    assert header["part"] == "test"
    np.testing.assert_array_equal(pictures, test.images[:48])
    assert header["labels"] == test.labels[:48].tolist()
    assert header["indices"] == indices[:48].tolist()
    assert header["networks"] == [net for net in bundled.names() if bundled.dataset_of(net) is whole]


def test_at_first_it_is_the_set_of_the_network():
    assert DatasetsPage().shown[0]["title"] == "MNIST"


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist", "cifar10"])
def test_mean_and_deviation_are_those_of_the_training_pictures_that_ship(name):
    header, _ = DatasetsPage(set=name).shown
    images = datasets.dataset(name).shipped.train.images
    np.testing.assert_allclose(header["mean"], images.mean(axis=(0, 1, 2)) / 255)
    np.testing.assert_allclose(header["deviation"], images.std(axis=(0, 1, 2)) / 255)
    for channel, counts in enumerate(header["histogram"]):
        assert counts == np.histogram(images[..., channel], bins=32, range=(0, 256))[0].tolist()
    assert header["measured_on"] == "the 2,000 training pictures here"


def test_the_mean_of_a_class_is_of_the_training_pictures_that_ship():
    header, means = DatasetsPage(set="cifar10").classes
    train = datasets.dataset("cifar10").shipped.train
    assert header["means"] and len(means) == 10
    for label in (0, 9):
        np.testing.assert_allclose(means[label], train.images[train.labels == label].mean(axis=0), atol=0.5001)


def test_without_the_whole_set_the_page_says_what_it_counts_and_names_no_folder_of_the_server(data):
    page = DatasetsPage(set="cifar10")
    header, _ = page.classes
    assert header["training"] == [200] * 10 and header["test"] == [100] * 10 and not header["whole"]
    assert "2,000 training and 1,000 test pictures that come with cnnviz" in page.words
    assert "Whoever runs this app can add all CIFAR-10 pictures" in page.words
    assert str(data) not in page.words


def test_the_whole_set_is_counted_where_it_is_here(data):
    write_mnist(data, train=35, test=10)
    page = DatasetsPage(set="mnist")
    header, _ = page.classes
    assert header["training"] == [4] * 5 + [3] * 5 and header["test"] == [1] * 10 and header["whole"]
    assert "The whole set is here" in page.words


def test_a_damaged_file_is_said_and_what_ships_is_shown(data, caplog):
    (data / "mnist.npz").write_bytes(b"PK")
    page = DatasetsPage(set="mnist")
    (error,) = page.at.error
    assert "The pictures of MNIST on the server cannot be read" in error.value
    assert str(data) not in error.value and f"{data}/mnist.npz is damaged" in caplog.text
    assert "The whole set is here" not in page.words
    assert len(page.shown[1]) == 48


def test_part_class_and_page_choose_pictures_and_stay_in_the_url():
    page = DatasetsPage(set="fashion_mnist")
    page.at.button_group(key="part-fashion_mnist").set_value("training")
    page.run()
    page.at.selectbox(key="class-fashion_mnist").set_value("bag")
    page.run()
    assert page.query == {"set": "fashion_mnist", "part": "training", "class": "bag"}
    train = datasets.dataset("fashion_mnist").shipped.train
    bags = train.images[train.labels == 8]
    again = DatasetsPage(set="fashion_mnist", part="training", **{"class": "bag"}, page="5")
    for shown, expected in ((page, bags[:48]), (again, bags[192:])):
        header, pictures = shown.shown
        np.testing.assert_array_equal(pictures, expected)
        assert set(header["labels"]) == {8} and header["indices"] == []
    assert "193 to 200 of 200" in again.words
    assert again.query == {"set": "fashion_mnist", "part": "training", "class": "bag", "page": "5"}


def test_another_data_set_begins_with_its_first_page():
    page = DatasetsPage(set="mnist", part="training", page="7", **{"class": "3"})
    page.at.button_group(key="set").set_value("cifar10")
    page.run()
    assert page.query == {"set": "cifar10"}
    assert page.shown[0]["indices"] == datasets.dataset("cifar10").shipped.indices[:48].tolist()


@pytest.mark.parametrize(
    "query",
    [{"set": "minst"}, {"part": "validation"}, {"class": "cat"}, {"page": "99999"}, {"page": "-1"}, {"page": "٧"}],
    ids=str,
)
def test_a_url_that_names_nothing_shows_what_there_is(query):
    page = DatasetsPage(**{"set": "mnist"} | query)
    assert page.shown[0]["title"] == "MNIST" and len(page.shown[1])


def test_what_the_visitor_chose_elsewhere_stays():
    page = DatasetsPage(Selection(source="Samples", sample=4), set="cifar10")
    assert page.query == {"source": "Samples", "sample": "4", "set": "cifar10"}


@pytest.mark.parametrize(
    "sent", [["nope", 0], ["mnist_lab", 123456], ["mnist_lab"], "mnist_lab", 5, {"network": 1}], ids=str
)
def test_what_a_browser_makes_up_opens_nothing(sent):
    page = DatasetsPage(set="mnist")
    page.at.session_state["pictures"] = {"open": sent}
    page.run()
    assert page.at.session_state["selection"] == Selection()


class TestCatsAndDogs:
    def test_there_are_free_cats_and_dogs_and_the_page_says_why_and_what_to_do(self, data):
        page = DatasetsPage(set="cats_vs_dogs")
        (info,) = page.at.info
        assert "free ones" in info.value and "CC0" in info.value
        assert "README.md says how" in info.value and str(data) not in info.value
        header, pictures = page.shown
        assert pictures.shape == (6, 150, 150, 3)
        assert header["indices"] == [-6, -5, -4, -3, -2, -1] and header["measured_on"] == "the 6 pictures here"
        assert not page.classes[0]["means"]

    def test_a_free_picture_opens_as_the_sample_it_is(self, tmp_path, monkeypatch):
        models = tmp_path / "models"
        models.mkdir()
        for name in ("cats_dogs.py", "mnist_lab.py", "mnist_lab.keras"):
            (models / name).symlink_to(bundled.MODELS / name)
        (models / "cats_dogs.keras").touch()
        monkeypatch.setattr(bundled, "MODELS", models)
        monkeypatch.setattr(warm_up, "is_ready", lambda name: False)
        page = DatasetsPage(set="cats_vs_dogs")
        assert page.shown[0]["networks"] == ["cats_dogs"]
        page.at.session_state["pictures"] = {"open": ["cats_dogs", -4]}
        page.run()
        chosen = page.at.session_state["selection"]
        assert (chosen.network, chosen.source, chosen.sample, chosen.picture) == ("cats_dogs", "Samples", 2, None)

    def test_a_folder_of_your_own_pictures_is_shown(self, data):
        (data / "cats_vs_dogs").mkdir()
        for number in range(15):
            for place, kind in enumerate(("cat", "dog")):
                Image.new("RGB", (160, 150), (number, place, 77)).save(data / "cats_vs_dogs" / f"{kind}{number:02}.png")
        page = DatasetsPage(set="cats_vs_dogs", part="training")
        header, pictures = page.shown
        assert "24 for training and 6 for testing" in page.words
        assert header["labels"] == [0] * 12 and (pictures[..., 2] == 77).all()
        classes, means = page.classes
        assert classes["training"] == [12, 12] and classes["test"] == [3, 3] and classes["whole"]
        assert means[1, 0, 0].tolist() == [8, 1, 77]

    def test_a_picture_that_cannot_be_read_is_named_in_the_terminal(self, data, caplog):
        (data / "cats_vs_dogs").mkdir()
        Image.new("RGB", (160, 150)).save(data / "cats_vs_dogs" / "cat.png")
        (data / "cats_vs_dogs" / "dog.jpg").write_text("woof")
        page = DatasetsPage(set="cats_vs_dogs")
        (error,) = page.at.error
        assert "Cats and dogs on the server cannot be read" in error.value and str(data) not in error.value
        assert str(data / "cats_vs_dogs" / "dog.jpg") in caplog.text
        assert page.shown[1].shape == (6, 150, 150, 3)
