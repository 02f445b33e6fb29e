"""The training curves show the history's own numbers."""

from __future__ import annotations

import pytest

from cnnviz.figures.training import training_curves

HISTORY = [
    {"epoch": 0.0, "accuracy": 0.5, "loss": 1.5, "val_accuracy": 0.6, "val_loss": 1.25},
    {"epoch": 1.0, "accuracy": 0.75, "loss": 0.75, "val_accuracy": 0.8, "val_loss": 0.5},
    {"epoch": 2.0, "accuracy": 0.875, "loss": 0.5, "val_accuracy": 0.7, "val_loss": 0.625},
]


def _lines(figure) -> dict[tuple[str, str], list[float]]:
    return {(trace.name, trace.yaxis or "y"): list(trace.y) for trace in figure.data}


def test_accuracy_and_loss_of_training_and_validation_are_drawn():
    figure = training_curves(HISTORY, 2)
    assert _lines(figure) == {
        ("training", "y"): [0.5, 0.75, 0.875],
        ("validation", "y"): [0.6, 0.8, 0.7],
        ("training", "y2"): [1.5, 0.75, 0.5],
        ("validation", "y2"): [1.25, 0.5, 0.625],
    }
    assert all(list(trace.x) == [1, 2, 3] for trace in figure.data)


def test_zooming_one_zooms_the_other():
    assert training_curves(HISTORY).layout.xaxis.matches == "x2"


def test_the_best_epoch_is_marked():
    figure = training_curves(HISTORY, 2)
    assert [(line.x0, line.x1) for line in figure.layout.shapes] == [(2, 2), (2, 2)]
    assert [note.text for note in figure.layout.annotations] == ["best: epoch 2"]
    assert not training_curves(HISTORY).layout.shapes


@pytest.mark.parametrize(("count", "mode"), [(1, "lines+markers"), (40, "lines")])
def test_a_training_of_one_epoch_can_be_seen(count, mode):
    history = [{**HISTORY[0], "epoch": float(epoch)} for epoch in range(count)]
    assert {trace.mode for trace in training_curves(history, 1).data} == {mode}
