"""Where the app's files are: app.py, pages/, models/ and .streamlit/.

In the repository they lie beside the package, where everyone finds them. An installed package has copies inside, in
cnnviz/root/: pyproject.toml says what goes there.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "root"

IS_INSTALLED = _INSTALLED.is_dir()
"""Whether cnnviz is an installed package, not a checkout of its repository."""

ROOT = _INSTALLED if IS_INSTALLED else _PACKAGE.parent
"""The folder that has them all."""


def need_checkout(command: str) -> None:
    """Refuse a command that writes into models/ where that is part of an installed package.

    Raises:
        ValueError: If cnnviz is installed; the message is for who typed the command.
    """
    if IS_INSTALLED:
        raise ValueError(
            f"`cnnviz {command}` changes the networks that come with cnnviz, which only a checkout of its repository "
            "allows. A network that you trained opens by its path: --network runs/mnist_lab/mnist_lab.keras."
        )
