"""A network as it was during its training: its weights after some of the epochs."""

from __future__ import annotations

import numpy as np

from cnnviz import bundled
from cnnviz.network import Network


def epochs(name: str) -> list[int]:
    """Return the epochs after which a network's weights were saved, ascending; 0 is before training, [] means none."""
    return sorted(int(path.stem) for path in bundled.record(name).snapshots.glob("[0-9]*.npz"))


def names() -> list[str]:
    """Return the names of the bundled networks whose weights were saved during their training, sorted."""
    return [name for name in bundled.names() if epochs(name)]


def network_at(name: str, epoch: int) -> Network:
    """Return a bundled network with the weights that it had after an epoch, exact to float16.

    Args:
        name: The network's name.
        epoch: One of epochs(name).
    Raises:
        ValueError: If its weights were not saved then. The message says when they were.
        DamagedFileError: If their file is damaged. The message says what to do.
    """
    if epoch not in epochs(name):
        saved = ", ".join(map(str, epochs(name))) or "none"
        raise ValueError(f"The weights of {name} after epoch {epoch} were not kept. Those kept: {saved}.")
    model = bundled.recipe(name).build()
    record = bundled.record(name)
    path = record.snapshots / f"{epoch:03}.npz"
    with record.reading(path), path.open("rb") as file, np.load(file) as weights:
        for layer in model.layers:
            for variable in layer.weights:
                variable.assign(weights[f"{layer.name}/{variable.name}"].astype(np.float32))
    dataset = bundled.dataset_of(name)
    return Network(name, model, labels=dataset.classes, kind=dataset.kind)
