"""The visitor's picture on its way through the network, one operation at a time."""

from cnnviz.ui.components.stepper import show_stepper
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.picture.reading import current_reading
from cnnviz.ui.shell import open_page
from cnnviz.ui.state.parameters import NONE

open_page("Layer by layer")
keep_view(NONE, "pin")
show_stepper(current_reading().message, key="stepper")
