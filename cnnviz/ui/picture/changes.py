"""What the visitor does to the picture once it is the network's input: changes, morphs and attacks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from cnnviz.edits import Edit
from cnnviz.network import is_loaded, load_edited
from cnnviz.pictures.network_input import Preparation
from cnnviz.ui import state
from cnnviz.ui.picture.selected import prepare_original, sample_input
from cnnviz.what_if import adversarial, morph
from cnnviz.what_if.changes import ATTACKS, Changes, effective, parse_changes, transformed


def prepare_selected() -> Preparation:
    """Return the selected network's input for the visitor's picture, with the visitor's changes to it."""
    preparation = prepare_original()
    changes = effective(parse_changes(state.selection().change))
    if not changes:
        return preparation
    return replace(preparation, input=changed_input(preparation.input, changes), changed=True)


def changed_input(values: np.ndarray, changes: Changes) -> np.ndarray:
    """Return a network's input after some changes. It is not attacked before the network is loaded.

    Args:
        values: (height, width, channels) float32 in [0, 1]; so is what is returned.
        changes: The changes.
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
def _attacked(name: str, network: str, edits: tuple[Edit, ...], values: bytes, levels: int, target: int) -> np.ndarray:
    """Return a picture made to be misread, see cnnviz/what_if/adversarial.py. A target that is no class is any."""
    attacked = load_edited(network, edits)
    picture = np.frombuffer(values, np.float32).reshape(attacked.input_shape)
    label = int(attacked.probabilities(picture[None])[0].argmax())
    towards = target if 0 <= target < len(attacked.labels) else None
    made = {"fgsm": adversarial.fgsm, "pgd": adversarial.pgd}[name](attacked, picture, label, levels / 255, towards)
    made.flags.writeable = False
    return made
