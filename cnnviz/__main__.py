"""cnnviz on the command line: `python -m cnnviz COMMAND --help` says what each command takes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

import cnnviz

DEFAULT_NETWORK = "mnist_cnn"


def networks(arguments: argparse.Namespace) -> None:
    """Print the names of the bundled networks."""
    print(*cnnviz.networks(), sep="\n")


def classify(arguments: argparse.Namespace) -> None:
    """Print what a network reads in a picture, the most probable first."""
    network = cnnviz.load(arguments.network)
    top = network.trace(arguments.picture).top(3)
    if arguments.json:
        _print_json(
            {
                "network": network.name,
                "top": [{"label": label, "probability": probability} for label, probability in top],
            }
        )
    else:
        for label, probability in top:
            print(f"{label}  {probability:8.2%}")


def explain(arguments: argparse.Namespace) -> None:
    """Print how one value of a layer came about, term by term."""
    network = cnnviz.load(arguments.network)
    layer = network.trace(arguments.picture)[arguments.layer]
    position = _position(arguments, layer.output.ndim)
    explanation = layer.explain(*position.values())
    if arguments.json:
        place = {"network": network.name, "layer": layer.layer.name, "kind": layer.layer.kind, **position}
        _print_json({**place, **explanation.to_dict()})
        return
    place = ", ".join(f"{name} {index}" for name, index in position.items())
    print(f"{network.name}, layer {layer.layer.name} ({layer.layer.kind}), {place}\n")
    lines = [*explanation.ledger(), ("= value", explanation.value), ("TensorFlow's value", explanation.output)]
    width = max(len(words) for words, _ in lines)
    for words, number in lines:
        print(f"{words:<{width}}  {number:14.6f}")


def train(arguments: argparse.Namespace) -> None:
    """Train a bundled network from scratch, or go on with an interrupted training."""
    from cnnviz.training import train as train_network

    print(train_network(arguments.name, epochs=arguments.epochs, folder=arguments.out))


def evaluate(arguments: argparse.Namespace) -> None:
    """Measure a bundled network on MNIST's test set and on digits that people drew."""
    from cnnviz.evaluation import evaluate as evaluate_network
    from cnnviz.evaluation import write_card

    scores = evaluate_network(arguments.name)
    if arguments.json:
        _print_json({what: {"correct": score.correct, "total": score.total} for what, score in scores.items()})
    else:
        print(*(f"{score!s:>24}  {what}" for what, score in scores.items()), sep="\n")
    if arguments.write:
        print(f"Written to {write_card(arguments.name, scores)}", file=sys.stderr)


PICTURE = ("picture", {"metavar": "PICTURE", "help": "a PNG, JPEG, WebP, GIF or BMP file"})
NETWORK = ("--network", {"default": DEFAULT_NETWORK, "help": "a bundled network, or a .keras file that you trust"})
BUNDLED = ("name", {"metavar": "NETWORK", "choices": cnnviz.networks(), "help": "a bundled network"})
JSON = ("--json", {"action": "store_true", "help": "print JSON"})

COMMANDS = {
    "networks": (networks,),
    "classify": (classify, PICTURE, NETWORK, JSON),
    "explain": (
        explain,
        PICTURE,
        NETWORK,
        ("--layer", {"required": True, "help": "the layer's Keras name"}),
        ("--row", {"type": int, "help": "for a layer of maps"}),
        ("--col", {"type": int, "help": "for a layer of maps"}),
        ("--channel", {"type": int, "help": "for a layer of maps"}),
        ("--unit", {"type": int, "help": "for a layer of units, such as a dense one"}),
        JSON,
    ),
    "train": (
        train,
        BUNDLED,
        ("--epochs", {"type": int, "help": "how many; the network's own number by default"}),
        ("--out", {"type": Path, "default": Path("runs"), "help": "the folder for its state and result (runs)"}),
    ),
    "evaluate": (
        evaluate,
        BUNDLED,
        JSON,
        ("--write", {"action": "store_true", "help": "write the network's card, models/NAME.md"}),
    ),
}
"""Every command: the function that runs it, then its arguments as argparse takes them."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Try {self.prog} --help.\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What follows `python -m cnnviz`; by default what was typed.
    Returns:
        The exit status: 0, or 2 after an error, which is one sentence on standard error.
    """
    parser = _Parser(prog="python -m cnnviz", description="See how a network reads a picture, and check every number.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (run, *options) in COMMANDS.items():
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        for option, settings in options:
            command.add_argument(option, **settings)
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except (ValueError, KeyError, OSError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
        return 2
    return 0


def _position(arguments: argparse.Namespace, dimensions: int) -> dict[str, int]:
    """Return the position that was asked for, which has to suit a layer of maps (3 dimensions) or of units."""
    needed = ("row", "col", "channel") if dimensions == 3 else ("unit",)
    given = {name: getattr(arguments, name) for name in ("row", "col", "channel", "unit")}
    position = {name: index for name, index in given.items() if index is not None}
    if set(position) != set(needed):
        options = " ".join(f"--{name} {name.upper()}" for name in needed)
        raise ValueError(f"The layer {arguments.layer!r} needs {options} and nothing else.")
    return position


def _print_json(value: dict) -> None:
    json.dump(value, sys.stdout, allow_nan=False)
    print()


def _silence_native_code() -> None:
    """Keep standard error for what Python writes: TensorFlow's C++ parts log to descriptor 2 while they are loaded."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


if __name__ == "__main__":
    _silence_native_code()
    sys.exit(main())
