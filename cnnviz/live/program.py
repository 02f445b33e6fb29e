"""A live training as a program of its own, with its pictures: it trains the same network with Keras's `fit`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import numpy as np

from cnnviz.bundled import weights_path
from cnnviz.datasets.dataset import Part
from cnnviz.explainers import kind_of
from cnnviz.live.base import base_layers, stack_layers, stack_shape
from cnnviz.live.models import MOMENTUM, MOVE, TURN
from cnnviz.live.recipe import Recipe, ends_in
from cnnviz.live.sample import pictures_of

_PROGRAM = '''"""Train a network as it was trained in cnnviz: on the pictures in pictures.npz, which lies beside this.

    pip install "tensorflow>=2.19" "keras>=3.10"
    python train.py
"""

import math
from pathlib import Path

import keras
import numpy as np
from keras import layers

SEED, BATCH, EPOCHS, STEPS = {seed}, {batch}, {epochs}, {steps}
RATES = {rates}  # From which batch on which learning rate.

with np.load(Path(__file__).with_name("pictures.npz")) as file:
    data = {{name: array / np.float32(255) if name.startswith("x") else array for name, array in file.items()}}
{base}
keras.utils.set_random_seed(SEED)
model = keras.Sequential(
    [
{layers}    ]
)
{learns}

class Batches(keras.utils.PyDataset):
    """The pictures in batches, in another order in each epoch."""

    epoch = 0

    def __len__(self):
        return math.ceil(len(data["y_train"]) / BATCH)

    def __getitem__(self, index):
        order = np.random.default_rng([SEED, self.epoch]).permutation(len(data["y_train"]))
        members = order[index * BATCH : (index + 1) * BATCH]
        return data["x_train"][members], data["y_train"][members]


class Course(keras.callbacks.Callback):
    """Sets the order of each epoch and the learning rate of each batch, and stops after the last."""

    step, rate = 0, RATES[0]

    def on_epoch_begin(self, epoch, logs=None):
        batches.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        self.rate = RATES.get(self.step, self.rate)
        self.model.optimizer.learning_rate = {rate}

    def on_train_batch_end(self, batch, logs=None):
        self.step += 1
        self.model.stop_training = self.step >= STEPS


learner.compile(
    optimizer={optimizer},
    loss="{loss}",
    metrics=["accuracy"],
    jit_compile=False,
)
batches = Batches()
learner.fit(
    batches,
    epochs=EPOCHS,
    validation_data=(data["x_held"], data["y_held"]),
    callbacks=[Course()],
    shuffle=False,  # The order is that of Batches.
)
loss, accuracy = learner.evaluate(data["x_{last}"], data["y_{last}"], verbose=0)
print(f"{called} pictures: {{accuracy:.2%}}")
{save}'''


def program(recipe: Recipe, steps: int, steps_per_epoch: int, rates: Sequence[tuple[int, float]], planned: int) -> str:
    """Return a program that trains as a live training has.

    Args:
        recipe: What was trained, on what and how.
        steps: The number of batches that it learned from.
        steps_per_epoch: Of these in an epoch.
        rates: From which batch on which learning rate was asked for; before the first, the recipe's.
        planned: The number of epochs that were planned, which a schedule depends on.
    """
    lines = [kind_of(layer).describe(layer).keras for layer in stack_layers(recipe)]
    body = f"        keras.Input({stack_shape(recipe)}),\n" + "".join(f"        layers.{line},\n" for line in lines)
    rate = "self.rate"
    if recipe.schedule == "cosine":
        rate += f" * 0.5 * (1 + math.cos(math.pi * self.step / {planned * steps_per_epoch}))"
    return _PROGRAM.format(
        seed=recipe.seed,
        batch=recipe.batch,
        epochs=max(1, -(-steps // steps_per_epoch)),
        steps=steps,
        rates={0: recipe.rate, **dict(rates)},
        layers=body,
        learns=_learns(recipe),
        rate=rate,
        optimizer=_optimizer(recipe),
        base=_base(recipe),
        last="held" if recipe.own else "test",
        called="Held-out" if recipe.own else "Test",
        save=_save(recipe),
        loss="binary_crossentropy" if ends_in(recipe, "sigmoid") else "sparse_categorical_crossentropy",
    )


def archive(text: str, recipe: Recipe, own: Part | None = None) -> bytes:
    """Return a zip of a program, the pictures that it needs, and the network on whose features it trains, if any.

    Raises:
        ValueError: If the visitor's own pictures are needed and not there.
    """
    pictures, file = pictures_of(recipe, own), io.BytesIO()
    arrays: dict[str, np.ndarray] = {}
    for name, part in (("train", pictures.learn), ("held", pictures.held), ("test", pictures.test)):
        if part is not None:
            arrays[f"x_{name}"], arrays[f"y_{name}"] = part.images, part.labels
    np.savez_compressed(file, allow_pickle=False, **arrays)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as target:
        target.writestr("train.py", text)
        target.writestr("pictures.npz", file.getvalue())
        if recipe.base:
            target.write(weights_path(recipe.base), f"{recipe.base}.keras")
    return zipped.getvalue()


def _base(recipe: Recipe) -> str:
    if not recipe.base:
        return ""
    last = base_layers(recipe.base)[-1].name
    return (
        "\n# The network learns from the features that another one, which stays as it is, finds in each picture.\n"
        f'known = keras.models.load_model(Path(__file__).with_name("{recipe.base}.keras"), compile=False)\n'
        f'base = keras.Model(known.inputs[0], known.get_layer("{last}").output)\n'
        "base.trainable = False\n"
        'data = {name: base.predict(x, verbose=0) if name.startswith("x") else x for name, x in data.items()}\n'
    )


def _save(recipe: Recipe) -> str:
    if not recipe.base:
        return 'model.save("network.keras")\n'
    return (
        f"whole = keras.Sequential([keras.Input({recipe.shape}), *base.layers[1:], *model.layers])\n"
        'whole.save("network.keras")\n'
    )


def _learns(recipe: Recipe) -> str:
    if recipe.augmentation == "none" or recipe.base:
        return "learner = model\n"
    other = (
        f'layers.RandomRotation({TURN}, fill_mode="nearest", seed=SEED + 1)'
        if recipe.augmentation == "moved"
        else 'layers.RandomFlip("horizontal", seed=SEED + 1)'
    )
    return (
        "# Each picture is changed anew every time it is learned; the network itself gets it as it is.\n"
        "learner = keras.Sequential(\n"
        "    [\n"
        f"        keras.Input({recipe.shape}),\n"
        f'        layers.RandomTranslation({MOVE}, {MOVE}, fill_mode="nearest", seed=SEED),\n'
        f"        {other},\n"
        "        model,\n"
        "    ]\n"
        ")\n"
    )


def _optimizer(recipe: Recipe) -> str:
    name = {"adam": "Adam", "adamw": "AdamW", "sgd": "SGD", "momentum": "SGD", "rmsprop": "RMSprop"}[recipe.optimizer]
    arguments = [f"{recipe.rate}"]
    if recipe.optimizer == "momentum":
        arguments.append(f"momentum={MOMENTUM}")
    if recipe.weight_decay or recipe.optimizer == "adamw":
        arguments.append(f"weight_decay={recipe.weight_decay}")
    return f"keras.optimizers.{name}({', '.join(arguments)})"
