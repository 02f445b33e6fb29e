"""The numbers of a network that reads no picture, in the state that a URL says."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.known.own import OwnNetwork, open_own
from cnnviz.results.comparison import partners
from cnnviz.ui.picture.selected import selected_picture
from cnnviz.ui.share.links import link_of, not_held
from cnnviz.ui.state import SELECTION, Selection, changed
from cnnviz.ui.state.selection import LEFT_OUT, read_selection
from tests.opening.files import saved
from tests.opening.test_numbers import measuring

ROW = (0.1, -2.0, 3e-7, 1500.0, 0.0, 7.25, -0.3333333333333333, 8.0, 9.0)


@pytest.fixture(scope="module")
def nine() -> OwnNetwork:
    """A network of nine measurements that somebody brought."""
    return open_own(saved(measuring(9), ".keras"), "nine.keras")


def test_a_link_holds_the_numbers_and_gives_them_back(nine):
    chosen = Selection(network=nine.name, numbers=ROW)
    query = SELECTION.write(chosen)
    assert query == {"network": nine.name, "values": "0.1_-2_3e-07_1500_0_7.25_-0.3333333333333333_8_9"}
    assert SELECTION.read(query) == chosen
    assert not_held(chosen, "draw", query) == ""
    assert selected_picture(chosen).input.ravel().tolist() == np.array(ROW, np.float32).tolist()


def test_all_are_zero_until_some_are_typed(nine):
    start = Selection(network=nine.name)
    assert SELECTION.write(start) == {"network": nine.name}
    prepared = selected_picture(start)
    assert prepared.input.shape == (1, 9, 1) and not prepared.input.any() and not prepared.steps


@pytest.mark.parametrize("values", ["1_2_3", "1_2_3_4_5_6_7_8_nan", "1_2_3_4_5_6_7_8_9e99", "a", "1~2", "1_" * 4500])
def test_values_that_do_not_fit_are_left_out(values, nine):
    assert SELECTION.read({"network": nine.name, "values": values}).numbers == ()


def test_what_belongs_to_pictures_is_left_out_and_numbers_stay_with_their_network(nine):
    read = SELECTION.read({"network": nine.name, "change": "turn_31", "picture": "7", "values": "_".join("123456789")})
    assert (read.change, read.picture, read.numbers[8]) == ("", None, 9.0)
    assert changed(read, network="mnist_lab").numbers == ()
    assert SELECTION.read({"values": "_".join("123456789")}).numbers == ()


def test_too_many_for_an_address_stay_in_the_visit_and_not_in_the_link():
    many = open_own(saved(measuring(1025), ".keras"), "many.keras")
    chosen = Selection(network=many.name, numbers=(0.125,) * 1025)
    query = SELECTION.write(chosen)
    assert query["values"] == LEFT_OUT
    assert read_selection(query, chosen).numbers == chosen.numbers
    assert read_selection(query, Selection()).numbers == ()
    assert "Your numbers are not in the link" in not_held(chosen, "draw", query)
    assert "values" not in link_of("http://school.example", "draw", query)


def test_it_is_compared_with_what_reads_as_many_numbers_alone(nine):
    other = open_own(saved(measuring(9), ".h5"), "other.h5")
    longer = open_own(saved(measuring(47), ".h5"), "longer.h5")
    assert partners(nine.name, [nine.name, other.name, longer.name]) == [other.name]
