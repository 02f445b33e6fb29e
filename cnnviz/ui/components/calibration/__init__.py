"""How sure, how right: ten bars by the probability of the answer, each as high as the share that was read right."""

from __future__ import annotations

from cnnviz.results.calibration import BINS, Calibration
from cnnviz.ui.components.mount import component

_mount = component(
    "calibration",
    js="calibration/calibration.js",
    html='<div class="calibration themed" data-testid="calibration" data-region="calibration"></div>',
    css=("calibration/calibration.css",),
)


def show_calibration_of(calibration: Calibration, network: str, classes: int, *, key: str) -> None:
    """Show the bars, a legend, and the numbers as a table.

    Args:
        calibration: How sure the network was, and how right.
        network: Its name.
        classes: How many classes there are: with two, no answer has less than a half.
        key: The element's key.
    """
    bins = [
        {"from": place / BINS, "to": (place + 1) / BINS, "count": count, "right": right, "sure": sure}
        for place, (count, right, sure) in enumerate(
            zip(calibration.counts.tolist(), calibration.right.tolist(), calibration.sure.tolist(), strict=True)
        )
    ]
    _mount(data={"network": network, "classes": classes, "bins": bins}, key=key)
