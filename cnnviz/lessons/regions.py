"""The parts of pages that a lesson can cover until a question is answered, or frame to be looked at."""

from __future__ import annotations

from typing import NamedTuple


class Region(NamedTuple):
    """A part of some pages.

    Attributes:
        title: What it is, for readers.
        pages: The addresses of the pages that have it; none for all pages.
        control: Whether something can be changed there, so that a link can lock it.
    """

    title: str
    pages: tuple[str, ...] = ()
    control: bool = False


REGIONS = {
    "answer": Region(
        "What the network reads, and how sure it is", ("draw", "layer_by_layer", "compare", "epochs", "why")
    ),
    "logits": Region("The numbers before softmax", ("draw", "layer_by_layer", "compare")),
    "maps": Region("The feature maps", ("draw", "layer_by_layer", "filters", "compare", "epochs", "what_if")),
    "sums": Region("The arithmetic of a cell", ("draw", "layer_by_layer", "filters", "compare", "convolution_lab")),
    "filters": Region(
        "The numbers of the filters", ("draw", "layer_by_layer", "filters", "compare", "epochs", "what_if")
    ),
    "shapes": Region("The sizes of the layers", ("draw", "layer_by_layer", "filters", "compare", "shapes")),
    "partner-answer": Region("What the other network reads", ("compare",)),
    "agreement": Region("Where two networks agree", ("compare",)),
    "output": Region("What the convolution gives", ("convolution_lab",)),
    "output-size": Region("The size of the output", ("convolution_lab",)),
    "costs": Region("How many weights and multiplications it takes", ("convolution_lab", "shapes", "networks")),
    "pooled": Region("The pooled numbers, and how many of them changed", ("pooling_lab",)),
    "products": Region("The nine products of a window", ("x_or_o",)),
    "matches": Region("How well the remembered X and the features match", ("x_or_o",)),
    "numbers": Region("The twelve numbers", ("x_or_o",)),
    "vote": Region("The vote", ("x_or_o",)),
    "fields": Region("How many pixels a cell sees", ("shapes",)),
    "curve": Region("The answer along the slider", ("what_if",)),
    "changed-answer": Region("The answer to the changed picture", ("what_if",)),
    "shift-maps": Region("The answer wherever the picture is moved", ("what_if",)),
    "ranking": Region("The channels in the order of their effect", ("what_if",)),
    "smallest": Region("The smallest change that is misread", ("what_if",)),
    "heat-maps": Region("Which pixels spoke for the answer", ("why",)),
    "trust": Region("The maps of networks with random weights", ("why",)),
    "excitement": Region("The pictures that excite a channel", ("looks_for",)),
    "confusion": Region("How often which class is read as which", ("mistakes",)),
    "mistakes": Region("The misread pictures, and how sure the network was", ("mistakes",)),
    "calibration": Region("How sure and how right", ("mistakes",)),
    "accuracy": Region("How many pictures are read right", ("networks", "compare", "mistakes")),
    "multiply-adds": Region("How many multiplications a network takes", ("networks", "shapes")),
    "training-curve": Region("Loss and accuracy along the training", ("networks", "epochs", "train")),
    "picture": Region(
        "The picture",
        ("draw", "layer_by_layer", "filters", "compare", "why", "what_if", "epochs", "datasets"),
        control=True,
    ),
    "network-choice": Region("The choice of the network", control=True),
    "navigation": Region("The links to other pages", control=True),
    "upload": Region("The upload of a picture", ("draw", "compare", "why", "what_if", "epochs"), control=True),
    "camera": Region("The camera", ("draw", "compare", "why", "what_if", "epochs"), control=True),
}
"""Every region, by its name in lessons."""


def regions_of(page: str) -> list[str]:
    """Return the names of the regions that a page has, given its address.

    Example:
        >>> regions_of("datasets")
        ['picture', 'network-choice', 'navigation']
    """
    return [name for name, region in REGIONS.items() if not region.pages or page in region.pages]
