"""What model files hold and whether they open: of one file, or of all in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnviz.layer import UnsupportedLayerError, shape_text
from cnnviz.network import Network
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.opened import Opened, open_content

ENDINGS = (".keras", ".h5", ".hdf5", ".zip")


@dataclass(frozen=True)
class Report:
    """What is known of one file.

    Attributes:
        path: Where it is.
        opened: What it holds; None if it does not open.
        network: The network in it; likewise.
        refusal: Why it does not open, "" if it does.
    """

    path: Path
    opened: Opened | None
    network: Network | None
    refusal: str

    @property
    def is_open(self) -> bool:
        """Whether it opens."""
        return self.opened is not None

    @property
    def sentence(self) -> str:
        """What it holds in a line, or why it does not open."""
        if self.opened is None or self.network is None:
            return self.refusal
        network, plain = self.network, self.opened.plain
        return (
            f"{plain.form}, {len(network.layers)} layers, {network.parameters:,} parameters, "
            f"{self._reads} -> {network.answer_text}"
            + ("" if network.kind == "numbers" else f", pixels {self.opened.found.scale}")
        )

    @property
    def _reads(self) -> str:
        assert self.network is not None
        shape = self.network.input_shape
        return f"{shape[1]:,} numbers" if self.network.kind == "numbers" else shape_text(shape)

    def lines(self) -> list[str]:
        """Return what a file that opens holds, in lines."""
        if self.opened is None or self.network is None:
            return [self.refusal]
        network, plain, found = self.network, self.opened.plain, self.opened.found
        sure = "" if found.is_sure else " (not sure)"
        return [
            f"{self.path.name}: {plain.form}{f', written by {plain.written_by}' if plain.written_by else ''}",
            f"input       {self._reads}, " + ("no picture" if network.kind == "numbers" else f"read as {network.kind}"),
            f"answer      {network.answer_text}"
            + f": {', '.join(network.labels[:10])}{' …' * (len(network.labels) > 10)}" * bool(network.labels),
            f"layers      {len(network.layers)}",
            f"parameters  {network.parameters:,}",
            f"numbers     {found.why}"
            if network.kind == "numbers"
            else f"pixels      {found.scale}{sure}: {found.why}",
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return what is known as JSON can say it."""
        if self.opened is None or self.network is None:
            return {"file": str(self.path), "opens": False, "why_not": self.refusal}
        network, plain, found = self.network, self.opened.plain, self.opened.found
        return {
            "file": str(self.path),
            "opens": True,
            "form": plain.form,
            "written_by": plain.written_by,
            "input_shape": list(network.input_shape),
            "labels": list(network.labels),
            "layers": [{"name": layer.name, "kind": layer.kind} for layer in network.layers],
            "parameters": network.parameters,
            "scale": found.scale,
            "is_sure": found.is_sure,
            "why": found.why,
        }


def report(path: Path) -> Report:
    """Return what is known of a file.

    Raises:
        OSError: If it cannot be read.
    """
    try:
        opened = open_content(path.read_bytes())
        network = Network(path.stem, opened.model, labels=opened.labels, kind=opened.kind)
    except (ModelFileError, UnsupportedLayerError) as error:
        return Report(path, None, None, str(error))
    return Report(path, opened, network, "")


def reports(folder: Path) -> Iterator[Report]:
    """Yield what is known of each model file in a folder and the folders in it, by their names."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file()):
        yield report(path)
