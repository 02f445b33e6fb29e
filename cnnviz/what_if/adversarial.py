"""Pictures made to be misread, by changes too small to matter to people.

Both ways climb the odds against a class, or towards another, in the direction of the gradient's signs, which makes the
most of a largest change that every pixel may have. What comes out can be saved without loss: every value is a whole
number of 255ths, so what is measured is what is in the file.

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

if TYPE_CHECKING:
    from cnnviz.network import Network

STEPS = 20
"""How many steps PGD makes."""
_AT_ONCE = 16

Attack = Callable[..., np.ndarray]


class Flip(NamedTuple):
    """The least change that was found to make a network misread a picture.

    Attributes:
        levels: By how many 255ths a value changes at most.
        picture: (height, width, channels) float32, the picture that is misread.
    """

    levels: int
    picture: np.ndarray


def on_8_bits(values: np.ndarray) -> np.ndarray:
    """Return values in [0, 1] as a file of 8 bits would hold them: k / 255, float32."""
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8).astype(np.float32) / np.float32(255)


def fgsm(network: Network, values: np.ndarray, label: int, epsilon: float, target: int | None = None) -> np.ndarray:
    """Return the picture after one step along the signs of the gradient: the fast gradient sign method.

        values + epsilon · sign(gradient of the log odds against label), clipped to [0, 1]
        values - epsilon · sign(gradient of the log odds against target), where there is one

    Args:
        network: Who is to be fooled.
        values: (height, width, channels), float32 in [0, 1]: what it gets. It is put on 8 bits first.
        label: The class it should no longer read, as a place in network.labels.
        epsilon: The most that a value changes, in [0, 1]. Whole numbers of 255ths survive 8 bits exactly.
        target: The class it should read.
    Returns:
        The same shape, float32, on 8 bits.
    References:
        Goodfellow, Shlens & Szegedy, arXiv:1412.6572.
    """
    return _fgsm(network, values, label, [epsilon], target)[0]


def pgd(network: Network, values: np.ndarray, label: int, epsilon: float, target: int | None = None) -> np.ndarray:
    """Return the picture after many small steps along the signs: projected gradient descent.

    Each of STEPS steps is 2.5 · epsilon / STEPS long and is followed by cutting off what is farther than epsilon from
    the picture or outside of [0, 1]. It begins at the picture itself, so that it gives the same every time. Takes and
    returns what fgsm does.

    References:
        Madry et al., arXiv:1706.06083.
    """
    return _pgd(network, values, label, [epsilon], target)[0]


def smallest_epsilon(
    attack: Attack, network: Network, values: np.ndarray, label: int, target: int | None = None, *, most: int = 128
) -> Flip | None:
    """Return the least change at which an attack succeeds: the class is another one, or the target.

    Of FGSM all numbers of 255ths are tried from 1 on, so no smaller one succeeds. PGD takes many steps for each: its
    number is searched by halving, so the next smaller one was tried and fails.

    Args:
        attack: fgsm or pgd.
        network: Who is to be fooled.
        values: (height, width, channels), float32 in [0, 1].
        label: The class it should no longer read.
        target: The class it should read; any other by default.
        most: The most 255ths that are tried.
    Returns:
        None if none of them succeeds.
    """
    many = {fgsm: _fgsm, pgd: _pgd}[attack]

    def tried(levels: Sequence[int]) -> list[Flip | None]:
        pictures = many(network, values, label, [level / 255 for level in levels], target)
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
    doubled = [1 << power for power in range(most.bit_length()) if 1 << power < most] + [most]
    found = first(doubled)
    while found:
        low = max((level for level in doubled if level < found.levels), default=0)
        between = np.unique(np.linspace(low, found.levels, 8).astype(int))[1:-1].tolist()
        if not between:
            return found
        doubled = [low, *between, found.levels]
        found = first(between) or found
    return None


def along(attack: Attack, network: Network, values: np.ndarray, label: int, target: int | None, epsilons: Sequence):
    """Return the attack's pictures, (count, height, width, channels) float32, for many epsilons at once."""
    return {fgsm: _fgsm, pgd: _pgd}[attack](network, values, label, epsilons, target)


def _fgsm(network: Network, values: np.ndarray, label: int, epsilons: Sequence[float], target: int | None):
    values = on_8_bits(values)
    return on_8_bits(values + _column(epsilons) * np.sign(_uphill(network, values[None], label, target)))


def _pgd(network: Network, values: np.ndarray, label: int, epsilons: Sequence[float], target: int | None):
    values, limits = on_8_bits(values), _column(epsilons)
    low, high = np.maximum(values - limits, 0), np.minimum(values + limits, 1)
    pictures = np.repeat(values[None], len(limits), axis=0)
    for _ in range(STEPS):
        step = 2.5 * limits / STEPS * np.sign(_uphill(network, pictures, label, target))
        pictures = np.clip(pictures + step, low, high)
    return on_8_bits(pictures)


def _uphill(network: Network, pictures: np.ndarray, label: int, target: int | None) -> np.ndarray:
    if target is None:
        return network.compiled.odds_gradients(network.weights, pictures, label)
    return -network.compiled.odds_gradients(network.weights, pictures, target)


def _column(epsilons: Sequence[float]) -> np.ndarray:
    return np.asarray(epsilons, np.float32)[:, None, None, None]
