"""Pictures made to be misread, by changes too small to matter to people.

Both attacks raise the odds against a class, or those of another class, by steps along the signs of the gradient: where
each value may change by epsilon at most, these steps have the greatest effect. The pictures can be saved without loss,
because every value is a whole number of 255ths: what is measured is what is in the file.

    log of the odds against a class = log((1 - p) / p)

The signs of its gradient are those of the papers' cross-entropy, -log p, which grows with it; but it does not vanish
where the network is sure.

References:
    Goodfellow, Shlens & Szegedy, arXiv:1412.6572 (FGSM); Madry et al., arXiv:1706.06083 (PGD).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from cnnviz.what_if.transforms import FloatImage

if TYPE_CHECKING:
    from cnnviz.network import Network

STEPS = 20
"""How many steps PGD makes."""
_AT_ONCE = 16

Attack = Callable[..., FloatImage]
"""fgsm or pgd."""


class Flip(NamedTuple):
    """The smallest change found that makes a network misread a picture.

    Attributes:
        levels: By how many 255ths a value changes at most.
        picture: (height, width, channels) float32, the picture that is misread.
    """

    levels: int
    picture: FloatImage


def on_8_bits(values: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """Return values, clipped to [0, 1], as a file of 8 bits holds them: k / 255, float32, in the same shape."""
    levels: npt.NDArray[np.uint8] = np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
    return levels.astype(np.float32) / np.float32(255)


def fgsm(network: Network, values: FloatImage, label: int, epsilon: float, target: int | None = None) -> FloatImage:
    """Return the picture after one step along the signs of the gradient: the fast gradient sign method (FGSM).

        values + epsilon · sign(gradient of the log odds against label), clipped to [0, 1]
        values - epsilon · sign(gradient of the log odds against target), clipped to [0, 1], where a target is given

    Args:
        network: The network to be fooled.
        values: Its input: (height, width, channels), float32 in [0, 1]. It is put on 8 bits first.
        label: The class that it should no longer read, as an index into network.labels.
        epsilon: The most that a value changes, in [0, 1]. Whole numbers of 255ths survive 8 bits exactly.
        target: The class that it should read instead.
    Returns:
        The same shape, float32, on 8 bits.
    References:
        Goodfellow, Shlens & Szegedy, arXiv:1412.6572.
    """
    return _fgsm(network, values, label, [epsilon], target)[0, ...]


def pgd(network: Network, values: FloatImage, label: int, epsilon: float, target: int | None = None) -> FloatImage:
    """Return the picture after many small steps along the signs: projected gradient descent (PGD).

    Each of the STEPS steps is 2.5 · epsilon / STEPS long. After each, values are clipped to a distance of epsilon from
    the picture, and to [0, 1]. The first step begins at the picture itself, so that the result is always the same.
    Arguments and result are those of fgsm().

    References:
        Madry et al., arXiv:1706.06083.
    """
    return _pgd(network, values, label, [epsilon], target)[0, ...]


def smallest_epsilon(
    attack: Attack, network: Network, values: FloatImage, label: int, target: int | None = None, *, most: int = 128
) -> Flip | None:
    """Return the smallest change with which an attack succeeds: another class is read, or the target.

    For FGSM every number of 255ths is tried from 1 on, so that no smaller one succeeds. PGD takes many steps for each
    number, so the search is shorter: the next smaller number was tried and fails, but a still smaller one may succeed.

    Args:
        attack: fgsm or pgd.
        network: The network to be fooled.
        values: (height, width, channels), float32 in [0, 1].
        label: The class that it should no longer read.
        target: The class that it should read instead; any other by default.
        most: The largest number of 255ths that is tried.
    Returns:
        None if none of them succeeds.
    """

    def tried(levels: Sequence[int]) -> list[Flip | None]:
        pictures = along(attack, network, values, label, target, [level / 255 for level in levels])
        read = network.probabilities(pictures).argmax(axis=1)
        succeeds = read == target if target is not None else read != label
        return [
            Flip(level, picture) if success else None
            for level, picture, success in zip(levels, pictures, succeeds, strict=True)
        ]

    def first(levels: Sequence[int]) -> Flip | None:
        return next((flip for flip in tried(levels) if flip), None)

    if attack is fgsm:
        parts = (range(start, min(start + _AT_ONCE, most + 1)) for start in range(1, most + 1, _AT_ONCE))
        return next((flip for flip in map(first, parts) if flip), None)
    levels = [1 << power for power in range(most.bit_length()) if 1 << power < most] + [most]
    smallest = first(levels)
    while smallest:
        low = max((level for level in levels if level < smallest.levels), default=0)
        between = np.unique(np.linspace(low, smallest.levels, 8).astype(int))[1:-1].tolist()
        if not between:
            return smallest
        levels = [low, *between, smallest.levels]
        smallest = first(between) or smallest
    return None


def along(
    attack: Attack, network: Network, values: FloatImage, label: int, target: int | None, epsilons: npt.ArrayLike
) -> npt.NDArray[np.float32]:
    """Return an attack's pictures for many epsilons at once, (count, height, width, channels) float32 on 8 bits.

    The arguments are those of fgsm(), but for epsilons: (count,) in [0, 1].
    """
    return {fgsm: _fgsm, pgd: _pgd}[attack](network, values, label, epsilons, target)


def _fgsm(
    network: Network, values: FloatImage, label: int, epsilons: npt.ArrayLike, target: int | None
) -> npt.NDArray[np.float32]:
    values = on_8_bits(values)
    return on_8_bits(values + _column(epsilons) * np.sign(_uphill(network, values[None], label, target)))


def _pgd(
    network: Network, values: FloatImage, label: int, epsilons: npt.ArrayLike, target: int | None
) -> npt.NDArray[np.float32]:
    values, limits = on_8_bits(values), _column(epsilons)
    low, high = np.maximum(values - limits, 0), np.minimum(values + limits, 1)
    pictures = np.repeat(values[None], len(limits), axis=0)
    for _ in range(STEPS):
        step = 2.5 * limits / STEPS * np.sign(_uphill(network, pictures, label, target))
        pictures = np.clip(pictures + step, low, high)
    return on_8_bits(pictures)


def _uphill(
    network: Network, pictures: npt.NDArray[np.float32], label: int, target: int | None
) -> npt.NDArray[np.float32]:
    """Return the gradient of the odds against the label, or of those of the target, for each picture."""
    if target is None:
        return network.compiled.odds_gradients(network.weights, pictures, label)
    return -network.compiled.odds_gradients(network.weights, pictures, target)


def _column(epsilons: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Return epsilons as (count, 1, 1, 1), one for each picture."""
    return np.asarray(epsilons, np.float32)[:, None, None, None]
