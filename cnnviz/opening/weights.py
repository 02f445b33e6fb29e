"""The weights of each layer out of a file, by their names or their places, as each version of Keras keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from cnnviz.opening.allowed import ALLOWED, short
from cnnviz.opening.configuration import Use
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.hdf5 import Hdf5

Floats = npt.NDArray[np.float32]
Weights = Callable[[Use], dict[str, Floats]]
"""Gives the arrays of a use of a layer, by their names in ALLOWED."""


def expected(use: Use) -> list[str]:
    """Return the names of the weights that a layer has, in Keras's order."""
    config = dict(use.config)
    config["measured"] = config.get("mean") is None
    return [
        name for name, condition in ALLOWED[use.kind].weights.items() if not condition or config.get(condition, True)
    ]


def of_hdf5(file: Hdf5, group: h5py.Group) -> Weights:
    """Return the weights of a .h5 file: a group for each layer of the model, with a list of what is in it.

    Args:
        file: The file.
        group: Its group of weights.
    """
    listed: dict[str, dict[tuple[str, str], str | None]] = {}

    def arrays(use: Use) -> dict[str, Floats]:
        names = expected(use)
        if not names:
            return {}
        top = use.path[0] if use.path else use.own_name
        own = file.child(group, top)
        if not isinstance(own, h5py.Group):
            raise _missing(use)
        if top not in listed:
            listed[top] = _listed(file.names(own, "weight_names"))
        layer = use.own_name if use.path else ""
        found = {}
        for name in names:
            keys = [(layer, each) for each in reversed(_names(use, name))]
            path = next((listed[top][key] for key in keys if key in listed[top]), None)
            if path is None:
                raise _missing(use, name)
            found[name] = file.array(file.child(own, path), f"{use.own_name}/{name}")
        return found

    return arrays


def _listed(paths: list[str]) -> dict[tuple[str, str], str | None]:
    """Return paths of arrays by layer and weight, and by the weight alone; None where two have that name.

    A weight may be of a part of its layer: "mha/query/kernel" is also the layer mha's "query/kernel".
    """
    by_name: dict[tuple[str, str], str | None] = {}
    for path in paths:
        *_, whole, layer, weight = ("", "", *path.split(":")[0].split("/"))
        for key in {(layer, weight), ("", weight), (whole, f"{layer}/{weight}"), ("", f"{layer}/{weight}")}:
            by_name[key] = None if key in by_name else path
    return by_name


def _names(use: Use, weight: str) -> list[str]:
    """Return what a weight is called, today and in older versions of Keras."""
    return [weight, *(old for old, new in ALLOWED[use.kind].renamed.items() if new == weight)]


def of_keras(file: Hdf5) -> Weights:
    """Return the weights of a .keras file: numbered arrays, in folders named after the layers' classes."""

    def arrays(use: Use) -> dict[str, Floats]:
        names = expected(use)
        if not names:
            return {}
        here: Any = file.root
        for kind, number in use.places:
            for container in ("layers", "_layer_checkpoint_dependencies"):
                inside = file.child(here, container)
                if isinstance(inside, h5py.Group):
                    break
            else:
                raise _missing(use)
            name = snake_case(kind)
            here = file.child(inside, f"{name}_{number}" if number else name)
            if not isinstance(here, h5py.Group):
                raise _missing(use)
        folders = ALLOWED[use.kind].folders
        if not folders:
            return of_folder(use, here, names)
        found: dict[str, Floats] = {}
        for beginning, folder in folders.items():
            part = file.child(here, folder)
            if not isinstance(part, h5py.Group):
                raise _missing(use)
            found |= of_folder(use, part, [name for name in names if name.startswith(f"{beginning}_")])
        return {name: found[name] for name in names}

    def of_folder(use: Use, folder: h5py.Group, names: list[str]) -> dict[str, Floats]:
        kept = file.child(folder, "vars")
        if not isinstance(kept, h5py.Group) or len(kept) != len(names):
            raise _missing(use)
        return {
            name: file.array(file.child(kept, str(place)), f"{use.own_name}/{name}") for place, name in enumerate(names)
        }

    return arrays


def of_named_arrays(by_name: Mapping[str, Floats]) -> Weights:
    """Return the weights of arrays that are named after layer and weight, such as "dense_1/kernel"."""

    def arrays(use: Use) -> dict[str, Floats]:
        found = {}
        for name in expected(use):
            keys = [f"{use.own_name}/{each}" for each in _names(use, name)]
            array = next((by_name[key] for key in keys if key in by_name), None)
            if array is None:
                raise _missing(use, name)
            found[name] = array
        return found

    return arrays


def snake_case(name: str) -> str:
    """Return the name of a class as Keras writes it in files.

    Example:
        >>> snake_case("MaxPooling2D"), snake_case("ReLU")
        ('max_pooling2d', 're_lu')
    """
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def _missing(use: Use, weight: str | None = None) -> ModelFileError:
    what = f"the {weight} of" if weight else "weights for"
    return ModelFileError(
        f"It has not {what} the layer {short(use.own_name)!r} ({use.kind}): save the whole model by model.save()."
    )
