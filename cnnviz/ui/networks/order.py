"""What the page Networks shows, and in which order, as its URL says it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz import bundled
from cnnviz.results.overview import ORDERS, Order
from cnnviz.ui.state.codecs import word
from cnnviz.ui.state.parameters import Table


@dataclass(frozen=True)
class NetworksView:
    """What is shown.

    Attributes:
        order: What the networks are sorted by.
        card: The network whose card is shown; None for the selected one.
    """

    order: Order = ORDERS[0]
    card: str | None = None


NETWORKS = Table(NetworksView(), {"order": word(ORDERS), "card": word(bundled.names())})
