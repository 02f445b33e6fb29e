"""Which page has which state of its own."""

from __future__ import annotations

from cnnviz.ui.datasets.declared import DATASETS
from cnnviz.ui.labs.convolution.setups import CONVOLUTION
from cnnviz.ui.labs.pooling.choice import POOLING
from cnnviz.ui.labs.shapes import SHAPES
from cnnviz.ui.labs.x_or_o import X_OR_O
from cnnviz.ui.looks_for.declared import LOOKS_FOR
from cnnviz.ui.networks.order import NETWORKS
from cnnviz.ui.state.parameters import NONE, Declared
from cnnviz.ui.views import EPOCHS, FILTERS, MAP, MISTAKES
from cnnviz.ui.what_if.declared import WHAT_IF
from cnnviz.ui.why.declared import WHY

STATES: dict[str, Declared] = {
    "Draw & see": MAP,
    "Layer by layer": NONE,
    "Filters": FILTERS,
    "Compare": MAP,
    "Convolution": CONVOLUTION,
    "Pooling & activation": POOLING,
    "X or O": X_OR_O,
    "Shapes": SHAPES,
    "Why": WHY,
    "What if": WHAT_IF,
    "Looks for": LOOKS_FOR,
    "Networks": NETWORKS,
    "Mistakes": MISTAKES,
    "Epochs": EPOCHS,
    "Datasets": DATASETS,
}
"""What each page declares, by the page's name."""
