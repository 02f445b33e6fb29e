"""Which stroke of the picture of a 4 a kernel answers to most."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.convolution import convolve
from cnnviz.labs.worked_examples import FOUR

TITLE = "Which stroke of the 4 the kernel answers to most"
PAGE = "convolution_lab?part=own_kernel"
Args = NoArgs
LEVEL, UPRIGHT, SLANTED = "the level stroke", "the upright stroke", "the slanted stroke"
_LEVEL_ROWS, _UPRIGHT_COLS = (8, 9), (8, 9)


def strokes() -> dict[str, npt.NDArray[np.bool_]]:
    """Return for each stroke of the 4 which of its pixels are inked, (14, 14); where two cross, neither has them."""
    ink, rows, cols = FOUR > 0, *np.indices(FOUR.shape)
    level, upright = np.isin(rows, _LEVEL_ROWS), np.isin(cols, _UPRIGHT_COLS)
    return {
        UPRIGHT: ink & upright & ~level,
        LEVEL: ink & level & ~upright,
        SLANTED: ink & ~level & ~upright & (rows < _LEVEL_ROWS[0]) & (cols < _UPRIGHT_COLS[0]),
    }


def responses(world: World) -> dict[str, float]:
    """Return the mean size of the output over the windows whose middle lies on each stroke, or next to it."""
    if world.setting(PAGE, "on") != "four":
        raise FactError("The strokes are those of the picture of a 4: lay the kernel on that.")
    kernel = np.array(world.setting(PAGE, "kernel"), np.float64)
    if world.setting(PAGE, "flip"):
        kernel = kernel[::-1, ::-1]
    output = convolve(
        FOUR[..., None].astype(np.float64),
        kernel[..., None, None],
        world.setting(PAGE, "bias"),
        stride=1,
        padding="same",
    )[..., 0]
    return {name: float(np.abs(output[_grown(mask)]).mean()) for name, mask in strokes().items()}


def fact(world: World, args: NoArgs) -> Fact:
    """Return the name of the stroke with the largest mean response, without signs; the margin is a share of it."""
    found = responses(world)
    first, second = sorted(found, key=lambda name: -found[name])[:2]
    return Fact(
        first,
        margin=1 - found[second] / found[first] if found[first] else 0.0,
        decides="share of the response",
        words={"response": number(found[first]), "second": second, "second_response": number(found[second])},
        steps=tuple((f"mean response on {name}", value) for name, value in found.items()),
    )


def _grown(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return the cells of a mask and their neighbours to the left, right, above and below: edges lie beside the ink."""
    padded = np.pad(mask, 1)
    return padded[1:-1, 1:-1] | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]


WRONG: Rules = {}
