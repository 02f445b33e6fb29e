"""What is said of the layers that cnnviz puts before or behind a network that somebody brought."""

from __future__ import annotations

from cnnviz.layer import SHARES, Layer
from cnnviz.opening.plain import FLATTEN, FLATTEN_NUMBERS, OTHER_SHARE, RESCALING, SOFTMAX

_SENTENCES = {
    RESCALING: "cnnviz put this layer before the network, whose training gave its pixels this range.",
    FLATTEN: "cnnviz put this layer before the network, which takes the picture's numbers in a row.",
    FLATTEN_NUMBERS: "cnnviz put this layer before the network: your numbers stand in a row as they did.",
    SOFTMAX: "cnnviz put this layer behind the network, which ends with the logits.",
    OTHER_SHARE: "cnnviz put this layer behind the network, whose one unit is the share of the second of two classes: "
    "the first has what is left of 1.",
    SHARES: "cnnviz put this layer behind the network, whose one unit tells two classes apart: the shares of both.",
}


def added(layer: Layer) -> str:
    """Return a sentence that says that a layer is not of the network that was brought, after a space; "" if it is."""
    sentence = _SENTENCES.get(layer.name)
    return f" {sentence}" if sentence else ""
