"""What if somebody wanted the network to misread: pictures changed by a little that people hardly see."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from cnnviz import known
from cnnviz.known.own import file_of
from cnnviz.network import Network
from cnnviz.pictures.input_png import input_png
from cnnviz.ui import state
from cnnviz.ui.components.changed_picture import AnswersAlong, TitledPicture, picked, show_changed_picture
from cnnviz.ui.edits_mark import mark_network
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.beside import beside_picture
from cnnviz.ui.picture.changes import changed_input
from cnnviz.ui.picture.numbers import need_picture
from cnnviz.ui.picture.selected import prepare_original
from cnnviz.ui.picture.waiting import as_edited, need_classes, wait_for_network
from cnnviz.ui.state.covers import is_covered, may_show
from cnnviz.ui.what_if.declared import ANY, FOOL, Attack
from cnnviz.what_if.adversarial import Flip, along, fgsm, on_8_bits, pgd, smallest_epsilon
from cnnviz.what_if.answer_curve import CURVE_VALUES, Curve, answers_along, turns_from
from cnnviz.what_if.changes import ATTACKS, Number, format_changes, parse_changes, with_change, without

TITLE = "Fool it"
WAYS = {"fgsm": fgsm, "pgd": pgd}
WORDS = {
    "fgsm": "**FGSM**, one step: the gradient says for every pixel whether more or less of it makes the answer "
    "doubtful, and every pixel moves that way by ε. [Goodfellow et al. 2015](https://arxiv.org/abs/1412.6572).",
    "pgd": "**PGD**, twenty small steps, with a new gradient before each; no pixel goes farther than ε in the end. "
    "[Madry et al. 2018](https://arxiv.org/abs/1706.06083).",
}
_DIFFERENCE = ("Blue: brighter. Orange: darker.", "Blue: brighter. Orange: darker. The mean of red, green and blue.")
KEY = "fooled"


def show() -> None:
    """Show the part."""
    network = as_edited(wait_for_network())
    need_picture(network, "no pixel to change by a little")
    need_classes(network)
    mark_network()
    begin = "at 0" if is_covered("smallest") else "at the smallest ε that does it"
    st.markdown(
        f"No pixel changes by more than **ε**, and yet the answer turns. You begin {begin}; choose a class to be read "
        "instead, or drag ε. The picture is rounded to 8 bits before it is measured, so the file you save is misread "
        "just as you see it here."
    )
    beside_picture(lambda: _fool(network))


@st.fragment
def _fool(network: Network) -> None:
    recipe = parse_changes(state.selection().change)
    chosen = _chosen()
    way, target = chosen.method, chosen.target
    before = on_8_bits(changed_input(prepare_original().input, without(recipe, ATTACKS)))
    label = int(network.probabilities(before[None])[0].argmax())
    target = target if target < len(network.labels) and target != label else ANY
    question = (network, before.tobytes(), way, label, target, limit_of(network))
    flip = smallest(*question)
    begin = 0 if is_covered("smallest") else _enough(flip, network)
    levels = min(begin if chosen.levels is None else chosen.levels, limit_of(network))
    _choose(network, label, way, target, levels)
    st.caption(WORDS[way])
    if may_show("smallest"):
        st.markdown(f"**{_words(flip, way, network, target)}**")
    after = attacked(network, before, way, label, levels, target)
    curve = curve_along(*question)
    number = _epsilon(network)
    pictures = [
        TitledPicture("The picture", before),
        TitledPicture("What is added", after - before, max(levels, 1) / 255, _DIFFERENCE[network.kind == "colour"]),
        TitledPicture("The sum", after),
    ]
    answer_before, answer_after = network.probabilities(np.stack([before, after]))
    show_changed_picture(
        network,
        pictures,
        answer_before,
        answer_after,
        AnswersAlong(number, levels, curve, turns_from(curve, 0), 0, "curve smallest"),
        key=KEY,
        on_pick=lambda: _take_from_curve(network, way, target),
    )
    _offer(network, after, label, int(answer_after.argmax()), Attack(way, target, levels))


def _choose(network: Network, label: int, way: str, target: int, levels: int) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="fool-choices"):
        st.segmented_control(
            "How",
            list(WAYS),
            format_func=str.upper,
            required=True,
            **state.shown("fool-way", way, lambda way: _begin_anew(network, way, target)),
        )
        st.selectbox(
            "It should read",
            [ANY, *(other for other in range(len(network.labels)) if other != label)],
            format_func=lambda other: "anything else" if other == ANY else network.labels[other],
            **state.shown("fool-target", target, lambda target: _begin_anew(network, way, target)),
            width=180,
        )
        st.slider(
            "ε, in steps of 1/255",
            0,
            limit_of(network),
            **state.shown("fool-levels", levels, lambda levels: state.keep(FOOL, Attack(way, target, int(levels)))),
            width=300,
        )
        if not is_covered("smallest"):
            st.button("Smallest ε", on_click=lambda: _begin_anew(network, way, target), key="fool-reset")


def _offer(network: Network, after: np.ndarray, label: int, read: int, shown: Attack) -> None:
    becomes = "changed" if is_covered("changed-answer") else f"read-as-{network.labels[read]}"
    name = f"{network.title}-{network.labels[label]}-{becomes}.png".replace(" ", "-")
    taken = _taken()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="fool-offer"):
        st.download_button(
            "Save as PNG", input_png(after), file_name=name, mime="image/png", on_click="ignore", key="fool-save"
        )
        if taken != shown:
            st.button("Take it to the other pages", on_click=_take, args=(shown,), key="fool-keep")
        if taken:
            which = "this picture" if taken == shown else "the one that you took there before"
            st.markdown(f":orange-badge[changed] The other pages show {which}.", width="content")
            st.button("Back to the original", on_click=lambda: state.select(change=""), key="fool-back")
    if not network.edits and not is_covered("changed-answer"):
        called = f'"{file_of(network.name)[1]}"' if known.is_own(network.name) else network.name
        st.caption(
            f"The file says that it is a network's input, so it is not cut out or centred again: `python -m cnnviz "
            f"classify {name} --network {called}` reads {network.labels[read]}. Upload it in "
            f"{link_to('Draw & see')} and ask another network."
        )


def _words(flip: Flip | None, way: str, network: Network, target: int) -> str:
    most = limit_of(network)
    wanted = "another answer" if target == ANY else network.labels[target]
    if flip is None:
        advice = " PGD may." if way == "fgsm" else ""
        return f"Up to ε = {most}/255 this way does not lead to {wanted}.{advice}"
    less = "No smaller one does" if way == "fgsm" else f"{flip.levels - 1}/255 does not"
    read = network.labels[int(network.probabilities(flip.picture[None])[0].argmax())]
    return f"ε = {flip.levels}/255 = {flip.levels / 255:.3f} is enough: it is read as {read}. {less}."


def limit_of(network: Network) -> int:
    """Return the largest ε that is tried, in 255ths: colour pictures are misread at far smaller ones."""
    return 32 if network.kind == "colour" else 128


def _epsilon(network: Network) -> Number:
    return Number("ε", 0, limit_of(network), 1, 0, "/255")


@lru_cache(maxsize=64)
def smallest(network: Network, before: bytes, way: str, label: int, target: int, most: int) -> Flip | None:
    """Return the smallest change that makes the network misread; see smallest_epsilon."""
    picture = np.frombuffer(before, np.float32).reshape(network.input_shape)
    return smallest_epsilon(WAYS[way], network, picture, label, None if target == ANY else target, most=most)


@lru_cache(maxsize=64)
def curve_along(network: Network, before: bytes, way: str, label: int, target: int, most: int) -> Curve:
    """Return the answers for all ε from 0 to `most` 255ths."""
    picture = np.frombuffer(before, np.float32).reshape(network.input_shape)

    def answer(levels: np.ndarray) -> np.ndarray:
        towards = None if target == ANY else target
        return network.probabilities(along(WAYS[way], network, picture, label, towards, levels / 255))

    return answers_along(answer, np.arange(most + 1.0), most=CURVE_VALUES if way == "fgsm" else CURVE_VALUES // 4)


def attacked(network: Network, before: np.ndarray, way: str, label: int, levels: int, target: int) -> np.ndarray:
    """Return the attack's picture at one ε."""
    return WAYS[way](network, before, label, levels / 255, None if target == ANY else target)


