"""Every fact is what plain NumPy gives, and every wrong belief gives something else."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.ndimage import shift
from scipy.stats import rankdata

from cnnviz import bundled, facts
from cnnviz.datasets.samples import load_samples
from cnnviz.facts import BELIEFS, NEVER
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX, SIX_BY_SIX_WEIGHTS
from cnnviz.labs.x_or_o import FEATURES, HIGH_NUMBERS
from cnnviz.labs.x_or_o_images import SAMPLES
from cnnviz.lessons import read_pin
from cnnviz.ui.lessons.pins import AppPages
from tests.facts.plain import answers, gradient, logits, outputs, plain, snapshot

SEVEN = load_samples().images[0] / 255
SAMPLE = "draw?source=Samples&sample=0"
SHIFTED, FAR = "x_or_o?cells=0002088828080a0888200", "x_or_o?cells=011050101411100000000"
WHY = "why?source=Samples&sample=0"
MLP = "network=mnist_mlp"
CLOSE = {"abs": 2e-5, "rel": 2e-5}


def _world(see: str):
    pin, pages = read_pin(see), AppPages()
    assert pages.problem(pin.page, pin.query) is None
    return pages.world(pin.page, pin.query)


def _scores(name: str) -> dict:
    return json.loads((bundled.MODELS / name / "scores.json").read_text())


def _predictions(name: str):
    with np.load(bundled.MODELS / name / "predictions.npz") as kept:
        return kept["labels"].astype(int), kept["read"].astype(int), kept["probabilities"].astype(np.float32)


def _gallery():
    # Test pictures are centred already: they are read as they are.
    samples = load_samples()
    return samples.images / 255, samples.labels


def _right(layers) -> int:
    images, labels = _gallery()
    return int((answers(layers, images).argmax(axis=1) == labels).sum())


def _moved(down: float, right: float) -> np.ndarray:
    return shift(SEVEN, (down, right, 0), order=1, mode="constant")


def _without_filter(channel: int):
    layers = plain("mnist_lab")
    for weights in layers["conv2d"][1].values():
        weights[..., channel] = 0
    return layers


def _log_odds(values: np.ndarray, label: int) -> float:
    others = np.delete(values, label)
    return float(values[label] - np.log(np.exp(others).sum()))


# What every fact gives, worked out by other means


def one_cell(layer: str, row: int, col: int, channel: int, bias: float = 1.0, turned: bool = False, mean: bool = False):
    layers = plain("mnist_lab")
    before = {"conv2d": SEVEN, "conv2d_1": outputs(layers, SEVEN[None])["relu"][0]}[layer]
    kernel = layers[layer][1]["kernel"][..., channel]
    window = np.pad(before, ((2, 2), (2, 2), (0, 0)))[row : row + 5, col : col + 5]
    products = window * (kernel[::-1, ::-1] if turned else kernel)
    total = products.sum(axis=(0, 1))
    return (total.mean() if mean else total.sum()) + layers[layer][1]["bias"][channel]


def zeros() -> float:
    return float((outputs(plain("mnist_lab"), SEVEN[None])["relu"] == 0).mean())


def swapped(average: bool) -> int:
    maps = outputs(plain("mnist_lab"), SEVEN[None])["conv2d"][0].reshape(14, 2, 14, 2, 6)
    pool = (lambda values: values.mean(axis=(1, 3))) if average else (lambda values: values.max(axis=(1, 3)))
    return int((~np.isclose(pool(np.maximum(maps, 0)), np.maximum(pool(maps), 0), rtol=0, atol=1e-5)).sum())


def windows_below_zero() -> int:
    maps = outputs(plain("mnist_lab"), SEVEN[None])["conv2d"][0].reshape(14, 2, 14, 2, 6)
    return int((maps < 0).any(axis=(1, 3)).sum())


def changed_weights() -> int:
    return int(
        (snapshot("mnist_lab", 0)["conv2d"][1]["kernel"] != snapshot("mnist_lab", 46)["conv2d"][1]["kernel"]).sum()
    )


def weight_order(*epochs: int) -> tuple[int, ...]:
    largest = [abs(snapshot("mnist_lab", epoch)["conv2d"][1]["kernel"]).max() for epoch in epochs]
    return tuple(sorted(range(len(epochs)), key=lambda index: largest[index]))


def sure_mistakes(limit: float) -> int:
    labels, read, probabilities = _predictions("mnist_lab")
    return sum(
        1 for label, other, row in zip(labels, read, probabilities, strict=True) if label != other and max(row) > limit
    )


def calibration(name: str, low: float, high: float, said: bool = False) -> float:
    labels, read, probabilities = _predictions(name)
    inside = [
        (label == other, max(row)) for label, other, row in zip(labels, read, probabilities.tolist(), strict=True)
    ]
    inside = [(right, sure) for right, sure in inside if low < sure <= high]
    return sum(sure if said else right for right, sure in inside) / len(inside)


def read_negative(name: str) -> np.ndarray:
    return answers(plain(name), 1 - SEVEN[None])[0]


def first_change(sign: int) -> float | str:
    layers = plain("mnist_lab")
    read = answers(layers, np.stack([_moved(0, sign * pixels) for pixels in range(11)])).argmax(axis=1)
    other = np.flatnonzero(read != read[0])
    return float(other[0]) if len(other) else NEVER


def still_read(name: str) -> int:
    pictures = np.stack([_moved(down, right) for down in range(-6, 7) for right in range(-6, 7)])
    return int((answers(plain(name), pictures).argmax(axis=1) == 7).sum())


def pooled_changes(right: int, average: bool = False) -> int:
    stroke = np.array([*map(list, ("002000", "009100", "008000", "106030", "000070", "000020"))]).astype(int)
    moved = np.c_[stroke[:, :1], stroke[:, :-1]] if right == 1 else np.c_[stroke[:, 1:], stroke[:, -1:]]
    pool = (
        (lambda it: it.reshape(3, 2, 3, 2).mean((1, 3))) if average else (lambda it: it.reshape(3, 2, 3, 2).max((1, 3)))
    )
    return int((pool(stroke) != pool(moved)).sum())


def smallest_epsilon() -> int:
    layers = plain("mnist_mlp")

    def against(values: np.ndarray) -> np.ndarray:
        others = np.exp(values - values.max()) * (np.arange(10) != 7)
        return others / others.sum() - (np.arange(10) == 7)

    signs = np.sign(gradient(layers, SEVEN, against))
    for levels in range(1, 129):
        picture = np.rint(np.clip(SEVEN + levels / 255 * signs, 0, 1) * 255) / 255
        if answers(layers, picture[None])[0].argmax() != 7:
            return levels
    raise AssertionError("No such change is enough.")


def map_after_random(times_input: bool) -> float:
    layers, random = plain("mnist_mlp"), np.random.default_rng(0)

    def made() -> np.ndarray:
        slope = gradient(layers, SEVEN, lambda values: (np.arange(10) == 7).astype(float))[..., 0]
        return abs(slope * SEVEN[..., 0] if times_input else slope)

    trained = made()
    for kind, weights in reversed(list(layers.values())):
        if kind == "Dense":
            limit = np.sqrt(6 / sum(weights["kernel"].shape))
            weights["kernel"][:] = random.uniform(-limit, limit, weights["kernel"].shape).astype(np.float32)
            weights["bias"][:] = 0
    return float(np.corrcoef(rankdata(trained), rankdata(made()))[0, 1])


def epochs_that_lost(*epochs: int) -> int:
    right = [_right(snapshot("mnist_lab", epoch)) for epoch in epochs]
    return sum(after < before for before, after in pairwise(right))


def six_by_six(stride: int = 1) -> np.ndarray:
    at = range(0, 4, stride)
    return np.array([[(SIX_BY_SIX[r : r + 3, c : c + 3] * SIX_BY_SIX_WEIGHTS).sum() for c in at] for r in at])


def four_at(kernel: np.ndarray, row: int, col: int) -> float:
    return float((FOUR[row : row + 3, col : col + 3].astype(int) * kernel).sum())


SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def stroke_means(kernel: np.ndarray) -> dict[str, float]:
    """Return the mean response on the strokes of the 4, whose cells are counted here one by one."""
    padded = np.pad(FOUR.astype(int), 1)
    means = {}
    for name in ("level", "upright", "slanted"):
        cells = set()
        for row, col in zip(*np.nonzero(FOUR), strict=True):
            level, upright = row in (8, 9), col in (8, 9)
            stroke = "level" if level and not upright else "upright" if upright and not level else "slanted"
            if stroke == name and not (level and upright) and (name != "slanted" or (row < 8 and col < 8)):
                cells |= {(row, col), (row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)}
        inside = [(r, c) for r, c in cells if 0 <= r < 14 and 0 <= c < 14]
        means[name] = float(np.mean([abs((padded[r : r + 3, c : c + 3] * kernel).sum()) for r, c in inside]))
    return means


def matches(image: np.ndarray, feature: str) -> np.ndarray:
    return np.array([[(image[r : r + 3, c : c + 3] * FEATURES[feature]).sum() / 9 for c in range(7)] for r in range(7)])


def twelve(image: np.ndarray) -> list[float]:
    numbers = []
    for feature in FEATURES:
        maps = np.maximum(matches(image, feature), 0)
        for side in (4, 2):
            maps = np.array(
                [[maps[2 * r : 2 * r + 2, 2 * c : 2 * c + 2].max() for c in range(side)] for r in range(side)]
            )
        numbers += maps.ravel().tolist()
    return numbers


def letter(image: np.ndarray) -> str:
    numbers = twelve(image)
    shares = {name: np.mean([numbers[at - 1] for at in places]) for name, places in HIGH_NUMBERS.items()}
    return max(shares, key=shares.get)


def image_of(see: str) -> np.ndarray:
    bits = f"{int(see.partition('cells=')[2], 16):081b}"
    return np.array([1 if bit == "1" else -1 for bit in bits]).reshape(9, 9)


def occlusion_peak() -> tuple[int, int]:
    layers = plain("mnist_lab")
    whole, drops = logits(layers, SEVEN[None])[0, 7], np.zeros((28, 28))
    for row in range(0, 28, 2):
        for col in range(0, 28, 2):
            hidden = SEVEN.copy()
            hidden[max(row - 1, 0) : row + 3, max(col - 1, 0) : col + 3] = 0
            drops[row : row + 2, col : col + 2] = whole - logits(layers, hidden[None])[0, 7]
    return tuple(int(index) for index in np.unravel_index(drops.argmax(), drops.shape))


def filter_order(*channels: int) -> tuple[int, ...]:
    odds = [_log_odds(logits(_without_filter(channel), SEVEN[None])[0], 7) for channel in channels]
    return tuple(sorted(range(len(channels)), key=lambda index: odds[index]))


def only_worst_class_lost() -> int:
    images, labels = _gallery()
    before = answers(plain("mnist_lab"), images).argmax(axis=1) == labels
    now = answers(_without_filter(1), images).argmax(axis=1) == labels
    losses = [before[labels == label].sum() - now[labels == label].sum() for label in range(10)]
    return int(before.sum() - before[labels == int(np.argmax(losses))].sum())


DRAWN = {"drawn": "drawn: as large as most people draw", "corner": "drawn: small, in a corner"}
DRAWN["corner, not centred"] = "drawn: small, in a corner, with centring switched off"


def drawn_share(name: str, pictures: str) -> float:
    found = _scores(name)["drawn"][DRAWN[pictures]]
    return found["correct"] / found["total"]


# fmt: off
CASES = [
    # fact, state, arguments, value
    ("maps", SAMPLE, {"layer": "conv2d_1"}, lambda: 16),
    ("maps", SAMPLE, {"layer": "conv2d"}, lambda: 6),
    ("cell", f"{SAMPLE}&pin=conv2d.25-12-3", {}, lambda: one_cell("conv2d", 25, 12, 3)),
    ("cell", f"{SAMPLE}&pin=conv2d_1.4-7-2", {}, lambda: one_cell("conv2d_1", 4, 7, 2)),
    ("cell", SAMPLE, {"layer": "conv2d_1", "position": [0, 0, 5]}, lambda: one_cell("conv2d_1", 0, 0, 5)),
    ("cell", SAMPLE, {"layer": "softmax", "position": [7]}, lambda: answers(plain("mnist_lab"), SEVEN[None])[0, 7]),
    ("zeros", SAMPLE, {"layer": "relu"}, zeros),
    ("swapped", SAMPLE, {}, lambda: swapped(False)),
    ("swapped", SAMPLE, {"pooling": "average"}, lambda: swapped(True)),
    ("flat_place", SAMPLE, {"place": 100}, lambda: np.argwhere(np.arange(784).reshape(7, 7, 16) == 100)[0].tolist()),
    ("weights_changed", "epochs", {"layer": "conv2d"}, changed_weights),
    ("weight_order", "epochs", {"layer": "conv2d", "epochs": [5, 0, 40, 1]}, lambda: weight_order(5, 0, 40, 1)),
    ("sure_mistakes", "mistakes", {}, lambda: sure_mistakes(0.9)),
    ("calibration", "mistakes?network=cats_dogs", {}, lambda: calibration("cats_dogs", 0.8, 0.9)),
    ("calibration", "mistakes?network=cifar_small", {}, lambda: calibration("cifar_small", 0.8, 0.9)),
    ("read_as", f"{SAMPLE}&change=contrast_-1", {}, lambda: str(read_negative("mnist_lab").argmax())),
    ("read_as", "epochs?epoch=0&source=Samples&sample=0", {},
     lambda: str(answers(snapshot("mnist_lab", 0), SEVEN[None])[0].argmax())),
    ("how_sure", f"{SAMPLE}&change=contrast_-1", {}, lambda: read_negative("mnist_lab").max()),
    ("how_sure", f"{SAMPLE}&change=contrast_-1&partner=mnist_mlp", {"of": "partner"},
     lambda: read_negative("mnist_mlp").max()),
    ("softmax_shift", SAMPLE, {}, lambda: 0),
    ("times_more_probable", SAMPLE, {},
     lambda: math.exp(-np.diff(np.sort(logits(plain("mnist_lab"), SEVEN[None])[0])[::-1][:2])[0])),
    ("first_change", f"what_if?part=picture&{SAMPLE[5:]}", {"change": "move"}, lambda: first_change(1)),
    ("first_change", f"what_if?part=picture&{SAMPLE[5:]}", {"change": "move", "towards": "down"},
     lambda: first_change(-1)),
    ("still_read", f"what_if?part=picture&{SAMPLE[5:]}", {}, lambda: still_read("mnist_lab")),
    ("still_read", f"what_if?part=picture&{SAMPLE[5:]}&partner=mnist_mlp", {"of": "partner"},
     lambda: still_read("mnist_mlp")),
    ("score", "networks", {}, lambda: np.trace(_scores("mnist_lab")["confusion"]) / 10_000),
    ("score", "networks", {"pictures": "corner, not centred"}, lambda: drawn_share("mnist_lab", "corner, not centred")),
    ("score", "networks?network=cats_dogs_deeper", {"count": True},
     lambda: int(np.trace(_scores("cats_dogs_deeper")["confusion"]))),
    ("times_the_mistakes", "compare?network=mnist_cnn&partner=mnist_cnn_scans", {"pictures": "drawn"},
     lambda: (1 - drawn_share("mnist_cnn_scans", "drawn")) / (1 - drawn_share("mnist_cnn", "drawn"))),
    ("pooled_changes", "pooling_lab?right=1", {}, lambda: pooled_changes(1)),
    ("pooled_changes", "pooling_lab?right=-1", {}, lambda: pooled_changes(-1)),
    ("pooled_changes", "pooling_lab", {"pooling": "average"}, lambda: pooled_changes(1, average=True)),
    ("layer_weights", "shapes", {"layer": "layer_1"},
     lambda: sum(w.size for w in plain("mnist_lab")["conv2d"][1].values())),
    ("layer_weights", SAMPLE, {"layer": "dense"}, lambda: 784 * 128 + 128),
    ("weights_for_colour", "convolution_lab?part=colour&side=200", {"reader": "neuron"}, lambda: 200 * 200 * 3),
    ("weights_for_colour", "convolution_lab?part=colour&side=200", {"reader": "filter"}, lambda: 5 * 5 * 3),
    ("computes_more", "networks", {"networks": ["mnist_lab", "mnist_mlp"]}, lambda: max(
        ("mnist_lab", 28 * 28 * 25 * 6 + 14 * 14 * 25 * 6 * 16 + 784 * 128 + 1280),
        ("mnist_mlp", sum(w["kernel"].size for _, w in plain("mnist_mlp").values() if w)), key=lambda it: it[1])[0]),
    ("pictures_that_fit", "networks", {},
     lambda: 4 * sum(w.size for _, them in plain("mnist_lab").values() for w in them.values()) // 784),
    ("learned_by_reading", SAMPLE, {}, lambda: 0),
    ("smallest_epsilon", f"what_if?part=fool&{MLP}&{SAMPLE[5:]}", {}, smallest_epsilon),
    ("map_after_random", f"{WHY}&{MLP}", {"method": "saliency"}, lambda: map_after_random(False)),
    ("map_after_random", f"{WHY}&{MLP}", {"method": "gradient_times_input"}, lambda: map_after_random(True)),
    ("most_alike", f"{WHY}&{MLP}", {"methods": ["saliency", "gradient_times_input"]},
     lambda: "Saliency" if map_after_random(False) > map_after_random(True) else "Gradient × input"),
    ("still_right", "what_if?part=network&edits=conv2d.off.1", {}, lambda: _right(_without_filter(1))),
    ("still_right", "what_if?part=network", {}, lambda: _right(plain("mnist_lab"))),
    ("epochs_that_lost", "epochs", {"epochs": [2, 5, 10, 20, 40]}, lambda: epochs_that_lost(2, 5, 10, 20, 40)),
    ("window_sum", "convolution_lab?part=by_hand&window=2", {}, lambda: six_by_six()[0, 1]),
    ("window_sum", "convolution_lab?part=by_hand&window=4&stride=2", {}, lambda: six_by_six(2)[1, 1]),
    ("window_sum", "convolution_lab?part=by_hand&weights=1_0_0~0_1_0~1_0_2", {}, lambda: 18 + 121 + 35 + 2 * 204),
    ("largest_window", "convolution_lab?part=by_hand", {},
     lambda: [int(at) for at in np.unravel_index(six_by_six().argmax(), (4, 4))]),
    ("output_size", "convolution_lab?part=by_hand&stride=2", {}, lambda: len(six_by_six(2))),
    ("brightest_stroke", "convolution_lab?part=own_kernel", {},
     lambda: f"the {max(stroke_means(SOBEL), key=stroke_means(SOBEL).get)} stroke"),
    ("stroke_ratio", "convolution_lab?part=own_kernel&kernel=-1_-2_-1~0_0_0~1_2_1",
     {"over": "level", "under": "upright"},
     lambda: stroke_means(SOBEL.T)["level"] / stroke_means(SOBEL.T)["upright"]),
    ("kernel_cell", "convolution_lab?part=own_kernel&at=3-4", {}, lambda: four_at(SOBEL, 3, 4)),
    ("kernel_cell", "convolution_lab?part=own_kernel&at=3-4&flip=yes", {}, lambda: -four_at(SOBEL, 3, 4)),
    ("cells_differ", SHIFTED, {}, lambda: int((image_of(SHIFTED) != SAMPLES["X"]).sum())),
    ("cells_differ", SHIFTED, {"sample": "O"}, lambda: int((image_of(SHIFTED) != SAMPLES["O"]).sum())),
    ("nearer_to_x", SHIFTED, {}, lambda: "the O" if (image_of(SHIFTED) != SAMPLES["X"]).sum() > (
        SAMPLES["O"] != SAMPLES["X"]).sum() else "the picture"),
    ("match", "x_or_o?feature=%5C", {"row": 0, "col": 0}, lambda: matches(SAMPLES["X"], "\\")[0, 0]),
    ("match", f"{SHIFTED}&feature=X", {"row": 3, "col": 4}, lambda: matches(image_of(SHIFTED), "X")[3, 4]),
    ("perfect_windows", "x_or_o", {}, lambda: int((matches(SAMPLES["X"], "\\") == 1).sum())),
    ("numbers_changed", SHIFTED, {}, lambda: sum(
        abs(old - new) > 1e-9 for old, new in zip(twelve(SAMPLES["X"]), twelve(image_of(SHIFTED)), strict=True))),
    ("letter", SHIFTED, {}, lambda: letter(image_of(SHIFTED))),
    ("letter", FAR, {}, lambda: letter(image_of(FAR))),
    ("occlusion_peak", WHY, {}, occlusion_peak),
    ("filter_order", f"what_if?part=network&{SAMPLE[5:]}", {"layer": "conv2d", "filters": [0, 1, 2]},
     lambda: filter_order(0, 1, 2)),
    ("field_size", "shapes?look=5", {"layer": "layer_5"}, lambda: 5 + 1 + 4 * 2 + 2),
    ("stack_weights", "shapes?layers=c8k3s2p-r-f-d10-z", {}, lambda: 3 * 3 * 8 + 8 + 14 * 14 * 8 * 10 + 10),
    ("stack_field", "shapes?layers=c8k3s2p-r-c16k3s2p-r-f-d10-z", {}, lambda: 3 + 2 * 2),
    ("drawn", SAMPLE, {}, lambda: "no"),
    ("drawn", "draw?strokes=Q_CM_CM_DIf_D6fL_C0B_DwV_EY", {}, lambda: "yes"),
    ("centring_matters", f"{SAMPLE}&centre=no", {}, lambda: "no"),
    ("centring_matters", "draw?centre=no&strokes=Q_CM_CM_DIf_D6fL_C0B_DwV_EY", {}, lambda: "yes"),
]

WRONG = [
    # belief, fact, state, arguments, what it would say
    ("maps_multiply", "maps", SAMPLE, {"layer": "conv2d_1"}, lambda: 6 * 16),
    ("channels_averaged", "cell", f"{SAMPLE}&pin=conv2d_1.4-7-2", {}, lambda: one_cell("conv2d_1", 4, 7, 2, mean=True)),
    ("flip", "cell", f"{SAMPLE}&pin=conv2d.25-12-3", {}, lambda: one_cell("conv2d", 25, 12, 3, turned=True)),
    ("relu_rare", "zeros", SAMPLE, {"layer": "relu"}, lambda: 0.1),
    ("pool_relu_order", "swapped", SAMPLE, {}, windows_below_zero),
    ("flat_by_maps", "flat_place", SAMPLE, {"place": 100},
     lambda: np.roll(np.argwhere(np.arange(784).reshape(16, 7, 7) == 100)[0], -1).tolist()),
    ("filters_are_given", "weights_changed", "epochs", {"layer": "conv2d"}, lambda: 0),
    ("sure_means_right", "sure_mistakes", "mistakes", {}, lambda: 0),
    ("sure_means_right", "calibration", "mistakes?network=cats_dogs", {},
     lambda: calibration("cats_dogs", 0.8, 0.9, said=True)),
    ("always_overconfident", "calibration", "mistakes?network=cifar_small", {}, lambda: (
        2 * calibration("cifar_small", 0.8, 0.9, said=True) - calibration("cifar_small", 0.8, 0.9))),
    ("knows_when_lost", "how_sure", f"{SAMPLE}&change=contrast_-1", {}, lambda: 0.1),
    ("sees_like_us", "read_as", "draw?source=Samples&sample=7&change=turn_180", {}, lambda: "6"),
    ("softmax_uses_size", "softmax_shift", SAMPLE, {}, lambda: 10),
    ("softmax_uses_size", "times_more_probable", SAMPLE, {},
     lambda: np.divide(*np.sort(logits(plain("mnist_lab"), SEVEN[None])[0])[::-1][:2])),
    ("invariant", "first_change", f"what_if?part=picture&{SAMPLE[5:]}", {"change": "move"}, lambda: NEVER),
    ("invariant", "still_read", f"what_if?part=picture&{SAMPLE[5:]}", {}, lambda: 169),
    ("invariant", "score", "networks", {"pictures": "corner, not centred"}, lambda: drawn_share("mnist_lab", "corner")),
    ("dense_fails_at_once", "still_read", f"what_if?part=picture&{SAMPLE[5:]}&{MLP}", {}, lambda: 1),
    ("max_pool_always_same", "pooled_changes", "pooling_lab?right=-1", {}, lambda: 0),
    ("params_grow_with_picture", "layer_weights", "shapes", {"layer": "layer_1"}, lambda: 28 * 28 * 6 + 6),
    ("params_grow_with_picture", "weights_for_colour", "convolution_lab?part=colour&side=200", {"reader": "filter"},
     lambda: 120_000),
    ("fewer_params_faster", "computes_more", "networks", {"networks": ["mnist_lab", "mnist_mlp"]}, lambda: "mnist_mlp"),
    ("stores_pictures", "pictures_that_fit", "networks", {}, lambda: 60_000),
    ("learns_from_me", "learned_by_reading", SAMPLE, {},
     lambda: sum(w.size for _, them in plain("mnist_lab").values() for w in them.values())),
    ("exact", "smallest_epsilon", f"what_if?part=fool&{MLP}&{SAMPLE[5:]}", {}, lambda: 128),
    ("map_is_reason", "map_after_random", f"{WHY}&{MLP}", {"method": "gradient_times_input"}, lambda: 0.0),
    ("training_always_better", "epochs_that_lost", "epochs", {"epochs": [2, 5, 10, 20, 40]}, lambda: 0),
    ("one_filter_one_thing", "still_right", "what_if?part=network&edits=conv2d.off.1", {}, only_worst_class_lost),
    ("flip", "kernel_cell", "convolution_lab?part=own_kernel&at=3-4", {}, lambda: four_at(SOBEL[::-1, ::-1], 3, 4)),
    ("flip", "window_sum", "convolution_lab?part=by_hand&weights=1_0_0~0_1_0~1_0_2", {},
     lambda: 2 * 18 + 51 + 121 + 204),
    ("sum_is_mean", "window_sum", "convolution_lab?part=by_hand", {}, lambda: 429 / 9),
    ("compares_cells", "numbers_changed", SHIFTED, {}, lambda: 12),
    ("compares_cells", "letter", SHIFTED, {}, lambda: "O"),
]
# fmt: on


def _same(value: facts.Value, expected) -> bool:
    if isinstance(value, tuple):
        return list(value) == list(expected)
    if isinstance(value, float):
        return value == pytest.approx(expected, **CLOSE)
    return value == expected


@pytest.mark.parametrize(("name", "see", "arguments", "expected"), CASES, ids=[f"{n}-{s}" for n, s, *_ in CASES])
def test_a_fact_is_what_plain_numpy_gives(name, see, arguments, expected):
    fact = facts.compute(name, arguments, _world(see))
    assert _same(fact.value, expected()), (fact.value, expected())
    assert fact.margin > 0 and fact.error >= 0 and fact.steps
    assert all(isinstance(text, str) for text in (*fact.given.values(), *fact.words.values()))


@pytest.mark.parametrize(
    ("belief", "name", "see", "arguments", "expected"), WRONG, ids=[f"{w[0]}-{w[1]}" for w in WRONG]
)
def test_a_wrong_belief_says_what_its_rule_gives_and_that_is_wrong(belief, name, see, arguments, expected):
    world = _world(see)
    says = facts.wrong(name, arguments, world)[belief]
    assert _same(says, expected()), (says, expected())
    truth = facts.compute(name, arguments, world)
    assert says != truth.value
    if isinstance(says, int | float):
        assert abs(says - truth.value) > truth.error


def test_every_fact_and_every_wrong_rule_is_held_against_numpy():
    assert {case[0] for case in CASES} == set(facts.names())
    rules = {(belief, name) for name in facts.names() for belief in facts.fact_file(name).WRONG}
    assert {(belief, name) for belief, name, *_ in WRONG} == rules


def test_every_belief_is_refuted_by_a_fact():
    spoken = {belief for name in facts.names() for belief in facts.fact_file(name).WRONG}
    assert spoken == set(BELIEFS)
    assert all(text.endswith(".") for belief in BELIEFS.values() for text in belief)


def test_the_ledger_of_a_cell_adds_up():
    fact = facts.compute("cell", {}, _world(f"{SAMPLE}&pin=conv2d.8-10-3"))
    assert len(fact.steps) == 26
    assert sum(term for _, term in fact.steps) == pytest.approx(fact.value)


@pytest.mark.parametrize(
    ("name", "see", "arguments", "part"),
    [
        ("no_such", SAMPLE, {}, "there are brightest_stroke"),
        ("maps", SAMPLE, {}, "takes layer"),
        ("maps", SAMPLE, {"layer": "conv2d", "more": 1}, "it takes layer"),
        ("maps", SAMPLE, {"layer": "conv9"}, "there are conv2d"),
        ("cell", SAMPLE, {}, "No cell is pinned"),
        ("cell", SAMPLE, {"layer": "conv2d", "position": [99, 0, 0]}, "row 0 to 27"),
        ("window_sum", SAMPLE, {}, "about the page convolution_lab?part=by_hand"),
        ("letter", "convolution_lab?part=colour", {}, "about the page x_or_o"),
        ("layer_weights", "shapes?layers=-", {"layer": "layer_1"}, "there are none"),
        ("still_read", f"{SAMPLE}&network=cifar_small&partner=mnist_mlp", {"of": "partner"}, "other pictures"),
        ("window_sum", "convolution_lab?part=by_hand&window=36", {}, "16 windows"),
        ("kernel_cell", "convolution_lab?part=own_kernel", {}, "No place"),
        ("brightest_stroke", "convolution_lab?part=own_kernel&on=six", {}, "picture of a 4"),
        ("map_after_random", SAMPLE, {"method": "tea_leaves"}, "there are grad_cam"),
        ("weight_order", "epochs", {"layer": "conv2d", "epochs": [3]}, "was not kept"),
        ("weights_changed", "epochs?network=cats_dogs", {"layer": "conv2d"}, "was not kept"),
        ("computes_more", "networks", {"networks": ["mnist_lab", "alexnet"]}, "no network 'alexnet'"),
        ("first_change", SAMPLE, {"change": "melt"}, "there are move"),
        ("flat_place", SAMPLE, {"place": 784}, "no place 784"),
        ("score", "networks?network=cats_dogs", {"pictures": "drawn"}, "has not been measured"),
        ("calibration", "mistakes", {"low": 0.0, "high": 0.01}, "was never"),
    ],
)
def test_what_has_no_answer_says_so_in_a_sentence(name, see, arguments, part):
    with pytest.raises(facts.FactError) as raised:
        facts.compute(name, arguments, _world(see))
    sentence = str(raised.value)
    assert part in sentence and "\n" not in sentence and sentence.endswith(".")


def test_a_fact_is_kept_under_a_name_that_changes_with_the_weights_the_state_and_the_question():
    states = [SAMPLE, "draw?source=Samples&sample=1", f"{SAMPLE}&edits=conv2d.bias.0.0.5", f"{SAMPLE}&{MLP}"]
    keys = {facts.key("zeros", {"layer": "relu"}, _world(see)) for see in states}
    keys.add(facts.key("zeros", {"layer": "relu_1"}, _world(SAMPLE)))
    assert len(keys) == 5
    assert facts.key("zeros", {"layer": "relu"}, _world(SAMPLE)) in keys
