"""Train mnist_lab with every activation and pooling that the Pooling & activation page compares.

    python -m scripts.compare_activations

It takes a few minutes a variant on two cores. Each is kept as soon as it is trained; run it again to go on.
"""

from __future__ import annotations

from cnnviz import bundled
from cnnviz.training.variants import HISTORIES, NETWORK, train_variants


def main() -> None:
    """Write cnnviz/training/variants.csv; only training pictures are used, 5,000 of them for validation."""
    train, _ = bundled.dataset_of(NETWORK).load()
    train_variants(train, HISTORIES, say=lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
