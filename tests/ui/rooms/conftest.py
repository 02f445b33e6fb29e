"""Tests that work out truths have all networks loaded in the background: pytest does not end before that has."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def networks_are_loaded_at_the_end() -> Iterator[None]:
    """TensorFlow aborts a process that ends while it loads."""
    yield
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join(300)
