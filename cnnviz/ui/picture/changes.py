"""The visitor's changes to the picture once it is the network's input: transforms, morphs and attacks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cnnviz.edits import Edit
from cnnviz.known import is_loaded, load_edited
from cnnviz.pictures.network_input import Preparation
from cnnviz.ui import state
from cnnviz.ui.picture.selected import prepare_original, sample_input
from cnnviz.what_if import adversarial, morph
from cnnviz.what_if.changes import ATTACKS, Changes, effective, parse_changes, transformed


def prepare_selected() -> Preparation:
    """Return the visitor's picture, with the visitor's changes to it, as the selected network's input."""
    preparation = prepare_original()
    changes = effective(parse_changes(state.selection().change))
    if not changes:
        return preparation
    return replace(preparation, input=changed_input(preparation.input, changes), changed=True)


def changed_input(values: npt.NDArray[np.float32], changes: Changes) -> npt.NDArray[np.float32]:
    """Return the selected network's input after changes. Attacks are left out while the network is not loaded.

    Args:
        values: (height, width, channels) float32 in [0, 1].
        changes: The changes.
    Returns:
        An array of the same shape, float32 in [0, 1].
    """
    selection, changes = state.selection(), effective(changes)
    if "morph" in changes:
        share, sample, way = changes["morph"]
        between = morph.reshape if way and values.shape[2] == 1 else morph.mix
        values = between(values, sample_input(int(sample)), np.array([share]))[0]
    values = transformed(values, changes)
    for name in ATTACKS:
        if name in changes and is_loaded(selection.network):
            levels, target = map(int, changes[name])
            values = _attacked(name, selection.network, selection.edits, values.tobytes(), levels, target)
    return values


@lru_cache(maxsize=64)
def _attacked(
    name: str, network: str, edits: tuple[Edit, ...], values: bytes, levels: int, target: int
) -> npt.NDArray[np.float32]:
    """Return a picture changed so that the network misreads it, see cnnviz/what_if/adversarial.py.

    A target that is not the index of a class stands for any other class.
    """
    attacked = load_edited(network, edits)
    picture = np.frombuffer(values, np.float32).reshape(attacked.input_shape)
    label = int(attacked.probabilities(picture[None])[0].argmax())
    towards = target if 0 <= target < len(attacked.labels) else None
    made = {"fgsm": adversarial.fgsm, "pgd": adversarial.pgd}[name](attacked, picture, label, levels / 255, towards)
    made.flags.writeable = False
    return made
