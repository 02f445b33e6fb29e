"""Extract the test pictures that the bundled networks misread most surely: python -m scripts.ship_misread.

They ship with cnnviz beside the parts of scripts.ship_pictures, so that the Mistakes page can show them. Run the script
again after networks have been measured again.
"""

from __future__ import annotations

import numpy as np

from cnnviz import bundled
from cnnviz.datasets import dataset
from cnnviz.results.predictions import load_predictions
from scripts.ship_pictures import FREE, write

SUREST = 300
"""How many misread pictures ship for each network at most."""


def main() -> None:
    """Write NAME-misread.npz for every data set that may be shipped."""
    for name in FREE:
        networks = [network for network in bundled.names() if bundled.dataset_of(network).name == name]
        predictions = filter(None, map(load_predictions, networks))
        misread = {index for answers in predictions for index in answers.mistakes()[:SUREST].tolist()}
        indices = np.array(sorted(misread - set(dataset(name).shipped.indices.tolist())), np.int32)
        _, test = dataset(name).load()
        write(f"{name}-misread", test.images[indices], test.labels[indices], indices=indices)


if __name__ == "__main__":
    main()
