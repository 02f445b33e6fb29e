"""The drawing pad's Python side: what a browser sends, and which drawing counts."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import MAX_POINTS, MAX_STROKES, drawing_to_json, parse_drawing

SEVEN = Stroke(((60, 70), (200, 70), (120, 230)), 20)
ONE = Stroke(((140, 40), (140.5, 240)), 16)


def drawing(*strokes: object) -> dict:
    return {"strokes": list(strokes)}


def test_a_drawing_survives_the_way_to_json_and_back():
    assert parse_drawing(json.loads(json.dumps(drawing_to_json([SEVEN, ONE])))) == [SEVEN, ONE]


@pytest.mark.parametrize(
    "value",
    [None, 7, "strokes", [], {}, {"strokes": None}, {"strokes": {"0": 1}}, drawing(None, 3, "x", [])],
    ids=repr,
)
def test_what_is_no_drawing_gives_no_strokes(value):
    assert parse_drawing(value) == []


@pytest.mark.parametrize(
    "points", [None, [], [1], [1, 2, 3], "1234", [1, "2"], [1, None], [1, True], [1, math.nan], [math.inf, 1], [[1, 2]]]
)
def test_a_bad_stroke_is_left_out_and_the_others_stay(points):
    good = drawing_to_json([ONE])["strokes"][0]
    assert parse_drawing(drawing({"width": 16, "points": points}, good)) == [ONE]


@pytest.mark.parametrize("width", [None, "16", True, math.nan, -math.inf, [16]])
def test_a_bad_width_leaves_the_stroke_out(width):
    assert parse_drawing(drawing({"width": width, "points": [1, 2]})) == []


def test_far_points_and_odd_pens_move_to_the_nearest_allowed_value():
    sent = drawing({"width": 900, "points": [-51, 10**400, 1e300, -0.5]}, {"width": -3, "points": [5, 6]})
    assert parse_drawing(sent) == [Stroke(((-50, 330), (330, -0.5)), 60), Stroke(((5, 6),), 1)]


def test_strokes_and_points_beyond_the_limits_are_dropped():
    dot = {"width": 16, "points": [1, 2]}
    assert len(parse_drawing(drawing(*[dot] * (MAX_STROKES + 5)))) == MAX_STROKES
    long = {"width": 16, "points": [1, 2] * (MAX_POINTS - 1)}
    assert [len(stroke.points) for stroke in parse_drawing(drawing(long, long, dot, dot))] == [MAX_POINTS - 1, 1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.sampled_from(["strokes", "width", "points", "version"]), inner, max_size=4)
    ),
)


@given(JSON)
def test_anything_sent_is_survived(value):
    for stroke in parse_drawing(value):
        assert 1 <= stroke.width <= 60
        assert stroke.points
        assert all(-50 <= number <= 330 for point in stroke.points for number in point)


def pad_script() -> None:
    import streamlit as st

    from cnnviz.pictures.strokes import Stroke
    from cnnviz.pictures.strokes_json import drawing_to_json
    from cnnviz.ui.components.draw_pad import draw_pad

    kept = st.session_state.setdefault("kept", [Stroke(((10, 10),), 30)])
    if st.checkbox("pad", value=True):
        kept = st.session_state.kept = draw_pad(kept, key="pad", version=st.session_state.get("version", 0))
    st.json(drawing_to_json(kept))


def returned(at: AppTest) -> list[Stroke]:
    return parse_drawing(json.loads(at.json[0].value))


def shown(at: AppTest) -> dict:
    """What the browser is told."""
    return json.loads(at.get("bidi_component")[0].proto.json)[0]


def test_the_pad_starts_with_the_strokes_it_is_given():
    at = AppTest.from_function(pad_script, default_timeout=60).run()
    assert not at.exception
    assert returned(at) == [Stroke(((10, 10),), 30)]
    assert shown(at) == {"version": 0, "pen": 30, "question": None, "strokes": [{"width": 30, "points": [10, 10]}]}


def test_what_is_drawn_is_returned_and_kept_while_the_pad_is_away():
    at = AppTest.from_function(pad_script, default_timeout=60).run()
    at.session_state["pad"] = {"drawing": drawing_to_json([SEVEN, ONE]) | {"version": 0}}
    at.run()
    assert returned(at) == [SEVEN, ONE]
    at.checkbox[0].uncheck().run()
    at.checkbox[0].check().run()
    assert returned(at) == [SEVEN, ONE]
    assert shown(at)["strokes"] == drawing_to_json([SEVEN, ONE])["strokes"]


def test_a_new_version_replaces_what_is_drawn():
    at = AppTest.from_function(pad_script, default_timeout=60).run()
    at.session_state["pad"] = {"drawing": drawing_to_json([ONE]) | {"version": 0}}
    at.run()
    at.session_state["kept"] = [SEVEN]
    at.session_state["version"] = 1
    at.run()
    assert returned(at) == [SEVEN]
    assert shown(at) == {"version": 1, "pen": 20, "question": None, **drawing_to_json([SEVEN])}


def test_an_emptied_pad_stays_empty():
    at = AppTest.from_function(pad_script, default_timeout=60).run()
    at.session_state["pad"] = {"drawing": {"version": 0, "strokes": []}}
    at.run()
    assert returned(at) == []
    assert shown(at)["pen"] == 16
