"""What is trained and how, as the URL of the page Train says it."""

from __future__ import annotations

from cnnviz.architecture.text import specs_to_text, text_to_specs
from cnnviz.explainers.parts.spec import Spec
from cnnviz.live.own_pictures import FEWEST_CLASSES, MOST_CLASSES, OWN_KINDS, plain_name
from cnnviz.live.recipe import (
    AUGMENTATIONS,
    DATASETS,
    FEWEST_OF_A_CLASS,
    MOST_BATCH,
    MOST_EPOCHS,
    MOST_OF_A_CLASS,
    OPTIMIZERS,
    SCHEDULES,
    WAYS,
    Recipe,
)
from cnnviz.ui.state.codecs import number, whole, whole_numbers, word
from cnnviz.ui.state.parameters import Codec, Table

MOST_RATE = 10.0


def _layers(text: str) -> tuple[Spec, ...] | None:
    return text_to_specs(text) or None


def _classes(text: str) -> tuple[int, ...] | None:
    classes = whole_numbers(range(1, 11), 0, 9).read(text)
    return classes if classes and len(set(classes)) == len(classes) else None


def _names(text: str) -> tuple[str, ...] | None:
    names = tuple(text.split("|"))
    if not FEWEST_CLASSES <= len(names) <= MOST_CLASSES or len(set(names)) < len(names):
        return None
    try:
        return names if all(plain_name(name) == name for name in names) else None
    except ValueError:
        return None


TRAIN = Table(
    Recipe(),
    {
        "data": word((*DATASETS, *OWN_KINDS)),
        "names": Codec(_names, "|".join),
        "way": word(WAYS),
        "classes": Codec(_classes, lambda classes: "-".join(map(str, classes))),
        "each": whole(FEWEST_OF_A_CLASS, MOST_OF_A_CLASS),
        "held": whole(5, 50),
        "stack": Codec(_layers, specs_to_text),
        "optimizer": word(OPTIMIZERS),
        "rate": number(0, MOST_RATE),
        "schedule": word(SCHEDULES),
        "epochs": whole(1, MOST_EPOCHS),
        "batch": whole(1, MOST_BATCH),
        "decay": number(0, 1),
        "augment": word(AUGMENTATIONS),
        "seed": whole(0, 9_999),
    },
    attributes={"data": "dataset", "stack": "layers", "decay": "weight_decay", "augment": "augmentation"},
)
