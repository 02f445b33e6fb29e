"""Every filter of the network's convolutions, and how strongly each answered the visitor's picture."""

import streamlit as st

from cnnviz.explainers import role_of
from cnnviz.ui.components.filters import show_filters
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.reading import current_reading
from cnnviz.ui.shell import open_page
from cnnviz.ui.views import FILTERS

open_page("Filters")
reading = current_reading()
if any(role_of(layer) in ("filters", "depthwise") for layer in reading.network.layers):
    keep_view(FILTERS, "pin", "sort")
    show_filters(reading.message, key="filters")
else:
    st.info(
        f"{reading.network.title} has no convolution, so it has no filters: each of its units has a weight for "
        f"every value it gets, and you see them in {link_to('Draw & see')}. Choose another network above."
    )
