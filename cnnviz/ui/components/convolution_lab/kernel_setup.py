"""What is set up in "Your own kernel", and how the URL says it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from cnnviz.arithmetic import Padding
from cnnviz.labs.kernels import SOBEL_X
from cnnviz.ui.state.codecs import FLAG, Kernel, matrix, number, rows_of, whole, whole_number, whole_numbers, word
from cnnviz.ui.state.parameters import Codec, Table

SOURCES = {
    "four": "A 4",
    "six": "6 × 6 matrix",
    "yours": "Your picture",
    "photo": "Photograph",
    "upload": "Upload",
}
"""What the kernel can be laid on: names in the URL and words."""
VIEWS = ("map", "picture", "red", "green", "blue")
"""How the output can be shown."""
LIMITS = {"kernel": 7, "step": 16, "number": 1_000_000}
"""The largest side of a kernel, the largest stride, dilation or padding, the largest weight or bias in size."""

_SOBEL_X = rows_of(SOBEL_X)


@dataclass(frozen=True)
class KernelSetup:
    """What is set up.

    Attributes:
        on: The picture, one of SOURCES.
        grey: Whether a colour picture is made grey.
        kernel: Its rows, each of as many numbers.
        stride: Cells from one window to the next.
        padding: "valid", "same" or a number of zeros on each side.
        dilation: Cells from one cell of a window to the next.
        bias: What is added to every sum.
        flip: Whether the kernel is turned by half a turn first.
        view: One of VIEWS, None for what suits the picture.
        at: The (row, col) of the output that is pinned, None for the liveliest.
    """

    on: str = "four"
    grey: bool = False
    kernel: Kernel = _SOBEL_X
    stride: int = 1
    padding: Padding = "valid"
    dilation: int = 1
    bias: float = 0.0
    flip: bool = False
    view: str | None = None
    at: tuple[int, int] | None = None


def _read_padding(text: str) -> Padding | None:
    if text == "valid":
        return "valid"
    if text == "same":
        return "same"
    return whole_number(text, 0, LIMITS["step"])


_KERNEL_SIDES = range(1, LIMITS["kernel"] + 1)

OWN_KERNEL = Table(
    KernelSetup(),
    {
        "on": word(SOURCES),
        "grey": FLAG,
        "kernel": matrix(product(_KERNEL_SIDES, _KERNEL_SIDES), -LIMITS["number"], LIMITS["number"]),
        "stride": whole(1, LIMITS["step"]),
        "padding": Codec(_read_padding, str),
        "dilation": whole(1, LIMITS["step"]),
        "bias": number(-LIMITS["number"], LIMITS["number"]),
        "flip": FLAG,
        "view": word(VIEWS),
        "at": whole_numbers(2, 0, 9999),
    },
)
