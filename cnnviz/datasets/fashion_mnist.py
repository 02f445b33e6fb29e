"""Fashion-MNIST: small grey pictures of clothes, shoes and bags."""

from cnnviz.datasets.dataset import Dataset

DATASET = Dataset(
    name="fashion_mnist",
    title="Fashion-MNIST",
    classes=("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "trainer", "bag", "ankle boot"),
    shape=(28, 28, 1),
    train_size=60_000,
    test_size=10_000,
    kind="greyscale",
    licence="MIT",
    source="H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, arXiv:1708.07747 (2017)",
    words="Articles of a fashion shop, as bright as they are dark on white paper, 28 × 28 pixels. "
    "Harder than digits: a shirt and a pullover differ by little.",
    hard=(23,),
)
