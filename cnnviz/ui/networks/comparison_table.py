"""All networks in one table, grouped by data set."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from cnnviz.results.cards import minutes
from cnnviz.results.overview import ORDERS, Order, Overview
from cnnviz.ui.networks.covered import cells
from cnnviz.ui.state.covers import covers, is_covered

HEADINGS: dict[str, Order | None] = {
    "kind": None,
    "accuracy": "accuracy",
    "drawn digits": None,
    "parameters": "parameters",
    "multiply-adds": "multiply-adds",
    "training": "training time",
}
"""The columns' headings, each with the order that sorts by this column; None if none does."""
REGIONS: dict[str, tuple[str, ...]] = {
    "accuracy": ("accuracy",),
    "drawn digits": ("accuracy",),
    "parameters": ("costs",),
    "multiply-adds": ("costs", "multiply-adds"),
}
"""What the columns are part of, where they can be covered, see cnnviz/lessons/regions.py."""


def orders_to_see() -> list[Order]:
    """Return the orders that tell nothing of what is covered; there is one at least."""
    hidden = {HEADINGS[heading] for heading, regions in REGIONS.items() if any(map(is_covered, regions))}
    return [order for order in ORDERS if order not in hidden]


def comparison_html(groups: dict[str, list[Overview]], order: Order, address: Callable[[str], str]) -> str:
    """Return the table as HTML.

    Args:
        groups: Lists of networks by the title of their data set, already sorted.
        order: The figure by which they are sorted.
        address: address(name) is where a network's row leads.
    """
    networks = [network for group in groups.values() for network in group]
    largest = {
        "parameters": max((network.costs.parameters for network in networks), default=0),
        "multiply-adds": max((network.costs.multiply_adds for network in networks), default=0),
    }
    shown = [heading for heading in HEADINGS if not set(REGIONS.get(heading, ())) & set(covers().gone)]
    headings = "".join(f"<th{_marks(heading, order)}>{heading}</th>" for heading in shown)
    body = "".join(
        f'<tbody><tr class="group"><th colspan="{len(shown) + 1}" scope="rowgroup"><b>{escape(title)}</b> · '
        f"{group[0].dataset.test_size:,} test pictures</th></tr>"
        + "".join(_row(network, order, largest, address(network.name)) for network in group)
        + "</tbody>"
        for title, group in groups.items()
    )
    return f'<table class="comparison"><thead><tr><th>network</th>{headings}</tr></thead>{body}</table>'


def percent(share: float) -> str:
    """Return a share from 0 to 1 in percent, with two decimals.

    Example:
        >>> percent(0.9937)
        '99.37 %'
    """
    return f"{100 * share:.2f} %"


def _row(network: Overview, order: Order, largest: dict[str, int], address: str) -> str:
    scores, costs = network.scores, network.costs
    figures = {
        "kind": "convolutional" if network.is_convolutional else "dense",
        "accuracy": f"{percent(scores['accuracy'])}<br><small>{scores['total'] - scores['correct']:,} misread</small>"
        if scores
        else "not measured",
        "drawn digits": "–" if network.drawn is None else percent(network.drawn),
        "parameters": _with_bar(costs.parameters, largest["parameters"]),
        "multiply-adds": _with_bar(costs.multiply_adds, largest["multiply-adds"]),
        "training": minutes(network.run["seconds"]) if "seconds" in network.run else "not known",
    }
    shown = cells({heading: (figure, REGIONS.get(heading, ())) for heading, figure in figures.items()})
    columns = "".join(
        f'<td data-label="{heading}"{_marks(heading, order)}>{cell}</td>' for heading, cell in shown.items()
    )
    link = f'<a href="{escape(address)}">{network.name}</a>'
    return f'<tr><th scope="row">{link}<br><small>{escape(network.summary)}</small></th>{columns}</tr>'


def _marks(heading: str, order: Order) -> str:
    if heading == "kind":
        return ' class="text"'
    return " data-sorted" if HEADINGS[heading] == order else ""


def _with_bar(count: int, largest: int) -> str:
    share = 100 * count / max(largest, 1)
    return f'{count:,}<span class="track"><span class="bar" style="width:{share:.1f}%"></span></span>'
