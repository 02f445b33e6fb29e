"""CIFAR-10: small colour photographs of ten things."""

from cnnviz.datasets.dataset import Dataset

DATASET = Dataset(
    name="cifar10",
    title="CIFAR-10",
    classes=("aeroplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "lorry"),
    shape=(32, 32, 3),
    train_size=50_000,
    test_size=10_000,
    kind="colour",
    licence="no licence stated; free for research and teaching, with the source named",
    source="A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009)",
    words="Photographs of animals and vehicles in 32 × 32 pixels and three colours: red, green and blue.",
    hard=(3, 12, 26, 35),
)
