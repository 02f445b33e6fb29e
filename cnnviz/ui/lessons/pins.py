"""What a page's address means to a lesson: whether the page takes it, and the world that it says.

It needs no run of a page: the tables that pages declare read the parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cnnviz import attribution, known
from cnnviz.facts import World
from cnnviz.lessons.errors import listed
from cnnviz.ui.pages import PAGES, SCRIPTS
from cnnviz.ui.state.parameters import Declared, Parts, Table, tables_for
from cnnviz.ui.state.selection import LEFT_OUT, SELECTION, Selection
from cnnviz.ui.states import STATES

_ADDRESSES = {"draw" if script == "app.py" else Path(script).stem: name for script, name in PAGES.items()}
_IN_ITEMS = ("edits", "change")
"""Parameters of several items with "~" between: what a codec leaves out of one is a mistake in a lesson."""


class AppPages:
    """The pages of the app, as a lesson knows them."""

    def names(self) -> Sequence[str]:
        """Return the pages' addresses."""
        return list(_ADDRESSES)

    def problem(self, page: str, query: Mapping[str, str]) -> tuple[str, str] | None:
        """Return a parameter that a page does not take, and in a sentence what it takes; None if all is well."""
        tables: list[Table[Any]] = [SELECTION, *tables_for(STATES[_ADDRESSES[page]], query)]
        there = [name for table in tables for name in table.codecs]
        for name, text in query.items():
            table = next((table for table in tables if name in table.codecs), None)
            if table is None:
                return name, f"the page {page} has no such parameter: it has {listed(there)}."
            problem = _value_problem(table, name, text, query)
            if problem:
                return name, problem
        return None

    def world(self, page: str, query: Mapping[str, str]) -> World:
        """Return what a page's state means."""
        declared = STATES[_ADDRESSES[page]]
        return world_of(
            page, SELECTION.read(query), declared, {table: table.read(query) for table in tables_for(declared, query)}
        )


def world_of(page: str, selection: Selection, declared: Declared, states: Mapping[Table[Any], Any]) -> World:
    """Return what a visitor's state means.

    Args:
        page: The page's address.
        selection: What all pages share. Without an upload or a photo, a sample stands in.
        declared: What the page declares.
        states: The states of the page's own tables.
    """
    part, own = "", None
    if isinstance(declared, Parts):
        part = states[declared.shown].part
        own = states[declared.by_name[part]]
    else:
        own = states[declared]
    drawn = selection.source == "Draw"
    return World(
        network_name=selection.network,
        edits=selection.edits,
        epoch=getattr(own, "epoch", None) if page == "epochs" else None,
        sample=selection.sample,
        picture=selection.picture,
        strokes=selection.strokes if drawn else (),
        change=selection.change,
        centre=selection.centre,
        partner_name=selection.partner,
        pin=(selection.pin.layer, selection.pin.position) if selection.pin else None,
        page=page,
        part=part,
        own=own,
    )


def address_of(name: str) -> str:
    """Return the address of a page, as lessons name it, given its name in the app.

    Example:
        >>> address_of("Draw & see"), address_of("What if")
        ('draw', 'what_if')
    """
    script = SCRIPTS[name]
    return "draw" if script == "app.py" else Path(script).stem


def _value_problem(table: Table[Any], name: str, text: str, query: Mapping[str, str]) -> str | None:
    codec = table.codecs[name]
    value = codec.read(text)
    if value is None or (name == "strokes" and text == LEFT_OUT):
        words = f": it takes {listed(codec.words)}" if codec.words else ""
        return f"{text!r} is no value of it{words}."
    if name in _IN_ITEMS and len(codec.write(value).split("~")) != len(text.split("~")):
        return f"a part of {text!r} is no such change, or changes nothing; what can be read is {codec.write(value)!r}."
    if getattr(table.read(query), table.attributes.get(name, name)) != value:
        return f"{text!r} does not fit the network {query.get('network', Selection().network)}."
    # Only these are names that the page looks up; What if has words for its own methods.
    if table is not SELECTION and not codec.words:
        allowed = _names(name, query.get("network", Selection().network))
        if allowed and text not in allowed:
            return f"there is no {text!r}: there are {listed(allowed)}."
    return None


def _names(parameter: str, network: str) -> list[str]:
    """Return the names that a parameter takes; none if that is not known."""
    match parameter:
        case "layer":
            return [layer.name for layer in known.layers_of(network)]
        case "method" | "beside":
            return attribution.names()
        case "label":
            return ["read", *known.dataset_of(network).classes]
    return []
