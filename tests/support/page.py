"""A page of the app, run by Streamlit itself, without a browser."""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.testing.v1 import AppTest

from cnnviz.bundled.home import ROOT
from cnnviz.ui.state import SELECTION, Selection

# Each AppTest reads what every installed package says of itself, for a third of a second; they stay the same meanwhile.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def open_page(page: str = "app.py", selection: Selection | None = None, /, **query: str) -> AppTest:
    """Return a page as a visitor has it who opened a link.

    Args:
        page: Its script, as in cnnviz.ui.shell.PAGES.
        selection: What the link says of what all pages share; what no link holds, the session holds.
        query: The link's other parameters.
    """
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    if selection is not None:
        at.session_state["selection"] = selection
    if page != "app.py":
        at.switch_page(page)
    for name, value in (SELECTION.write(selection or Selection()) | query).items():
        at.query_params[name] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    """Run a page again; it must end without an exception."""
    at.run()
    assert not at.exception
    return at


def components(at: AppTest, name: str) -> list[BidiComponent]:
    """Return what a page sends to its components of a name, such as "network_map", in order."""
    mounted = [element.proto for element in at.get("bidi_component")]
    return [proto for proto in mounted if proto.component_name == f"cnnviz_{name}"]


def maps_of(at: AppTest) -> list[BidiComponent]:
    """Return what a page sends to its network maps: the network's, and on Compare its partner's."""
    return components(at, "network_map") + components(at, "partner_map")


def component(at: AppTest, name: str) -> BidiComponent:
    """Return what a page sends to its only component of a name."""
    (only,) = components(at, name)
    return only
