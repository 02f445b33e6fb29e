"""This visitor's state and the URL, kept in step: no other file reads or writes the URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.known.own import OwnNetwork, find, for_all
from cnnviz.ui.state.guide import GUIDE
from cnnviz.ui.state.parameters import Declared, Parts, S, ShownPart, Table, names_of, tables_for
from cnnviz.ui.state.selection import SELECTION, Selection, changed, read_selection

T = TypeVar("T")
MOST_BROUGHT = 4
"""How many brought networks a visit holds: the newest."""
Query = dict[str, str]


@dataclass
class _Session:
    """What belongs to a visitor beside the selection.

    Attributes:
        page: The name of the page that is shown; None in a script that opens no page.
        pages: What every page declares, by the pages' names.
        own: The state of each table that was read or changed, on this page or on earlier ones.
        unknown: The parameters that no page declares.
        written: What this page has written to the URL since it was opened, the latest last.
        offered: What the links to each page say, since the last run of a whole page.
        given: How many times the state came from elsewhere than the page's controls, since the first page.
        no_network: The name in the address that brought the visitor here, if no network has it.
        brought: The networks that this visit holds of those that were brought as files, by name, the latest last.
        told: The keys of the widgets that were told what to show since this page, or this part of it, was opened.
    """

    page: str | None = None
    pages: Mapping[str, Declared] = field(default_factory=dict)
    own: dict[Table[Any], Any] = field(default_factory=dict)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    written: list[Query] = field(default_factory=list)
    offered: dict[str, list[Query]] = field(default_factory=dict)
    given: int = 0
    no_network: str | None = None
    brought: dict[str, OwnNetwork] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


def open_page(page: str, pages: Mapping[str, Declared]) -> None:
    """Bring the state and the URL in step at the beginning of a page's script.

    The URL counts where it differs from all that this session has written: after a link, after Back and Forward, in a
    new session. Otherwise the session counts: a link shown before a change, and a browser that has not caught up yet,
    say what was true a moment ago.

    Args:
        page: The page's name.
        pages: What every page declares, by its name.
    """
    session, query = _session(), st.query_params.to_dict()
    first, arrived = session.page is None, page != session.page
    own_words = session.offered.get(page, []) if arrived else session.written
    tables = (GUIDE, *tables_for(pages[page], query))
    session.page, session.pages, session.offered = page, pages, {}
    if arrived:
        session.written, session.no_network = [], None
    elsewhere = _came_back() or (bool(query) and query not in own_words)
    if arrived or elsewhere:
        session.told.clear()
    if elsewhere:
        named = query.get("network")
        session.no_network = named if named and not SELECTION.codecs["network"].read(named) else None
        st.session_state["selection"] = read_selection(query, selection())
        session.own |= {table: table.read(query) for table in tables}
        session.unknown = {name: st.query_params.get_all(name) for name in _unknown(query, page, pages)}
        session.given += not first
    elif arrived and query:
        session.own |= {table: table.read(query) for table in tables}
    _hold()
    _write()


def selection() -> Selection:
    """Return this visitor's selection, which all pages share."""
    if "selection" not in st.session_state:
        # This script opens no page; some tests have such scripts.
        st.session_state["selection"] = read_selection(st.query_params.to_dict(), Selection())
    chosen: Selection = st.session_state["selection"]
    return chosen


def select(**changes: Any) -> None:
    """Change some of the selection, and the URL with it; see selection.changed for what is dropped with it."""
    st.session_state["selection"] = changed(selection(), **changes)
    if "network" in changes:
        _session().no_network = None
    _hold()
    _write()


def chosen(table: Table[S]) -> S:
    """Return the state of a table."""
    session = _session()
    if session.page is None and table not in session.own:
        session.own[table] = table.read(st.query_params.to_dict())
    state: S = session.own.get(table, table.start)
    return state


def choose(table: Table[S], **changes: Any) -> S:
    """Change some of a table's state, and the URL with it."""
    return keep(table, replace(chosen(table), **changes))


def keep(table: Table[S], state: S) -> S:
    """Make a state that of a table, and the URL with it."""
    session = _session()
    if table not in session.own or session.own[table] != state:
        session.own[table] = state
        if isinstance(state, ShownPart):
            session.told.clear()
        _write()
    return state


def show_part(part: str) -> None:
    """Show another part of the page that is shown, which must be one in parts."""
    session = _session()
    declared = session.pages[session.page or ""]
    if isinstance(declared, Parts):
        choose(declared.shown, part=part)


def reset(table: Table[Any]) -> None:
    """Take a table's state back to the start, in the page's components too."""
    session = _session()
    session.own[table] = table.start
    session.given += 1
    _write()


def given() -> int:
    """Return a number that changes when the state comes from elsewhere than the controls on the page.

    A component that keeps something of the state in the browser is to take over the state then. It has this number as
    part of its key, or gets it as its version.
    """
    return _session().given


def show_given() -> None:
    """Have components take over the state after a change that did not come from them."""
    _session().given += 1


