"""What can be asked of a network, one file a fact: the answer, and what wrong beliefs would answer.

Each file here has

    TITLE             what is asked, in a few words
    Args              a pydantic model of what the question leaves open
    fact(world, args) the answer, as a Fact
    WRONG             by the name of a belief, the answer that it would give: (world, args) -> value, or None where it
                      has nothing to say

A new fact is a new file. Facts call what the rest of cnnviz computes, and nothing here imports Streamlit.

>>> from cnnviz import facts
>>> facts.compute("maps", {"layer": "conv2d_1"}, facts.World("mnist_lab")).value
16
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from pydantic import BaseModel, ValidationError

from cnnviz.facts.parts.beliefs import BELIEFS, Belief
from cnnviz.facts.parts.fact import NEVER, Fact, FactError, Value
from cnnviz.facts.parts.rules import Rules
from cnnviz.facts.parts.world import World
from cnnviz.opening.errors import ModelFileError

__all__ = [
    "BELIEFS",
    "NEVER",
    "Belief",
    "Fact",
    "FactError",
    "FactFile",
    "Value",
    "World",
    "args_of",
    "compute",
    "fact_file",
    "key",
    "names",
    "wrong",
]


class FactFile(Protocol):
    """What a file of a fact has."""

    TITLE: str
    Args: type[BaseModel]
    WRONG: Rules

    @staticmethod
    def fact(world: World, args: Any) -> Fact:
        """Return the answer."""


@cache
def names() -> list[str]:
    """Return the names of all facts, sorted."""
    return sorted(module.name for module in iter_modules(__path__) if not module.ispkg)


def fact_file(name: str) -> FactFile:
    """Return a fact's module.

    Raises:
        FactError: If there is none of that name. The message says which there are.
    """
    if name not in names():
        raise FactError(f"There is no fact {name!r}: there are {', '.join(names())}.")
    return cast(FactFile, import_module(f"{__name__}.{name}"))


def args_of(name: str, arguments: Mapping[str, Any]) -> BaseModel:
    """Return a fact's arguments.

    Raises:
        FactError: If there is no such fact, or an argument is not one of its own. The message is one sentence.
    """
    model = fact_file(name).Args
    try:
        return model.model_validate(dict(arguments))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "its arguments"
        allowed = ", ".join(model.model_fields) or "none"
        raise FactError(f"The fact {name} does not take {where} so: {first['msg']}; it takes {allowed}.") from None


def compute(name: str, arguments: Mapping[str, Any], world: World) -> Fact:
    """Return the answer to a question in a state.

    Raises:
        FactError: If there is no answer there. The message is one sentence.
    """
    found: Fact = _asked(fact_file(name).fact, world, args_of(name, arguments))
    return found


def wrong(name: str, arguments: Mapping[str, Any], world: World) -> dict[str, Value]:
    """Return what each wrong belief would answer, by its name; beliefs with nothing to say are left out.

    Raises:
        FactError: As compute().
    """
    args = args_of(name, arguments)
    found = {belief: _asked(rule, world, args) for belief, rule in fact_file(name).WRONG.items()}
    return {belief: value for belief, value in found.items() if value is not None}


def key(name: str, arguments: Mapping[str, Any], world: World) -> str:
    """Return a name for an answer, which changes with the fact, the state and the network's weights.

    Long facts are kept under it.
    """
    digest = blake2b(digest_size=12)
    digest.update(f"{name} {args_of(name, arguments).model_dump_json()} {world!r}".encode())
    digest.update(b"" if world.values is None else world.values.tobytes())
    for layer in world.network.layers:
        for weights in layer.weights.values():
            digest.update(weights.tobytes())
    return digest.hexdigest()


def _asked(rule: Callable[[World, Any], Any], world: World, args: BaseModel) -> Any:
    try:
        return rule(world, args)
    except FactError:
        raise
    except (KeyError, ValueError, FileNotFoundError, ModelFileError) as error:
        raise FactError(str(error.args[0] if error.args else error)) from error
