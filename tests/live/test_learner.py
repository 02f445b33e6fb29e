"""A live training computes what Keras's fit does, and everything it reports is true."""

from __future__ import annotations

from dataclasses import replace

import keras
import numpy as np
import pytest

from cnnviz.architecture.text import text_to_specs
from cnnviz.live.base import load_base
from cnnviz.live.learner import FailedError, Learner
from cnnviz.live.looks import looks_with
from cnnviz.live.models import augmentation_layers, build, build_whole, compile_parts
from cnnviz.live.recipe import Recipe, layer_names, problem, rate_at
from cnnviz.live.sample import batch_order, pictures_of

SMALL = Recipe(text_to_specs("c4-r-m3-f-d10-z"), each=10, batch=24, epochs=3, rate=0.01)
SAME = 1e-4
"""Two graphs of the same float32 operations add up in other orders: after some steps weights of about 1 differ by so
much at most; measured 2e-6."""

RECIPES = {
    "adam": SMALL,
    "adamw, decay": replace(SMALL, optimizer="adamw", weight_decay=0.01),
    "sgd": replace(SMALL, optimizer="sgd", rate=0.1),
    "momentum, cosine": replace(SMALL, optimizer="momentum", schedule="cosine"),
    "rmsprop": replace(SMALL, optimizer="rmsprop", rate=0.001),
    "dropout": replace(SMALL, layers=text_to_specs("c4-r-m3-o-f-d16r-o-d10-z")),
    # With Adam the bias before it, whose gradient is nothing but rounding, would wander.
    "batch normalisation": replace(SMALL, layers=text_to_specs("c4-b-r-m3-f-d10-z"), optimizer="sgd", rate=0.1),
    "moved pictures": replace(SMALL, augmentation="moved"),
    "mirrored colours": replace(SMALL, dataset="cifar10", classes=(1, 4, 7), augmentation="mirrored"),
    "a single neuron": replace(SMALL, layers=text_to_specs("f-d1g"), classes=(3, 8)),
}


def fitting(recipe: Recipe) -> Recipe:
    return recipe if recipe.classes != (1, 4, 7) else replace(recipe, layers=text_to_specs("c4-r-m3-f-d3-z"))


