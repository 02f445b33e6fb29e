"""A picture made up to excite a channel: begin with noise and go uphill.

Plain gradient ascent ends in noise of high frequencies, which excites the network and tells people nothing. Two things
keep the picture readable: the steps are taken on its frequencies, with the high ones scaled down, so that coarse shapes
come first; and the picture is moved by a pixel or two before most steps, so that nothing depends on a single pixel. In
the last steps it stays where it is and becomes sharp.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import is_relu, role_of

if TYPE_CHECKING:
    from cnnviz.network import Network

PictureProgress = Callable[[float, npt.NDArray[np.float32]], None]
"""Called after every step with the share that is done, from 0 to 1, and the picture so far. An exception that it raises
ends the work."""

_RATE = 0.6
_NOISE = 0.3
# Frequencies without a gradient fade, and with them the noise of the beginning.
_DECAY = 0.998
_JITTER = 2
_MOVED = 0.75
"""The share of the steps in which the picture is moved; the last ones sharpen it where it is."""
_GROUND = {"digits": -2.0, "drawings": -2.0, "greyscale": -1.0, "colour": 0.0}
"""Added before the sigmoid, by kind of picture: digits are bright on black, photographs are grey on average."""


def synthesise(
    network: Network,
    layer: str,
    channel: int,
    *,
    steps: int = 256,
    seed: int = 0,
    progress: PictureProgress | None = None,
    stop: Callable[[], bool] | None = None,
) -> npt.NDArray[np.float32]:
    """Return a picture that excites a channel strongly, by gradient ascent from noise.

        spectrum += rate * Adam(d f / d spectrum),   picture = sigmoid(inverse FFT of the scaled spectrum + ground)

    with f = mean of max(0, value) over the channel's map + the largest value. The largest value is what pictures are
    compared by, and it has a gradient even where no value is above 0 yet; the mean, what a ReLU lets through, makes the
    picture excite the channel in many places. For a ReLU or a softmax, f is taken of its input: where its output is
    flat there is no gradient to follow.

    Args:
        network: The network.
        layer: The name of one of its layers.
        channel: The index of one of the layer's channels or units.
        steps: How many steps to take.
        seed: For the noise and the moves; the same seed gives the same picture.
        progress: Hears how far the work is.
        stop: Called before every step; where it returns True, the work ends with the picture so far.
    Returns:
        (height, width, channels) float32 in [0, 1].
    Raises:
        KeyError: If there is no such layer.
        ValueError: If the layer has no such channel.
    Example:
        >>> import cnnviz
        >>> synthesise(cnnviz.load("mnist_lab"), "conv2d", 3, steps=2).shape
        (28, 28, 1)

    References:
        Erhan et al., Visualizing Higher-Layer Features of a Deep Network (2009), for the ascent; Olah, Mordvintsev &
        Schubert, Feature Visualization, Distill (2017), for frequencies and moves.
    """
    target = _target(network, layer, channel)
    height, width, channels = network.input_shape
    random = np.random.default_rng(seed)
    scale = _scale(height, width)[..., None]
    spectrum = np.fft.rfft2(random.normal(scale=_NOISE, size=(height, width, channels)), axes=(0, 1)) / scale
    ground = _GROUND[network.kind]
    momentum, power = np.zeros_like(spectrum), np.zeros(spectrum.shape)
    picture = _picture(spectrum * scale, height, width, ground)
    for step in range(1, steps + 1):
        if stop and stop():
            break
        moves = random.integers(-_JITTER, _JITTER + 1, 2).tolist()
        down, right = moves if step <= _MOVED * steps else (0, 0)
        slope = network.compiled.slope(network.weights, np.roll(picture, (down, right), (0, 1)), channel, target)
        gradient = np.roll(slope, (-down, -right), (0, 1))
        uphill = np.fft.rfft2(gradient * picture * (1 - picture), axes=(0, 1)) * scale
        momentum = 0.9 * momentum + 0.1 * uphill
        power = 0.99 * power + 0.01 * abs(uphill) ** 2
        adam = momentum / (1 - 0.9**step) / (np.sqrt(power / (1 - 0.99**step)) + 1e-12)
        spectrum = _DECAY * spectrum + _RATE * np.sqrt(height * width) * adam
        picture = _picture(spectrum * scale, height, width, ground)
        if progress:
            progress(step / steps, picture)
    return picture


def _scale(height: int, width: int) -> npt.NDArray[np.float64]:
    """Return the weight of each frequency, 1 / frequency: (height, width // 2 + 1)."""
    frequency: npt.NDArray[np.float64] = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width))
    return 1 / np.maximum(frequency * max(height, width), 1)


def _picture(spectrum: npt.NDArray[np.complex128], height: int, width: int, ground: float) -> npt.NDArray[np.float32]:
    values: npt.NDArray[np.float64] = np.fft.irfft2(spectrum, (height, width), axes=(0, 1)) + ground
    return (1 / (1 + np.exp(-np.clip(values, -30, 30)))).astype(np.float32)


def _target(network: Network, layer: str, channel: int) -> int:
    """Return the index of the layer whose values are raised: the given one, or the one before a ReLU or a softmax."""
    names = [known.name for known in network.layers]
    if layer not in names:
        raise KeyError(f"There is no layer {layer!r}. There are {', '.join(names)}.")
    index = names.index(layer)
    last = network.layers[index].output_shape[-1] - 1
    if not 0 <= channel <= last:
        raise ValueError(f"The layer {layer!r} has channel 0 to {last}. Received: {channel}.")
    passing = ("probabilities", "identity")
    while index and (is_relu(network.layers[index]) or role_of(network.layers[index]) in passing):
        index -= 1
    return index
