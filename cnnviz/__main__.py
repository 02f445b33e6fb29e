"""cnnviz on the command line: `cnnviz COMMAND --help` says what each command takes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import cnnviz
from cnnviz import bundled
from cnnviz.bundled.files import DamagedFileError
from cnnviz.bundled.home import need_checkout
from cnnviz.bundled.run_folder import RunFolder

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DEFAULT_NETWORK = "mnist_cnn"
EXPORTS = ("worksheet", "key", "moodle", "gift")
"""What a lesson is written as, on standard output."""


def app(arguments: argparse.Namespace) -> None:
    """Serve the app and open it in a browser, until Ctrl-C."""
    from cnnviz.ui.server import settings

    settings.add(settings.HOSTS, arguments.host)
    settings.add(settings.FRAME_ANCESTORS, arguments.frame_ancestors)
    settings.add(settings.PROXIES, arguments.proxy)
    from cnnviz.ui.server.serve import serve

    if arguments.scheduler:
        from cnnviz.ui.train.visits import trainings

        os.environ["CNNVIZ_SCHEDULER"] = arguments.scheduler
        # It says at once if nothing answers there.
        trainings()
    labels = arguments.labels.split(",") if arguments.labels else None
    serve(arguments.address, arguments.port, arguments.options, arguments.network, labels, arguments.scale)


def networks(arguments: argparse.Namespace) -> None:
    """Print the names of the bundled networks."""
    print(*cnnviz.networks(), sep="\n")


def classify(arguments: argparse.Namespace) -> None:
    """Print what a network reads in a picture, the most probable first; or the number or map that it answers with."""
    network = _load(arguments)
    trace = network.trace(arguments.picture)
    top = trace.top(3)
    if not top:
        _print_values(network, trace.probabilities, arguments.json)
    elif arguments.json:
        _print_json(
            {
                "network": network.name,
                "top": [{"label": label, "probability": probability} for label, probability in top],
            }
        )
    else:
        for label, probability in top:
            print(f"{label}  {probability:8.2%}")


def _print_values(network: cnnviz.Network, values: npt.NDArray[np.float32], as_json: bool) -> None:
    """Print an answer that is no class: a number, or the ends of a map's values."""
    least, largest = float(values.min()), float(values.max())
    if as_json:
        answer = {"number": least} if network.answers == "number" else {"map": [least, largest], "shape": values.shape}
        _print_json({"network": network.name, **answer})
    elif network.answers == "number":
        print(f"{least:.6g}")
    else:
        print(f"{network.answer_text} from {least:.6g} to {largest:.6g}")


def explain(arguments: argparse.Namespace) -> None:
    """Print the arithmetic of one value of a layer, term by term."""
    network = _load(arguments)
    layer = network.trace(arguments.picture)[arguments.layer]
    position = _position(arguments, layer.output.ndim)
    explanation = layer.explain(*position.values())
    if arguments.json:
        header = {"network": network.name, "layer": layer.layer.name, "kind": layer.layer.kind}
        _print_json({**header, **position, **explanation.to_dict()})
        return
    where = ", ".join(f"{name} {index}" for name, index in position.items())
    print(f"{network.name}, layer {layer.layer.name} ({layer.layer.kind}), {where}\n")
    lines = [*explanation.ledger(), ("= value", explanation.value), ("TensorFlow's value", explanation.output)]
    width = max(len(words) for words, _ in lines)
    for words, number in lines:
        print(f"{words:<{width}}  {number:14.6f}")
    if explanation.remark:
        print(f"\n{explanation.remark}")


def open_files(arguments: argparse.Namespace) -> None:
    """Say what a model file holds, or each file of a folder, and whether cnnviz opens it."""
    from cnnviz.results.model_files import report, reports

    if not arguments.path.is_dir():
        found = report(arguments.path)
        if not found.is_open:
            raise ValueError(f"{arguments.path.name}: {found.sentence}")
        _print_json(found.to_dict()) if arguments.json else print(*found.lines(), sep="\n")
        return
    count = opened = 0
    for found in reports(arguments.path):
        count, opened = count + 1, opened + found.is_open
        if arguments.json:
            _print_json(found.to_dict())
        else:
            print(f"{'opens' if found.is_open else '  no '}  {found.path}: {found.sentence}", flush=True)
    if not arguments.json:
        print(f"{opened} of {count} files open.")


def _load(arguments: argparse.Namespace) -> cnnviz.Network:
    labels = arguments.labels.split(",") if arguments.labels else None
    return cnnviz.load(arguments.network, labels=labels, scale=arguments.scale)


