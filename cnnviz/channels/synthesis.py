"""A picture made up to excite a channel: begin with noise and go uphill.

Left alone, the ascent ends in noise of high frequencies that excites the network and tells people nothing. Two things
keep it readable: the steps are taken in the picture's frequencies, the high ones scaled down, so that coarse shapes
come first; and the picture is moved by a pixel or two before every step, so that nothing hangs on one pixel alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.channels.excitement import is_relu

if TYPE_CHECKING:
    from cnnviz.network import Network

PictureProgress = Callable[[float, np.ndarray], None]
"""Called after every step with the share that is done, from 0 to 1, and the picture. What it raises ends the work."""

_RATE = 0.1
_NOISE = 0.3
# What nothing pushes on fades, and with it the noise of the beginning.
_DECAY = 0.998
_JITTER = 2
_GROUND = {"digits": -2.0, "greyscale": -1.0, "colour": 0.0}
"""Before the sigmoid, for each kind of pictures: digits are bright on black, photographs are grey on average."""


def synthesise(
    network: Network,
    layer: str,
    channel: int,
    *,
    steps: int = 256,
    seed: int = 0,
    progress: PictureProgress | None = None,
    stop: Callable[[], bool] | None = None,
) -> np.ndarray:
    """Return a picture that excites a channel strongly, by gradient ascent from noise.

        spectrum += rate * Adam(d f / d spectrum),   picture = sigmoid(inverse FFT of the scaled spectrum + ground)

    with f = (sum of max(0, value) over the channel's map + the largest value) / cells. The sum is what a ReLU lets
    through; the largest value leads uphill where none is above 0 yet. Of a ReLU or a softmax the values that go in are
    taken: where they put out 0 or 1 nothing leads uphill.

    Args:
        network: A Network.
        layer: The name of one of its layers.
        channel: Which of the layer's channels or units.
        steps: How many steps to take.
        seed: Of the noise and of the moves; the same gives the same picture.
        progress: Hears how far the work is.
        stop: Asked before every step: True ends the work, and the picture is what it is by then.
    Returns:
        (height, width, channels) float32 in [0, 1].
    Raises:
        KeyError: If there is no such layer.
        ValueError: If it has no such channel.
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
        move = tuple(random.integers(-_JITTER, _JITTER + 1, 2))
        slope = network.compiled.slope(network.weights, np.roll(picture, move, (0, 1)), channel, target)
        gradient = np.roll(slope, (-move[0], -move[1]), (0, 1))
        uphill = np.fft.rfft2(gradient * picture * (1 - picture), axes=(0, 1)) * scale
        momentum = 0.9 * momentum + 0.1 * uphill
        power = 0.99 * power + 0.01 * abs(uphill) ** 2
        adam = momentum / (1 - 0.9**step) / (np.sqrt(power / (1 - 0.99**step)) + 1e-12)
        spectrum = _DECAY * spectrum + _RATE * np.sqrt(height * width) * adam
        picture = _picture(spectrum * scale, height, width, ground)
        if progress:
            progress(step / steps, picture)
    return picture


def _scale(height: int, width: int) -> np.ndarray:
    """Return how much each frequency counts: (height, width // 2 + 1), 1 over the frequency."""
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width))
    return 1 / np.maximum(frequency * max(height, width), 1)


def _picture(spectrum: np.ndarray, height: int, width: int, ground: float) -> np.ndarray:
    values = np.fft.irfft2(spectrum, (height, width), axes=(0, 1)) + ground
    return (1 / (1 + np.exp(-np.clip(values, -30, 30)))).astype(np.float32)


def _target(network: Network, layer: str, channel: int) -> int:
    """Return the place of the layer whose values are raised."""
    names = [each.name for each in network.layers]
    if layer not in names:
        raise KeyError(f"There is no layer {layer!r}. There are {', '.join(names)}.")
    place = names.index(layer)
    last = network.layers[place].output_shape[-1] - 1
    if not 0 <= channel <= last:
        raise ValueError(f"The layer {layer!r} has channel 0 to {last}. Received: {channel}.")
    while place and (is_relu(network.layers[place]) or network.layers[place].kind in ("Softmax", "Dropout")):
        place -= 1
    return place
