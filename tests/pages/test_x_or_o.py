"""The page X or O, run by Streamlit itself, without a browser."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pytest

from cnnviz.labs.x_or_o import EXAMPLE, FEATURES, vote, walk
from cnnviz.labs.x_or_o_images import SAMPLES, differences, image_to_text, move, text_to_image
from cnnviz.ui.labs.x_or_o import ACTIONS, PAD, WALK
from tests.support.page import component, open_page, run


class XOrOPage:
    """The page as one visitor has it; every run of it must end without an exception."""

    def __init__(self, query: Mapping[str, str] | None = None):
        self.at = open_page("pages/x_or_o.py", **(query or {}))

    def send(self, pad: Mapping | None = None, walk: Mapping | None = None) -> XOrOPage:
        """Run the page after its components have sent something."""
        if pad is not None:
            self.at.session_state[PAD] = pad
        if walk is not None:
            self.at.session_state[WALK] = walk
        run(self.at)
        return self

    @property
    def data(self) -> tuple[dict, dict]:
        """What the pad and the walk are made of."""
        pad, walk = (json.loads(component(self.at, name).json)[0] for name in ("x_or_o_pad", "x_or_o_walk"))
        return pad, walk

    @property
    def query(self) -> dict[str, str]:
        # A list where the test set it and no run of the page has changed it since.
        params = self.at.query_params.items()
        return {name: value if isinstance(value, str) else value[0] for name, value in params}


def painted(image: np.ndarray, version: int = 0) -> dict:
    return {"painted": {"version": version, "cells": image_to_text(image)}}


def test_the_page_begins_with_the_x_and_shows_every_number_of_it():
    page = XOrOPage()
    pad, shown = page.data
    assert pad["verdict"] == "An X: 1.00 against 0.56."
    assert page.query == {}
    steps = walk(SAMPLES["X"])
    for name in ("products", "matches", "rectified", "pooled", "pooled_again"):
        np.testing.assert_array_equal(np.moveaxis(shown["steps"][name], 0, -1), getattr(steps, name))
    assert shown["steps"]["flat"] == steps.flat.tolist()
    assert [feature["cells"] for feature in shown["features"]] == [cells.tolist() for cells in FEATURES.values()]
    letters = shown["vote"]["letters"]
    assert letters["X"]["terms"] == ["1"] * 5 and letters["X"]["mean"] == "5 / 5 = 1"
    assert letters["O"]["terms"] == ["5/9"] * 4 and letters["O"]["mean"] == "20/9 / 4 = 0.5556"
    assert not page.at.error and not page.at.warning


def test_cell_by_cell_counts_what_differs():
    shown = XOrOPage().data[1]["comparisons"]
    assert [each["differs"] for each in shown] == [0, 26, 28, 21, 0]
    for each in shown:
        assert np.sum(each["marked"]) == each["differs"]


def test_the_articles_example_is_voted_on():
    typed = XOrOPage().data[1]["typed"]
    assert tuple(typed["numbers"]) == EXAMPLE and not typed["error"]
    letters = typed["vote"]["letters"]
    assert (letters["X"]["total"], letters["X"]["mean"], letters["X"]["share"]) == ("4.56", "4.56 / 5 = 0.912", "0.91")
    assert (letters["O"]["total"], letters["O"]["mean"], letters["O"]["share"]) == ("2.07", "2.07 / 4 = 0.5175", "0.52")
    assert typed["vote"]["words"] == "An X: 0.91 against 0.52"


def test_what_is_painted_is_followed_and_stays_in_the_url():
    page = XOrOPage().send(painted(SAMPLES["O"]))
    pad, shown = page.data
    assert pad["verdict"] == "An O: 1.00 against 0.56."
    assert shown["image"] == SAMPLES["O"].tolist()
    assert shown["comparisons"][-1]["differs"] == 21
    assert page.query == {"cells": image_to_text(SAMPLES["O"])}
    assert XOrOPage(page.query).data[1]["image"] == SAMPLES["O"].tolist()


def test_the_whole_setup_is_in_the_url():
    numbers = ["0.1", "1", *["0,5"] * 10]
    page = XOrOPage().send(
        painted(SAMPLES["broken"]),
        {"feature": {"version": 0, "feature": "/"}, "typed": {"version": 0, "texts": numbers}},
    )
    assert page.query == {
        "cells": image_to_text(SAMPLES["broken"]),
        "feature": "/",
        "numbers": "0.1_1_0.5_0.5_0.5_0.5_0.5_0.5_0.5_0.5_0.5_0.5",
    }
    again = XOrOPage(page.query).data[1]
    assert again["feature"] == 2
    assert again["typed"]["numbers"] == [0.1, 1, *[0.5] * 10]
    assert again["image"] == SAMPLES["broken"].tolist()


def test_the_buttons_change_the_image_that_the_browser_has():
    page = XOrOPage().send({"action": {"name": "right", "cells": image_to_text(SAMPLES["O"])}})
    pad, shown = page.data
    assert shown["image"] == move(SAMPLES["O"], 0, 1).tolist()
    assert pad["version"] == 1 and pad["cells"] == image_to_text(move(SAMPLES["O"], 0, 1))
    page.send(painted(SAMPLES["X"]))
    assert page.data[1]["image"] == move(SAMPLES["O"], 0, 1).tolist(), "what was painted before the button is over"
    page.send(painted(SAMPLES["X"], version=1))
    assert page.data[1]["image"] == SAMPLES["X"].tolist()


def test_every_button_does_what_it_says():
    image = SAMPLES["broken"]
    done = {name: change(image) for name, change in ACTIONS.items()}
    np.testing.assert_array_equal(done["left"], move(image, 0, -1))
    np.testing.assert_array_equal(done["up"], move(image, -1, 0))
    np.testing.assert_array_equal(done["down"], move(image, 1, 0))
    assert differences(done["break"], image) == 3
    assert (done["clear"] == -1).all()
    for name, sample in SAMPLES.items():
        np.testing.assert_array_equal(done[f"sample {name}"], sample)


def test_an_empty_image_has_a_verdict_too():
    page = XOrOPage().send({"action": {"name": "clear", "cells": image_to_text(SAMPLES["X"])}})
    assert page.data[0]["verdict"] == f"{vote(walk(np.full((9, 9), -1)).flat).words}." == "An O: 0.33 against 0.27."


def test_reset_brings_back_the_beginning():
    page = XOrOPage({"cells": image_to_text(SAMPLES["O"]), "feature": "X", "numbers": "_".join(["1"] * 12)})
    page.send({"action": {"name": "reset", "cells": image_to_text(SAMPLES["O"])}})
    assert page.query == {}
    pad, shown = page.data
    assert pad["version"] == shown["version"] == 1
    assert shown["feature"] == 0 and tuple(shown["typed"]["numbers"]) == EXAMPLE
    assert shown["image"] == SAMPLES["X"].tolist()


def test_a_wrong_number_is_said_and_the_last_good_vote_stays():
    good = ["1", *["0"] * 11]
    page = XOrOPage().send(walk={"typed": {"version": 0, "texts": good}})
    for wrong in ("abc", "", "1e999", "-1"):
        page.send(walk={"typed": {"version": 0, "texts": [*good[:4], wrong, *good[5:]]}})
        typed = page.data[1]["typed"]
        assert typed["error"].startswith("Number 5 is ")
        assert typed["vote"]["words"] == "An X: 0.20 against 0.00"
    page.send({"action": {"name": "left", "cells": image_to_text(SAMPLES["X"])}})
    shown = page.data[1]
    assert shown["typed"]["error"] and shown["version"] == 0, "what is typed stays when the image is moved"
    page.send({}, {"typed": {"version": 0, "texts": good}})
    assert not page.data[1]["typed"]["error"]


@pytest.mark.parametrize(
    "query",
    [
        {"cells": "an O"},
        {"cells": "f" * 21},
        {"cells": "0" * 5000},
        {"feature": "Y"},
        {"numbers": "1_2_3"},
        {"numbers": "_".join(["nan"] * 12)},
    ],
    ids=lambda query: str(query)[:30],
)
def test_a_url_that_names_nothing_shows_the_beginning(query):
    page = XOrOPage(query)
    assert page.data[1]["image"] == SAMPLES["X"].tolist() and page.data[1]["feature"] == 0
    assert page.query == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"painted": "X"},
        {"painted": {"version": 0, "cells": 5}},
        {"painted": {"version": 0, "cells": "f" * 21}},
        {"painted": {"version": 7, "cells": image_to_text(SAMPLES["O"])}},
        {"action": {"name": "explode", "cells": image_to_text(SAMPLES["O"])}},
        {"action": {"name": "left", "cells": "0"}},
        {"action": ["left"]},
    ],
    ids=str,
)
def test_what_a_browser_makes_up_changes_nothing(sent):
    page = XOrOPage().send(sent, {"feature": {"version": 0, "feature": "Y"}, "typed": {"version": 0, "texts": [1]}})
    assert page.data[1]["image"] == SAMPLES["X"].tolist()
    assert page.query == {}


def test_what_is_set_up_is_there_after_another_page():
    page = XOrOPage().send(painted(SAMPLES["thick"]))
    page.at.switch_page("pages/networks.py").run()
    page.at.switch_page("pages/x_or_o.py")
    page.send()
    assert page.data[1]["image"] == text_to_image(image_to_text(SAMPLES["thick"])).tolist()
    assert page.query == {"cells": image_to_text(SAMPLES["thick"])}
