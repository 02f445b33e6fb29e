"""The layers that a network may have which somebody brings: their arguments, and the names of their weights.

A layer that is not here is refused, and so is an argument: none of them is passed to Keras unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cnnviz.opening.arguments import (
    Check,
    NotAllowedError,
    activation,
    anything,
    exactly,
    flag,
    last_axis,
    margins,
    number,
    number_format,
    numbers,
    optional,
    order,
    pair,
    positive,
    shape,
    whole,
)


def _ignored(*names: str) -> dict[str, Check]:
    """Return checks for arguments that change nothing of what a trained layer computes."""
    return dict.fromkeys(names, anything)


_TRAINING_ONLY: dict[str, Check] = {"dtype": number_format} | dict.fromkeys(
    [
        "name",
        "trainable",
        "batch_input_shape",
        "batch_shape",
        "input_shape",
        "build_input_shape",
        "autocast",
        "activity_regularizer",
        "kernel_initializer",
        "kernel_regularizer",
        "kernel_constraint",
        "bias_initializer",
        "bias_regularizer",
        "bias_constraint",
        "seed",
        "noise_shape",
    ],
    anything,
)
"""Arguments that change nothing of what a trained layer computes, or that are taken up elsewhere."""
_CHANNELS_LAST = {"data_format": optional(exactly("channels_last"))}
_WINDOW = _CHANNELS_LAST | {"strides": optional(pair()), "padding": exactly("valid", "same")}
_CONVOLUTION = _WINDOW | {
    "kernel_size": pair(),
    "dilation_rate": pair(),
    "activation": activation,
    "use_bias": flag,
}
_DEPTHWISE = {"depth_multiplier": whole(1, 64), "groups": exactly(1, None), "filters": anything} | _ignored(
    "depthwise_initializer", "depthwise_regularizer", "depthwise_constraint"
)
_MERGE: Mapping[str, Check] = {}
_SCALE_AND_SHIFT = _ignored(
    "beta_initializer",
    "gamma_initializer",
    "beta_regularizer",
    "gamma_regularizer",
    "beta_constraint",
    "gamma_constraint",
)
_WEIGHTS = {"kernel": "", "bias": "use_bias"}
_ATTENTION = ("query", "key", "value", "attention_output")
"""The parts of an attention that have a kernel and a bias."""


@dataclass(frozen=True)
class Allowed:
    """What a kind of layer may have.

    Attributes:
        arguments: A check for each argument that it may have, beside those that count in training only.
        weights: The names of its weights in Keras's order, each with the argument without which it is not there, or "".
        renamed: Older names of its arguments and weights.
        leaves_out: Arguments that are understood, and that the layer is built without.
        inputs: How many inputs it takes at least; one exactly, if it is 1.
        folders: For the beginnings of its weights' names, where a .keras file has them in folders of their own.
    """

    arguments: Mapping[str, Check] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    leaves_out: tuple[str, ...] = ()
    inputs: int = 1
    folders: Mapping[str, str] = field(default_factory=dict)

    def check(self, name: str) -> Check | None:
        """Return the check of an argument; None if the layer may not have it."""
        return self.arguments.get(name) or _TRAINING_ONLY.get(name)

    def is_passed_on(self, name: str) -> bool:
        """Return whether a layer is built with an argument."""
        return name in self.arguments and self.arguments[name] is not anything and name not in self.leaves_out


_RANDOM = _ignored("fill_mode", "interpolation", "fill_value", "data_format", "value_range")
"""How an augmentation draws its pictures: it does so in training only."""

ALLOWED: Mapping[str, Allowed] = {
    "Conv2D": Allowed(
        _CONVOLUTION | {"filters": whole(), "groups": whole(1, 4096)}, {"kernel": "", "bias": "use_bias"}
    ),
    "DepthwiseConv2D": Allowed(
        _CONVOLUTION | _DEPTHWISE,
        {"kernel": "", "bias": "use_bias"},
        renamed={"depthwise_kernel": "kernel"},
        leaves_out=("groups", "filters"),
    ),
    "SeparableConv2D": Allowed(
        _CONVOLUTION
        | _DEPTHWISE
        | {"filters": whole()}
        | _ignored("pointwise_initializer", "pointwise_regularizer", "pointwise_constraint"),
        {"depthwise_kernel": "", "pointwise_kernel": "", "bias": "use_bias"},
        leaves_out=("groups",),
    ),
    "Conv2DTranspose": Allowed(
        _CONVOLUTION | {"filters": whole(), "output_padding": exactly(None), "groups": exactly(1, None)},
        {"kernel": "", "bias": "use_bias"},
        leaves_out=("groups", "output_padding"),
    ),
    "Dense": Allowed(
        {
            "units": whole(),
            "activation": activation,
            "use_bias": flag,
            "lora_rank": exactly(None),
            "lora_alpha": exactly(None),
            "quantization_config": exactly(None),
            "input_dim": anything,
        },
        {"kernel": "", "bias": "use_bias"},
        leaves_out=("lora_rank", "lora_alpha", "quantization_config"),
    ),
    "BatchNormalization": Allowed(
        {
            "axis": last_axis,
            "epsilon": positive,
            "center": flag,
            "scale": flag,
            "momentum": anything,
            "renorm": exactly(False),
            "virtual_batch_size": exactly(None),
            "adjustment": exactly(None),
            "fused": anything,
            "synchronized": anything,
        }
        | dict.fromkeys(
            [
                "beta_initializer",
                "gamma_initializer",
                "moving_mean_initializer",
                "moving_variance_initializer",
                "beta_regularizer",
                "gamma_regularizer",
                "beta_constraint",
                "gamma_constraint",
                "renorm_clipping",
                "renorm_momentum",
            ],
            anything,
        ),
        {"gamma": "scale", "beta": "center", "moving_mean": "", "moving_variance": ""},
        leaves_out=("renorm", "virtual_batch_size", "adjustment"),
    ),
    "LayerNormalization": Allowed(
        {
            "axis": last_axis,
            "epsilon": positive,
            "center": flag,
            "scale": flag,
            "rms_scaling": exactly(False),
        }
        | _SCALE_AND_SHIFT,
        {"gamma": "scale", "beta": "center"},
        leaves_out=("rms_scaling",),
    ),
    "GroupNormalization": Allowed(
        {"groups": whole(-1, 4096), "axis": last_axis, "epsilon": positive, "center": flag, "scale": flag}
        | _SCALE_AND_SHIFT,
        {"gamma": "scale", "beta": "center"},
    ),
    "Normalization": Allowed(
        {"axis": last_axis, "mean": optional(numbers), "variance": optional(numbers), "invert": exactly(False)},
        # In the file only where they were measured; Keras writes them as arguments where they were given.
        {"mean": "measured", "variance": "measured", "count": "measured"},
        leaves_out=("invert",),
    ),
    "MaxPooling2D": Allowed(_WINDOW | {"pool_size": pair()}),
    "AveragePooling2D": Allowed(_WINDOW | {"pool_size": pair()}),
    "GlobalAveragePooling2D": Allowed(_CHANNELS_LAST | {"keepdims": flag}),
    "GlobalMaxPooling2D": Allowed(_CHANNELS_LAST | {"keepdims": flag}),
    "GlobalAveragePooling1D": Allowed(_CHANNELS_LAST | {"keepdims": flag}),
    "GlobalMaxPooling1D": Allowed(_CHANNELS_LAST | {"keepdims": flag}),
    "Flatten": Allowed(_CHANNELS_LAST),
    "Reshape": Allowed({"target_shape": shape}),
    "Permute": Allowed({"dims": order}),
    "MultiHeadAttention": Allowed(
        {
            "num_heads": whole(1, 256),
            "key_dim": whole(1, 4096),
            "value_dim": optional(whole(1, 4096)),
            "use_bias": flag,
            "use_gate": exactly(False),
            "output_shape": exactly(None),
            "attention_axes": exactly(None, [1]),
            "flash_attention": exactly(None, False),
            "sliding_window": exactly(None),
            "dropout": anything,
            # Keras 2 writes them; the shapes that the layer gets count.
            **_ignored("query_shape", "key_shape", "value_shape"),
        },
        {f"{part}_{name}": condition for part in _ATTENTION for name, condition in _WEIGHTS.items()},
        renamed={f"{part}/{name}": f"{part}_{name}" for part in _ATTENTION for name in _WEIGHTS},
        leaves_out=("use_gate", "output_shape", "attention_axes", "flash_attention", "sliding_window"),
        inputs=2,
        folders={part: f"{part.removeprefix('attention_')}_dense" for part in _ATTENTION},
    ),
    "Activation": Allowed({"activation": activation}),
    "Softmax": Allowed({"axis": last_axis}),
    "ReLU": Allowed({"max_value": optional(number), "negative_slope": number, "threshold": number}),
    "LeakyReLU": Allowed({"negative_slope": number}, renamed={"alpha": "negative_slope"}),
    "PReLU": Allowed(
        {"shared_axes": optional(exactly([1, 2]))}
        | _ignored("alpha_initializer", "alpha_regularizer", "alpha_constraint"),
        {"alpha": ""},
    ),
    "ELU": Allowed({"alpha": number}),
    "ZeroPadding2D": Allowed(_CHANNELS_LAST | {"padding": margins}),
    "Cropping2D": Allowed(_CHANNELS_LAST | {"cropping": margins}),
    "UpSampling2D": Allowed(_CHANNELS_LAST | {"size": pair(), "interpolation": exactly("nearest", "bilinear")}),
    "Rescaling": Allowed({"scale": numbers, "offset": numbers}),
    "Add": Allowed(_MERGE, inputs=2),
    "Subtract": Allowed(_MERGE, inputs=2),
    "Multiply": Allowed(_MERGE, inputs=2),
    "Average": Allowed(_MERGE, inputs=2),
    "Maximum": Allowed(_MERGE, inputs=2),
    "Minimum": Allowed(_MERGE, inputs=2),
    "Concatenate": Allowed({"axis": last_axis}, inputs=2),
    **dict.fromkeys(
        ("Dropout", "SpatialDropout2D", "AlphaDropout", "GaussianDropout"), Allowed(_CHANNELS_LAST | {"rate": number})
    ),
    "GaussianNoise": Allowed({"stddev": number}),
    # The last two are of keras.applications.ConvNeXt alone, and built as layers that do the same.
    "StochasticDepth": Allowed({"rate": number}, renamed={"drop_path_rate": "rate"}),
    "LayerScale": Allowed({"projection_dim": whole(), "init_values": anything}, {"gamma": ""}),
    "RandomFlip": Allowed(_RANDOM | {"mode": exactly("horizontal", "vertical", "horizontal_and_vertical")}),
    "RandomRotation": Allowed(_RANDOM | {"factor": numbers}),
    "RandomContrast": Allowed(_RANDOM | {"factor": numbers}),
    "RandomBrightness": Allowed(_RANDOM | {"factor": numbers}),
    "RandomZoom": Allowed(_RANDOM | {"height_factor": numbers, "width_factor": optional(numbers)}),
    "RandomTranslation": Allowed(_RANDOM | {"height_factor": numbers, "width_factor": numbers}),
}
"""Keras class -> what a layer of it may have."""

WHY_NOT: Mapping[str, str] = {
    "Lambda": "it runs Python code that is in the file",
    "TFOpLambda": "it runs a TensorFlow operation that is no layer; write it as a Keras layer, such as Add",
    "SlicingOpLambda": "it runs a TensorFlow operation that is no layer; write it as a Keras layer",
    "TorchModuleWrapper": "it runs a PyTorch module that is in the file",
    "TFSMLayer": "it runs another file, a SavedModel",
    "JaxLayer": "it runs JAX code that is in the file",
    "FlaxLayer": "it runs JAX code that is in the file",
    **dict.fromkeys(("LSTM", "GRU", "SimpleRNN", "Bidirectional", "ConvLSTM2D"), "it reads sequences, not pictures"),
    "Embedding": "it reads words, not pictures",
}
"""Keras class -> why a network with it cannot be opened, where that is more than that it is not known."""


def cleaned(kind: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that a layer is built with.

    Raises:
        NotAllowedError: If an argument is not known, or its value is none that works. The message names it.
    """
    allowed, clean = ALLOWED[kind], {}
    for old, value in arguments.items():
        name = allowed.renamed.get(old, old)
        check = allowed.check(name)
        if check is None:
            raise NotAllowedError(f"its argument {short(name)!r} is not known")
        try:
            checked = check(value)
        except NotAllowedError as error:
            raise NotAllowedError(f"its {name} is {short(value)!r}: {error}") from None
        if allowed.is_passed_on(name):
            clean[name] = checked
    return clean


def short(value: Any) -> str:
    """Return something of a file as a short text to show."""
    text = "".join(letter if letter.isprintable() else "·" for letter in str(value)[:200])
    return text if len(text) <= 60 else f"{text[:57]}…"
