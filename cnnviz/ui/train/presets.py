"""Networks to begin a training with, each for any number of classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnnviz.architecture.text import text_to_specs
from cnnviz.explainers.parts.spec import Spec

_TEXTS = {
    "One layer of neurons": "f-d10-z",
    "Two dense layers": "f-d64r-d10-z",
    "One convolution": "c8-r-m2-f-d10-z",
    "Two convolutions": "c8-r-m2-c16-r-m2-f-d10-z",
    "LeNet": "c6k5p-t-a2-c16k5-t-a2-f-d120t-d84t-d10-z",
    "With batch normalisation": "c16p-b-r-m2-c32p-b-r-m2-f-d10-z",
    "With dropout": "c16-r-m2-c32-r-m2-f-o-d64r-o-d10-z",
    "mnist_cnn": "c32-r-c64-r-m2-o0.25-f-d128r-o-d10-z",
}
SINGLE_NEURON = "A single neuron"
PRESETS: dict[str, tuple[Spec, ...]] = {SINGLE_NEURON: text_to_specs("f-d1g")} | {
    name: text_to_specs(text) for name, text in _TEXTS.items()
}
"""Names -> stacks. The single neuron tells two classes apart."""


def for_classes(layers: Sequence[Spec], classes: int) -> tuple[Spec, ...]:
    """Return a stack whose last dense layer has a unit for each class, if it ends in one; else the stack as it is."""
    stack = list(layers)
    for place in range(len(stack) - 1, -1, -1):
        units = getattr(stack[place], "units", None)
        if units is not None:
            # A single unit tells two classes apart.
            if units > 1:
                stack[place] = replace(stack[place], units=classes)  # type: ignore[call-arg]
            break
    return tuple(stack)


def preset_of(layers: Sequence[Spec], classes: int) -> str | None:
    """Return the name of the preset that a stack is, for so many classes; None if it is none."""
    return next((name for name, stack in PRESETS.items() if for_classes(stack, classes) == tuple(layers)), None)
