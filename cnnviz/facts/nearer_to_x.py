"""Which is nearer to the X that is stored, cell by cell: the image on X or O, or an O."""

from __future__ import annotations

from cnnviz.facts.parts.arguments import NoArgs
from cnnviz.facts.parts.fact import Fact
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number
from cnnviz.facts.parts.world import World
from cnnviz.labs.x_or_o_images import SAMPLES, differences

TITLE = "Which is nearer to a stored X, cell by cell"
PAGE = "x_or_o"
Args = NoArgs
IMAGE, AN_O, BOTH = "the picture", "the O", "both alike"


def nearer(world: World) -> tuple[str, int, int]:
    """Return which of the two is nearer, and in how many cells the image and the O differ from the X."""
    image, other = (differences(SAMPLES["X"], each) for each in (world.setting(PAGE, "image"), SAMPLES["O"]))
    return (BOTH if image == other else IMAGE if image < other else AN_O), image, other


def fact(world: World, args: NoArgs) -> Fact:
    """Return which; the margin is in cells."""
    which, image, other = nearer(world)
    return Fact(
        which,
        margin=abs(image - other),
        decides="cells",
        words={"image": number(image), "other": number(other)},
        steps=(("cells in which the picture differs from the X", image), ("cells in which the O does", other)),
    )


WRONG: Rules = {}
