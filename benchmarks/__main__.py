"""python -m benchmarks [--write] [--only PART]: measure, and print the table."""

from __future__ import annotations

import argparse

from benchmarks import (
    attribution,
    brought,
    browser,
    class_replicas,
    class_room,
    clients,
    full_rooms,
    heavy,
    limits,
    rankings,
    table,
    training,
    training_class,
)
from benchmarks.launch import ROOT
from cnnviz import bundled

DRAWN = ["mnist_cnn", "mnist_lab"]
CHOSEN = ["cifar_vgg"]
"""Networks of photographs: their pictures are chosen, not drawn. Those that are not trained yet are left out."""


def main() -> None:
    """Measure what the command line asks for, print the table, and put it into README.md if told to."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure what README.md says about speed."
    )
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument(
        "--only",
        choices=["browser", "clients", "heavy", "rankings", "limits", "attribution", "brought", "training", "class"],
        help="leave the rest out",
    )
    parser.add_argument("--app", default="app.py", help="the Streamlit script to measure")
    arguments = parser.parse_args()
    if arguments.write and arguments.only:
        parser.error("--write needs the whole table: leave --only out.")

    script, rows = ROOT / arguments.app, []
    if arguments.only in (None, "browser"):
        rows += browser.measure(script, DRAWN, [name for name in CHOSEN if name in bundled.names()])
    if arguments.only in (None, "clients"):
        for network in DRAWN:
            rows += clients.measure(script, network)
    if arguments.only in (None, "heavy"):
        rows += heavy.measure(script)
    if arguments.only in (None, "rankings"):
        rows += rankings.measure(script)
    if arguments.only in (None, "limits"):
        rows += limits.measure(script)
    if arguments.only in (None, "attribution"):
        rows += attribution.measure()
    if arguments.only in (None, "brought"):
        rows += brought.measure(script)
    if arguments.only in (None, "training"):
        rows += training.measure()
        rows += training_class.measure(script)
    if arguments.only in (None, "class"):
        rows += class_room.measure(script)
        rows += class_replicas.measure(script)
        rows += full_rooms.measure()
    markdown = table.rows_to_markdown(rows)
    print(markdown)
    if arguments.write:
        table.write(markdown, ROOT / "README.md")


if __name__ == "__main__":
    main()
