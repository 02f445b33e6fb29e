"""The addresses at which the app is reached, as the page at /reach shows them."""

from __future__ import annotations

from dataclasses import dataclass

from streamlit import config

from cnnviz.ui.server.addresses import for_the_class
from cnnviz.ui.share import hosts


@dataclass(frozen=True)
class Address:
    """An address of the app.

    Attributes:
        root: Without a slash at the end.
        for_others: Whether other machines reach it.
    """

    root: str
    for_others: bool


def addresses(own: str) -> list[Address]:
    """Return the addresses of the app, those that other machines reach first.

    Only who opens the app on the server's own machine is told which addresses that has in its networks.

    Args:
        own: The address by which the page was opened.
    """
    if not hosts.is_this_machine(own):
        return [Address(own, True)]
    others: list[str] = []
    if hosts.answers_others(config.get_option("server.address")):
        others = [hosts.on_host(own, address) for address in for_the_class()]
    return [*(Address(root, True) for root in others), Address(own, False)]
