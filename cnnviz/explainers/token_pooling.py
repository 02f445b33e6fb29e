"""A value of all tokens: the mean of one feature over them, or its largest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import Arrays, Config, LayerKind, linear, no_multiply_adds, no_weights, signed_input
from cnnviz.explainers.parts.spec import Shape
from cnnviz.layer import Layer


@dataclass(frozen=True)
class TokenPoolingExplanation(Explanation):
    """One feature made one number.

    Attributes:
        tokens: (tokens,) float32: the feature's value for each token.
        winner: The token whose value was kept; None for the mean.
    """

    tokens: np.ndarray
    winner: int | None

    def ledger(self) -> list[tuple[str, float]]:
        lines = [
            (f"token {token}{', the largest' * (token == self.winner)}", float(value))
            for token, value in enumerate(self.tokens)
        ]
        if self.winner is not None:
            return lines
        return [*lines, (f"sum of all {len(self.tokens):,} tokens", float(self.tokens.sum(dtype=np.float64)))]


def explain(layer: Layer, inputs: Arrays, output: np.ndarray, position: tuple[int, ...]) -> TokenPoolingExplanation:
    """Return the TokenPoolingExplanation of output[position]. The first of equal largest tokens wins."""
    (input,) = inputs
    tokens = input[:, position[-1]]
    winner = int(np.argmax(tokens)) if layer.kind == "GlobalMaxPooling1D" else None
    value = tokens.mean(dtype=np.float64) if winner is None else tokens[winner]
    return TokenPoolingExplanation(value=float(value), output=float(output[position]), tokens=tokens, winner=winner)


def geometry(layer: Layer) -> dict[str, Any]:
    """Return nothing: the shapes say it all."""
    return {}


def describe(layer: Layer) -> Description:
    """Return the words, with the number of tokens."""
    tokens, features = layer.input_shape
    is_max = layer.kind == "GlobalMaxPooling1D"
    kept = "the largest value" if is_max else "the mean"
    return Description(
        title=f"Token {'max' if is_max else 'mean'}",
        formula=f"{'largest' if is_max else 'mean'} of {tokens:,} tokens",
        shape=f"{tokens:,} tokens of {features} features become {features} values",
        parameters="0: nothing is learned here",
        multiply_adds="",
        keras=keras_line(layer.kind, **({"keepdims": True} if layer.config.get("keepdims") else {})),
        words=f"Of every feature only {kept} over all {tokens:,} tokens is left, wherever they were in the picture.",
    )


def output_shape(config: Config, shape: Shape) -> Shape:
    """Return (features,), or (1, features) where the dimensions are kept."""
    return (1, shape[-1]) if config.get("keepdims") else (shape[-1],)


KIND = LayerKind(
    roles={"GlobalAveragePooling1D": "mean", "GlobalMaxPooling1D": "largest"},
    explain=explain,
    describe=describe,
    geometry=geometry,
    output_shape=output_shape,
    weight_shapes=no_weights,
    multiply_adds=no_multiply_adds,
    activation=linear,
    signed=signed_input,
    specs=(),
)
