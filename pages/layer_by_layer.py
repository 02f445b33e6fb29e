"""The visitor's picture on its way through the network, one operation at a time."""

from cnnviz.ui.components.stepper import show_stepper
from cnnviz.ui.picture.reading import current_reading
from cnnviz.ui.shell import open_page

open_page("Layer by layer")
show_stepper(current_reading().message, key="stepper")
