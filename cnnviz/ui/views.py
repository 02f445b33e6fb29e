"""How the network map, the filters, the mistakes and the epochs are shown, as the URLs of their pages say it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.ui.state.codecs import NAME, whole, word
from cnnviz.ui.state.parameters import Table

SCALES = ("layer", "map", "network")
ZOOMS = ("0", "1", "2", "3", "5")
FILTER_ORDERS = ("filter", "largest", "mean", "weight", "bias")
OPENS_IN = ("Draw & see", "Layer by layer")


@dataclass(frozen=True)
class MapView:
    """How a network map is shown.

    Attributes:
        scale: What the colours reach over: one map, a layer, the whole network.
        zoom: How many times as large as fits; "0" shows the whole network.
        at: Of a large network: a layer of the column that is shown whole; None for the first with filters.
    """

    scale: str = SCALES[0]
    zoom: str = ZOOMS[0]
    at: str | None = None


@dataclass(frozen=True)
class FiltersView:
    """How the filters of a layer are shown.

    Attributes:
        sort: What they are ordered by.
    """

    sort: str = FILTER_ORDERS[0]


@dataclass(frozen=True)
class MistakesView:
    """What a click on a picture does.

    Attributes:
        opens: The name of the page that it opens in.
    """

    opens: str = OPENS_IN[0]


@dataclass(frozen=True)
class EpochsView:
    """What is shown of a network's training.

    Attributes:
        layer: The layer whose feature maps are shown; None for the first.
        epoch: After how many epochs; None for the last.
    """

    layer: str | None = None
    epoch: int | None = None


MAP = Table(MapView(), {"scale": word(SCALES), "zoom": word(ZOOMS), "at": NAME})
FILTERS = Table(FiltersView(), {"sort": word(FILTER_ORDERS)})
MISTAKES = Table(MistakesView(), {"opens": word(OPENS_IN)})
EPOCHS = Table(EpochsView(), {"layer": NAME, "epoch": whole(0, 99_999)})