def _chosen() -> Attack:
    """Return what the visitor has set up here; at the start the attack on the picture that the other pages show."""
    chosen = state.chosen(FOOL)
    return (_taken() or chosen) if chosen == FOOL.start else chosen


def _taken() -> Attack | None:
    """Return the attack on the picture that all pages show; None if there is none."""
    changes = parse_changes(state.selection().change)
    attacks = (Attack(name, int(changes[name][1]), int(changes[name][0])) for name in ATTACKS if name in changes)
    return next(attacks, None)


def _take(attack: Attack) -> None:
    """Have all pages show the attacked picture."""
    changes = without(parse_changes(state.selection().change), ATTACKS)
    state.select(change=format_changes(with_change(changes, attack.method, (attack.levels or 0, attack.target))))


def _begin_anew(network: Network, way: str, target: int) -> None:
    """Start an attack at the smallest ε that works; at none, where that is not to be known."""
    if is_covered("smallest"):
        state.keep(FOOL, Attack(way, target, None))
        return
    recipe = without(parse_changes(state.selection().change), ATTACKS)
    before = on_8_bits(changed_input(prepare_original().input, recipe))
    label = int(network.probabilities(before[None])[0].argmax())
    flip = smallest(network, before.tobytes(), way, label, target, limit_of(network))
    state.keep(FOOL, Attack(way, target, _enough(flip, network)))


def _enough(flip: Flip | None, network: Network) -> int:
    """Return the ε to begin with, in 255ths: the smallest that is enough, if one is."""
    return flip.levels if flip else limit_of(network) // 4


def _take_from_curve(network: Network, way: str, target: int) -> None:
    levels = picked(_epsilon(network), key=KEY)
    if levels is not None:
        state.keep(FOOL, Attack(way, target, int(levels)))
