"""MNIST: scanned handwritten digits."""

from cnnviz.datasets.dataset import Dataset

DATASET = Dataset(
    name="mnist",
    title="MNIST",
    classes=tuple("0123456789"),
    shape=(28, 28, 1),
    train_size=60_000,
    test_size=10_000,
    kind="digits",
    licence="CC BY-SA 3.0",
    source="Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits (1998)",
    words="Digits that office workers and pupils wrote on forms, scanned, "
    "scaled to 20 × 20 pixels and centred by mass.",
)
