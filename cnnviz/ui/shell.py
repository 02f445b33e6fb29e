"""What all pages share: the page's frame, the way to the other pages, and the choice of a network."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NoReturn

import streamlit as st
from PIL import Image, ImageColor

from cnnviz import bundled, known
from cnnviz.known.own import is_name
from cnnviz.ui import state
from cnnviz.ui.components.navigation import show_navigation
from cnnviz.ui.pages import SCRIPTS, title_of
from cnnviz.ui.picture.kept import keep_in_browser, take_back
from cnnviz.ui.state.covers import Covers, covers, is_locked, may_show, set_covers
from cnnviz.ui.states import STATES

if TYPE_CHECKING:
    from cnnviz.ui.lessons.following import Place

OPENING = "is-opening"
"""Where a visit keeps whether the dialog for opening a network is shown."""
SHARING = "is-sharing"
"""Where a visit keeps the name of the page on which the dialog for sharing it is shown."""
JOINING = "is-joining"
"""Where a visit keeps the name of the page on which the dialog for joining a room is shown."""
TEACHING = "room-that-is-taught"
"""Where a visit keeps the code of the room whose teacher's page it has opened."""
_STYLE = """
<style>
[data-testid="stHeader"] { display: none; }
/* It leads past a header that is not there, to what is the whole page. */
[data-testid="stSkipToContent"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0.4rem 1.5rem 1rem; max-width: none; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
.st-key-header { border-bottom: 1px solid var(--st-border-color, rgb(128 128 128 / 0.3)); padding-bottom: 0.35rem;
  position: relative; z-index: 90; }
.stApp :focus-visible { outline: 2px solid #2f7fd6 !important; outline-offset: 2px; }
.stApp #stMain:focus-visible { outline-offset: -3px; }
[data-testid="stCaptionContainer"] { opacity: 0.8; }
[data-testid="stMain"] h2 { font-size: 1.25rem; padding: 0.5rem 0 0.25rem; }
.st-key-messages { display: none; }
:has(> .st-key-messages-of-picture),
:has(> .st-key-messages-of-kept-header),
:has(> .st-key-messages-of-kept-beside),
:has(> .st-key-messages-of-view) { display: none; }
.st-key-source button { padding: 0 0.35rem; min-width: 0; }
.st-key-main { flex-wrap: nowrap; align-items: flex-start; }
@media (max-height: 800px) and (min-width: 761px) {
  .st-key-main { gap: 1rem; }
  .st-key-side { gap: 0.5rem; }
}
@media (max-width: 760px) {
  .st-key-main { flex-wrap: wrap; }
  .st-key-main > * { width: 100% !important; flex: none !important; }
}
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 0.4rem 0.7rem 1rem; }
  .st-key-header { gap: 0 0.75rem; }
}
/* The links keep one line: beside the choice of the network there is no room for them. */
@media (max-width: 1100px) {
  .st-key-header:has(.st-key-network) > .st-key-navigation { flex-basis: 100%; }
}
/* What the page is for keeps one line on a projector. */
@media (max-width: 1540px) and (min-width: 481px) {
  .st-key-header { gap: 0.6rem !important; }
  .st-key-header:has(.st-key-network) > :is(.st-key-share, .st-key-join) [data-testid=stMarkdownContainer] {
    position: absolute; width: 1px; clip-path: inset(50%);
  }
}
@media (max-width: 1360px) and (min-width: 481px) {
  .st-key-header:has(.st-key-network) > .st-key-open-yours [data-testid=stMarkdownContainer] {
    position: absolute; width: 1px; clip-path: inset(50%);
  }
}
@media (max-width: 480px) {
  .st-key-header > .st-key-navigation { flex-basis: 100%; }
  /* Beside the page's name, without its label. */
  .st-key-header > :is(.st-key-share, .st-key-join) { position: absolute; top: 37px; right: 0; width: auto; }
  .st-key-header > .st-key-join { right: 42px; }
  :is(.st-key-share, .st-key-join) button { min-height: 28px; padding: 0 0.4rem; }
  :is(.st-key-share, .st-key-join) [data-testid=stMarkdownContainer] {
    position: absolute; width: 1px; clip-path: inset(50%);
  }
}
</style>
"""


def open_page(title: str, *, with_network: bool = True) -> None:
    """Begin a page: it must be a page script's first call, since any page may be the first one visited.

    Args:
        title: Its name in the navigation.
        with_network: Whether the page shows a network, so that another can be chosen in its header.
    """
    # First comes the title: the browser takes no address from a page that it has left, see shared/history.js.
    st.set_page_config(page_title=title_of(title), page_icon=_icon(), layout="wide")
    state.open_page(title, STATES)
    take_back()
    lesson = _follow()
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="header", gap="small"):
        show_navigation(title)
        if with_network and may_show("network-choice"):
            _choose_network()
            if not is_locked("network-choice"):
                offer_opening()
        if not is_locked("navigation"):
            offer_joining()
            offer_sharing(with_network=with_network)
        # Last: what came after it would begin anew in the browser when it comes or goes.
        keep_in_browser("header", is_said=False)
    if lesson:
        from cnnviz.ui.lessons.panel import show_lesson

        show_lesson(lesson)
    elif state.chosen(state.GUIDE).lesson:
        st.warning(
            "That link opens a lesson that is not here: one of your own lasts as long as the visit in which you opened "
            "its file. Open the file again under Lessons."
        )
    named = state.no_network()
    if with_network and named:
        _say_no_network(named)


