"""The program of a training trains: in a fresh interpreter, with Keras alone, to the same network."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace

import keras
import numpy as np
import pytest

from cnnviz.architecture.text import text_to_specs
from cnnviz.live.learner import Learner
from cnnviz.live.program import archive, program
from cnnviz.live.recipe import Recipe

RECIPE = Recipe(text_to_specs("c4-b-r-m3-o-f-d16r-d10-z"), each=40, epochs=4, batch=24, optimizer="momentum", rate=0.02)


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, schedule="cosine", augmentation="moved", weight_decay=0.001),
        replace(RECIPE, layers=text_to_specs("f-d1g"), classes=(3, 8), rate=0.1),
    ],
    ids=["everything", "a single neuron"],
)
def test_it_reaches_the_same_accuracy_with_the_same_weights(recipe, tmp_path):
    learner = Learner(recipe)
    while learner.step < learner.steps - 2:
        if learner.step == 5:
            learner.ask_for_rate(recipe.rate / 2)
        learner.learn_batch()
    text = program(recipe, learner.step, learner.steps_per_epoch, learner.rates, recipe.epochs)
    with zipfile.ZipFile(io.BytesIO(archive(text, recipe))) as zipped:
        zipped.extractall(tmp_path)
    # Away from cnnviz, which such a program must not need.
    done = subprocess.run(
        [sys.executable, "-I", "train.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    assert done.returncode == 0, done.stderr
    assert "cnnviz" not in text.partition('"""\n\nimport')[2]
    correct, total = learner.test()
    said = float(done.stdout.split("Test pictures: ")[1].rstrip("%\n"))
    assert abs(said - 100 * correct / total) <= 1
    model = keras.models.load_model(tmp_path / "network.keras")
    for ours, theirs in zip(learner.weights(), model.get_weights(), strict=True):
        # The same steps in another process: float32 sums in another order, and momentum carries the difference on.
        np.testing.assert_allclose(ours, theirs, rtol=0.05, atol=0.02)
