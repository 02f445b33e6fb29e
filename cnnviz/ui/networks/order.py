"""In which order the page Networks shows the networks, as its URL says it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.results.overview import ORDERS, Order
from cnnviz.ui.state.codecs import word
from cnnviz.ui.state.parameters import Table


@dataclass(frozen=True)
class Ordered:
    """An order.

    Attributes:
        order: What the networks are sorted by.
    """

    order: Order = ORDERS[0]


NETWORKS = Table(Ordered(), {"order": word(ORDERS)})
