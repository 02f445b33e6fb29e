"""What the channels of a layer look for: all channels side by side, and one of them with its pictures and numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.channels.channel import Channel, Response
from cnnviz.ui.components.looks.words import channel_names, firing_words, histogram_words, note_of, title_of
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pixel_message

_STYLE = ("shared/buttons.css", "looks/looks.css")
_CARD, _PICTURE = 64, 112
"""The largest size in pixels of a patch and of a picture, along the longer side: larger ones are thinned out."""

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
    html='<div class="themed"><div class="made" data-testid="looks-made" data-region="excitement"></div></div>',
    css=_STYLE,
)


def clicked_channel(*, key: str) -> int | None:
    """Return the index of the channel that the visitor picked just now, before the gallery is shown again."""
    channel = st.session_state.get(key, {}).get("channel")
    return channel if type(channel) is int else None


def show_channel_gallery(channel: Channel, *, key: str) -> None:
    """Show all channels of a layer, each by the patch that excites it most.

    Args:
        channel: Any channel of the layer. The channel that show_channel shows is marked.
        key: The element's key.
    """
    excitement = channel.excitement
    cards: list[dict[str, Any]] = []
    patches: list[npt.NDArray[np.uint8]] = []
    for index, name in enumerate(channel_names(channel)):
        best = channel.best(index, 1)
        note = note_of(channel, index)
        if best:
            top, left, bottom, right = best[0].region
            patch = _thinned(best[0].picture[top:bottom, left:right], _CARD)
            patches.append(patch)
            cards.append({"name": name, "shape": patch.shape, "note": note})
        else:
            cards.append({"name": name, "note": note or f"{excitement.values[index, 0]:.2f}".replace("-", "−")})
    header = {"kind": channel.kind, "network": channel.network, "layer": channel.layer.name, "cards": cards}
    _gallery(data=pixel_message(header, *patches), key=key)


def show_channel(channel: Channel, response: Response | None, *, key: str) -> None:
    """Show the pictures that excite a channel most and a histogram of its values.

    A click on a test picture sends its index: clicked_tile of cnnviz.ui.components.tiles returns it.

    Args:
        channel: The channel.
        response: The channel's response to the visitor's picture; None while it is not known.
        key: The element's key.
    """
    excitement, index = channel.excitement, channel.channel
    responses = [*channel.best(index), *([response] if response else [])]
    pictures = [_thinned(shown.picture, _PICTURE) for shown in responses]
    step = -(-max(channel.picture_shape) // _PICTURE)
    header = {
        "network": channel.network,
        "set": channel.dataset.title,
        "layer": channel.layer.name,
        "channel": index,
        "title": title_of(channel),
        "words": firing_words(channel),
        "shape": pictures[0].shape if pictures else (0, 0, 0),
        "tiles": [_tile(shown, channel, step, shown is response) for shown in responses],
        "histogram_title": "All its values",
        "histogram_words": histogram_words(channel),
        "histogram": {
            "first": int(excitement.first[index]),
            "step": float(excitement.step[index]),
            "counts": excitement.counts[index].tolist(),
            "total": excitement.total,
        },
        "mean": float(excitement.mean[index]),
        "lowest": float(excitement.lowest[index]),
        "largest": float(excitement.values[index, 0]),
    }
    _picked(data=pixel_message(header, *pictures), key=key)


def show_synthesised(channel: Channel, response: Response, *, key: str) -> None:
    """Show a picture made up for a channel, and compare the channel's response to it with the best test picture's.

    Args:
        channel: The channel.
        response: Its response to the made-up picture.
        key: The element's key.
    """
    what = "" if len(channel.layer.output_shape) == 1 else ", largest value in its map"
    best = float(channel.excitement.values[channel.channel, 0])
    bars = [{"name": f"Made up{what}", "value": response.value}, {"name": f"Best test picture{what}", "value": best}]
    _made(data=pixel_message({"shape": response.picture.shape, "bars": bars}, response.picture), key=key)


def _tile(response: Response, channel: Channel, step: int, is_visitors: bool) -> dict[str, Any]:
    top, left, bottom, right = response.region
    return {
        "index": response.index,
        "label": None if response.label is None else channel.dataset.classes[response.label],
        "value": response.value,
        "position": list(channel.position(response.cell)),
        "region": [top // step, left // step, -(-bottom // step), -(-right // step)],
        "mine": is_visitors,
    }


def _thinned(picture: npt.NDArray[np.uint8], largest: int) -> npt.NDArray[np.uint8]:
    """Return every n-th row and column of a picture, so that no side is longer than `largest`."""
    step = -(-max(picture.shape[:2]) // largest)
    return np.ascontiguousarray(picture[::step, ::step])
