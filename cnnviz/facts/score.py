"""What share of many pictures a network reads right, as it was measured."""

from __future__ import annotations

from typing import Literal

from cnnviz import bundled
from cnnviz.facts.parts.arguments import Args as _Args
from cnnviz.facts.parts.arguments import Which
from cnnviz.facts.parts.fact import Fact, FactError
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.shown import number, share
from cnnviz.facts.parts.world import World
from cnnviz.results.evaluation import DRAWN, UNCENTRED

TITLE = "What share of many pictures is read right"
Pictures = Literal["test", "drawn", "thin", "thick", "corner", "corner, not centred"]
_DRAWN: dict[str, str] = dict(zip(("drawn", "thin", "thick", "corner"), DRAWN, strict=True))
_DRAWN["corner, not centred"] = UNCENTRED


class Args(_Args):
    """Which pictures, which of two networks, and whether right pictures are counted instead of their share."""

    pictures: Pictures = "test"
    of: Which = "network"
    count: bool = False


def fact(world: World, args: Args) -> Fact:
    """Return the share from 0 to 1, or how many pictures are read right."""
    asked = world.partner if args.of == "partner" else world
    right, total = _measured(asked.network_name, args.pictures)
    words = {"total": number(total), "name": asked.network_name}
    return Fact(
        right if args.count else right / total,
        given=words,
        words={**words, "right": number(right), "share": share(right / total, 1)},
        steps=(("pictures", total), ("read right", right)),
    )


def _measured(name: str, pictures: str) -> tuple[int, int]:
    scores = bundled.record(name).read("scores", "correct", "total") if name in bundled.recipes() else {}
    found = scores if pictures == "test" else scores.get("drawn", {}).get(_DRAWN[pictures], {})
    if not found:
        raise FactError(f"{name} has not been measured on such pictures: {pictures}.")
    return int(found["correct"]), int(found["total"])


def _as_if_centred(world: World, args: Args) -> float | None:
    if args.pictures != "corner, not centred":
        return None
    asked = world.partner if args.of == "partner" else world
    right, total = _measured(asked.network_name, "corner")
    return right if args.count else right / total


WRONG: Rules = {"invariant": _as_if_centred}
