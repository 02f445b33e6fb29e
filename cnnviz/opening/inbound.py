"""What feeds a layer, as the configurations of Keras 2 and Keras 3 write it: by the names of layers and their uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnviz.opening.allowed import short
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import NODES


def tensors(value: Any) -> list[tuple[str, int]]:
    """Return the tensors that a list names: a layer and which of its uses, or several of them."""
    if not isinstance(value, list):
        return []
    if len(value) == 3 and isinstance(value[0], str):
        value = [value]
    return [_tensor(each) for each in value]


def _tensor(value: Any) -> tuple[str, int]:
    fits = (
        isinstance(value, list)
        and len(value) >= 3
        and isinstance(value[0], str)
        and isinstance(value[1], int)
        and value[2] == 0
    )
    if not fits:
        raise ModelFileError("Its configuration is damaged, or a layer has several outputs.")
    return value[0], value[1]


def nodes_of(name: str, layer: Mapping[str, Any]) -> list[Any]:
    """Return the places at which a layer of this name is used, each still as the file writes it."""
    nodes = layer.get("inbound_nodes")
    if not isinstance(nodes, list) or len(nodes) > NODES:
        raise ModelFileError(f"The layer {short(name)!r} does not say what feeds it.")
    return nodes


_WITHOUT_EFFECT = (
    ("training", False),
    *((option, None) for option in ("training", "mask", "query_mask", "value_mask", "key_mask", "attention_mask")),
    *((option, False) for option in ("return_attention_scores", "use_causal_mask")),
)


def sources_of(name: str, node: Any) -> list[tuple[str, int]]:
    """Return what feeds a layer at one of its places, as Keras 2 or Keras 3 writes it."""
    if isinstance(node, dict):
        arguments, options = node.get("args"), node.get("kwargs")
        given = arguments if isinstance(arguments, list) else []
        if len(given) == 1 and isinstance(given[0], list):
            given = given[0]
        if isinstance(options, dict):
            # What an attention is called with, by name.
            given = [*given, *(options[each] for each in ("query", "value", "key") if each in options)]
            options = {option: value for option, value in options.items() if option not in ("query", "value", "key")}
        sources = [_history(name, each) for each in given]
    else:
        rows = node if isinstance(node, list) else []
        sources, options = [_tensor(row) for row in rows], {}
        for row in rows:
            if len(row) > 3 and isinstance(row[3], dict):
                options |= row[3]
    for option, value in (options or {}).items() if isinstance(options, dict | None) else [("its options", options)]:
        if (option, value) not in _WITHOUT_EFFECT:
            raise ModelFileError(f"The layer {short(name)!r} is called with {short(option)}={short(value)}.")
    if not sources:
        raise ModelFileError(f"The layer {short(name)!r} does not say what feeds it.")
    return sources


def _history(name: str, tensor: Any) -> tuple[str, int]:
    config = tensor.get("config") if isinstance(tensor, dict) else None
    history = config.get("keras_history") if isinstance(config, dict) else None
    if not isinstance(tensor, dict) or tensor.get("class_name") != "__keras_tensor__":
        raise ModelFileError(f"The layer {short(name)!r} is fed by something that is no layer's output.")
    return _tensor(history)
