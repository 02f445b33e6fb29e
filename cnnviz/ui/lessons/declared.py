"""What a visitor has chosen on the page Lessons, as its URL says it."""

from __future__ import annotations

from dataclasses import dataclass

from cnnviz.ui.state.codecs import whole, word
from cnnviz.ui.state.parameters import Table

LEVELS = {"all": "All", "school": "School", "first year": "First year"}
"""The levels to choose from, and what each is called."""
MOST_SHEETS = 30
"""As many worksheets as can be printed at once."""


@dataclass(frozen=True)
class LessonsView:
    """What is shown.

    Attributes:
        level: The level of the lessons that are shown; "all" for those of every level.
        sheets: How many different worksheets are printed of a lesson.
    """

    level: str = "all"
    sheets: int = 2


LESSONS = Table(LessonsView(), {"level": word(LEVELS), "sheets": whole(1, MOST_SHEETS)})
