"""Ways of writing digits that are rare in the data, and how the bundled networks read them."""

from __future__ import annotations

import numpy as np
import pytest

from cnnviz.network import load
from cnnviz.pictures.prepare import prepare
from cnnviz.training.styles import DRAWINGS_PER_STYLE, STYLES, styled_drawings

UNSEEN = 21
"""A seed that no training had."""


def test_every_style_is_drawn_by_many_hands_and_keeps_its_label():
    drawings = styled_drawings(UNSEEN)
    assert [drawing.label for drawing in drawings[::DRAWINGS_PER_STYLE]] == [label for label, _, _ in STYLES.values()]
    assert len(drawings) == DRAWINGS_PER_STYLE * len(STYLES)
    first, second = (np.concatenate(drawing.paths) for drawing in drawings[:2])
    assert first.shape != second.shape or not np.allclose(first, second)
    for drawing in drawings:
        points = np.concatenate(drawing.paths)
        assert 300 < np.ptp(points[:, 1]) < 700, "about as tall as the tablet"


def test_the_same_seed_gives_the_same_drawings():
    once, again = styled_drawings(UNSEEN), styled_drawings(UNSEEN)
    for first, second in zip(once, again, strict=True):
        assert all(np.array_equal(*paths) for paths in zip(first.paths, second.paths, strict=True))


@pytest.mark.parametrize("network", ["mnist_cnn", "mnist_lab"])
def test_the_networks_for_drawings_read_every_style(network):
    drawings = styled_drawings(UNSEEN)[:: DRAWINGS_PER_STYLE // 9]
    inputs = np.stack([prepare(drawing.ink(), widen=True).input for drawing in drawings])
    read = load(network).probabilities(inputs).argmax(axis=1)
    right = read == [drawing.label for drawing in drawings]
    by_style = right.reshape(len(STYLES), -1).mean(axis=1)
    misread = {style: share for style, share in zip(STYLES, by_style, strict=True) if share < 0.5}
    assert right.mean() > 0.95 and not misread, misread