def train(arguments: argparse.Namespace) -> None:
    """Train bundled networks from scratch, or go on with interrupted trainings."""
    from cnnviz.training.alone import BusyError
    from cnnviz.training.fleet import Lines, Processes, dask_cluster, train_all
    from cnnviz.training.train import Settings

    names = bundled.recipes() if arguments.all else list(dict.fromkeys(arguments.names))
    if not names:
        raise ValueError(f"Name the networks to train, or give --all: there are {', '.join(bundled.recipes())}.")
    settings = Settings(
        out=arguments.out.resolve(),
        epochs=arguments.epochs,
        small=arguments.small,
        bfloat16=arguments.bfloat16,
        further=arguments.further,
    )
    for folder in map(settings.folder, names):
        if folder.is_begun and not arguments.resume:
            raise ValueError(
                f"{folder.path} has a training already: go on with it by --resume, or give another folder by --out."
            )
    if not arguments.small:
        _fetch_data(list(map(settings.folder, names)))
    workers: AbstractContextManager[Executor] = (
        dask_cluster(arguments.scheduler) if arguments.scheduler else Processes(arguments.jobs)
    )
    with workers as executor:
        ended = train_all(names, settings, executor, Lines(sys.stderr))
    failed = {}
    for network, path in ended.items():
        if isinstance(path, BaseException):
            failed[network] = path
        else:
            print(f"{network}: {path}")
    if failed:
        lines = [f"{network}: {error}" for network, error in failed.items()]
        stopped = [name for name, error in failed.items() if not isinstance(error, (BusyError, DamagedFileError))]
        if stopped:
            lines.append(f"Not trained: {', '.join(stopped)}. What was learned is kept: --resume goes on.")
        raise ValueError("\n".join(lines))


def evaluate(arguments: argparse.Namespace) -> None:
    """Measure a bundled network on its test set and on drawn digits, or on a folder of labelled pictures."""
    from cnnviz.results.evaluation import evaluate as evaluate_network

    if arguments.pictures:
        _evaluate_folder(arguments)
        return
    if arguments.write:
        need_checkout("evaluate --write")
    evaluation = evaluate_network(arguments.name)
    figures = evaluation.to_dict()
    if arguments.json:
        _print_json(figures)
    else:
        scores = {"test set": evaluation.score, **evaluation.drawn}
        lines = [f"{score!s:>24}  {what}" for what, score in scores.items()]
        print(*lines, *(f"{row['recall']:24.2%}  {row['label']}" for row in figures["per_class"]), sep="\n")
    if arguments.write:
        from cnnviz.results.cards import write_card

        print(f"Written to {write_card(evaluation)}", file=sys.stderr)


def _evaluate_folder(arguments: argparse.Namespace) -> None:
    from cnnviz.results.labelled_pictures import evaluate_folder

    if arguments.write:
        raise ValueError("A card has the figures of the test set: give --write without --pictures.")
    evaluation = evaluate_folder(cnnviz.load(arguments.name), arguments.pictures)
    if arguments.json:
        _print_json(evaluation.to_dict())
        return
    for group, score in evaluation.by_group.items():
        print(f"{score!s:>24}  {group}")
    print(f"{evaluation.score!s:>24}  all pictures, {evaluation.refused:,} of them refused")
    for reading in evaluation.readings:
        if not reading.is_right:
            read = f"read as {reading.read}, {reading.probability:.1%}"
            said = f"refused: {reading.refusal}" if reading.refusal else read
            print(f"{reading.picture.path}: {reading.picture.label}, {said}")


def excite(arguments: argparse.Namespace) -> None:
    """Work out which shipped test pictures excite each channel of a network most, for the page Looks for."""
    from cnnviz.channels.excitement import save_excitement
    from cnnviz.channels.measure import excite as excite_network
    from cnnviz.channels.measure import measured_pictures

    need_checkout("excite")
    if arguments.all == bool(arguments.name):
        raise ValueError(f"Name one network, or give --all: there are {', '.join(cnnviz.networks())}.")
    for name in cnnviz.networks() if arguments.all else [arguments.name]:
        images, indices = measured_pictures(bundled.dataset_of(name))

        print(f"{name}: {len(images):,} pictures", file=sys.stderr)
        excitement = excite_network(cnnviz.load(name), images, indices)
        print(save_excitement(name, excitement))


