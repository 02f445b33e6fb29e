"""How large a network may be that somebody brings. What is larger is refused before it is built."""

from __future__ import annotations

MEGABYTE = 1_000_000
FILE_BYTES = 120 * MEGABYTE
CONFIGURATION_BYTES = 8 * MEGABYTE
NODES = 600
PARAMETERS = 30_000_000
VALUES = 65_000_000
"""The numbers that all layers give for one picture: Xception gives 63 million."""
MAP_SIDE = 4096
"""The largest height and width of a layer's maps, in cells."""
MULTIPLY_ADDS = 10_000_000_000
SIDE = 1024
"""The largest height and width of a picture that a network may take, in pixels."""
NUMBERS = 4096
"""The most numbers that a network may take which are no picture."""
LABEL_CHARACTERS = 60


def too_large() -> str:
    """Return a sentence on a file that is too large."""
    return f"It is larger than {FILE_BYTES // MEGABYTE} MB; smaller files work."


CHILD_BYTES = 512 * MEGABYTE
"""The address space of the process that reads a file."""
CHILD_SECONDS = 6
"""For how long that process may work, in seconds of its processor's time."""
CHILD_PATIENCE = 30.0
"""For how long it may take by the clock, in seconds: it waits for a processor where thirty students open theirs."""
