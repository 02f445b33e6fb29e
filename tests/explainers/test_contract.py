"""A kind of layer is one file in Python, and one that lacks a part is found."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from cnnviz import explainers
from cnnviz.architecture.specs import SPECS
from cnnviz.architecture.text import specs_to_text, text_to_specs
from cnnviz.bundled.blueprint import layer_of
from cnnviz.costs import costs, multiply_adds, new_values
from cnnviz.explainers import keras_classes, layer_kinds, role_of, signed_layers
from cnnviz.explainers.parts.kind import LayerKind, Role
from cnnviz.explainers.parts.parameters import OneOf
from cnnviz.explainers.parts.spec import parameters
from cnnviz.layer import UnsupportedLayerError
from cnnviz.trace import LayerTrace

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "cnnviz/explainers"
SHIPPED = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "cnnviz").rglob("*.py")]

SPELLED = {
    "cnnviz/compiled.py": "takes the softmax off a Keras model",
    "cnnviz/bundled/blueprint.py": "reads a convolution's numbers from the place that Keras gives them in a file",
    "cnnviz/training/variants.py": "the name of a training's history",
    "cnnviz/labs/activations.py": "the name of a function",
    "cnnviz/explainers/parts/spec.py": "the name of a function",
    "cnnviz/ui/labs/pooling/swapped.py": "a word on the page",
    "cnnviz/opening/allowed.py": "lists the layers that a brought file may have",
    "cnnviz/opening/configuration.py": "reads a softmax that a file writes as an Activation",
    "cnnviz/opening/content.py": "builds a layer that Keras does not offer as one that does the same",
    "cnnviz/opening/operations.py": "reads operations with a number as a layer that does the same",
    "cnnviz/opening/sizes.py": "checks a brought file's shapes before there are layers",
    "cnnviz/opening/picture_input.py": "reads layers that only lay a brought network's picture out",
    "cnnviz/opening/build.py": "finds out whether a brought network ends with logits",
    "cnnviz/opening/scale.py": "looks for statistics of training in a brought file",
}
"""The files outside the explainers that say a name that is also a Keras class, each with its reason."""

DOUBLE = """
from dataclasses import dataclass
from cnnviz.explainers.parts.explanation import Description, Explanation, keras_line
from cnnviz.explainers.parts.kind import LayerKind, linear, no_weights, same_shape, signed_input

class DoubleExplanation(Explanation):
    def ledger(self):
        return [("what came in", self.value / 2)]

def explain(layer, inputs, output, position):
    (input,) = inputs
    return DoubleExplanation(value=2 * float(input[position]), output=float(output[position]))

def describe(layer):
    return Description("Double", "2 x", "unchanged", "0", f"{layer.outputs}", keras_line("Double"), "Twice as much.")

KIND = LayerKind(
    roles={"Double": "function"},
    explain=explain,
    describe=describe,
    geometry=lambda layer: {},
    output_shape=same_shape,
    weight_shapes=no_weights,
    multiply_adds=lambda layer: layer.outputs,
    activation=linear,
    signed=signed_input,
    specs=(),
)
"""


@pytest.fixture
def added(tmp_path, monkeypatch) -> Iterator[Path]:
    """A folder whose files count as explainers."""
    monkeypatch.setattr(explainers, "__path__", [*explainers.__path__, str(tmp_path)])
    _forget()
    yield tmp_path
    _forget()
    sys.modules.pop("cnnviz.explainers.double", None)


def _forget() -> None:
    explainers.layer_kinds.cache_clear()
    explainers._by_class.cache_clear()


def test_one_file_is_enough(added):
    (added / "double.py").write_text(DOUBLE)
    layer = layer_of("Double", {"name": "twice"}, (3, 3, 2))
    assert layer.output_shape == (3, 3, 2) and "Double" in keras_classes()
    assert (multiply_adds(layer), new_values(layer), costs((layer,)).multiply_adds) == (18, 18, 18)
    assert (role_of(layer), signed_layers([layer])) == ("function", [False])
    values = np.ones((3, 3, 2), np.float32)
    assert LayerTrace(layer, (values,), 2 * values, (layer,)).explain(1, 1, 1).value == 2


@pytest.mark.parametrize("part", [field.name for field in fields(LayerKind)])
def test_a_kind_that_lacks_a_part_is_named_with_it(added, part):
    lines = DOUBLE.splitlines(keepends=True)
    (added / "double.py").write_text("".join(line for line in lines if not line.startswith(f"    {part}=")))
    with pytest.raises(TypeError, match=f"'{part}'"):
        layer_kinds()


def test_a_file_that_makes_no_kind_is_found(added):
    (added / "double.py").write_text('"""No kind of layer."""\n')
    with pytest.raises(AttributeError, match=r"double.*KIND"):
        layer_kinds()


def test_a_layer_of_no_kind_is_refused_by_name():
    with pytest.raises(UnsupportedLayerError, match="'twice' is a Double, which cnnviz cannot explain"):
        layer_of("Double", {"name": "twice"}, (3, 3, 2))


def test_every_file_is_a_kind_of_its_own():
    assert len(layer_kinds()) == len([path for path in FOLDER.glob("*.py") if path.name != "__init__.py"])
    counts = Counter(name for kind in layer_kinds() for name in kind.roles)
    assert set(counts.values()) == {1}


def test_every_role_is_known():
    of_options = {"grouped", "pointwise"}
    assert {role for kind in layer_kinds() for role in kind.roles.values()} | of_options == set(get_args(Role))


def test_what_is_offered_is_of_the_kind_that_offers_it():
    for kind in layer_kinds():
        for spec in kind.specs:
            assert set(spec.classes) <= set(kind.roles)
            assert spec().keras_class in spec.classes
    assert len({spec.order for spec in SPECS}) == len(SPECS)


def test_every_layer_offered_has_a_letter_of_its_own_in_a_link():
    letters = []
    for spec in SPECS:
        takes = list(parameters(spec).values())
        is_choice = len(takes) == 1 and isinstance(takes[0], OneOf)
        letters += list(takes[0].options) if is_choice else [spec.mark]
        assert text_to_specs(specs_to_text([spec()])) == (spec(),)
    assert len(set(letters)) == len(letters)


def test_no_other_file_names_a_class_of_layers():
    names = set(keras_classes())
    spelled = {
        path.relative_to(ROOT).as_posix()
        for path in SHIPPED
        if path.parent != FOLDER
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert spelled == set(SPELLED)
