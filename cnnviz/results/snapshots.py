"""A network as it was in the course of its training: its weights after chosen epochs."""

from __future__ import annotations

import numpy as np

from cnnviz import bundled
from cnnviz.network import Network


def epochs(name: str) -> list[int]:
    """Return after which epochs a network's weights were kept, in order; 0 is before training. Empty if none were."""
    return sorted(int(path.stem) for path in bundled.record(name).snapshots.glob("*.npz"))


def names() -> list[str]:
    """Return the bundled networks whose weights were kept while they were trained, sorted."""
    return [name for name in bundled.names() if epochs(name)]


def network_at(name: str, epoch: int) -> Network:
    """Return a bundled network with the weights that it had after an epoch, exact to float16.

    Args:
        name: Of the network.
        epoch: One of epochs(name).
    Raises:
        ValueError: If its weights were not kept then. The message says when they were.
    """
    if epoch not in epochs(name):
        kept = ", ".join(map(str, epochs(name))) or "none"
        raise ValueError(f"The weights of {name} after epoch {epoch} were not kept. Those kept: {kept}.")
    model = bundled.recipe(name).build()
    with np.load(bundled.record(name).snapshots / f"{epoch:03}.npz") as weights:
        for layer in model.layers:
            for variable in layer.weights:
                variable.assign(weights[f"{layer.name}/{variable.name}"].astype(np.float32))
    seen = bundled.dataset_of(name)
    return Network(name, model, labels=seen.classes, kind=seen.kind)
