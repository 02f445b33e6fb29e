"""Codes by which a network is given to somebody: one each, and gone with their network."""

from __future__ import annotations

import gc

import keras
import pytest
from keras import layers

from cnnviz.known.codes import LENGTH, LETTERS, code_for, with_code
from cnnviz.known.own import OwnNetwork, open_own
from tests.opening.files import saved


def opened(seed: int) -> OwnNetwork:
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([layers.Input((8, 8, 1)), layers.Flatten(), layers.Dense(3, "softmax")])
    return open_own(saved(model, ".keras"), "mine.keras", scale="0..1")


def test_a_code_finds_its_network_as_long_as_somebody_holds_it():
    mine, hers = opened(1), opened(2)
    code = code_for(mine)
    assert len(code) == LENGTH and set(code) <= set(LETTERS)
    assert code_for(mine) == code != code_for(hers)
    assert with_code(code) is with_code(f" {code[:2].lower()} {code[2:]} ") is mine
    del mine
    gc.collect()
    assert with_code(code) is None


@pytest.mark.parametrize("text", ["", "????", "AEIO", "a very long text that is no code"])
def test_what_is_no_code_finds_nothing(text):
    assert with_code(text) is None
