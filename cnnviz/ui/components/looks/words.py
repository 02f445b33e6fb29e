"""What the page Looks for says of a channel."""

from __future__ import annotations

from cnnviz.channels.channel import Channel
from cnnviz.explainers import kind_of


def channel_names(about: Channel) -> list[str]:
    """Return how the channels of a layer are called: by their numbers, and the outputs by their classes."""
    if about.is_output:
        return list(about.dataset.classes)
    return [str(channel) for channel in range(about.layer.output_shape[-1])]


def title_of(about: Channel) -> str:
    """Return what a channel is.

    Example: "conv2d, channel 3 of 6 (0 to 5)".
    """
    if about.is_output:
        return f"{about.layer.name}: the output for {about.dataset.classes[about.channel]}"
    last = about.layer.output_shape[-1] - 1
    return f"{about.layer.name}, {about.kind} {about.channel} (of 0 to {last})"


def layer_words(about: Channel) -> str:
    """Return how a layer is offered."""
    layer = about.layer
    title, count = kind_of(layer).describe(layer).title, layer.output_shape[-1]
    return f"{layer.name} · {title} · {count} {about.kind}{'s' if count > 1 else ''}"


def note_of(about: Channel, channel: int) -> str:
    """Return a word for a channel that says nothing; "" for others."""
    found = about.excitement
    if not about.is_signed and not found.above[channel]:
        return "dead"
    if about.meets_relu and not found.above[channel]:
        return "silent"
    return "constant" if found.lowest[channel] == found.values[channel, 0] else ""


def firing_words(about: Channel) -> list[str]:
    """Return how often a channel's values are above 0, and what that means, in a sentence or two."""
    found, channel, count = about.excitement, about.channel, about.measured.count
    note = note_of(about, channel)
    if note == "dead":
        return [f"Dead: it is 0 everywhere, in all {count:,} pictures."]
    if note == "silent":
        return [f"Silent: no value is above 0 in any of {count:,} pictures, so the ReLU after it lets nothing through."]
    if about.is_softmax:
        return [f"A probability, so never 0: on average {found.mean[channel]:.1%} over {count:,} pictures."]
    firing = int(found.firing[channel])
    pictures = f"in {firing:,} of {count:,} pictures ({firing / count:.1%})"
    share = f"{found.above[channel] / found.total:.1%} of all its cells"
    where = pictures if len(about.layer.output_shape) == 1 else f"somewhere {pictures}, and in {share}"
    if not about.is_signed:
        return [f"It fires (is above 0) {where}."]
    if about.meets_relu:
        return [f"Above 0 {where}: that is what the ReLU after it lets through."]
    return [f"Above 0 {where}. No ReLU cuts off what is below 0: that counts as well."]


def histogram_words(about: Channel) -> str:
    """Return what the histogram is of."""
    found, channel = about.excitement, about.channel
    what = f"{found.total:,} values: one for each of {about.measured.count:,} test pictures"
    if len(about.layer.output_shape) == 3:
        height, width, _ = about.layer.output_shape
        what += f" and each of {height} × {width} cells"
    zeros = int(found.zeros[channel])
    left_out = f" {zeros:,} of them ({zeros / found.total:.1%}) are exactly 0 and are in no bar." if zeros else ""
    return f"{what}.{left_out}"
