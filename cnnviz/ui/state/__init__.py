"""The state of the app: one typed selection that all pages share and a table for each page's own, all in the URL.

A page's room declares a frozen dataclass and a Table, which says how each of its attributes becomes text in the URL and
back, with the limits of what is taken; cnnviz/ui/states.py lists which page has which. Everything else follows: what
is chosen survives Back and Forward, a reload, a second tab, a mailed link, and the way through other pages.
"""

from cnnviz.ui.state.guide import GUIDE, Guide, Said
from cnnviz.ui.state.parameters import Codec, Declared, Parts, ShownPart, Table, in_parts
from cnnviz.ui.state.selection import (
    SELECTION,
    SOURCES,
    START_NETWORK,
    Pin,
    Selection,
    are_left_out,
    changed,
    edits_of,
    is_left_out,
)
from cnnviz.ui.state.session import (
    bound,
    brought,
    choose,
    chosen,
    given,
    hold,
    keep,
    link,
    named,
    no_network,
    open_page,
    page,
    reset,
    select,
    selection,
    show_given,
    show_part,
    shown,
    take,
)

__all__ = [
    "GUIDE",
    "SELECTION",
    "SOURCES",
    "START_NETWORK",
    "Codec",
    "Declared",
    "Guide",
    "Parts",
    "Pin",
    "Said",
    "Selection",
    "ShownPart",
    "Table",
    "are_left_out",
    "bound",
    "brought",
    "changed",
    "choose",
    "chosen",
    "edits_of",
    "given",
    "hold",
    "in_parts",
    "is_left_out",
    "keep",
    "link",
    "named",
    "no_network",
    "open_page",
    "page",
    "reset",
    "select",
    "selection",
    "show_given",
    "show_part",
    "shown",
    "take",
]
