"""Train mnist_lab with every activation and pooling that the Pooling & activation page compares.

    python -m scripts.compare_activations

It takes a few minutes per variant on two cores. Each variant is saved as soon as it is trained; run the script again to
continue after an interruption.
"""

from __future__ import annotations

from cnnviz import bundled
from cnnviz.training.variants import HISTORIES, NETWORK, train_variants


def main() -> None:
    """Write cnnviz/training/variants.csv. Only training pictures are used, 5,000 of them for validation."""
    train, _ = bundled.dataset_of(NETWORK).load()
    train_variants(train, HISTORIES, say=lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
