"""The command line: what it prints, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cnnviz
from cnnviz import bundled
from cnnviz.__main__ import COMMANDS, main
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.results.evaluation import Evaluation, Score
from tests.datasets.digits import write_drawings, write_mnist
from tests.measured import bundle_only
from tests.networks import MODELS, SEVEN
from tests.support.close import assert_close

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
    for part in ("value", "output", "products"):
        assert_close(printed[part], getattr(explanation, part))


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


@pytest.mark.parametrize("layer", read_blueprint(bundled.weights_path("mnist_lab")), ids=lambda layer: layer.name)
def test_every_layer_prints_its_ledger(layer, seven, capsys):
    maps = ["--row", "0", "--col", "1", "--channel", "2"]
    place = maps if len(layer.output_shape) == 3 else ["--unit", "3"]
    assert main(["explain", seven, "--layer", layer.name, *place, "--network", "mnist_lab"]) == 0
    *_, value, tensorflows = (float(line.split()[-1]) for line in capsys.readouterr().out.splitlines() if line)
    assert value == pytest.approx(tensorflows, rel=1e-4, abs=1e-5)


# The warning is Keras' own, while it saves.
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")
def test_a_keras_file_is_a_network_too(tmp_path, seven, capsys):
    MODELS["functional"]().save(tmp_path / "mine.keras")
    assert main(["classify", seven, "--network", str(tmp_path / "mine.keras"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    top = cnnviz.load(tmp_path / "mine.keras").trace(seven).top(3)
    assert [pair["label"] for pair in answer["top"]] == [label for label, _ in top]


def test_a_file_that_is_no_network_is_refused_in_one_sentence(tmp_path, seven, capsys):
    (tmp_path / "notes.keras").write_text("not a network")
    assert main(["classify", seven, "--network", str(tmp_path / "notes.keras")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("notes.keras: It is no model file of Keras.") and len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "COMMAND"),
        (["clasify"], "clasify"),
        (["classify"], "PICTURE"),
        (["classify", "/nowhere/seven.png"], "/nowhere/seven.png"),
        (["classify", "SEVEN", "--network", "mnist"], ", ".join(cnnviz.networks())),
        (["explain", "SEVEN"], "--layer"),
        (["explain", "SEVEN", "--layer", "nope", "--unit", "1"], "There is no layer 'nope'"),
        (["explain", "SEVEN", "--layer", "conv2d", "--row", "x"], "--row"),
        (["explain", "SEVEN", "--layer", "conv2d", "--row", "1"], "--row ROW --col COL --channel CHANNEL"),
        (["explain", "SEVEN", "--layer", "conv2d", "--row", "28", "--col", "0", "--channel", "0"], "row 0 to 27"),
        (["explain", "SEVEN", "--layer", "dense", "--row", "1"], "--unit UNIT"),
        (["explain", "SEVEN", "--layer", "dense", "--unit", "128"], "unit 0 to 127"),
        (["app", "--port", "0"], "a number from 1 to 65535 is needed, not '0'"),
        (["app", "--port", "http"], "not 'http'"),
        # An address that stands in no network but in examples.
        (["app", "--address", "192.0.2.1"], "The app cannot listen on 192.0.2.1: "),
        (["app", "--", "--colour", "blue"], "No such option '--colour'"),
        (["app", "--network", "/nowhere/model.keras"], "There is no file /nowhere/model.keras"),
        (["app", "--network", "SEVEN"], "seven.png: "),
        (["train"], "Name the networks to train, or give --all: there are cats_dogs"),
        (["train", "mnist"], "there is no network 'mnist': there are cats_dogs"),
        (["train", "mnist_lab", "--epochs", "0"], "a whole number of at least 1 is needed, not '0'"),
        (["train", "mnist_lab", "--epochs", "ten"], "not 'ten'"),
        (["train", "mnist_lab", "--jobs", "-1"], "--jobs"),
        (["train", "mnist_lab", "--out"], "--out"),
        (["train", "mnist_lab", "--out", "BEGUN"], "go on with it by --resume, or give another folder by --out"),
        (["train", "--all", "--out", "BEGUN"], "has a training already"),
        (["evaluate"], "NETWORK"),
        (["evaluate", "mnist"], "there is no network 'mnist': there are cats_dogs"),
        (["excite", "mnist"], "there is no network 'mnist': there are cats_dogs"),
        (["evaluate", "mnist_lab", "--out", "x"], "--out"),
        (["publish"], "NETWORK"),
        (["publish", "mnist_lab", "--out", "BEGUN"], "has no finished training of mnist_lab"),
        (["publish", "mnist_lab", "--out", "/nowhere"], "/nowhere/mnist_lab has no finished training"),
        (["results", "mnist_lab"], "mnist_lab"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_one_sentence_on_standard_error(arguments, words, seven, tmp_path, capsys):
    RunFolder(tmp_path / "mnist_lab", "mnist_lab").write("run", {"network": "mnist_lab"})
    given = [{"SEVEN": seven, "BEGUN": str(tmp_path)}.get(argument, argument) for argument in arguments]
    if len(given) > 1 and given[0] in ("classify", "explain") and "--network" not in given:
        given += ["--network", "mnist_lab"]
    try:
        status = main(given)
    except SystemExit as exit:
        status = exit.code
    printed = capsys.readouterr()
    assert status == 2 and printed.out == ""
    assert words in printed.err and len(printed.err.splitlines()) == 1 and printed.err.endswith(".\n")


def test_a_port_in_use_is_one_sentence_too(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["app", "--port", str(port)]) == 2
    assert capsys.readouterr().err.startswith(f"The app cannot listen on 127.0.0.1, port {port}: ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert COMMANDS[command][0].__doc__.split(".")[0] in " ".join(capsys.readouterr().out.split())


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder of a few digits; the models folder is another one, so that nothing real is written over."""
    for name in ("data", "models"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "data"))
    write_mnist(tmp_path / "data", train=10, test=30)
    write_drawings(tmp_path / "data", {writer: 7 for writer in range(1, 31)})
    bundle_only(tmp_path / "models", monkeypatch, {"mnist_lab": None})
    return tmp_path / "data"


