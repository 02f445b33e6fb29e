"""The curves of the variants show their own numbers."""

from __future__ import annotations

import pytest

from cnnviz.figures.variants import variant_curves
from cnnviz.training.variants import histories


@pytest.mark.parametrize("what", ["misread", "loss"])
def test_every_variant_has_a_line_of_its_validation_figures(what):
    trained = histories()
    figure = variant_curves(trained, what)
    assert [line.name for line in figure.data] == list(trained)
    assert len({(line.line.color, line.line.dash) for line in figure.data}) == len(trained)
    for line, epochs in zip(figure.data, trained.values(), strict=True):
        expected = [1 - row.val_accuracy if what == "misread" else row.val_loss for row in epochs]
        assert list(line.y) == pytest.approx(expected)
