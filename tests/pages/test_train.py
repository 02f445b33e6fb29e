"""The Train page, run by Streamlit: its settings, a training from Start to a neighbour's screen, its sentences."""

from __future__ import annotations

import json
import re
import time

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.architecture.text import text_to_specs
from cnnviz.live.pool import Run
from cnnviz.live.recipe import Recipe
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.visits import trainings
from tests.support.page import component, open_page, run

# Keras' own, while saving.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")

SECONDS = 120
SMALL = {"stack": "f-d10-z", "each": "20", "epochs": "2"}


def told(at: AppTest) -> dict:
    return json.loads(component(at, "train").json)[0]


def trained(at: AppTest) -> Run:
    """Train what the page says, to the end."""
    data = told(at)
    started = trainings().start(data["visit"], TRAIN.read(data["recipe"]))
    end = time.monotonic() + SECONDS
    while not trainings().wait_for(started, lambda run: run.status == "done", 1):
        assert time.monotonic() < end, (started.status, started.report.message)
        trainings().tell(started.visit, started.name, "watch")
    run(at)
    return started


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


@pytest.fixture(scope="module", autouse=True)
def workers():
    """The processes that train end with these tests."""
    yield
    trainings().close()
    trainings.cache_clear()
