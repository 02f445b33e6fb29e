"""The sentences about a channel on the page Looks for."""

from __future__ import annotations

from cnnviz.channels.channel import Channel
from cnnviz.explainers import kind_of


def channel_names(channel: Channel) -> list[str]:
    """Return the names of all channels of a channel's layer: their indices, or for the outputs the classes."""
    if channel.is_output:
        return list(channel.dataset.classes)
    return [str(index) for index in range(channel.layer.output_shape[-1])]


def title_of(channel: Channel) -> str:
    """Return a channel's title.

    Example: "conv2d, channel 3 (of 0 to 5)".
    """
    if channel.is_output:
        return f"{channel.layer.name}: the output for {channel.dataset.classes[channel.channel]}"
    last = channel.layer.output_shape[-1] - 1
    return f"{channel.layer.name}, {channel.kind} {channel.channel} (of 0 to {last})"


def layer_words(channel: Channel) -> str:
    """Return a channel's layer as the choice of layers names it: name, kind and number of channels."""
    layer = channel.layer
    title, count = kind_of(layer).describe(layer).title, layer.output_shape[-1]
    return f"{layer.name} · {title} · {count} {channel.kind}{'s' if count > 1 else ''}"


def note_of(channel: Channel, index: int) -> str:
    """Return a word for a channel whose values say nothing: "dead", "silent" or "constant"; "" for any other.

    Args:
        channel: Any channel of the layer.
        index: The channel in question.
    """
    excitement = channel.excitement
    if not channel.is_signed and not excitement.above[index]:
        return "dead"
    if channel.meets_relu and not excitement.above[index]:
        return "silent"
    return "constant" if excitement.lowest[index] == excitement.values[index, 0] else ""


def firing_words(channel: Channel) -> list[str]:
    """Return one or two sentences on how often a channel's values are above 0, and what that means."""
    excitement, index, count = channel.excitement, channel.channel, channel.measured.count
    note = note_of(channel, index)
    if note == "dead":
        return [f"Dead: it is 0 everywhere, in all {count:,} pictures."]
    if note == "silent":
        return [f"Silent: no value is above 0 in any of {count:,} pictures, so the ReLU after it lets nothing through."]
    if channel.is_softmax:
        return [f"A probability, so never 0: on average {excitement.mean[index]:.1%} over {count:,} pictures."]
    firing = int(excitement.firing[index])
    pictures = f"in {firing:,} of {count:,} pictures ({firing / count:.1%})"
    share = f"{excitement.above[index] / excitement.total:.1%} of all its cells"
    where = pictures if len(channel.layer.output_shape) == 1 else f"somewhere {pictures}, and in {share}"
    if not channel.is_signed:
        return [f"It fires (is above 0) {where}."]
    if channel.meets_relu:
        return [f"Above 0 {where}: that is what the ReLU after it lets through."]
    return [f"Above 0 {where}. No ReLU cuts off what is below 0: that counts as well."]


def histogram_words(channel: Channel) -> str:
    """Return a sentence on which values the histogram counts."""
    excitement, index = channel.excitement, channel.channel
    what = f"{excitement.total:,} values: one for each of {channel.measured.count:,} test pictures"
    if len(channel.layer.output_shape) == 3:
        height, width, _ = channel.layer.output_shape
        what += f" and each of {height} × {width} cells"
    zeros = int(excitement.zeros[index])
    left_out = f" {zeros:,} of them ({zeros / excitement.total:.1%}) are exactly 0 and are in no bar." if zeros else ""
    return f"{what}.{left_out}"
