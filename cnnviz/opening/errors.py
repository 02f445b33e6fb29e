"""What is said of a model file that cannot be opened."""

from __future__ import annotations


class ModelFileError(ValueError):
    """A file that was brought cannot be opened; the message is one sentence to show, on why and what works."""
