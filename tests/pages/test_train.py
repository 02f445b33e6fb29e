"""The Train page, run by Streamlit: its settings, a training from Start to a neighbour's screen, its sentences."""

from __future__ import annotations

import errno
import gc
import json
import re
import time
import weakref
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import known
from cnnviz.architecture.text import text_to_specs
from cnnviz.datasets.dataset import Part
from cnnviz.live.own_pictures import OwnPictures
from cnnviz.live.pool import Run
from cnnviz.live.recipe import Recipe
from cnnviz.live.sample import pictures_of
from cnnviz.ui.train.augmented import augmented_sheet
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.pictures_route import forget_pictures
from cnnviz.ui.train.seen import back_message, training_message
from cnnviz.ui.train.sparkline import sparkline
from cnnviz.ui.train.visits import find_visit, trainings
from tests.support.page import component, open_page, run

# Keras' own, while saving.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")

SECONDS = 120
SMALL = {"stack": "f-d10-z", "each": "20", "epochs": "2"}


def told(at: AppTest) -> dict:
    return json.loads(component(at, "train").json)[0]


def trained(at: AppTest, own: Part | None = None) -> Run:
    """Train what the page says, to the end."""
    data = told(at)
    recipe = TRAIN.read(data["recipe"])
    started = trainings().start(data["visit"], recipe, own=own or find_visit(data["visit"]).own_part(recipe))
    wait_for(started, "done")
    run(at)
    return started


def wait_for(started: Run, status: str) -> None:
    end = time.monotonic() + SECONDS
    while not trainings().wait_for(started, lambda run: run.status == status, 1):
        assert time.monotonic() < end, (started.status, started.report.message)
        trainings().tell(started.visit, started.name, "watch")


def unpack(message: bytes) -> dict:
    return json.loads(message[4 : 4 + int.from_bytes(message[:4], "little")])


def test_settings_become_a_recipe_and_the_stack_follows_the_classes():
    at = open_page("pages/train.py", None, **SMALL)
    assert TRAIN.read(told(at)["recipe"]) == Recipe(text_to_specs("f-d10-z"), each=20, epochs=2)
    at.multiselect(key="train-classes-mnist").set_value([4, 9])
    run(at)
    assert TRAIN.read(told(at)["recipe"]) == Recipe(text_to_specs("f-d2-z"), classes=(4, 9), each=20, epochs=2)
    at.selectbox(key="train-data").set_value("cifar10")
    run(at)
    recipe = TRAIN.read(told(at)["recipe"])
    assert (recipe.dataset, recipe.classes, recipe.layers) == ("cifar10", (), text_to_specs("f-d10-z"))
    at.selectbox(key="train-preset").set_value("A single neuron")
    run(at)
    recipe = TRAIN.read(told(at)["recipe"])
    assert (recipe.classes, recipe.layers) == ((0, 1), text_to_specs("f-d1g"))
    assert told(at)["problem"] == ""


def test_what_cannot_be_trained_is_said_with_no_recipe_to_start():
    at = open_page("pages/train.py", None, stack="c8-d10-z")
    data = told(at)
    assert data["recipe"] is None and "row of values" in data["problem"]


def test_a_training_is_given_to_a_neighbour_by_its_code():
    hers, his = (open_page("pages/train.py", None, **SMALL) for _ in range(2))
    assert told(hers)["visit"] != told(his)["visit"]
    done = trained(hers)
    text = " ".join(element.value for element in hers.markdown)
    assert f"**{done.test[0] / done.test[1]:.1%}** of 1,000 official test pictures" in text
    hers.button(key=f"give-{done.name}").click()
    run(hers)
    (said,) = hers.success
    code = re.search(r"\*\*([A-Z]{4})\*\*", said.value)[1]
    his.text_input(key="train-code").set_value("XXXX" if code != "XXXX" else "YYYY")
    run(his)
    assert "No network has this code" in his.warning[0].value
    his.text_input(key="train-code").set_value(code.lower())
    run(his)
    his.button(key="open-code").click()
    run(his)
    assert his.session_state["selection"].network.startswith("own-")


def test_the_settings_of_an_earlier_training_come_back():
    at = open_page("pages/train.py", None, **SMALL, seed="5")
    done = trained(at)
    at.number_input(key="train-seed").set_value(6)
    run(at)
    assert TRAIN.read(told(at)["recipe"]).seed == 6
    at.button(key=f"settings-{done.name}").click()
    run(at)
    assert TRAIN.read(told(at)["recipe"]) == done.recipe


OWN = {"data": "photographs", "stack": "f-d2-z", "epochs": "2", "way": "scratch", "names": "car|frog"}


def fill(at: AppTest, *counts: int) -> OwnPictures:
    own = find_visit(told(at)["visit"]).own["photographs"]
    pictures = pictures_of(Recipe(dataset="cifar10", classes=(1, 6), each=60)).learn
    for index, count in enumerate(counts):
        for image in pictures.images[pictures.labels == index][:count]:
            own.add(index, image)
    run(at)
    return own


def test_own_classes_are_named_by_the_link_and_need_pictures():
    at = open_page("pages/train.py", None, **OWN)
    assert "no pictures yet" in told(at)["problem"]
    assert not any("You see a sample" in caption.value for caption in at.caption)
    assert json.loads(component(at, "own_pictures").json)[0]["names"] == ["car", "frog"]
    fill(at, 12, 1)
    assert "“frog” has too few" in told(at)["problem"]
    own = fill(at, 0, 8)
    recipe = TRAIN.read(told(at)["recipe"])
    assert recipe == replace(
        Recipe(text_to_specs("f-d2-z"), "photographs", names=("car", "frog"), way="scratch"), epochs=2
    )
    # A class more is an answer more of the stack.
    own.add_class("plane")
    own.add(2, own.part().images[0])
    own.add(2, own.part().images[1])
    run(at)
    recipe = TRAIN.read(told(at)["recipe"])
    assert (recipe.names, recipe.layers) == (("car", "frog", "plane"), text_to_specs("f-d3-z"))


