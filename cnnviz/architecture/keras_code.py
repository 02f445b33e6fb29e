"""A network that a visitor builds, as Python code for Keras."""

from __future__ import annotations

from cnnviz.architecture.shapes import Shapes
from cnnviz.explainers import kind_of


def keras_code(shapes: Shapes) -> str:
    """Return a program that builds the network and prints its summary.

    Where a layer does not fit, the network ends before it, with a comment that says why.

    Example:
        >>> from cnnviz.architecture.shapes import work_out
        >>> from cnnviz.architecture.text import text_to_specs
        >>> print(keras_code(work_out((28, 28, 1), text_to_specs("c8-r-f-d10"))))
        from keras import Input, Sequential, layers
        <BLANKLINE>
        model = Sequential(
            [
                Input((28, 28, 1)),
                layers.Conv2D(8, 3),
                layers.ReLU(),
                layers.Flatten(),
                layers.Dense(10),
            ]
        )
        model.summary()
        <BLANKLINE>
    """
    lines = [f"Input({shapes.input_shape}),"]
    lines += [f"layers.{kind_of(layer).describe(layer).keras}," for layer in shapes.layers]
    if shapes.problem:
        lines.append(f"# Layer {len(shapes.rows) + 1} does not fit. {shapes.problem}")
    body = "".join(f"        {line}\n" for line in lines)
    return (
        f"from keras import Input, Sequential, layers\n\nmodel = Sequential(\n    [\n{body}    ]\n)\nmodel.summary()\n"
    )
