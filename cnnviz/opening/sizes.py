"""The size of what every layer of a graph gives, worked out before anything is built, and whether its weights fit.

What a file says of a shape is not believed: a layer of a few bytes could ask for more memory than there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, prod
from typing import Any

from cnnviz.opening.allowed import short
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import MAP_SIDE, MULTIPLY_ADDS, PARAMETERS, VALUES
from cnnviz.opening.plain import INPUT, Node

Shape = tuple[int, ...]
Config = Mapping[str, Any]


class _MisfitError(ValueError):
    """Shapes that do not fit each other."""


def check_sizes(nodes: Sequence[Node], input_shape: Shape) -> list[Shape]:
    """Return every node's output shape, without the batch axis.

    Raises:
        ModelFileError: If shapes or weights do not fit, or the network is too large. The message names the layer.
    """
    shapes: list[Shape] = []
    values = adds = parameters = 0
    for node in nodes:
        inputs = [input_shape if index == INPUT else shapes[index] for index in node.inputs]
        try:
            output, weights = _flow(node, inputs)
        except (_MisfitError, ZeroDivisionError) as error:
            raise ModelFileError(f"The layer {short(node.name)!r} ({node.kind}) does not fit: {error}.") from None
        if not output or min(output) < 1:
            raise ModelFileError(f"The layer {short(node.name)!r} ({node.kind}) gives nothing: its input is too small.")
        parameters += sum(map(prod, weights.values()))
        values += prod(output)
        adds += _multiply_adds(node, output, weights)
        for number, most, what in (
            (parameters, PARAMETERS, "million parameters"),
            (values, VALUES, "million values for one picture"),
            (adds, MULTIPLY_ADDS, "million multiplications for one picture"),
        ):
            if number > most:
                raise ModelFileError(f"It has more than {most // 1_000_000:,} {what}; networks up to that size work.")
        if len(output) == 3 and max(output[:2]) > MAP_SIDE:
            raise ModelFileError(
                f"The layer {short(node.name)!r} ({node.kind}) makes maps of {output[0]:,} × {output[1]:,} cells; up "
                f"to {MAP_SIDE:,} a side work."
            )
        found = {name: array.shape for name, array in node.weights.items()}
        for name, shape in weights.items():
            if found.get(name) != shape:
                raise ModelFileError(
                    f"The layer {short(node.name)!r} ({node.kind}) has a {name} of {found.get(name)}, and {shape} "
                    "would fit."
                )
        if "moving_variance" in found and node.weights["moving_variance"].min() < 0:
            raise ModelFileError(f"The layer {short(node.name)!r} ({node.kind}) has a variance below zero.")
        shapes.append(output)
    return shapes


def _multiply_adds(node: Node, output: Shape, weights: Mapping[str, Shape]) -> int:
    places = prod(output[:-1])
    kernels = sum(prod(shape) for name, shape in weights.items() if name.endswith("kernel"))
    return places * kernels + prod(output)


def _flow(node: Node, inputs: list[Shape]) -> tuple[Shape, dict[str, Shape]]:
    """Return a node's output shape and the shapes of its weights."""
    if node.kind == "MultiHeadAttention":
        return _attention(node.config, inputs)
    if node.kind in _MERGES:
        shape = _MERGES[node.kind](inputs)
        return _last_axis(node.config, shape)
    return _LAYERS.get(node.kind, _same)(node.config, inputs[0])


Flow = tuple[Shape, dict[str, Shape]]


def _same(config: Config, shape: Shape) -> Flow:
    return shape, {}


def _maps(shape: Shape) -> Shape:
    if len(shape) != 3:
        raise _MisfitError(f"it takes maps, and gets {len(shape)} {'axis' if len(shape) == 1 else 'axes'}")
    return shape


