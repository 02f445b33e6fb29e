"""The command line: what it prints, and what it says when something is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cnnviz
from cnnviz.__main__ import COMMANDS, main
from tests.networks import MODELS, SEVEN

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def seven(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("pictures") / "seven.png"
    Image.fromarray((SEVEN[..., 0] * 255).round().astype(np.uint8)).save(path)
    return str(path)


def _run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "cnnviz", *arguments], cwd=ROOT, capture_output=True, text=True)


def test_networks_prints_the_names_without_loading_tensorflow():
    code = "import sys; from cnnviz.__main__ import main; main(['networks']); sys.exit('tensorflow' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == cnnviz.networks()


def test_a_real_process_prints_json_and_nothing_else(seven):
    result = _run("classify", seven, "--network", "mnist_lab", "--json")
    assert result.returncode == 0 and result.stderr == ""
    answer = json.loads(result.stdout)
    assert list(answer) == ["network", "top"] and answer["network"] == "mnist_lab"
    top = cnnviz.load("mnist_lab").trace(seven).top(3)
    assert [pair["label"] for pair in answer["top"]] == [label for label, _ in top]
    assert [pair["probability"] for pair in answer["top"]] == pytest.approx([share for _, share in top], abs=1e-5)


def test_a_real_process_that_fails_says_one_sentence(tmp_path):
    (tmp_path / "notes.png").write_text("not a picture")
    result = _run("classify", str(tmp_path / "notes.png"), "--network", "mnist_lab")
    assert result.returncode == 2 and result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_classify_without_a_network_uses_mnist_cnn(seven, capsys):
    assert main(["classify", seven, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["network"] == "mnist_cnn" and answer["top"][0]["label"] == "7"


def test_classify_prints_a_line_an_answer(seven, capsys):
    assert main(["classify", seven, "--network", "mnist_lab"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [label for label, _ in cnnviz.load("mnist_lab").trace(seven).top(3)]


def test_explain_json_is_the_librarys_explanation(seven, capsys):
    place = ["--layer", "conv2d_1", "--row", "6", "--col", "7", "--channel", "11"]
    assert main(["explain", seven, *place, "--network", "mnist_lab", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    explanation = cnnviz.load("mnist_lab").trace(seven)["conv2d_1"].explain(6, 7, 11)
    assert printed["layer"] == "conv2d_1" and (printed["row"], printed["col"], printed["channel"]) == (6, 7, 11)
    assert printed["value"] == explanation.value and printed["output"] == explanation.output
    np.testing.assert_array_equal(printed["products"], explanation.products)


def test_explain_prints_a_ledger_that_adds_up(seven, capsys):
    place = ["--layer", "conv2d_1", "--row", "6", "--col", "7", "--channel", "11"]
    assert main(["explain", seven, *place, "--network", "mnist_lab"]) == 0
    heading, _, *lines = capsys.readouterr().out.splitlines()
    assert "conv2d_1" in heading and "row 6, col 7, channel 11" in heading
    numbers = [float(line.split()[-1]) for line in lines]
    words = [" ".join(line.split()[:-1]) for line in lines]
    assert words == [*(f"channel {channel}" for channel in range(6)), "+ bias", "= value", "TensorFlow's value"]
    assert sum(numbers[:7]) == pytest.approx(numbers[7], abs=1e-5)
    assert numbers[8] == pytest.approx(numbers[7], abs=1e-4)


@pytest.mark.parametrize("layer", cnnviz.load("mnist_lab").layers, ids=lambda layer: layer.name)
def test_every_layer_prints_its_ledger(layer, seven, capsys):
    maps = ["--row", "0", "--col", "1", "--channel", "2"]
    place = maps if len(layer.output_shape) == 3 else ["--unit", "3"]
    assert main(["explain", seven, "--layer", layer.name, *place, "--network", "mnist_lab"]) == 0
    *_, value, tensorflows = (float(line.split()[-1]) for line in capsys.readouterr().out.splitlines() if line)
    assert value == pytest.approx(tensorflows, rel=1e-4, abs=1e-5)


# The warning is Keras' own, while it saves.
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")
def test_a_keras_file_is_a_network_too(tmp_path, capsys):
    MODELS["functional"]().save(tmp_path / "mine.keras")
    assert main(["classify", "any.png", "--network", str(tmp_path / "mine.keras")]) == 2
    assert "mine takes 8 × 8 × 1 values" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "COMMAND"),
        (["clasify"], "clasify"),
        (["classify"], "PICTURE"),
        (["classify", "/nowhere/seven.png"], "/nowhere/seven.png"),
        (["classify", "SEVEN", "--network", "mnist"], "mnist_cnn, mnist_lab"),
        (["explain", "SEVEN"], "--layer"),
        (["explain", "SEVEN", "--layer", "nope", "--unit", "1"], "There is no layer 'nope'"),
        (["explain", "SEVEN", "--layer", "conv2d", "--row", "x"], "--row"),
        (["explain", "SEVEN", "--layer", "conv2d", "--row", "1"], "--row ROW --col COL --channel CHANNEL"),
        (["explain", "SEVEN", "--layer", "conv2d", "--row", "28", "--col", "0", "--channel", "0"], "row 0 to 27"),
        (["explain", "SEVEN", "--layer", "dense", "--row", "1"], "--unit UNIT"),
        (["explain", "SEVEN", "--layer", "dense", "--unit", "128"], "unit 0 to 127"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_one_sentence_on_standard_error(arguments, words, seven, capsys):
    given = [seven if argument == "SEVEN" else argument for argument in arguments]
    if len(given) > 1 and "--network" not in given:
        given += ["--network", "mnist_lab"]
    try:
        status = main(given)
    except SystemExit as exit:
        status = exit.code
    printed = capsys.readouterr()
    assert status == 2 and printed.out == ""
    assert words in printed.err and len(printed.err.splitlines()) == 1 and printed.err.endswith(".\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert COMMANDS[command][0].__doc__.split(".")[0] in " ".join(capsys.readouterr().out.split())
