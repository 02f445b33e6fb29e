"""How a large network is folded: layers that belong together share a column, and lanes lead round others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.explainers import role_of
from cnnviz.layer import PICTURE, Layer

_JOINS = frozenset({"normalisation", "function", "identity", "probabilities"})
"""The roles of layers that share a column with what feeds them."""


@dataclass(frozen=True)
class Folded:
    """A network in columns.

    Attributes:
        columns: For each column the places of its layers, each fed by the one before it alone.
        lanes: Pairs of columns, the first of which feeds the second past those between them; -1 is the picture.
        blocks: First and last column of each part of the network that one value comes into and one goes out of, if
            there are branches in it.
    """

    columns: tuple[tuple[int, ...], ...]
    lanes: tuple[tuple[int, int], ...]
    blocks: tuple[tuple[int, int], ...]

    def column_of(self, place: int) -> int:
        """Return the column of a layer, given its place; -1 for the picture."""
        return next((index for index, column in enumerate(self.columns) if place in column), -1)


def folded(layers: Sequence[Layer]) -> Folded:
    """Return a network in columns: a normalisation and an activation stand behind the convolution that feeds them.

    Args:
        layers: All its layers, in order.
    """
    readers: dict[int, list[int]] = defaultdict(list)
    for place, layer in enumerate(layers):
        for source in layer.fed_by(place):
            readers[source].append(place)
    columns: list[list[int]] = []
    at: dict[int, int] = {PICTURE: -1}
    for place, layer in enumerate(layers):
        (source, *others) = layer.fed_by(place)
        alone = not others and readers[source] == [place] and source != PICTURE
        before = layers[source] if source != PICTURE else None
        pads = before is not None and role_of(before) == "margin" and role_of(layer) != "margin"
        # Only behind the last layer of a column: what stands in between would hide where it comes from.
        if alone and (role_of(layer) in _JOINS or pads) and columns[at[source]][-1] == source:
            at[place] = at[source]
            columns[at[source]].append(place)
        else:
            at[place] = len(columns)
            columns.append([place])
    fed = [{at[source] for source in layers[column[0]].fed_by(column[0])} for column in columns]
    lanes = [(source, index) for index, sources in enumerate(fed) for source in sorted(sources) if source < index - 1]
    return Folded(tuple(map(tuple, columns)), tuple(lanes), _blocks(fed))


def _blocks(fed: Sequence[set[int]]) -> tuple[tuple[int, int], ...]:
    """Return the parts with branches: between two cuts that only one column's output crosses."""
    last_use: dict[int, int] = {}
    for index, sources in enumerate(fed):
        for source in sources:
            last_use[source] = index
    cuts = [
        index
        for index in range(len(fed))
        if all(last_use.get(source, index) <= index for source in range(-1, index)) or index == len(fed) - 1
    ]
    blocks, first = [], 0
    for cut in cuts:
        if cut > first:
            blocks.append((first, cut))
        first = cut + 1
    return tuple(blocks)
