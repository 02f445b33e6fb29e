"""What if: change the network, or the picture, and see what becomes of the answer."""

from cnnviz.ui import what_if
from cnnviz.ui.page_parts import show_parts
from cnnviz.ui.shell import open_page
from cnnviz.ui.what_if.declared import WHAT_IF

open_page("What if")
show_parts(what_if, WHAT_IF)
