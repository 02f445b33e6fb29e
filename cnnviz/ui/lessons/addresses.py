"""The address at which a step of a lesson is shown."""

from __future__ import annotations

from urllib.parse import urlencode

from cnnviz.lessons import Lesson, Pin


def step_address(lesson: Lesson, index: int, variant: int = 0, **kept: str) -> str:
    """Return the address of the page that a step shows, relative to the app's, with what it shows there.

    Args:
        lesson: The lesson.
        index: The step's index. A step that names no page is shown on the first page.
        variant: Which variant of the lesson; 0, or one that the lesson does not have, is the lesson itself.
        kept: What else leads the visitor, as addresses say it: the answers so far, and what is hidden and locked.
    """
    return pin_address(lesson, lesson.steps[index].pin or Pin("draw"), index, variant, **kept)


def pin_address(lesson: Lesson, pin: Pin, index: int, variant: int = 0, **kept: str) -> str:
    """Return the address of a page and its state within a step; the other arguments are those of step_address()."""
    variant = variant if 0 <= variant < len(lesson.variants) else 0
    pin = pin.on(lesson.front.networks[0], lesson.variants[variant])
    guide = {"lesson": lesson.name, "step": str(index or ""), "variant": str(variant or ""), **kept}
    query = {**pin.query, **{name: text for name, text in guide.items() if text}}
    return f"{'./' if pin.page == 'draw' else pin.page}?{urlencode(query, safe='~,')}"


def start_address(lesson: Lesson, variant: int = 0) -> str:
    """Return the address at which a lesson begins, relative to the app's."""
    return step_address(lesson, 0, variant)
