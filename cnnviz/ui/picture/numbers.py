"""The control for the numbers of a network that reads no picture: a line of a table."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from cnnviz.network import Network
from cnnviz.pictures.numbers import NumbersError, numbers_line, read_numbers
from cnnviz.ui import state
from cnnviz.ui.pages import link_to
from cnnviz.ui.state.covers import is_locked

_TYPED = "typed-numbers"


class _Typed(NamedTuple):
    """What was typed last, as it was typed.

    Attributes:
        text: All of it.
        fault: Why it cannot be read, "" if it can.
        network: The network's name.
        numbers: The numbers that were shown then.
    """

    text: str
    fault: str
    network: str
    numbers: tuple[float, ...]


def reads_numbers(chosen: state.Selection | None = None) -> bool:
    """Return whether the selected network reads numbers, no picture."""
    return (chosen or state.selection()).dataset.kind == "numbers"


def choose_numbers(chosen: state.Selection) -> None:
    """Show the field for the numbers, and keep what is typed in the selection."""
    count = chosen.dataset.shape[1]
    typed: _Typed | None = st.session_state.get(_TYPED)
    # Numbers of a link, or another network, come before what was typed.
    if typed is None or (typed.network, typed.numbers) != (chosen.network, chosen.numbers):
        typed = _Typed(numbers_line(chosen.numbers), "", chosen.network, chosen.numbers)
    st.text_area(
        f"Your {count:,} numbers",
        placeholder="0.5; 1; −2 …",
        help="A line of a table, with semicolons, tabs, commas or spaces between the numbers. They go in as they are.",
        height=110,
        disabled=is_locked("picture"),
        **state.shown("numbers", typed.text, _take),
    )
    if typed.fault:
        st.error(f"{typed.fault} You still see {'the numbers before' if chosen.numbers else 'zeros'}.")
    elif not chosen.numbers:
        st.caption("All zero until you type yours.")
    if state.are_left_out(chosen.numbers):
        st.caption("So many numbers are too long for the page's address: a link or a reload shows zeros.")


def need_picture(network: Network, without: str) -> None:
    """Stop the page's script, with a sentence, where a network reads numbers.

    Args:
        network: The network.
        without: What there is not without a picture, such as "nothing to turn".
    """
    if network.kind == "numbers":
        st.info(
            f"{network.title} reads {network.input_shape[1]:,} numbers, no picture: so there is {without}. "
            f"{link_to('Draw & see')} shows every layer's answer to your numbers. Choose another network above."
        )
        st.stop()


def _take(text: str) -> None:
    chosen = state.selection()
    numbers, fault = chosen.numbers, ""
    try:
        numbers = read_numbers(text, chosen.dataset.shape[1]) if text.strip() else ()
    except NumbersError as error:
        fault = str(error)
    state.select(numbers=numbers)
    st.session_state[_TYPED] = _Typed(text, fault, chosen.network, numbers)
