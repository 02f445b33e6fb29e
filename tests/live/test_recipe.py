"""What can be trained, and the sentence on what cannot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.architecture.text import text_to_specs
from cnnviz.live.recipe import Recipe, pictures_in, problem, rate_at
from cnnviz.live.sample import batch_order, pictures_of
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.presets import PRESETS, SINGLE_NEURON, for_classes, preset_of


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("dataset", ["mnist", "fashion_mnist", "cifar10"])
def test_every_preset_can_be_trained_on_every_data_set(name, dataset):
    classes = (0, 1) if name == SINGLE_NEURON else ()
    recipe = Recipe(PRESETS[name], dataset, classes=classes)
    assert problem(recipe) == ""
    assert preset_of(recipe.layers, len(recipe.labels)) == name
    fewer = replace(recipe, classes=(0, 1, 2), layers=for_classes(recipe.layers, 3))
    assert name == SINGLE_NEURON or (problem(fewer) == "" and preset_of(fewer.layers, 3) == name)


@pytest.mark.parametrize(
    ("stack", "more", "words"),
    [
        ("m2", {}, "maps of 14 × 14 × 1: put Flatten"),
        ("c8-d10-z", {}, "Layer 2: .* takes a row of values"),
        ("f-d7-z", {}, "end the stack with Dense 10 and Softmax"),
        ("f-d10", {}, "end the stack with Dense 10 and Softmax"),
        ("f-d3-z", {"classes": (1, 2)}, "Dense 2 and Softmax, or Dense 1 with a sigmoid"),
        ("f-d10-z", {"classes": (4,)}, "choose two classes or more"),
        ("f-d3000r-d10-z", {}, "2,385,010 weights; up to 2,000,000"),
        ("c64p-r-c96p-r-w-d10-z", {}, "multiply-adds; up to 30,000,000"),
        ("c300k29", {}, "Layer 1"),
    ],
)
def test_what_cannot_be_trained_gets_a_sentence(stack, more, words):
    import re

    why = problem(replace(Recipe(text_to_specs(stack)), **more))
    assert re.search(words, why), why
    assert why.endswith(".")


def test_an_empty_stack_and_one_without_weights_get_a_sentence():
    assert "empty" in problem(Recipe(()))
    assert "nothing to learn" in problem(Recipe(text_to_specs("m28-f-z"), classes=())) or "Dense 10" in problem(
        Recipe(text_to_specs("m28-f-z"))
    )


def test_pictures_are_as_many_of_each_class_and_none_is_both_learned_and_held_out():
    recipe = Recipe(classes=(2, 5, 9), each=50, held=30)
    pictures = pictures_of(recipe)
    assert pictures_in(recipe) == (len(pictures.learn.labels), len(pictures.held.labels)) == (105, 45)
    assert np.bincount(pictures.learn.labels).tolist() == [35] * 3
    assert np.bincount(pictures.held.labels).tolist() == [15] * 3
    learned = {image.tobytes() for image in pictures.learn.images}
    assert not learned & {image.tobytes() for image in (*pictures.held.images, *pictures.test.images)}
    shipped = recipe.data.shipped.test
    assert [recipe.labels[label] for label in pictures.test.labels[:4]] == [
        recipe.data.classes[label] for label in shipped.labels[np.isin(shipped.labels, (2, 5, 9))][:4]
    ]


def test_batches_follow_from_the_seed_and_the_epoch():
    recipe = Recipe()
    order = batch_order(recipe, 100, 3)
    assert sorted(order.tolist()) == list(range(100))
    np.testing.assert_array_equal(order, batch_order(recipe, 100, 3))
    assert (order != batch_order(recipe, 100, 4)).any() and (order != batch_order(Recipe(seed=2), 100, 3)).any()


def test_a_cosine_falls_from_the_rate_to_zero():
    recipe = Recipe(schedule="cosine")
    assert [rate_at(recipe, 0.2, step, 10) for step in (0, 5, 10, 12)] == pytest.approx([0.2, 0.1, 0, 0], abs=1e-12)


def test_a_link_says_all_of_a_recipe():
    recipe = Recipe(
        PRESETS["LeNet"], "cifar10", (1, 7), 45, 35, "momentum", 0.05, "cosine", 7, 16, 0.001, "mirrored", 42
    )
    assert TRAIN.read(TRAIN.write(recipe)) == recipe
    own = replace(recipe, dataset="drawings", names=("Füchse & Igel", "2 = two"), way="features", classes=())
    assert TRAIN.read(TRAIN.write(own)) == own
    for names in ("one", "a|a", "a|", "|".join(map(str, range(11))), f"a|{'b' * 31}", "a|b/c"):
        assert TRAIN.read({"names": names}) == Recipe()
    assert TRAIN.read(dict.fromkeys(TRAIN.codecs, "?")) == Recipe()