class Batches(keras.utils.PyDataset):
    """The same batches in the same order, for Keras's fit."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.recipe, self.part, self.epoch = recipe, pictures_of(recipe).learn, 0

    def __len__(self) -> int:
        return -(-len(self.part.labels) // self.recipe.batch)

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        order = batch_order(self.recipe, len(self.part.labels), self.epoch)
        members = order[index * self.recipe.batch : (index + 1) * self.recipe.batch]
        return self.part.images[members].astype(np.float32) / np.float32(255), self.part.labels[members]


class Rates(keras.callbacks.Callback):
    def __init__(self, recipe: Recipe, batches: Batches) -> None:
        super().__init__()
        self.recipe, self.batches, self.step = recipe, batches, 0
        self.steps = recipe.epochs * len(batches)

    def on_epoch_begin(self, epoch, logs=None):
        self.batches.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = rate_at(self.recipe, self.recipe.rate, self.step, self.steps)
        self.step += 1


@pytest.mark.parametrize("name", RECIPES)
def test_it_learns_what_fit_learns_from_the_same_batches(name):
    recipe = fitting(RECIPES[name])
    assert problem(recipe) == ""
    learner = Learner(recipe)
    epochs = []
    while not learner.is_done:
        epoch = learner.learn_batch()
        if epoch:
            epochs.append(epoch.row)

    model = build(recipe)
    before = [weight.copy() for weight in model.get_weights()]
    changed = augmentation_layers(recipe)
    whole = keras.Sequential([keras.Input(recipe.shape), changed, model]) if changed else model
    optimizer, loss = compile_parts(recipe)
    whole.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"], jit_compile=False)
    batches = Batches(recipe)
    history = whole.fit(
        batches, epochs=recipe.epochs, callbacks=[Rates(recipe, batches)], shuffle=False, verbose=0
    ).history
    assert any(np.abs(now - then).max() > 0.01 for now, then in zip(model.get_weights(), before, strict=True))
    for ours, theirs in zip(learner.weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=SAME, atol=SAME)
    np.testing.assert_allclose([row[1] for row in epochs], history["loss"], rtol=1e-3)
    np.testing.assert_allclose([row[2] for row in epochs], history["accuracy"], atol=1e-6)
    # What it says of pictures held out is what Keras says of them.
    held = pictures_of(recipe).held
    model.compile(loss=loss, metrics=["accuracy"])
    said = model.evaluate(held.images / np.float32(255), held.labels, verbose=0)
    np.testing.assert_allclose(epochs[-1][3:], said, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("name", ["dropout", "moved pictures", "batch normalisation"])
def test_one_that_goes_on_elsewhere_learns_the_same_to_the_bit(name):
    recipe = RECIPES[name]
    whole = Learner(recipe)
    first = Learner(recipe)
    for _ in range(4):
        first.learn_batch()
    second = Learner(recipe, start=first.state())
    while not whole.is_done:
        whole.learn_batch()
    while not second.is_done:
        second.learn_batch()
    assert second.step == whole.step
    for ours, theirs in zip(second.weights(), whole.weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_what_it_shows_is_what_the_network_computes():
    recipe = replace(SMALL, layers=text_to_specs("c20-r-m3-f-d10-z"))
    learner = Learner(recipe)
    learner.learn_batch()
    picture = pictures_of(recipe).test.images[5].astype(np.float32) / np.float32(255)
    learner.picture = picture
    header, arrays = learner.snapshot()
    outputs = keras.Model(learner.model.inputs[0], [layer.output for layer in learner.model.layers])(picture[None])
    for name, output in zip(layer_names(recipe), outputs, strict=True):
        shown = arrays[f"maps.{name}"]
        expected = np.asarray(output)[0]
        np.testing.assert_allclose(shown, expected[..., :16] if expected.ndim == 3 else expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(arrays["kernels"], learner.model.layers[0].kernel.numpy())
    assert [row["name"] for row in header["weights"]] == ["conv", "dense"]
    for row in header["weights"]:
        kernel = learner.model.get_layer(row["name"]).kernel.numpy()
        assert arrays[f"weights.{row['name']}"].sum() == arrays[f"gradients.{row['name']}"].sum() == kernel.size
        assert row["weight_range"] == [-np.abs(kernel).max(), np.abs(kernel).max()]
    assert len(arrays["batch"]) == len(header["batch"]["labels"]) == header["batch"]["size"] == 24


def test_a_rate_that_is_asked_for_counts_from_the_next_batch():
    learner = Learner(replace(SMALL, optimizer="sgd"))
    learner.learn_batch()
    before = learner.weights()
    learner.ask_for_rate(0.0)
    learner.learn_batch()
    for now, then in zip(learner.weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)
    assert learner.rates == [(1, 0.0)]


@pytest.mark.parametrize(("optimizer", "rate"), [("sgd", 1e6), ("momentum", 1e3)])
def test_a_rate_that_is_far_too_large_ends_it_with_what_to_change(optimizer, rate):
    learner = Learner(replace(SMALL, optimizer=optimizer, rate=rate, epochs=200))
    with pytest.raises(FailedError, match=rf"rate of {rate / 10:g}|{rate / 10:g}\."):
        while not learner.is_done:
            learner.learn_batch()


def test_dead_channels_are_counted_behind_their_activation():
    learner = Learner(replace(SMALL, layers=text_to_specs("c4-b-r-m3-f-d16r-d10-z")))
    learner.learn_batch()
    normal, dense = learner.model.get_layer("norm"), learner.model.get_layer("dense1")
    normal.gamma.assign([0, 0, 1, 1])
    normal.beta.assign([-1, 0, 1, 1])
    dense.bias.assign([-1e6] * 5 + [1e6] * 11)
    header, _ = learner.snapshot()
    assert [(row["name"], row["dead"], row["channels"]) for row in header["weights"]] == [
        ("conv", 2, 4),
        ("dense1", 5, 16),
        ("dense2", 0, 10),
    ]


def test_it_is_tested_on_official_test_pictures_of_its_classes():
    recipe = replace(SMALL, classes=(3, 8), layers=text_to_specs("f-d2-z"))
    learner = Learner(recipe)
    correct, total = learner.test()
    test = pictures_of(recipe).test
    answers = learner.model.predict(test.images / np.float32(255), verbose=0).argmax(1)
    assert (correct, total) == (int((answers == test.labels).sum()), 200)


OWN = Recipe(
    text_to_specs("c4-r-m3-f-d3-z"), "photographs", names=("car", "cat", "frog"), way="scratch", epochs=3, batch=8
)
PHOTOGRAPHS = pictures_of(Recipe(dataset="cifar10", classes=(1, 3, 6), each=20)).learn


@pytest.mark.parametrize("way", ["scratch", "features"])
def test_own_pictures_are_learned_and_what_is_held_out_is_said_truly(way):
    recipe = replace(OWN, way=way)
    learner = Learner(recipe, own=PHOTOGRAPHS)
    epoch = None
    while not learner.is_done:
        epoch = learner.learn_batch() or epoch
    # The network as a file, with all that it stands on, reads the same pictures the same way.
    whole = build_whole(recipe, learner.weights())
    held = learner.pictures.held
    answers = whole.predict(held.images / np.float32(255), verbose=0)
    assert epoch.row[4] == np.mean(answers.argmax(1) == held.labels)
    assert epoch.confusion.sum(axis=1).tolist() == [3, 3, 3]
    header, arrays = learner.snapshot()
    np.testing.assert_allclose(arrays["probabilities"], answers[0], rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(arrays["input"], held.images[0] / np.float32(255))
    shown = learner.pictures.learn.images[learner._last["members"]] / np.float32(255)
    np.testing.assert_allclose(arrays["batch"], shown, atol=1e-6)
    assert header["batch"]["size"] == len(shown) and learner.test() is None
    if way == "features":
        base = load_base("cifar_vgg")
        np.testing.assert_allclose(arrays["maps.cifar_vgg"], base(arrays["input"][None])[0, ..., :16], rtol=1e-5)
        assert len(learner.weights()) == 2


def test_on_features_it_learns_what_keras_fit_learns_on_them():
    recipe = replace(OWN, way="features")
    learner = Learner(recipe, own=PHOTOGRAPHS)
    while not learner.is_done:
        learner.learn_batch()
    part = learner.pictures.learn
    features = load_base("cifar_vgg").predict(part.images / np.float32(255), verbose=0)
    model = build(recipe)
    optimizer, loss = compile_parts(recipe)
    model.compile(optimizer, loss)
    for epoch in range(recipe.epochs):
        order = batch_order(recipe, len(part.labels), epoch)
        model.fit(features[order], part.labels[order], batch_size=recipe.batch, shuffle=False, verbose=0)
    for ours, theirs in zip(learner.weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4)


def test_own_pictures_that_are_gone_cannot_be_learned():
    with pytest.raises(ValueError, match="not here any more"):
        Learner(OWN)


@pytest.mark.parametrize("recipe", [SMALL, replace(OWN, way="features")], ids=["pictures", "features"])
def test_an_epoch_that_is_kept_in_half_precision_looks_as_keras_computes_it(recipe):
    learner = Learner(recipe, own=PHOTOGRAPHS if recipe.own else None)
    while learner.epoch < 2:
        learner.learn_batch()
    kept = learner.halves()
    assert all(array.dtype == np.float16 for array in kept)
    picture = learner.pictures.held.images[1] / np.float32(255)
    rounded = [array.astype(np.float32) for array in kept]
    expected = build_whole(recipe, rounded)(picture[None]).numpy()[0]
    seen = looks_with(recipe, kept, picture)
    np.testing.assert_allclose(seen["probabilities"], expected, rtol=1e-5, atol=1e-6)
    first = looks_with(recipe, None, picture)
    untrained = build(recipe).get_weights()
    np.testing.assert_allclose(
        first["probabilities"], build_whole(recipe, untrained)(picture[None]).numpy()[0], rtol=1e-5, atol=1e-6
    )
    # What was shown before does not cling to the next.
    np.testing.assert_array_equal(looks_with(recipe, kept, picture)["probabilities"], seen["probabilities"])
