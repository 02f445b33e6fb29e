"""The convolution lab: what a kernel does to a picture, from one weight to a stack of filters."""

from cnnviz.ui.labs import convolution
from cnnviz.ui.labs.convolution.declared import CONVOLUTION
from cnnviz.ui.page_parts import show_parts
from cnnviz.ui.shell import open_page

open_page("Convolution", with_network=False)
show_parts(convolution, CONVOLUTION)
