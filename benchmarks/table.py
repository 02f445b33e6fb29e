"""The figures beside their aims, and the table in README.md."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"


@dataclass(frozen=True)
class Figure:
    """One number, such as a median.

    Attributes:
        value: In the given unit.
        unit: "ms", "s", ...
        name: "median", "p95", ... or nothing.
        aim: The most it should be; None if there is no aim.
    """

    value: float
    unit: str
    name: str = ""
    aim: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the value is above the aim."""
        return self.aim is not None and not self.value <= self.aim

    def text(self) -> str:
        """Return the figure in words, such as "median 12.5 ms"."""
        digits = 0 if self.value >= 20 or self.value == int(self.value) else 1
        return f"{self.name} {self.value:,.{digits}f} {self.unit}".strip() + (" (above the aim)" if self.missed else "")

    def aim_text(self) -> str:
        """Return the aim in words, such as "median ≤ 50 ms"; "" if there is none."""
        return "" if self.aim is None else f"{self.name} ≤ {self.aim:g} {self.unit}".strip()


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, and its figures."""

    what: str
    figures: tuple[Figure, ...]


def rows_to_markdown(rows: list[Row]) -> str:
    """Return the table, with the machine and the day below it."""
    lines = ["| What | Measured | Aim |", "| --- | --- | --- |"]
    for row in rows:
        measured = ", ".join(figure.text() for figure in row.figures)
        aims = ", ".join(filter(None, (figure.aim_text() for figure in row.figures)))
        lines.append(f"| {row.what} | {measured} | {aims} |")
    day = datetime.now(UTC).date().isoformat()
    return "\n".join([*lines, "", f"Measured on {os.cpu_count()} cores ({_processor()}), {day}."])


def write(table: str, readme: Path) -> None:
    """Put the table between the marks in a Markdown file.

    Raises:
        ValueError: If the marks are not there.
    """
    text = readme.read_text()
    if BEGIN not in text or END not in text:
        raise ValueError(f"{readme.name} has no {BEGIN} ... {END} to write the table between.")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    readme.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}")


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
