"""Which page has which state of its own. It is loaded when it is first asked for: the first page comes sooner so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pkgutil import resolve_name

from cnnviz.ui.state.parameters import Declared

_WHERE = {
    "Draw & see": "cnnviz.ui.views:MAP",
    "Layer by layer": "cnnviz.ui.state.parameters:NONE",
    "Filters": "cnnviz.ui.views:FILTERS",
    "Compare": "cnnviz.ui.views:MAP",
    "Convolution": "cnnviz.ui.labs.convolution.declared:CONVOLUTION",
    "Pooling & activation": "cnnviz.ui.labs.pooling.settings:POOLING",
    "X or O": "cnnviz.ui.labs.x_or_o:X_OR_O",
    "Shapes": "cnnviz.ui.labs.shapes:SHAPES",
    "Train": "cnnviz.ui.train.declared:TRAIN",
    "Why": "cnnviz.ui.why.declared:WHY",
    "What if": "cnnviz.ui.what_if.declared:WHAT_IF",
    "Looks for": "cnnviz.ui.looks_for.declared:LOOKS_FOR",
    "Networks": "cnnviz.ui.networks.order:NETWORKS",
    "Mistakes": "cnnviz.ui.views:MISTAKES",
    "Epochs": "cnnviz.ui.views:EPOCHS",
    "Datasets": "cnnviz.ui.datasets.declared:DATASETS",
    "Lessons": "cnnviz.ui.lessons.declared:LESSONS",
    "Class": "cnnviz.ui.state.parameters:NONE",
}


class _States(Mapping[str, Declared]):
    def __getitem__(self, page: str) -> Declared:
        declared: Declared = resolve_name(_WHERE[page])
        return declared

    def __iter__(self) -> Iterator[str]:
        return iter(_WHERE)

    def __len__(self) -> int:
        return len(_WHERE)


STATES: Mapping[str, Declared] = _States()
"""What each page declares, by the page's name."""
