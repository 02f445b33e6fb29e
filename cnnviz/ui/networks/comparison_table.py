"""All networks in one table, those of one data set together."""

from __future__ import annotations

from html import escape

from cnnviz.results.cards import minutes
from cnnviz.results.overview import Order, Overview

HEADINGS = {
    "kind": None,
    "accuracy": "accuracy",
    "drawn digits": None,
    "parameters": "parameters",
    "multiply-adds": "multiply-adds",
    "training": "training time",
}
"""A column's heading -> the order in which it is the one that counts."""


def comparison_html(groups: dict[str, list[Overview]], order: Order) -> str:
    """Return the table as HTML.

    Args:
        groups: Networks by the title of their data set, each group in its order.
        order: The figure that they are sorted by.
    """
    everyone = [each for group in groups.values() for each in group]
    most = {
        "parameters": max(each.costs.parameters for each in everyone),
        "multiply-adds": max(each.costs.multiply_adds for each in everyone),
    }
    headings = "".join(f"<th{_marks(heading, order)}>{heading}</th>" for heading in HEADINGS)
    body = "".join(
        f'<tbody><tr class="group"><th colspan="7"><b>{escape(title)}</b> · {group[0].dataset.test_size:,} test '
        f"pictures</th></tr>{''.join(_row(each, order, most) for each in group)}</tbody>"
        for title, group in groups.items()
    )
    return f'<table class="comparison"><thead><tr><th>network</th>{headings}</tr></thead>{body}</table>'


def percent(share: float) -> str:
    """Return a share as it is written on the page.

    Example:
        >>> percent(0.9937)
        '99.37 %'
    """
    return f"{100 * share:.2f} %"


def _row(network: Overview, order: Order, most: dict[str, int]) -> str:
    scores, costs = network.scores, network.costs
    cells = {
        "kind": "convolutional" if network.is_convolutional else "dense",
        "accuracy": f"{percent(scores['accuracy'])}<br><small>{scores['total'] - scores['correct']:,} misread</small>"
        if scores
        else "not measured",
        "drawn digits": "–" if network.drawn is None else percent(network.drawn),
        "parameters": _with_bar(costs.parameters, most["parameters"]),
        "multiply-adds": _with_bar(costs.multiply_adds, most["multiply-adds"]),
        "training": minutes(network.run["seconds"]) if "seconds" in network.run else "not known",
    }
    written = "".join(
        f'<td data-label="{heading}"{_marks(heading, order)}>{cell}</td>' for heading, cell in cells.items()
    )
    return f'<tr><th scope="row">{network.name}<br><small>{escape(network.summary)}</small></th>{written}</tr>'


def _marks(heading: str, order: Order) -> str:
    if heading == "kind":
        return ' class="text"'
    return " data-sorted" if HEADINGS[heading] == order else ""


def _with_bar(count: int, most: int) -> str:
    share = 100 * count / max(most, 1)
    return f'{count:,}<span class="track"><span class="bar" style="width:{share:.1f}%"></span></span>'