def _windows(config: Config, shape: Shape, size: str) -> tuple[int, int]:
    sizes = config.get(size) or [2, 2]
    strides = config.get("strides") or (sizes if size == "pool_size" else [1, 1])
    rates = config.get("dilation_rate") or [1, 1]
    if max(strides) > 1 and max(rates) > 1:
        raise _MisfitError("strides and dilation work, but not both at once")
    result = []
    for length, kernel, stride, rate in zip(_maps(shape)[:2], sizes, strides, rates, strict=True):
        extent = (kernel - 1) * rate + 1
        if config.get("padding", "valid") == "same":
            result.append(ceil(length / stride))
        else:
            result.append((length - extent) // stride + 1)
    return result[0], result[1]


def _bias(config: Config, size: int) -> dict[str, Shape]:
    return {"bias": (size,)} if config.get("use_bias", True) else {}


def _convolution(config: Config, shape: Shape) -> Flow:
    filters, groups = config["filters"], config.get("groups", 1)
    if _maps(shape)[2] % groups or filters % groups:
        raise _MisfitError(f"{shape[2]} channels and {filters} filters are not {groups} equal groups")
    kernel = (*config["kernel_size"], shape[2] // groups, filters)
    return (*_windows(config, shape, "kernel_size"), filters), {"kernel": kernel} | _bias(config, filters)


def _check_strides(config: Config) -> None:
    if len(set(config.get("strides") or [1])) > 1:
        raise _MisfitError("strides that are the same in both directions work")


def _depthwise(config: Config, shape: Shape) -> Flow:
    _check_strides(config)
    multiplier = config.get("depth_multiplier", 1)
    channels = _maps(shape)[2] * multiplier
    kernel = (*config["kernel_size"], shape[2], multiplier)
    return (*_windows(config, shape, "kernel_size"), channels), {"kernel": kernel} | _bias(config, channels)


def _separable(config: Config, shape: Shape) -> Flow:
    _check_strides(config)
    multiplier, filters = config.get("depth_multiplier", 1), config["filters"]
    weights: dict[str, Shape] = {
        "depthwise_kernel": (*config["kernel_size"], _maps(shape)[2], multiplier),
        "pointwise_kernel": (1, 1, shape[2] * multiplier, filters),
    }
    return (*_windows(config, shape, "kernel_size"), filters), weights | _bias(config, filters)


def _transposed(config: Config, shape: Shape) -> Flow:
    filters, same = config["filters"], config.get("padding", "valid") == "same"
    if (config.get("dilation_rate") or [1, 1]) != [1, 1]:
        raise _MisfitError("a transposed convolution without dilation works")
    sizes = [
        length * stride if same else length * stride + max(kernel - stride, 0)
        for length, kernel, stride in zip(
            _maps(shape)[:2], config["kernel_size"], config.get("strides") or [1, 1], strict=True
        )
    ]
    return (*sizes, filters), {"kernel": (*config["kernel_size"], filters, shape[2])} | _bias(config, filters)


def _dense(config: Config, shape: Shape) -> Flow:
    units = config["units"]
    return (*shape[:-1], units), {"kernel": (shape[-1], units)} | _bias(config, units)


def _normalised(*measured: str) -> Callable[[Config, Shape], Flow]:
    def flow(config: Config, shape: Shape) -> Flow:
        if config.get("axis", -1) not in (-1, len(shape)):
            raise _MisfitError("it normalises along another axis than the last")
        names = [name for name, flag in (("gamma", "scale"), ("beta", "center")) if config.get(flag, True)]
        return shape, {name: (shape[-1],) for name in (*names, *measured)}

    return flow


def _grouped(config: Config, shape: Shape) -> Flow:
    groups = config.get("groups", 32)
    if groups != -1 and (groups < 1 or shape[-1] % groups):
        raise _MisfitError(f"{shape[-1]} channels are not {groups} equal groups")
    return _normalised()(config, shape)


def _known_statistics(config: Config, shape: Shape) -> Flow:
    if config.get("mean") is None or config.get("variance") is None:
        raise _MisfitError("its mean and variance are not known")
    return _for_each_channel("mean", "variance")(config, shape)


def _for_each_channel(*names: str) -> Callable[[Config, Shape], Flow]:
    def flow(config: Config, shape: Shape) -> Flow:
        for name in names:
            values = config.get(name, 0.0)
            if isinstance(values, list) and len(values) not in (1, shape[-1]):
                raise _MisfitError(f"its {name} has {len(values)} numbers for {shape[-1]} channels")
        return shape, {}

    return flow


def _last_axis(config: Config, shape: Shape) -> Flow:
    if config.get("axis", -1) not in (-1, len(shape)):
        raise _MisfitError("it works along another axis than the last")
    return shape, {}


def _pooling(config: Config, shape: Shape) -> Flow:
    return (*_windows(config, shape, "pool_size"), shape[2]), {}


def _global_pooling(config: Config, shape: Shape) -> Flow:
    channels = _maps(shape)[2]
    return (1, 1, channels) if config.get("keepdims") else (channels,), {}


def _token_pooling(config: Config, shape: Shape) -> Flow:
    if len(shape) != 2:
        raise _MisfitError(f"it takes tokens, and gets {len(shape)} {'axis' if len(shape) == 1 else 'axes'}")
    return (1, shape[1]) if config.get("keepdims") else shape[1:], {}


def _permuted(config: Config, shape: Shape) -> Flow:
    if len(config["dims"]) != len(shape):
        raise _MisfitError(f"it orders {len(config['dims'])} axes, and gets {len(shape)}")
    return tuple(shape[axis - 1] for axis in config["dims"]), {}


def _attention(config: Config, inputs: list[Shape]) -> Flow:
    if any(len(shape) != 2 for shape in inputs) or len(inputs) > 3:
        raise _MisfitError(f"its inputs are {' and '.join(map(str, inputs))}, and two or three of tokens work")
    query, value, key = (*inputs, inputs[1])[:3]
    if key[0] != value[0]:
        raise _MisfitError(f"it gets {key[0]} keys for {value[0]} values")
    heads, size = config["num_heads"], config["key_dim"]
    value_size = config.get("value_dim") or size
    if heads * query[0] * value[0] > VALUES:
        raise _MisfitError(f"it compares more than {VALUES // 1_000_000} million pairs of tokens")
    weights: dict[str, Shape] = {}
    for name, kernel in (
        ("query", (query[1], heads, size)),
        ("key", (key[1], heads, size)),
        ("value", (value[1], heads, value_size)),
        ("attention_output", (heads, value_size, query[1])),
    ):
        weights[f"{name}_kernel"] = kernel
        if config.get("use_bias", True):
            weights[f"{name}_bias"] = kernel[-1:] if name == "attention_output" else kernel[1:]
    return query, weights


def _reshape(config: Config, shape: Shape) -> Flow:
    target = list(config["target_shape"])
    if target.count(-1) > 1 or any(size == 0 or size < -1 for size in target):
        raise _MisfitError(f"{target} is no shape")
    if -1 in target:
        target[target.index(-1)] = prod(shape) // prod(size for size in target if size != -1)
    if prod(target) != prod(shape):
        raise _MisfitError(f"{prod(shape)} values cannot be laid out as {target}")
    return tuple(target), {}


def _margins(sign: int, name: str) -> Callable[[Config, Shape], Flow]:
    def flow(config: Config, shape: Shape) -> Flow:
        sizes = [
            length + sign * sum(margin)
            for length, margin in zip(_maps(shape)[:2], config.get(name) or [[1, 1]] * 2, strict=True)
        ]
        return (*sizes, shape[2]), {}

    return flow


def _enlarged(config: Config, shape: Shape) -> Flow:
    height, width, channels = _maps(shape)
    rows, cols = config.get("size") or [2, 2]
    return (height * rows, width * cols, channels), {}


def _prelu(config: Config, shape: Shape) -> Flow:
    if len(shape) == 3 and config.get("shared_axes"):
        return shape, {"alpha": (1, 1, shape[2])}
    return shape, {"alpha": shape}


def _alike(inputs: list[Shape]) -> Shape:
    shape = max(inputs, key=prod)
    for other in inputs:
        fits = len(other) == len(shape) and all(size in (1, whole) for size, whole in zip(other, shape, strict=True))
        if not fits:
            raise _MisfitError(f"its inputs are {' and '.join(map(str, inputs))}")
    return shape


def _joined(inputs: list[Shape]) -> Shape:
    if len({shape[:-1] for shape in inputs}) != 1:
        raise _MisfitError(f"its inputs are {' and '.join(map(str, inputs))}")
    return (*inputs[0][:-1], sum(shape[-1] for shape in inputs))


_LAYERS: Mapping[str, Callable[[Config, Shape], Flow]] = {
    "Conv2D": _convolution,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "Conv2DTranspose": _transposed,
    "Dense": _dense,
    "BatchNormalization": _normalised("moving_mean", "moving_variance"),
    "LayerNormalization": _normalised(),
    "GroupNormalization": _grouped,
    "Normalization": _known_statistics,
    "MaxPooling2D": _pooling,
    "AveragePooling2D": _pooling,
    "GlobalAveragePooling2D": _global_pooling,
    "GlobalMaxPooling2D": _global_pooling,
    "GlobalAveragePooling1D": _token_pooling,
    "GlobalMaxPooling1D": _token_pooling,
    "Permute": _permuted,
    "Flatten": lambda config, shape: ((prod(shape),), {}),
    "Reshape": _reshape,
    "Rescaling": _for_each_channel("scale", "offset"),
    "Softmax": _last_axis,
    "PReLU": _prelu,
    "ZeroPadding2D": _margins(1, "padding"),
    "Cropping2D": _margins(-1, "cropping"),
    "UpSampling2D": _enlarged,
}
"""Keras class -> (arguments, input shape) -> output shape and the shapes of its weights; others change no shape."""

_MERGES: Mapping[str, Callable[[list[Shape]], Shape]] = dict.fromkeys(
    ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"), _alike
) | {"Concatenate": _joined}
