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
from cnnviz.live.models import build_whole
from cnnviz.live.program import archive, program
from cnnviz.live.recipe import Recipe
from cnnviz.live.sample import pictures_of

RECIPE = Recipe(text_to_specs("c4-b-r-m3-o-f-d16r-d10-z"), each=40, epochs=4, batch=24, optimizer="momentum", rate=0.02)


OWN = Recipe(
    text_to_specs("c4-r-m3-f-d2-z"),
    "photographs",
    names=("truck", "ship"),
    way="scratch",
    epochs=4,
    batch=8,
    rate=0.002,
)
PHOTOGRAPHS = pictures_of(Recipe(dataset="cifar10", classes=(9, 8), each=20)).learn


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, schedule="cosine", augmentation="moved", weight_decay=0.001),
        replace(RECIPE, layers=text_to_specs("f-d1g"), classes=(3, 8), rate=0.1),
        OWN,
        replace(OWN, way="features"),
    ],
    ids=["everything", "a single neuron", "own pictures", "on features"],
)
def test_it_reaches_the_same_accuracy_with_the_same_weights(recipe, tmp_path):
    own = PHOTOGRAPHS if recipe.own else None
    learner = Learner(recipe, own=own)
    while learner.step < learner.steps - 2:
        if learner.step == 5:
            learner.ask_for_rate(recipe.rate / 2)
        learner.learn_batch()
    text = program(recipe, learner.step, learner.steps_per_epoch, learner.rates, recipe.epochs)
    with zipfile.ZipFile(io.BytesIO(archive(text, recipe, own))) as zipped:
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
    if own is None:
        correct, total = learner.test()
    else:
        _, confusion = learner.evaluate(learner.inputs(learner.pictures.held.images), learner.pictures.held.labels)
        correct, total = confusion.trace(), confusion.sum()
    said = float(done.stdout.split("Held-out pictures: " if own else "Test pictures: ")[1].rstrip("%\n"))
    assert abs(said - 100 * correct / total) <= 1
    model = keras.models.load_model(tmp_path / "network.keras")
    whole = build_whole(recipe, learner.weights())
    for ours, theirs in zip(whole.get_weights(), model.get_weights(), strict=True):
        # The same steps in another process: float32 sums in another order, and momentum carries the difference on.
        np.testing.assert_allclose(ours, theirs, rtol=0.05, atol=0.02)