def _follow() -> Place | None:
    """Cover what a lesson or a teacher's link covers. Return where in a lesson the visitor is."""
    guide = state.chosen(state.GUIDE)
    if guide.lesson:
        # Most visits follow none: the first page comes sooner without it.
        from cnnviz.ui.lessons.following import covers_of, follow

        here = follow()
        set_covers(covers_of(here))
        return here
    if guide.hide or guide.lock or covers() != Covers():
        set_covers(Covers(gone=guide.hide, locked=guide.lock))
    return None


def switch_to(name: str) -> NoReturn:
    """Show another page, by its name, with what was chosen there."""
    st.switch_page(SCRIPTS[name], query_params=state.link(name))


def offer_opening(label: str = "Open yours") -> None:
    """Show a button that opens the dialog for a network of the visitor's own."""
    st.button(
        label,
        icon=":material/folder_open:",
        help="Open a network of your own: a .keras or .h5 file, or what Teachable Machine exports.",
        on_click=lambda: st.session_state.update({OPENING: True}),
        key="open-yours",
    )
    # It stays when the page's script runs again, such as once TensorFlow is loaded.
    if st.session_state.get(OPENING):
        # Only few open one: the first page comes sooner without it.
        from cnnviz.ui.networks.opening import open_network

        open_network()


def offer_sharing(*, with_network: bool) -> None:
    """Show a button that opens the dialog for sharing what is on screen."""
    page = state.page()
    st.button(
        "Share",
        icon=":material/share:",
        help="Make a link of what you see, with its QR code, and say what your students see and may change.",
        on_click=lambda: st.session_state.update({SHARING: page, "shared": None}),
        key="share",
    )
    # Back may have led to another page meanwhile, and there can be one dialog only.
    if st.session_state.get(SHARING) == page and not st.session_state.get(OPENING):
        # Only few share: the first page comes sooner without it.
        from cnnviz.ui.share.dialog import share

        share(with_network=with_network)


def offer_joining() -> None:
    """Show a button that opens the dialog for joining a room, and the dialog, at once where the address names one."""
    guide, page = state.chosen(state.GUIDE), state.page()
    if page == "Class" or guide.lesson or (guide.c and guide.c == st.session_state.get(TEACHING)):
        # Whoever follows a lesson in a room has joined it, and a teacher joins no room of his own.
        st.session_state.pop(JOINING, None)
        return
    st.button(
        "Join",
        icon=":material/group_add:",
        help="Join your class with the four letters that your teacher shows.",
        on_click=lambda: st.session_state.update({JOINING: page}),
        key="join",
    )
    is_asked = guide.c is not None or st.session_state.get(JOINING) == page
    if is_asked and not st.session_state.get(OPENING) and st.session_state.get(SHARING) != page:
        # Most visits join no room: the first page comes sooner without it.
        from cnnviz.ui.components.join import join

        join(guide.c)


@cache
def _icon() -> Image.Image:
    """Return three squares of the colour language. One of Streamlit's own icons would be fetched from the internet."""
    icon = Image.new("RGB", (3, 1))
    for col, colour in enumerate(("#d94801", "#ffffff", "#2171b5")):
        icon.putpixel((col, 0), ImageColor.getrgb(colour))
    return icon.resize((48, 48), Image.Resampling.NEAREST)


def _say_no_network(name: str) -> None:
    if is_name(name):
        st.warning(
            "That link shows a network that somebody brought as a file. It is gone, as it is once nobody looks at it: "
            f"open the file, and you see it. This is {known.title_of(state.selection().network)}."
        )
        return
    # Whoever made the address chose these words: only what can be a name is shown.
    called = f" `{name}`" if re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", name) else " of that name"
    st.warning(
        f"There is no network{called} here, so you see {known.title_of(state.selection().network)}. "
        "Choose one of the others above."
    )


def _choose_network() -> None:
    here = state.selection().network
    st.selectbox(
        "Network",
        # One whose file is missing is among them where an address names it.
        [*reversed(state.brought()), *sorted({*bundled.names(), *([] if known.is_own(here) else [here])})],
        format_func=lambda name: f"{known.title_of(name)} · {known.summary_of(name)}",
        label_visibility="collapsed",
        width=380,
        disabled=is_locked("network-choice"),
        **state.shown("network", here, lambda name: state.select(network=name)),
    )
