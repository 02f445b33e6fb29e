"""The Shapes page's script, run by Streamlit itself, without a browser."""

from __future__ import annotations

import json

import pytest

from cnnviz.architecture.shapes import work_out
from cnnviz.architecture.text import text_to_specs
from cnnviz.architecture.typed import written
from tests.support.page import open_page, run


class ShapesPage:
    """The page as one visitor has it; every run of it must end without an exception."""

    def __init__(self, **query: str):
        self.at = open_page("pages/shapes.py", **query)
        self.number = 0

    def run(self) -> ShapesPage:
        run(self.at)
        return self

    def send(self, **sent) -> ShapesPage:
        self.number += 1
        self.at.session_state["builder"] = {"edit": {"number": self.number, **sent}}
        return self.run()

    def type(self, shape, text: str, change=lambda layers: None, **sent) -> ShapesPage:
        typed = written(shape, text_to_specs(text))
        layers = [[layer.kind.mark, dict(layer.texts)] for layer in typed.layers]
        change(layers)
        return self.send(**{"sides": list(typed.sides), "layers": layers, "chosen": None} | sent)

    @property
    def data(self) -> dict:
        (element,) = [each for each in self.at.get("bidi_component") if each.proto.component_name == "cnnviz_shapes"]
        return json.loads(element.proto.json)[0]

    @property
    def query(self) -> dict[str, str]:
        params = self.at.query_params.items()
        return {name: value if isinstance(value, str) else value[0] for name, value in params}


def test_the_page_begins_with_a_network_and_a_clean_url():
    page = ShapesPage()
    assert page.data["preset"] == "mnist_lab" and page.query == {}
    assert [row["output"] for row in page.data["rows"]][:2] == ["28 × 28 × 6", "14 × 14 × 6"]
    assert page.data["totals"][0][:2] == ["weights", "104,342"]


def test_every_number_is_the_librarys():
    page = ShapesPage(input="32x32x3", layers="c10k5n-b-m2-f-d2")
    shapes = work_out((32, 32, 3), text_to_specs("c10k5n-b-m2-f-d2"))
    for shown, row in zip(page.data["rows"], shapes.rows, strict=True):
        assert shown["shape"] == list(row.layer.output_shape)
        assert shown["weights"] == f"{row.layer.parameters:,}"
        assert shown["region"] == list(row.region)
    convolution, normalisation, *_, dense = page.data["rows"]
    assert (convolution["size"], convolution["weights_sum"]) == ("⌊(32 − 5) / 1⌋ + 1", "5·5·3·10")
    assert (convolution["adds_sum"], convolution["adds"]) == ("28·28·75·10", "588,000")
    assert (convolution["values"], convolution["memory"], convolution["field"]) == ("7,840", "31 KB", "5 × 5")
    assert (normalisation["weights_sum"], normalisation["measured"]) == ("4·10", "20 of them not trained")
    assert (dense["weights_sum"], dense["weights"], dense["field"]) == ("1,960·2 + 2", "3,922", "all")
    assert page.data["totals"][0][2] == f"{shapes.costs.parameters - 2:,} without biases; 20 not trained"
    assert [line[1] for line in page.data["instead"]] == ["2,352", "120,000", "3,072"]


def test_a_preset_is_shown_with_its_notes_and_goes_into_the_url():
    page = ShapesPage().send(preset="VGG-16")
    assert page.data["totals"][0][1] == "138,357,544" and page.data["totals"][2][1] == "15,237,608"
    assert [note["layer"] for note in page.data["notes"]] == [None, None, 5]
    again = ShapesPage(**page.query)
    assert again.data["preset"] == "VGG-16" and again.data["rows"] == page.data["rows"]
    assert page.send(preset="").query == {} and page.data["preset"] == "mnist_lab"


def test_an_edit_goes_into_the_url_and_the_link_shows_the_same():
    page = ShapesPage().type((20, 10, 1), "c4k3x5-m2-f-d3z", chosen=2)
    assert page.query == {"input": "20x10x1", "layers": "c4k3x5-m2-f-d3z", "look": "2"}
    again = ShapesPage(**page.query)
    for name in ("sides", "layers", "rows", "chosen", "code", "csv"):
        assert again.data[name] == page.data[name]
    assert page.data["chosen"] == 1 and page.data["preset"] == ""


def test_what_is_typed_wrongly_stays_and_the_url_keeps_what_could_be_read():
    page = ShapesPage().type((20, 20, 1), "c4-m2")
    url = page.query
    page.type((20, 20, 1), "c4-m2", lambda layers: layers[1][1].update(pool_size="1e999"))
    assert page.query == url
    assert page.data["layers"][1][1]["pool_size"] == "1e999"
    assert page.data["problem"]["layer"] == 1 and "not “1e999”" in page.data["problem"]["text"]
    assert len(page.data["rows"]) == 1
    page.type((20, 20, 1), "c4-m2", sides=["20", "", "1"])
    assert page.query == url
    assert "not nothing" in page.data["faults"]["sides"]["width"]
    assert page.data["rows"] == [] and page.data["problem"]["layer"] == -1


def test_an_impossible_stack_is_in_the_url():
    page = ShapesPage().type((8, 8, 1), "f-c4-d2")
    assert page.data["problem"]["layer"] == 1 and "move it up, before Flatten (layer 1)" in page.data["problem"]["text"]
    assert page.query["layers"] == "f-c4-d2"
    assert ShapesPage(**page.query).data["problem"] == page.data["problem"]


def test_a_stack_of_nothing_can_be_shared():
    page = ShapesPage().type((28, 28, 1), "")
    assert page.query == {"layers": "-"}
    assert ShapesPage(**page.query).data["layers"] == []


@pytest.mark.parametrize("query", [{"input": "0x0"}, {"layers": "???"}, {"look": "-4"}, {"look": "٣"}], ids=str)
def test_a_url_that_says_nothing_shows_the_beginning(query):
    assert ShapesPage(**query).data["preset"] == "mnist_lab"


@pytest.mark.parametrize("sent", [5, {"number": "1"}, {"number": 1}, {"number": 1, "sides": 3, "preset": []}], ids=str)
def test_what_a_browser_makes_up_changes_nothing(sent):
    page = ShapesPage()
    page.at.session_state["builder"] = {"edit": sent}
    assert page.run().data["preset"] == "mnist_lab"


def test_another_page_leaves_the_stack_as_it_is():
    page = ShapesPage().type((9, 9, 1), "c4")
    page.at.switch_page("pages/datasets.py").run()
    page.at.query_params.clear()
    page.at.switch_page("pages/shapes.py")
    assert page.run().data["sides"] == ["9", "9", "1"]
    assert page.query == {"input": "9x9x1", "layers": "c4"}