def publish(arguments: argparse.Namespace) -> None:
    """Make a finished training the bundled network of its name."""
    from cnnviz.training.publish import publish as publish_run
    from cnnviz.training.train import Settings

    need_checkout("publish")
    publish_run(Settings(arguments.out.resolve()).folder(arguments.name))


def results(arguments: argparse.Namespace) -> None:
    """Write models/RESULTS.md from the figures of all networks."""
    from cnnviz.results.cards import write_results

    need_checkout("results")
    print(write_results())


def lessons(arguments: argparse.Namespace) -> None:
    """Check that every answer of lessons is true, print worksheets and questions, or begin a new lesson."""
    from cnnviz.ui.lessons import command_line

    command_line.run(arguments.action, arguments.names, all_of_them=arguments.all, record=arguments.write)


def _fetch_data(folders: list[RunFolder]) -> None:
    """Download what the trainings need here, once and in sight, before each of them would do it."""
    for folder in folders:
        # A training without its data, or with a damaged file, says so itself; the others go on.
        with suppress(FileNotFoundError, DamagedFileError):
            if not folder.read("run").get("small"):
                bundled.dataset_of(folder.name).fetch()


def _count(text: str) -> int:
    """Return a whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number of at least 1 is needed, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    """Return a port's number."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a number from 1 to 65535 is needed, not {text!r}")
    return int(text)


def _recipe(name: str) -> str:
    """Return the name of a network of models/. With argparse's `choices`, giving no name would be an error."""
    if name not in bundled.recipes():
        raise argparse.ArgumentTypeError(f"there is no network {name!r}: there are {', '.join(bundled.recipes())}")
    return name


Option = tuple[str, dict[str, Any]]
"""The name of an argument of a command, and its settings for argparse."""

PICTURE: Option = (
    "picture",
    {
        "metavar": "PICTURE",
        "help": "a PNG, JPEG, WebP, GIF, BMP or HEIC file; where the network reads numbers, a line or a text file",
    },
)
NETWORK: Option = (
    "--network",
    {"default": DEFAULT_NETWORK, "help": "a bundled network, or a model file: .keras, .h5 or Teachable Machine's zip"},
)
LABELS: Option = ("--labels", {"help": "of a model file: the names of its classes, with commas between"})
SCALE: Option = (
    "--scale",
    {"help": "of a model file: the range of its pixels, 0..1, -1..1 or 0..255; it is found by default"},
)
BUNDLED: Option = ("name", {"metavar": "NETWORK", "type": _recipe, "help": "a bundled network"})
OUT: Option = ("--out", {"type": Path, "default": Path("runs"), "help": "the folder of the trainings (runs)"})
SEVERAL: dict[str, Any] = {"action": "append", "default": []}
JSON: Option = ("--json", {"action": "store_true", "help": "print JSON"})

COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], None], list[Option]]] = {
    "app": (
        app,
        [
            ("--address", {"help": "where to listen: 0.0.0.0 opens the app to the class (this machine alone)"}),
            ("--port", {"type": _port, "help": "the first free one from 8501 up by default"}),
            (
                "--host",
                {**SEVERAL, "metavar": "NAME", "help": "one more name that it is opened for (CNNVIZ_HOSTS)"},
            ),
            (
                "--frame-ancestors",
                {
                    **SEVERAL,
                    "metavar": "SITE",
                    "help": "a site whose pages may frame the app, https://HOST, or none (CNNVIZ_FRAME_ANCESTORS)",
                },
            ),
            (
                "--proxy",
                {
                    **SEVERAL,
                    "metavar": "ADDRESS",
                    "help": "a proxy that is believed when it says who asks (CNNVIZ_PROXIES)",
                },
            ),
            ("--network", {"metavar": "FILE", "type": Path, "help": "a model file to open for everybody who visits"}),
            LABELS,
            SCALE,
            ("--scheduler", {"metavar": "tcp://HOST:PORT", "help": "train what visitors train on this Dask cluster"}),
            ("options", {"metavar": "OPTION", "nargs": "*", "help": "after --, more options of `streamlit run`"}),
        ],
    ),
    "networks": (networks, []),
    "classify": (classify, [PICTURE, NETWORK, LABELS, SCALE, JSON]),
    "explain": (
        explain,
        [
            PICTURE,
            NETWORK,
            LABELS,
            SCALE,
            ("--layer", {"required": True, "help": "the layer's Keras name"}),
            ("--row", {"type": int, "help": "for a layer of maps"}),
            ("--col", {"type": int, "help": "for a layer of maps"}),
            ("--channel", {"type": int, "help": "for a layer of maps"}),
            ("--token", {"type": int, "help": "for a layer of tokens"}),
            ("--feature", {"type": int, "help": "for a layer of tokens"}),
            ("--unit", {"type": int, "help": "for a layer of units, such as a dense one"}),
            JSON,
        ],
    ),
    "open": (
        open_files,
        [("path", {"metavar": "FILE", "type": Path, "help": "a model file, or a folder of them"}), JSON],
    ),
    "train": (
        train,
        [
            ("names", {"metavar": "NETWORK", "nargs": "*", "type": _recipe, "help": "the networks to train"}),
            ("--all", {"action": "store_true", "help": "train every network"}),
            ("--epochs", {"type": _count, "help": "how many; each network's own number by default"}),
            (
                "--further",
                {"type": _count, "default": 0, "help": "train the published network so many epochs more instead"},
            ),
            OUT,
            ("--resume", {"action": "store_true", "help": "go on where interrupted trainings stopped"}),
            (
                "--small",
                {"action": "store_true", "help": "learn from the few pictures that ship with cnnviz, to try it"},
            ),
            ("--bfloat16", {"action": "store_true", "help": "multiply in bfloat16: faster on processors made for it"}),
            ("--jobs", {"type": _count, "default": 1, "help": "how many to train at once, each in a process (1)"}),
            ("--scheduler", {"metavar": "tcp://HOST:PORT", "help": "train on the workers of this Dask cluster"}),
        ],
    ),
    "evaluate": (
        evaluate,
        [
            BUNDLED,
            (
                "--pictures",
                {
                    "metavar": "FOLDER",
                    "type": Path,
                    "help": "measure these instead: a folder with labels.csv (file,label[,group]), or one per class",
                },
            ),
            JSON,
            ("--write", {"action": "store_true", "help": "write the network's card, models/NAME.md"}),
        ],
    ),
    "excite": (
        excite,
        [
            ("name", {"metavar": "NETWORK", "nargs": "?", "type": _recipe, "help": "a bundled network"}),
            ("--all", {"action": "store_true", "help": "every bundled network"}),
        ],
    ),
    "publish": (
        publish,
        [
            ("name", {"metavar": "NETWORK", "choices": bundled.recipes(), "help": "the network that was trained"}),
            OUT,
        ],
    ),
    "results": (results, []),
    "lessons": (
        lessons,
        [
            ("action", {"choices": ("check", "new", *EXPORTS), "help": "what to do with lessons, or begin a new one"}),
            ("names", {"metavar": "LESSON", "nargs": "*", "help": "bundled lessons or files; the name of the new one"}),
            ("--all", {"action": "store_true", "help": "check all bundled lessons"}),
            ("--write", {"action": "store_true", "help": "record the answers, to hear of it when one changes"}),
        ],
    ),
}
"""Every command: the function that runs it, and the names and settings of its arguments for argparse."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Try {self.prog} --help.\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What follows `cnnviz`; by default what was typed.
    Returns:
        The exit status: 0, or 2 after an error, which is one sentence on standard error.
    """
    # What was typed is what to type again.
    program = "cnnviz" if Path(sys.argv[0]).stem == "cnnviz" else "python -m cnnviz"
    parser = _Parser(prog=program, description="See how a network reads a picture, and check every number.")
    parser.add_argument("--version", action="version", version=f"cnnviz {cnnviz.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (run, options) in COMMANDS.items():
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        for option, settings in options:
            command.add_argument(option, **settings)
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except (ValueError, KeyError, OSError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
        return 2
    return 0


def _position(arguments: argparse.Namespace, dimensions: int) -> dict[str, int]:
    """Return the position that the options give, which has to suit a layer of maps (3 axes), of tokens, or of units."""
    from cnnviz.layer import AXES

    needed = AXES[dimensions]
    given = {name: getattr(arguments, name) for names in AXES.values() for name in names}
    position = {name: index for name, index in given.items() if index is not None}
    if set(position) != set(needed):
        options = " ".join(f"--{name} {name.upper()}" for name in needed)
        raise ValueError(f"The layer {arguments.layer!r} needs {options} and nothing else.")
    return position


def _print_json(value: Mapping[str, object]) -> None:
    json.dump(value, sys.stdout, allow_nan=False)
    print()


def _silence_native_code() -> None:
    """Keep standard error for what Python writes: TensorFlow's C++ parts log to descriptor 2 while they are loaded."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def command() -> int:
    """Run the command that was typed, in a process of its own."""
    _silence_native_code()
    return main()


if __name__ == "__main__":
    sys.exit(command())