def link(page: str, part: str | None = None) -> dict[str, str | list[str]]:
    """Return the query of a link to a page: the selection, the page's own state, and parameters that no page declares.

    Args:
        page: The page's name.
        part: The part of the page to show; None for the part that was shown last.
    """
    session = _session()
    # Nothing is to be said of a state that no page has read or changed yet.
    tables = _tables_of(session, session.pages[page], part) if session.own or part else []
    query = _said(tables)
    session.offered.setdefault(page, []).append(query | _last_words(session))
    return {**query, **session.unknown}


def hold(network: OwnNetwork) -> None:
    """Keep a network that was brought as a file as long as this visit lasts, or until it holds too many newer ones."""
    held = _session().brought
    held.pop(network.name, None)
    held[network.name] = network
    shown = {selection().network, selection().partner}
    for name in [name for name in held if name not in shown][: max(0, len(held) - MOST_BROUGHT)]:
        del held[name]


def brought() -> list[str]:
    """Return the names of the networks that were brought as files and that this visitor can choose, the latest last."""
    return list(dict.fromkeys([*for_all(), *_session().brought]))


def no_network() -> str | None:
    """Return the name in the address that brought the visitor to this page, if no network has it."""
    return _session().no_network


def named() -> set[str]:
    """Return the names of the parameters that the address has."""
    return set(st.query_params)


def page() -> str | None:
    """Return the name of the page that is shown; None in a script that opens none."""
    return _session().page


def take(table: Table[Any], query: Mapping[str, str]) -> None:
    """Take over parameters that a component of the page changed, as if a URL said them.

    Args:
        table: The table of the page's own state.
        query: Some of its parameters, and "pin"; an invalid value counts as that of the start.
    """
    keep(table, table.read({**table.write(chosen(table)), **query}))
    if "pin" in query:
        select(pin=SELECTION.read({"network": selection().network, "pin": query["pin"]}).pin)


def bound(table: Table[Any], name: str, *, key: str) -> dict[str, Any]:
    """Return the arguments "key" and "on_change" of a widget that shows and changes an attribute of a table's state."""
    return shown(key, getattr(chosen(table), name), lambda value: choose(table, **{name: value}))


def shown(key: str, value: T, take: Callable[[T], object]) -> dict[str, Any]:
    """Return the arguments "key" and "on_change" of a widget that is to show a value of the state.

    Args:
        key: The widget's key.
        value: What it is to show.
        take: Called with what the visitor chooses instead.
    """
    # Only if it shows another value: the browser takes every value set here for a new one, and a slider that is being
    # dragged would jump back. On a page that was just opened the browser has the widget anew and Streamlit may still
    # have its value, from a page that stopped early: unless it is set, the browser would show the first of the options,
    # and send that with the next click.
    told = _session().told
    if key not in told or st.session_state.get(key) != value:
        told.add(key)
        st.session_state[key] = value
    return {"key": key, "on_change": lambda: take(st.session_state[key])}


def _session() -> _Session:
    session: _Session = st.session_state.setdefault("state", _Session())
    return session


def _hold() -> None:
    """Hold the networks that the selection names: one that came with a link stays then, like one's own."""
    for name in (selection().network, selection().partner):
        network = find(name) if name else None
        if network and network.name not in _session().brought:
            hold(network)


def _came_back() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _tables_of(session: _Session, declared: Declared, part: str | None = None) -> list[tuple[Table[Any], Any]]:
    """Return the tables of a page, or of one of its parts, and their states."""
    guide = (GUIDE, session.own.get(GUIDE, GUIDE.start))
    if isinstance(declared, Parts):
        shown_part = ShownPart(part) if part else session.own.get(declared.shown, declared.shown.start)
        inside = declared.by_name[shown_part.part]
        return [guide, (declared.shown, shown_part), (inside, session.own.get(inside, inside.start))]
    return [guide, (declared, session.own.get(declared, declared.start))]


def _unknown(query: Query, page: str, pages: Mapping[str, Declared]) -> set[str]:
    """Return the names of the parameters that no page declares; other pages are asked only where one is left."""
    left = set(query) - {*SELECTION.codecs, *GUIDE.codecs} - names_of(pages[page])
    return left.difference(*map(names_of, pages.values())) if left else left


def _said(tables: list[tuple[Table[Any], Any]]) -> Query:
    query = SELECTION.write(selection())
    for table, state in tables:
        query |= table.write(state)
    return query


def _write() -> None:
    """Make the URL say what the state is, if it does not yet."""
    session, before = _session(), st.query_params.to_dict()
    if session.page is None:
        tables = list(session.own.items())
        known = set(SELECTION.codecs).union(*map(names_of, session.own))
        session.unknown = {name: st.query_params.get_all(name) for name in before if name not in known}
    else:
        tables = _tables_of(session, session.pages[session.page])
    query = _said(tables)
    last_words = query | _last_words(session)
    if before != last_words:
        st.query_params.from_dict({**query, **session.unknown})
    if last_words not in session.written:
        session.written.append(last_words)


def _last_words(session: _Session) -> Query:
    """Return the parameters that no page declares as Streamlit gives them: of each no more than its last value."""
    return {name: values[-1] for name, values in session.unknown.items()}
