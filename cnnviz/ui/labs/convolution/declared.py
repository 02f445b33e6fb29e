"""What a visitor has set up in the parts of the convolution lab, as the page's URL says it.

What is set up in "Your own kernel" is in cnnviz/ui/components/convolution_lab/kernel_setup.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from cnnviz.datasets import dataset
from cnnviz.labs.worked_examples import SIX_BY_SIX, SIX_BY_SIX_WEIGHTS
from cnnviz.ui.components.convolution_lab.kernel_setup import OWN_KERNEL
from cnnviz.ui.state.codecs import FLAG, Kernel, matrix, rows_of, whole, whole_numbers, word
from cnnviz.ui.state.parameters import Codec, Table, in_parts

TYPED = (-1000.0, 1000.0)
"""The smallest and the largest weight that can be typed."""
BYTES = (0.0, 255.0)
SIZES = ("2 × 2", "3 × 3")
ZEROS_AT_SIDES = ("none", "one at each side")
STRIDES = ("1", "2")
ZEROS = ("0", "1", "same")
WINDOWS = (1, 36)
PHOTO = "astronaut"
SMALLEST, LARGEST = 8, 512
MOST_PERCENT = 200
MOST_FILTERS = 32
_SIX_BY_SIX, _SIX_BY_SIX_WEIGHTS = rows_of(SIX_BY_SIX), rows_of(SIX_BY_SIX_WEIGHTS)


@dataclass(frozen=True)
class Weights:
    """Weights that are laid on the picture of a 4, and how.

    Attributes:
        one, first, second, row, plane, plane3: Matrices of weights.
        size: How large the weights in two dimensions are, one of SIZES.
        sides: Whether zeros are set at the sides, one of ZEROS_AT_SIDES.
    """

    one: Kernel = ((0.3,),)
    first: Kernel = ((1.0, 0.3),)
    second: Kernel = ((0.1, 5.0),)
    row: Kernel = ((1.0, 1.0),)
    plane: Kernel = ((1.0, 1.0), (-1.0, -1.0))
    plane3: Kernel = ((1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (-1.0, -1.0, -1.0))
    size: str = SIZES[0]
    sides: str = ZEROS_AT_SIDES[0]


@dataclass(frozen=True)
class ByHand:
    """Six by six numbers and nine weights.

    Attributes:
        stride: Cells from one window to the next, "1" or "2".
        zeros: Zeros around the input, one of ZEROS.
        input: The numbers.
        weights: The weights.
        window: Which window is shown, from 1.
    """

    stride: str = "1"
    zeros: str = ZEROS[0]
    input: Kernel = _SIX_BY_SIX
    weights: Kernel = _SIX_BY_SIX_WEIGHTS
    window: int = 1


@dataclass(frozen=True)
class FilterStack:
    """Several filters on a picture.

    Attributes:
        image: The class whose first sample is the picture.
        filters: How many filters there are.
        size: Of a filter, in cells.
        zeros: Zeros around the picture.
        stride: Cells from one window to the next.
        at: Which number of the stack is shown: row, column, filter.
    """

    image: str = dataset("cifar10").classes[0]
    filters: int = 10
    size: str = "5"
    zeros: str = "0"
    stride: str = "1"
    at: tuple[int, int, int] = (14, 14, 0)


@dataclass(frozen=True)
class Colour:
    """A colour picture taken apart.

    Attributes:
        image: PHOTO, or the class whose first sample is the picture.
        rgb: How much of red, green and blue is left, in hundredths.
        grey: Whether the channels are shown in grey.
        side: The height and width of the picture whose cost is told.
    """

    image: str = PHOTO
    rgb: tuple[int, int, int] = (100, 100, 100)
    grey: bool = False
    side: int = 300


def _matrix_like(start: Kernel, limits: tuple[float, float]) -> Codec[Kernel]:
    return matrix([(len(start), len(start[0]))], *limits)


def _matrices(names: Sequence[str]) -> dict[str, Codec[Kernel]]:
    return {name: _matrix_like(getattr(Weights(), name), TYPED) for name in names}


WEIGHTS = Table(
    Weights(),
    {**_matrices([field.name for field in fields(Weights)][:6]), "size": word(SIZES), "sides": word(ZEROS_AT_SIDES)},
)
BY_HAND = Table(
    ByHand(),
    {
        "stride": word(STRIDES),
        "zeros": word(ZEROS),
        "input": _matrix_like(ByHand.input, BYTES),
        "weights": _matrix_like(ByHand.weights, TYPED),
        "window": whole(*WINDOWS),
    },
)
FILTER_STACK = Table(
    FilterStack(),
    {
        "image": word(dataset("cifar10").classes),
        "filters": whole(1, MOST_FILTERS),
        "size": word(("1", "3", "5", "7")),
        "zeros": word((*ZEROS, "2")),
        "stride": word(("1", "2", "3")),
        "at": whole_numbers(3, 0, 999),
    },
)
COLOUR = Table(
    Colour(),
    {
        "image": word((PHOTO, *dataset("cifar10").classes)),
        "rgb": whole_numbers(3, 0, MOST_PERCENT),
        "grey": FLAG,
        "side": whole(SMALLEST, LARGEST),
    },
)

CONVOLUTION = in_parts(
    {"weights": WEIGHTS, "by_hand": BY_HAND, "own_kernel": OWN_KERNEL, "filter_stack": FILTER_STACK, "colour": COLOUR}
)