def test_own_pictures_are_learned_both_ways_and_opened():
    at = open_page("pages/train.py", None, **OWN | {"way": "both"})
    fill(at, 12, 12)
    done = trained(at)
    twin = trainings().find(done.visit, done.twin)
    wait_for(twin, "done")
    run(at)
    text = " ".join(element.value for element in at.markdown)
    assert "1 · on cifar_vgg, Your own photographs" in text and "2 · own stack" not in text
    assert "2 · One layer of neurons, Your own photographs" in text and "official test pictures" not in text
    header = unpack(training_message(trainings(), done, 0))
    assert header["beside"]["history"] == [list(row) for row in twin.rows]
    assert TRAIN.read(header["recipe"]).way == "both"
    at.button(key=f"open-{done.name}").click()
    run(at)
    own = known.own.find(at.session_state["selection"].network)
    assert own.labels == ("car", "frog") and own.kind == "colour"
    network = known.own.network_of(own.name)
    held = pictures_of(done.recipe, done.own).held
    answers = network.probabilities(held.images / np.float32(255)).argmax(1)
    assert np.mean(answers == held.labels) == done.accuracy


def test_what_is_deleted_is_deleted_and_its_networks_stay():
    at = open_page("pages/train.py", None, **OWN)
    own = fill(at, 6, 6)
    done = trained(at, own.part())
    visit = find_visit(done.visit)
    forget_pictures(visit)
    assert own.counts == (0, 0) and done.own is None and done.seen is None and visit.picture is None
    run(at)
    keys = {button.key for button in at.get("download_button")}
    assert f"network-{done.name}" in keys and f"program-{done.name}" not in keys
    at.button(key=f"open-{done.name}").click()
    run(at)
    assert at.session_state["selection"].network.startswith("own-")


def test_what_a_visit_brought_and_trained_ends_with_it():
    at = open_page("pages/train.py", None, **OWN)
    own = weakref.ref(fill(at, 6, 6))
    data = told(at)
    run = trainings().start(data["visit"], TRAIN.read(data["recipe"]), own=own().part())
    assert find_visit(data["visit"]) is not None and trainings().of_visit(data["visit"]) == [run]
    # As Streamlit does when a page is closed.
    del at.session_state["training-visit"]
    del at
    gc.collect()
    assert find_visit(data["visit"]) is None and own() is None
    assert trainings().of_visit(data["visit"]) == []


def test_the_epochs_of_every_training_can_be_looked_back_at():
    at = open_page("pages/train.py", None, **SMALL)
    first, second = trained(at), trained(at)
    data = json.loads(component(at, "look_back").json)[0]
    assert [each["name"] for each in data["runs"]] == [first.name, second.name]
    assert data["runs"][0]["epochs"] == [0, 1, 2] and data["runs"][1]["changed"] == "nothing"
    header = unpack(back_message(first, 2, first.picture))
    assert (header["epoch"], header["labels"]) == (2, list(first.recipe.labels))
    with pytest.raises(ValueError, match="not kept"):
        back_message(first, 7, None)


def test_a_full_disk_is_said_and_the_network_stays(monkeypatch):
    at = open_page("pages/train.py", None, **SMALL)
    done = trained(at)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("cnnviz.known.export.tempfile.TemporaryDirectory", full)
        at.button(key=f"open-{done.name}").click()
        run(at)
        assert "disk is full" in at.error[0].value
    at.button(key=f"open-{done.name}").click()
    run(at)
    assert at.session_state["selection"].network.startswith("own-")


def test_what_augmentation_does_is_shown():
    at = open_page("pages/train.py", None, **SMALL, augment="moved")
    assert any("as it is learned in eight epochs" in str(element.proto) for element in at.get("image"))
    picture = Recipe().data.shipped.train.images[0]
    sheet = np.asarray(augmented_sheet("moved", 1, picture.shape, picture.tobytes()))
    # Each is another, at twice its size, with its pixels sharp.
    tiles = [sheet[:56, left : left + 56] for left in range(0, 240, 60)]
    assert len({tile.tobytes() for tile in tiles}) == 4
    np.testing.assert_array_equal(tiles[0][::2, ::2], tiles[0][1::2, 1::2])


def test_a_training_has_its_course_in_the_table():
    at = open_page("pages/train.py", None, **SMALL)
    done = trained(at)
    drawn = [str(image.proto) for image in at.get("image")]
    assert any(
        f"{done.rows[0][4]:.0%} after the first epoch, {done.rows[-1][4]:.0%} after the last" in each for each in drawn
    )
    at.query_params["hide"] = "training-curve"
    run(at)
    assert not at.get("image")
    card = " ".join(each.value for each in at.markdown)
    assert "batches in" in card and "held out" not in card and "official test pictures" not in card
    assert not [each for each in at.get("download_button") if each.proto.label in ("History", "TensorBoard")]
    points = re.search(r'points="([^"]+)"', sparkline([(1, 0, 0, 0, 0.0), (2, 0, 0, 0, 0.5), (3, 0, 0, 0, 1.0)]))[1]
    assert [tuple(map(float, point.split(","))) for point in points.split()] == [(4, 32), (66, 18), (128, 4)]


@pytest.fixture(scope="module", autouse=True)
def workers():
    """The processes that train end with these tests."""
    yield
    trainings().close()
    trainings.cache_clear()
