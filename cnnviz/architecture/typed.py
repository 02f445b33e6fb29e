"""A network as a visitor types it: fields that cannot be read keep their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnnviz.architecture.specs import SPECS
from cnnviz.architecture.text import INPUT_SIDES, MOST_LAYERS
from cnnviz.explainers.parts.parameters import Parameter
from cnnviz.explainers.parts.spec import Shape, Spec, parameters

_BY_MARK = {spec.mark: spec for spec in SPECS}
_SIDE_NAMES = [side.label for side in INPUT_SIDES]


@dataclass(frozen=True)
class TypedLayer:
    """The fields of one layer.

    Attributes:
        kind: The kind of layer.
        texts: The text in each field, by the parameter's name.
    """

    kind: type[Spec]
    texts: Mapping[str, str]

    def faults(self) -> dict[str, str]:
        """Return for each field that cannot be read, by the parameter's name, a sentence that says why."""
        return _faults(parameters(self.kind), self.texts)

    def spec(self) -> Spec | str:
        """Return the layer or, if it cannot be read, a sentence that says why."""
        fault = next(iter(self.faults().values()), None)
        if fault:
            return fault
        return self.kind(**{name: field.read(self.texts[name]) for name, field in parameters(self.kind).items()})


@dataclass(frozen=True)
class Typed:
    """The fields of a whole network.

    Attributes:
        sides: The texts in the fields of the input: height, width, channels.
        layers: The fields of the layers.
    """

    sides: tuple[str, ...]
    layers: tuple[TypedLayer, ...]

    def faults(self) -> dict[str, str]:
        """Return for each field of the input that cannot be read, by its name, a sentence that says why."""
        return _faults({side.label: side for side in INPUT_SIDES}, dict(zip(_SIDE_NAMES, self.sides, strict=True)))

    def shape(self) -> Shape | None:
        """Return the input's shape; None if it cannot be read."""
        if self.faults():
            return None
        return tuple(side.read(text) for side, text in zip(INPUT_SIDES, self.sides, strict=True))

    def specs(self) -> list[Spec | str]:
        """Return the layers; in the place of one that cannot be read, a sentence that says why."""
        return [layer.spec() for layer in self.layers]


def written(shape: Shape, specs: Sequence[Spec]) -> Typed:
    """Return the fields of a network, filled in.

    Example:
        >>> from cnnviz.architecture.text import text_to_specs
        >>> written((8, 8, 1), text_to_specs("m3")).layers[0].texts
        {'pool_size': '3', 'strides': '', 'padding': 'v'}
    """
    return Typed(
        tuple(side.write(size) for side, size in zip(INPUT_SIDES, shape, strict=True)),
        tuple(
            TypedLayer(
                type(spec), {name: field.write(getattr(spec, name)) for name, field in parameters(type(spec)).items()}
            )
            for spec in specs
        ),
    )


def from_json(sent: Any) -> Typed | None:
    """Return the fields that a browser sent; None if the message does not have the right form.

    Args:
        sent: {"sides": [text, text, text], "layers": [[mark, {name: text}], ...]}. Texts are cut after 40 letters.
    """
    try:
        sides = tuple(_text(text) for text in sent["sides"])
        layers = tuple(_layer(mark, texts) for mark, texts in sent["layers"])
    except (KeyError, TypeError, ValueError):
        return None
    return Typed(sides, layers) if len(sides) == len(INPUT_SIDES) and len(layers) <= MOST_LAYERS else None


def _layer(mark: str, texts: Mapping[str, str]) -> TypedLayer:
    kind = _BY_MARK[mark]
    return TypedLayer(kind, {name: _text(texts[name]) for name in parameters(kind)})


def _text(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f"A text is needed. Received: {text!r}.")
    return text[:40]


def _faults(fields: Mapping[str, Parameter], texts: Mapping[str, str]) -> dict[str, str]:
    faults = {}
    for name, parameter in fields.items():
        try:
            parameter.read(texts[name])
        except ValueError as error:
            faults[name] = str(error)
    return faults
