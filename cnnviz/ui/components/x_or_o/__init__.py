"""X or O: the square to paint on, and all steps from the image to the vote."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.labs.x_or_o import FEATURES, HIGH_NUMBERS, Walk, vote
from cnnviz.labs.x_or_o_images import SAMPLES, CellImage, differences, image_to_text
from cnnviz.ui.components.mount import component

_pad = component(
    "x_or_o_pad",
    js="x_or_o/pad.js",
    html='<div class="pad themed" data-testid="xo-pad"></div>',
    css=("shared/buttons.css", "x_or_o/pad.css"),
    sends=("painted", "action"),
)

_walk = component(
    "x_or_o_walk",
    js="x_or_o/walk.js",
    html='<div class="walk themed" data-testid="xo-walk"></div>',
    css=("shared/buttons.css", "x_or_o/walk.css"),
    sends=("feature", "typed"),
)


def show_pad(image: CellImage, verdict: str, *, version: int, key: str) -> None:
    """Show the square to paint on.

    `st.session_state[key]` has "painted", {"version", "cells"}, after every stroke, and for one run "action", {"name",
    "cells"}, when a button was pressed. While the pad is on screen, the browser's image counts.

    Args:
        image: (9, 9) of −1 and 1: the image at first.
        verdict: The result of the vote on it, in words.
        version: With any other number than in the last run, `image` replaces what is painted.
        key: The element's key.
    """
    data = {
        "cells": image_to_text(image),
        "version": version,
        "verdict": verdict,
        "samples": [[name, image_to_text(sample)] for name, sample in SAMPLES.items()],
    }
    _pad(data=data, key=key)


def show_walk(
    image: CellImage,
    steps: Walk,
    feature: str,
    numbers: Sequence[float],
    error: str,
    *,
    version: int,
    key: str,
) -> None:
    """Show all steps, one below the other.

    `st.session_state[key]` has "feature", {"version", "feature"}, and "typed", {"version", "texts"}.

    Args:
        image: (9, 9) of −1 and 1.
        steps: The steps from the image to the vote.
        feature: The feature whose windows are shown at first.
        numbers: (12,): the numbers of the visitor's own vote.
        error: What is wrong with the texts that the visitor typed after these numbers; "" if nothing is.
        version: With any other number than in the last run, `feature` and `numbers` replace the visitor's.
        key: The element's key.
    """
    data = {
        "cells": image_to_text(image),
        "image": image.tolist(),
        "version": version,
        "features": [{"name": name, "cells": cells.tolist()} for name, cells in FEATURES.items()],
        "feature": list(FEATURES).index(feature),
        "comparisons": _comparisons(image),
        "steps": _numbers(steps),
        "places": HIGH_NUMBERS,
        "vote": _vote(steps.flat, exact=True),
        "typed": {
            "texts": [f"{number:g}" for number in numbers],
            "numbers": list(numbers),
            "error": error,
            "vote": _vote(numbers, exact=False),
        },
    }
    _walk(data=data, key=key)


def _comparisons(image: CellImage) -> list[dict[str, Any]]:
    """Return the images that are compared with the X, cell by cell."""
    remembered = SAMPLES["X"]
    images = {
        "The remembered X": remembered,
        "The X, one cell further right": SAMPLES["shifted"],
        "The X, thicker": SAMPLES["thick"],
        "An O": SAMPLES["O"],
        "Your image": image,
    }
    return [
        {
            "name": name,
            "image": other.tolist(),
            "marked": (other != remembered).tolist(),
            "differs": differences(other, remembered),
        }
        for name, other in images.items()
    ]


def _numbers(steps: Walk) -> dict[str, Any]:
    """Return the numbers of all steps as lists, the features along the first axis."""
    maps = {
        name: np.moveaxis(getattr(steps, name), -1, 0).tolist()
        for name in ("products", "matches", "rectified", "pooled", "pooled_again")
    }
    return maps | {"flat": steps.flat.tolist()}


def _vote(numbers: Sequence[float] | npt.NDArray[np.float64], *, exact: bool) -> dict[str, Any]:
    """Return a vote with its sums written out; with `exact` in ninths, which all matches are."""
    result = vote(numbers)
    letters = {}
    for letter, positions in HIGH_NUMBERS.items():
        terms = [numbers[position - 1] for position in positions]
        total, share = result.sums[letter], result.shares[letter]
        letters[letter] = {
            "terms": [_ninths(term) if exact else f"{term:g}" for term in terms],
            "total": _ninths(total) if exact else f"{total:.4g}",
            "mean": f"{_ninths(total) if exact else f'{total:.4g}'} / {len(positions)} = {share:.4g}",
            "share": f"{share:.2f}",
            "value": share,
        }
    return {"words": result.words, "letters": letters}


def _ninths(value: float) -> str:
    """Return a sum of matches as a fraction, such as 5/9.

    >>> _ninths(5 / 9), _ninths(1.0), _ninths(20 / 9)
    ('5/9', '1', '20/9')
    """
    fraction = Fraction(round(value * 9), 9)
    return str(fraction.numerator) if fraction.denominator == 1 else f"{round(value * 9)}/9"
