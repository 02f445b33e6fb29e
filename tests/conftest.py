"""How Hypothesis draws its examples: the same ones each time, unless others are asked for.

pytest                               the same examples each time, so that what fails here fails everywhere
pytest --hypothesis-profile=random   others each time
pytest --hypothesis-seed=3           those of a seed

Trainings are killed at two moments, unless more are asked for:

pytest tests/training/test_killed.py --kills=20
"""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", derandomize=False, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=2, help="how often trainings are killed in tests/training")


def pytest_configure(config: pytest.Config) -> None:
    # A derandomized test would not hear of the seed.
    if config.getoption("--hypothesis-seed") is not None and not config.getoption("--hypothesis-profile"):
        settings.load_profile("random")
