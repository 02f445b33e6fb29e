"""What the arguments of all facts have in common."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Args(BaseModel):
    """The arguments of a fact: no others are taken, and none changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class NoArgs(Args):
    """The arguments of a fact that leaves nothing open."""


Which = Literal["network", "partner"]
"""The network of the state, or the one that it is compared with."""

Index = Annotated[int, Field(ge=0, le=99_999)]
Name = Annotated[str, Field(min_length=1, max_length=80)]
