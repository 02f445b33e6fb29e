"""Take the test pictures that the bundled networks misread most surely: python -m scripts.ship_misread.

They ship with cnnviz beside the parts of scripts.ship_pictures, so that the Mistakes page has what it speaks of. Run it
again when networks have been measured anew.
"""

from __future__ import annotations

import numpy as np

from cnnviz import bundled
from cnnviz.datasets import dataset
from cnnviz.results.predictions import load_predictions
from scripts.ship_pictures import FREE, write

SUREST = 300
"""How many misread pictures ship of each network at most."""


def main() -> None:
    """Write NAME-misread.npz for every data set that may be shipped."""
    for name in FREE:
        answers = [load_predictions(each) for each in bundled.names() if bundled.dataset_of(each).name == name]
        misread = {place for each in answers if each for place in each.mistakes()[:SUREST].tolist()}
        places = np.array(sorted(misread - set(dataset(name).shipped.indices.tolist())), np.int32)
        _, test = dataset(name).load()
        write(f"{name}-misread", test.images[places], test.labels[places], indices=places)


if __name__ == "__main__":
    main()
