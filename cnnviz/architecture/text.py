"""The layers and the input of a network that a visitor builds, as short text for a link, and back.

    c32k5p-r-m2-f-d10-z

is a convolution of 32 filters with a kernel of 5 × 5 and padding "same", a ReLU, max pooling of 2 × 2, flatten, 10
dense units and a softmax. A layer is written as the mark of its kind, its main number, and the mark and value of each
parameter that differs from its default; see SPECS for the marks. A kind whose only parameter is a choice is written as
the letter of the chosen option: "r" and "t" are two activations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cnnviz.architecture.specs import SPECS
from cnnviz.explainers.parts.parameters import OneOf, Whole
from cnnviz.explainers.parts.spec import Shape, Spec, parameters

MOST_LAYERS = 60
"""A network may have so many layers; further ones are left out."""

INPUT_SIDES = (Whole("", "height", most=4096), Whole("", "width", most=4096), Whole("", "channels", most=4096))
"""The parameters of the input: height, width and channels."""

_PIECE = re.compile(r"([a-z]?)([0-9.x]*)")


def _chosen(spec: type[Spec]) -> dict[str, Spec]:
    """Return the layers of a kind whose only parameter is a choice, by the options' letters; {} for other kinds."""
    match list(parameters(spec).items()):
        case [(name, OneOf(options=options))]:
            return {letter: spec(**{name: value}) for letter, (value, _) in options.items()}
    return {}


_BY_MARK = {spec.mark: spec for spec in SPECS if not _chosen(spec)}
_BY_LETTER = {letter: layer for spec in SPECS for letter, layer in _chosen(spec).items()}
_LETTERS = {layer: letter for letter, layer in _BY_LETTER.items()}


def specs_to_text(specs: Iterable[Spec]) -> str:
    """Return layers as text, for text_to_specs() to read."""
    return "-".join(map(_spec_to_text, specs))


def text_to_specs(text: str) -> tuple[Spec, ...]:
    """Return the layers that a text says. Those that cannot be read are left out.

    Example:
        >>> text_to_specs("m3s2-?-d9999999")
        (MaxPooling(pool_size=(3, 3), strides=(2, 2), padding='valid'),)
    """
    specs = (_text_to_spec(part) for part in text.split("-")[:MOST_LAYERS])
    return tuple(spec for spec in specs if spec)


def shape_to_text(shape: Shape) -> str:
    """Return the input's shape as text.

    Example:
        >>> shape_to_text((28, 28, 1))
        '28x28x1'
    """
    return "x".join(map(str, shape))


def text_to_shape(text: str) -> Shape | None:
    """Return the input's shape that a text says; None where it says none."""
    parts = text.split("x")
    try:
        return tuple(side.read(part) for side, part in zip(INPUT_SIDES, parts, strict=True))
    except ValueError:
        return None


def _spec_to_text(spec: Spec) -> str:
    if spec in _LETTERS:
        return _LETTERS[spec]
    text, usual = spec.mark, type(spec)()
    for name, parameter in parameters(type(spec)).items():
        value = getattr(spec, name)
        if isinstance(parameter, OneOf):
            text += parameter.write(value) * (value != getattr(usual, name))
        elif value != getattr(usual, name) or not parameter.mark:
            text += parameter.mark + parameter.write(value)
    return text


def _text_to_spec(text: str) -> Spec | None:
    if text in _BY_LETTER:
        return _BY_LETTER[text]
    kind = _BY_MARK.get(text[:1])
    if kind is None:
        return None
    try:
        return kind(**dict(_value(kind, *piece) for piece in _PIECE.findall(text[1:]) if any(piece)))
    except ValueError:
        return None


def _value(kind: type[Spec], mark: str, text: str) -> tuple[str, Any]:
    """Return the name and the value of the parameter that a mark and the text after it set."""
    for name, parameter in parameters(kind).items():
        if isinstance(parameter, OneOf):
            if mark in parameter.options and not text:
                return name, parameter.read(mark)
        elif mark == parameter.mark and text:
            return name, parameter.read(text)
    raise ValueError(f"{kind.title} takes no {mark}{text}.")
