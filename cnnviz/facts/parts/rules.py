"""Wrong rules: what beliefs would answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.facts.parts.fact import Value
from cnnviz.facts.parts.world import World

Rules = Mapping[str, Callable[[World, Any], Value | None]]
"""By the name of a belief, the answer that it would give in a state; None where it has nothing to say."""
