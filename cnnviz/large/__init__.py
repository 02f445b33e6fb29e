"""Networks with more layers or values than a page can show at once: what is shown of them, and what on demand."""

from __future__ import annotations

from collections.abc import Sequence

from cnnviz.layer import Layer

MOST_LAYERS = 40
MOST_VALUES = 3_000_000
"""The numbers that all layers give for one picture."""


def is_large(layers: Sequence[Layer]) -> bool:
    """Return whether a network has more layers or values than a page shows at once."""
    return len(layers) > MOST_LAYERS or sum(layer.outputs for layer in layers) > MOST_VALUES
