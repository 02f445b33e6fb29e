"""Whole layers of a large network on demand: what TensorFlow computed, and a status for everything else."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from cnnviz import known
from cnnviz.edits import ChannelOff
from cnnviz.known.own import open_own
from cnnviz.ui.large import kept
from cnnviz.ui.large.kept import remember
from cnnviz.ui.large.route import layers
from tests.opening.brought import residual
from tests.support.wire import unpack

NAME = "0123456789abcdef"


@pytest.fixture(scope="module")
def own():
    return open_own(residual(), "residual.keras")


@pytest.fixture(scope="module")
def trace(own):
    network = known.load(own.name)
    trace = network.trace_input(np.random.default_rng(5).random(network.input_shape, np.float32))
    remember(NAME, network, trace)
    return trace


def ask(query: str) -> Response:
    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "headers": [], "query_string": query.encode()}
    return asyncio.run(layers(Request(scope, receive)))


def test_outputs_and_weights_are_those_of_the_network(own, trace):
    stem = list(trace).index("stem")
    response = ask(f"reading={NAME}&outputs=0,4,{stem}&weights={stem}")
    assert response.status_code == 200
    header, arrays = unpack(response.body)
    assert header["network"] == own.name
    traced = list(trace.values())
    for place in (0, 4, stem):
        np.testing.assert_array_equal(arrays[traced[place].layer.name], traced[place].output)
    for name, values in known.load(own.name).layers[stem].weights.items():
        np.testing.assert_array_equal(arrays[f"stem.{name}"], values)


def test_a_reading_that_was_put_away_is_computed_again(trace, monkeypatch):
    monkeypatch.setattr(kept, "_traces", type(kept._traces)())
    response = ask(f"reading={NAME}&outputs=7&weights=")
    layer = list(trace.values())[7]
    np.testing.assert_array_equal(unpack(response.body)[1][layer.layer.name], layer.output)


def test_an_edited_network_answers_with_its_edits_and_the_trained_weights(own):
    network = known.load(own.name).edited([ChannelOff("stem", 2)])
    trace = network.trace_input(np.full(network.input_shape, 0.4, np.float32))
    remember("edited", network, trace)
    stem = list(trace).index("stem")
    arrays = unpack(ask(f"reading=edited&outputs={stem}&weights={stem}").body)[1]
    assert not arrays["stem"][..., 2].any()
    assert arrays["stem.kernel"][..., 2].any()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("outputs=0", 400),
        (f"reading={NAME}&outputs=one", 400),
        (f"reading={NAME}&outputs=-1", 400),
        (f"reading={NAME}&outputs=999", 400),
        (f"reading={NAME}&outputs={','.join(['0'] * 100)}", 400),
        ("reading=nobody&outputs=0", 404),
    ],
)
def test_what_cannot_be_answered_has_a_status_and_a_sentence(trace, query, status):
    response = ask(query)
    assert response.status_code == status
    assert response.body.endswith(b".")


@given(st.text(), st.text(), st.text())
def test_no_question_fails(reading, outputs, weights):
    from urllib.parse import urlencode

    query = urlencode({"reading": reading, "outputs": outputs, "weights": weights}, errors="replace")
    assert ask(query).status_code in (200, 400, 404)


def test_old_readings_make_room(own, trace, monkeypatch):
    network = known.load(own.name)
    monkeypatch.setattr(kept, "_questions", type(kept._questions)())
    monkeypatch.setattr(kept, "_traces", type(kept._traces)())
    monkeypatch.setattr(kept, "MOST_INPUT_BYTES", 3 * trace.input.nbytes)
    monkeypatch.setattr(kept, "MOST_TRACE_BYTES", 1)
    for index in range(5):
        remember(f"reading {index}", network, trace)
    assert list(kept._questions) == ["reading 2", "reading 3", "reading 4"]
    assert list(kept._traces) == ["reading 4"]
