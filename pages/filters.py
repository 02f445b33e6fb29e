"""Every filter of the network's convolutions, and how strongly each answered the visitor's picture."""

from cnnviz.ui.components.filters import show_filters
from cnnviz.ui.reading import current_reading
from cnnviz.ui.shell import open_page

open_page("Filters")
show_filters(current_reading().message, key="filters")
