"""The explanation of a value that only stands at another place than before."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.explainers.parts.explanation import Explanation
from cnnviz.layer import position_text


@dataclass(frozen=True)
class RearrangedExplanation(Explanation):
    """One value that was laid out anew.

    Attributes:
        source: Its position in the layer before: as many numbers as that has axes.
    """

    source: tuple[int, ...]

    def ledger(self) -> list[tuple[str, float]]:
        return [(f"copied from {position_text(self.source)}", self.value)]
