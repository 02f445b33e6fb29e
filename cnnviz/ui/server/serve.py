"""Serve the app with the settings of .streamlit/config.toml beside it, whatever the current folder is."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
from streamlit.web.cli import main as streamlit

from cnnviz.bundled.home import ROOT
from cnnviz.known.own import open_for_all
from cnnviz.opening.errors import ModelFileError


def serve(
    address: str | None = None,
    port: int | None = None,
    options: Sequence[str] = (),
    network: Path | None = None,
    labels: Sequence[str] | None = None,
    scale: str | None = None,
) -> None:
    """Run the server until it is stopped.

    Args:
        address: The address to listen at; by default only this machine can reach the app.
        port: The port; by default the first free one from 8501 up.
        options: More options of `streamlit run`, such as ["--theme.base", "dark"].
        network: A model file to open for everybody who visits; the app begins with it.
        labels: The names of its classes, as for cnnviz.load.
        scale: The range of its pixels, likewise.
    Raises:
        ValueError: If it cannot listen there, Streamlit does not know an option, or the file cannot be opened.
        OSError: If the file cannot be read.
    """
    if network is not None:
        if not network.is_file():
            raise ValueError(f"There is no file {network}.")
        try:
            own = open_for_all(network.read_bytes(), network.name, labels=labels, scale=scale)
        except ModelFileError as error:
            raise ModelFileError(f"{network.name}: {error}") from error
        pixels = "" if own.kind == "numbers" else f", pixels {own.found.scale}"
        print(f"{network.name}: {own.form}, {len(own.layers)} layers{pixels}. {own.found.why}")
    _check_free(address or "127.0.0.1", port or 0)
    arguments = ["run", str(ROOT / "app.py"), *options]
    if address is not None:
        arguments += ["--server.address", address]
    if port is not None:
        arguments += ["--server.port", str(port)]
    try:
        # Ctrl-C is the usual way to stop the server, not an error.
        with suppress(click.Abort):
            streamlit(arguments, standalone_mode=False)
    except click.ClickException as error:
        raise ValueError(error.format_message()) from error


def _check_free(address: str, port: int) -> None:
    """Try to listen: Streamlit itself would answer with a traceback, or with a line of its log."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, port), family=family).close()
    except OSError as error:
        where = f"{address}, port {port}" if port else address
        # Python appends the call that failed, in brackets.
        why = (error.strerror or str(error)).partition(" (")[0]
        raise ValueError(f"The app cannot listen on {where}: {why}.") from error
