"""A kind of layer that the library explains is one in the browser, too: one file, with all its parts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cnnviz.explainers import keras_classes
from cnnviz.ui.components.modules import FOLDER
from tests.browser.modules import open_with_modules

PARTS = ["classes", "explain", "ledger", "scene", "sentence", "source"]
PLAIN = {
    *("SeparableConv2D", "Conv2DTranspose", "UpSampling2D", "Reshape", "Permute", "PReLU", "MultiHeadAttention"),
    *("LayerNormalization", "GroupNormalization", "Normalization", "GlobalAveragePooling1D", "GlobalMaxPooling1D"),
}
"""The Keras classes that are shown without a scene: the maps alone."""

WORDS = {"Add", "Average", "Maximum", "Minimum"}
"""Keras classes whose names are words that a button may say as well."""


def without_a_line(folder: Path) -> list[str]:
    """Return the files of kinds that components/layers/index.js of a folder does not import."""
    index = (folder / "index.js").read_text(encoding="utf-8")
    imported = set(re.findall(r'^import \w+ from "\./(\w+\.js)"', index, re.MULTILINE))
    return sorted({path.name for path in folder.glob("*.js")} - imported - {"index.js"})


def without_a_file(folder: Path) -> list[str]:
    """Return the Keras classes that no file of a folder names among its classes."""
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.js")]
    listed = [line for text in texts for line in re.findall(r"classes: \[([^]]+)\]", text)]
    named = {name for line in listed for name in re.findall(r'"(\w+)"', line)}
    return [name for name in keras_classes() if name not in named]


def test_every_kind_of_layer_has_all_its_parts_in_the_browser(open_page):
    page = open_with_modules(open_page, "layers/index.js")
    assert page.evaluate("Object.keys(LAYERS).sort()") == keras_classes()
    kinds = page.evaluate("Object.entries(LAYERS).map(([name, kind]) => [name, Object.keys(kind).sort()])")
    for name, parts in kinds:
        assert [part for part in parts if part != "variant"] == [
            part for part in PARTS if part != "scene" or name not in PLAIN
        ], name
    plain = "Object.entries(LAYERS).filter(([, kind]) => !kind.ledger || !kind.scene).map(([name]) => name)"
    assert set(page.evaluate(plain)) == PLAIN


def test_every_kind_has_a_file_and_a_line_in_the_registry():
    assert without_a_file(FOLDER / "layers") == []
    assert without_a_line(FOLDER / "layers") == []


def test_a_missing_file_and_a_missing_line_are_named(tmp_path):
    folder = tmp_path / "layers"
    shutil.copytree(FOLDER / "layers", folder)
    index = folder / "index.js"
    index.write_text(
        index.read_text(encoding="utf-8").replace('import dense from "./dense.js"\n', ""), encoding="utf-8"
    )
    (folder / "dropout.js").unlink()
    assert without_a_line(folder) == ["dense.js"]
    assert "Dropout" in without_a_file(folder)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.js")), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_other_file_names_a_class_of_layers(path):
    if path.parent != FOLDER / "layers":
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        spelled = re.findall(r"[\"'`](\w+)[\"'`]", code)
        assert [name for name in spelled if name in keras_classes() and name not in WORDS] == []


def test_a_layer_of_no_known_kind_shows_its_maps_and_says_so(open_page):
    page = open_with_modules(open_page, "layers/index.js", "layers/parts/ledger.js", "stepper/plain_scene.js")
    layer = {
        "kind": "Double",
        "name": "double",
        "title": "Double",
        "role": "function",
        "signed": False,
        "input_shape": [2, 2, 1],
        "output_shape": [2, 2, 1],
    }
    page.evaluate(
        """(layer) => {
          const network = { layers: [layer], input_shape: [2, 2, 1], arrays: {}, reads: "digits" }
          const input = Float32Array.of(0, 1, 2, 3)
          globalThis.reading = { network, input, outputs: [input.map((value) => 2 * value)] }
        }""",
        layer,
    )
    terms = page.evaluate("explainCell(reading, 0, [1, 0, 0])")
    assert terms == {"value": 4, "output": 4, "unexplained": True}
    assert page.evaluate("agrees(reading, 0, explainCell(reading, 0, [1, 0, 0]))") is False
    assert page.evaluate("kindOf(reading.network.layers[0]).sentence(reading.network.layers[0], { value: 4 })")
    shown = page.evaluate(
        """() => {
          const layer = reading.network.layers[0]
          const position = [1, 0, 0]
          const stage = {
            reading, k: 0, layer, position, scheme: "light", narrow: false, mapWidth: 200, mapHeight: 200,
            middleWidth: 200, choose() {}, hover() {},
          }
          const scene = plainScene(stage)
          document.body.replaceChildren(...scene.panes, ...plainLedger(layer, { value: 4 }))
          scene.update({ position, revealed: 4 })
          document.body.append(...scene.sum({ value: 4 }))
          return [document.body.innerText, document.querySelectorAll("canvas").length]
        }"""
    )
    assert "How double computes a value is not shown here" in shown[0] and "TensorFlow computed 4" in shown[0]
    assert "double makes 4" in shown[0] and shown[1] >= 2
