"""The teacher's page of a room: a lesson is chosen, a room opened, and then the class is seen and led."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

import streamlit as st

from cnnviz.ui.components.mount import component

KEY = "class-room"

_mount = component(
    "class_room",
    js="class_room/class_room.js",
    html='<div class="themed class-room" data-testid="class-room" data-state="loading"></div>',
    css=(
        "shared/buttons.css",
        "shared/results.css",
        "class_room/class_room.css",
        "class_room/start.css",
        "class_room/present.css",
    ),
    sends=("opened",),
)


class OfferedData(TypedDict):
    """A lesson to open a room with.

    Attributes:
        name: The lesson's name.
        number: Its place among the lessons that ship; "" for the visitor's own.
        title: Its title.
        about: Whom it is for, and how long it takes.
        thumbnail: The address of a picture of 160 × 90; "" for the visitor's own.
        variants: How many it has.
        text: What is in the file of the visitor's own; "" for one that ships.
    """

    name: str
    number: str
    title: str
    about: str
    thumbnail: str
    variants: int
    text: str


class JoinData(TypedDict):
    """An address at which students join.

    Attributes:
        host: What they type before the code.
        link: The whole address, with the code.
        qr: The address of a picture of the link's QR code, which holds the picture itself.
        side: How wide that is, in pixels.
        own: Whether it is the address of the teacher's own browser.
    """

    host: str
    link: str
    qr: str
    side: int
    own: bool


class ClassData(TypedDict):
    """All that Python knows of it: rooms are asked by the browser.

    Attributes:
        lessons: The visitor's own lessons and those that ship.
        code: The room that the address names; None for none.
        joins: Where students join it.
        alone: Whether no other computer can open any of these.
    """

    lessons: list[OfferedData]
    code: str | None
    joins: list[JoinData]
    alone: bool


def opened_room() -> str | None:
    """Return the code of the room that the visitor has opened, "" if it was left; None if neither was said just now."""
    code = st.session_state.get(KEY, {}).get("opened")
    return code if isinstance(code, str) else None


def show_class(data: ClassData, on_opened: Callable[[], None]) -> None:
    """Show the page.

    Args:
        data: What it shows.
        on_opened: Is called when opened_room() has changed.
    """
    _mount(data=data, key=KEY, on_opened_change=on_opened)