def test_evaluate_prints_the_same_figures_to_people_and_programs(data, capsys):
    assert main(["evaluate", "mnist_lab", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert main(["evaluate", "mnist_lab"]) == 0
    printed = capsys.readouterr()
    first, *others = printed.out.splitlines()
    assert first.strip() == f"{Score(figures['correct'], 30)}  test set"
    drawn = [f"{Score(each['correct'], each['total'])}  {way}" for way, each in figures["drawn"].items()]
    classes = [f"{each['recall']:.2%}  {each['label']}" for each in figures["per_class"]]
    assert [line.strip() for line in others] == drawn + classes
    assert printed.err == ""


def test_evaluate_of_photographs_has_no_empty_line(monkeypatch, capsys):
    answers = np.eye(2, dtype=np.float32)
    evaluation = Evaluation("mnist_lab", ("cat", "dog"), np.array([0, 0]), answers, {})
    monkeypatch.setattr("cnnviz.results.evaluation.evaluate", lambda name: evaluation)
    assert main(["evaluate", "mnist_lab"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines == ["50.00% (1 of 2)  test set", "50.00%  cat", "0.00%  dog"]


@pytest.fixture
def labelled(tmp_path):
    """Three labelled pictures: a 7 in either group, one of which is said to be a 1, and a file that is no picture."""
    folder = tmp_path / "pictures"
    (folder / "photographed").mkdir(parents=True)
    seven = Image.fromarray(np.rint(255 * SEVEN[..., 0]).astype(np.uint8))
    seven.save(folder / "drawn.png")
    seven.save(folder / "photographed" / "photo.png")
    (folder / "broken.png").write_bytes(b"no picture")
    rows = "file,label,group\ndrawn.png,7,drawn\nphoto.png,1,photographed\nbroken.png,7,drawn\n"
    (folder / "labels.csv").write_text(rows)
    return folder


def test_evaluate_measures_a_folder_of_labelled_pictures(labelled, capsys):
    assert main(["evaluate", "mnist_lab", "--pictures", str(labelled)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines[:3]] == [
        "50.00% (1 of 2)  drawn",
        "0.00% (0 of 1)  photographed",
        "33.33% (1 of 3)  all pictures, 1 of them refused",
    ]
    assert lines[3].startswith(f"{labelled}/photographed/photo.png: 1, read as 7, ")
    assert lines[4] == (
        f"{labelled}/broken.png: 7, refused: This file is not a picture that the app can read: "
        "use a PNG, JPEG, WebP, GIF, BMP or HEIC picture."
    )
    assert main(["evaluate", "mnist_lab", "--pictures", str(labelled), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["correct"], figures["total"], figures["refused"]) == (1, 3, 1)
    assert figures["groups"] == {"drawn": {"correct": 1, "total": 2}, "photographed": {"correct": 0, "total": 1}}
    assert [each["read"] for each in figures["misread"]] == ["7", None]


def test_evaluate_takes_a_folder_for_each_class(labelled, capsys):
    (labelled / "labels.csv").unlink()
    (labelled / "photographed").rename(labelled / "7")
    assert main(["evaluate", "mnist_lab", "--pictures", str(labelled)]) == 0
    assert capsys.readouterr().out.strip() == "100.00% (1 of 1)  all pictures, 0 of them refused"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (None, "has no labelled pictures: put a table labels.csv"),
        ("name,class\nx,7\n", "needs the columns file and label"),
        ("file,label\ndrawn.png,seven\n", "is labelled 'seven', which is no class of mnist_lab"),
        ("file,label\nmissing.png,7\n", "0.00% (0 of 1)"),
    ],
)
def test_evaluate_says_what_is_wrong_with_a_folder(labelled, table, says, capsys):
    shutil.rmtree(labelled / "photographed")
    (labelled / "labels.csv").unlink()
    if table:
        (labelled / "labels.csv").write_text(table)
    main(["evaluate", "mnist_lab", "--pictures", str(labelled)])
    printed = capsys.readouterr()
    assert says in printed.err + printed.out
    assert len(printed.err.splitlines()) <= 1


def test_evaluate_writes_what_results_reads(data, tmp_path, capsys):
    assert main(["evaluate", "mnist_lab", "--json", "--write"]) == 0
    printed = capsys.readouterr()
    models = tmp_path / "models"
    assert printed.err == f"Written to {models}/mnist_lab.md\n"
    assert json.loads((models / "mnist_lab" / "scores.json").read_text()) == json.loads(printed.out)
    assert main(["results"]) == 0
    assert capsys.readouterr().out == f"{models}/RESULTS.md\n"
    assert "[mnist_lab](mnist_lab.md)" in (models / "RESULTS.md").read_text(encoding="utf-8")


def test_evaluate_without_drawings_says_where_they_go(data, capsys):
    (data / "pendigits_strokes_train.jsonl.gz").unlink()
    assert main(["evaluate", "mnist_lab"]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and len(printed.err.splitlines()) == 1
    assert "pendigits_strokes_train.jsonl.gz" in printed.err and str(data) in printed.err


class TestTrainFetchesItsDataFirst:
    """Each training is in a process of its own, whose standard error nobody sees."""

    @pytest.fixture(autouse=True)
    def trainings(self, monkeypatch, tmp_path):
        """The names of the networks that would be trained."""
        monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "data"))
        names = []

        def train_all(some, settings, executor, report):
            names.extend(some)
            return {}

        monkeypatch.setattr("cnnviz.training.fleet.train_all", train_all)
        return names

    @pytest.fixture
    def downloads(self, monkeypatch):
        import keras

        names = []

        def download():
            names.append("mnist")
            print("11490434/11490434")
            return (np.zeros((1, 28, 28), np.uint8), np.zeros(1, np.uint8)), (
                np.zeros((1, 28, 28), np.uint8),
                np.zeros(1, np.uint8),
            )

        monkeypatch.setattr(keras.datasets.mnist, "load_data", download)
        return names

    def test_once_and_in_sight(self, downloads, trainings, tmp_path, capsys):
        assert main(["train", "mnist_lab", "mnist_mlp", "--out", str(tmp_path / "runs")]) == 0
        assert downloads == ["mnist"] and trainings == ["mnist_lab", "mnist_mlp"]
        printed = capsys.readouterr()
        assert "MNIST is not in" in printed.err and "11490434" in printed.err and printed.out == ""

    def test_but_not_for_the_small_part(self, downloads, trainings, tmp_path):
        assert main(["train", "mnist_lab", "--small", "--out", str(tmp_path / "runs")]) == 0
        assert downloads == [] and trainings == ["mnist_lab"]

    def test_and_what_is_missing_stops_nothing_else(self, downloads, trainings, tmp_path):
        assert main(["train", "cats_dogs", "mnist_lab", "--out", str(tmp_path / "runs")]) == 0
        assert downloads == ["mnist"] and trainings == ["cats_dogs", "mnist_lab"]


def test_a_training_without_its_data_says_where_they_go(tmp_path):
    environment = os.environ | {"CNNVIZ_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "cnnviz", "train", "cats_dogs", "--out", str(tmp_path / "runs")]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 2 and result.stdout == ""
    why, what = result.stderr.splitlines()
    assert why.startswith("cats_dogs: Cats and dogs cannot be downloaded freely: put a folder cats_vs_dogs")
    assert str(tmp_path / "data") in why
    assert what == "Not trained: cats_dogs. What was learned is kept: --resume goes on."
