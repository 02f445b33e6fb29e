"""Lessons as cards: what each is about, and what a teacher does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from cnnviz.ui.components.mount import component

_mount = component(
    "lesson_cards",
    js="lesson_cards/cards.js",
    html='<div class="themed lessons" data-testid="lesson-cards" data-state="loading"></div>',
    css=("shared/buttons.css", "lesson_cards/cards.css"),
    sends=("share",),
)


@dataclass(frozen=True)
class Card:
    """A lesson, as its card shows it. All addresses are relative to the app's.

    Attributes:
        name: The lesson's name.
        number: Its place among the lessons.
        title: Its title.
        about: Whom it is for, and how long it takes.
        goals: What one can do after it.
        beliefs: The wrong beliefs that it confronts, a sentence each.
        thumbnail: The address of a picture of 160 × 90, of what it is about.
        start: The address at which it begins.
        sheets: The address of its worksheets.
        key: The address of the key to them.
        questions: The addresses of its questions in the formats of other systems, by the formats' names.
    """

    name: str
    number: str
    title: str
    about: str
    goals: tuple[str, ...]
    beliefs: tuple[str, ...]
    thumbnail: str
    start: str
    sheets: str
    key: str
    questions: dict[str, str]


def shared_card(*, key: str) -> str | None:
    """Return the name of the lesson that the visitor wants to share since just now; None for none.

    Args:
        key: The element's key.
    """
    name = st.session_state.get(key, {}).get("share")
    return name if isinstance(name, str) else None


def show_cards(cards: Sequence[Card], *, key: str) -> None:
    """Show lessons as a list of cards.

    Args:
        cards: The lessons, in their order.
        key: The element's key.
    """
    _mount(data=[asdict(card) for card in cards], key=key)
