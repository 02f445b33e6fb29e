"""What the channels of a layer look for: all of them side by side, and one of them with pictures and numbers."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.channels.channel import Channel, Response
from cnnviz.ui.components.looks.words import channel_names, firing_words, histogram_words, note_of, title_of
from cnnviz.ui.components.mount import component

_STYLE = ("shared/buttons.css", "looks/looks.css")
_CARD, _PICTURE = 64, 112
"""Pixels of a patch's and of a picture's longer side at most: larger ones are thinned out."""

_gallery = component(
    "looks_gallery",
    js="looks/gallery.js",
    html='<div class="themed"><div class="gallery" data-testid="looks-gallery" role="group"></div></div>',
    css=_STYLE,
    sends=("channel",),
)

_picked = component(
    "looks_picked",
    js="looks/picked.js",
    html='<div class="themed"><div class="picked" data-testid="looks-picked"></div></div>',
    css=_STYLE,
    sends=("picture",),
)

_made = component(
    "looks_made",
    js="looks/made.js",
    html='<div class="themed"><div class="made" data-testid="looks-made"></div></div>',
    css=_STYLE,
)


def clicked_channel(*, key: str) -> int | None:
    """Return the channel that the visitor picked just now, before the gallery is shown again."""
    channel = st.session_state.get(key, {}).get("channel")
    return channel if type(channel) is int else None


def show_gallery(about: Channel, *, key: str) -> None:
    """Show all channels of a layer, each by the patch that excites it most.

    Args:
        about: One of the channels. Which one makes no difference: the one that show_channel shows is marked.
        key: The element's key.
    """
    found, names = about.excitement, channel_names(about)
    cards, pixels = [], []
    for channel, name in enumerate(names):
        seen = about.best(channel, 1)
        note = note_of(about, channel)
        if seen:
            top, left, bottom, right = seen[0].region
            patch = _thinned(seen[0].picture[top:bottom, left:right], _CARD)
            pixels.append(patch.tobytes())
            cards.append({"name": name, "shape": patch.shape, "note": note})
        else:
            cards.append({"name": name, "note": note or f"{found.values[channel, 0]:.2f}".replace("-", "−")})
    header = {"kind": about.kind, "network": about.network, "layer": about.layer.name, "cards": cards}
    _gallery(data=_message(header, pixels), key=key)


def show_channel(about: Channel, mine: Response | None, *, key: str) -> None:
    """Show the pictures that excite a channel most and how its values are spread. A click on one is in clicked_tile.

    Args:
        about: The channel.
        mine: What the visitor's picture gives it; None where that is not known yet.
        key: The element's key.
    """
    found, channel = about.excitement, about.channel
    seen = [*about.best(channel), *([mine] if mine else [])]
    pictures = [_thinned(each.picture, _PICTURE) for each in seen]
    step = -(-max(about.picture_shape) // _PICTURE)
    header = {
        "network": about.network,
        "set": about.dataset.title,
        "layer": about.layer.name,
        "layer_place": about.layer_index,
        "channel": channel,
        "title": title_of(about),
        "words": firing_words(about),
        "shape": pictures[0].shape if pictures else (0, 0, 0),
        "tiles": [_tile(each, about, step, each is mine) for each in seen],
        "histogram_title": "All its values",
        "histogram_words": histogram_words(about),
        "histogram": {
            "first": int(found.first[channel]),
            "step": float(found.step[channel]),
            "counts": found.counts[channel].tolist(),
            "total": found.total,
        },
        "mean": float(found.mean[channel]),
        "lowest": float(found.lowest[channel]),
        "largest": float(found.values[channel, 0]),
    }
    _picked(data=_message(header, [each.tobytes() for each in pictures]), key=key)


def show_made_up(about: Channel, picture: Response, *, key: str) -> None:
    """Show a picture made up for a channel, beside what the best test picture gives.

    Args:
        about: The channel.
        picture: What it gives the channel.
        key: The element's key.
    """
    what = "" if len(about.layer.output_shape) == 1 else ", largest value in its map"
    best = float(about.excitement.values[about.channel, 0])
    bars = [{"name": f"Made up{what}", "value": picture.value}, {"name": f"Best test picture{what}", "value": best}]
    _made(data=_message({"shape": picture.picture.shape, "bars": bars}, [picture.picture.tobytes()]), key=key)


def _tile(seen: Response, about: Channel, step: int, is_mine: bool) -> dict[str, Any]:
    top, left, bottom, right = seen.region
    return {
        "place": seen.index,
        "label": None if seen.label is None else about.dataset.classes[seen.label],
        "value": seen.value,
        "position": list(about.position(seen.cell)),
        "region": [top // step, left // step, -(-bottom // step), -(-right // step)],
        "mine": is_mine,
    }


def _thinned(picture: np.ndarray, most: int) -> np.ndarray:
    step = -(-max(picture.shape[:2]) // most)
    return np.ascontiguousarray(picture[::step, ::step])


def _message(header: dict[str, Any], pixels: list[bytes]) -> bytes:
    """Return a line of JSON and the pictures, a byte for each of their numbers."""
    return json.dumps(header).encode() + b"\n" + b"".join(pixels)
