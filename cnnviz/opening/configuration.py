"""From a model's configuration, as Keras 2 and Keras 3 write it, to a flat list of layers in the order of computation.

Nested models are opened up: what remains is one graph, each of whose nodes names those that it takes its input from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnnviz.opening.allowed import ALLOWED, WHY_NOT, cleaned, short
from cnnviz.opening.arguments import NotAllowedError
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.inbound import nodes_of, sources_of, tensors
from cnnviz.opening.limits import NODES
from cnnviz.opening.operations import as_layer
from cnnviz.opening.plain import INPUT, TAKEN

MODELS = ("Sequential", "Functional", "Model")
_INNERMOST = 8
"""How deep models may be nested."""
_NO_SHAPE = "It does not say the shape of its input: call model.build(input_shape) and save it again."


@dataclass(frozen=True)
class Use:
    """A layer at one place of a network, still without its weights.

    Attributes:
        name: Its name, which no other place has.
        own_name: The layer's own name: a layer may be used at several places.
        kind: The name of its Keras class.
        config: Its arguments, checked.
        inputs: As of a node.
        path: The names of the nested models that it was in.
        places: For it and each model that it is in, the outermost first: its class and how many of the same class come
            before it there. Keras 3 names what it keeps in a file so.
    """

    name: str
    own_name: str
    kind: str
    config: Mapping[str, Any]
    inputs: tuple[int, ...]
    path: tuple[str, ...]
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Graph:
    """What a configuration says: the uses of layers in the order of computation, and the shape of the picture."""

    uses: tuple[Use, ...]
    input_shape: tuple[int | None, ...]


def graph_of(configuration: Any) -> Graph:
    """Return the graph of a model's configuration.

    Raises:
        ModelFileError: If something in it is not understood or not allowed. The message names it.
    """
    if not isinstance(configuration, dict) or _class(configuration) not in MODELS:
        what = _class(configuration) if isinstance(configuration, dict) else "nothing"
        raise ModelFileError(
            f"Its configuration describes {short(what)}, no Sequential or functional Keras model: subclassed models "
            "keep their code, not their layers. Build the same layers as a Sequential or functional model and save it."
        )
    _check_custom(configuration, _layer_name(configuration), _class(configuration))
    walk = _Walk()
    outputs = walk.model(configuration, None, (), ())
    if walk.shape is None:
        raise ModelFileError(_NO_SHAPE)
    return Graph(_in_use(walk.uses, outputs[0]), walk.shape)


class _Walk:
    """Goes through a configuration and lists the uses of layers."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.shape: tuple[int | None, ...] | None = None
        self._names: set[str] = set(TAKEN)

    def model(
        self,
        described: Mapping[str, Any],
        inputs: Sequence[int] | None,
        path: tuple[str, ...],
        places: tuple[tuple[str, int], ...],
    ) -> list[int]:
        """Add a model's layers.

        Args:
            described: Its class and configuration.
            inputs: What feeds it; None for the outermost, which is fed by the picture.
            path: The names of the models that it is in, its own the last.
            places: Likewise, see Use.
        Returns:
            Its outputs.
        """
        if len(path) > _INNERMOST:
            raise ModelFileError(f"Its models are nested more than {_INNERMOST} deep.")
        if _class(described) == "Sequential":
            return self._sequential(described, inputs, path, places)
        return self._functional(described, inputs, path, places)

    def _sequential(
        self,
        described: Mapping[str, Any],
        inputs: Sequence[int] | None,
        path: tuple[str, ...],
        places: tuple[tuple[str, int], ...],
    ) -> list[int]:
        config = described.get("config")
        layers = config if isinstance(config, list) else _config(described).get("layers")
        layers = _list_of_dicts(layers, "layers")
        if inputs is None:
            own = config if isinstance(config, dict) else {}
            build = described.get("build_config")
            shapes = [_input_shape(layer) for layer in layers[:1]]
            shapes += [own.get("build_input_shape"), build.get("input_shape") if isinstance(build, dict) else None]
            self._take_shape(next((shape for shape in shapes if shape is not None), None))
            inputs = [INPUT]
        if len(inputs) != 1:
            raise ModelFileError(
                f"The model {short(path[-1] if path else '')!r} is Sequential and gets {len(inputs)} inputs."
            )
        current = list(inputs)
        for layer, place in _placed(layers):
            if _class(layer) != "InputLayer":
                current = self._use(layer, current, path, (*places, place))
        return current

    def _functional(
        self,
        described: Mapping[str, Any],
        inputs: Sequence[int] | None,
        path: tuple[str, ...],
        places: tuple[tuple[str, int], ...],
    ) -> list[int]:
        config = _config(described)
        placed = _placed(_list_of_dicts(config.get("layers"), "layers"))
        entries = tensors(config.get("input_layers"))
        if inputs is None:
            if len(entries) != 1:
                raise ModelFileError(f"It takes {len(entries)} inputs; networks with one, the picture, work.")
            inputs = [INPUT]
        if len(entries) != len(inputs):
            raise ModelFileError(
                f"The model {short(path[-1] if path else '')!r} takes {len(entries)} inputs and gets {len(inputs)}."
            )
        known: dict[tuple[str, int], list[int]] = {}
        waiting: list[tuple[str, int, dict[str, Any], tuple[str, int], list[tuple[str, int]]]] = []
        for layer, place in placed:
            name = _layer_name(layer)
            if _class(layer) == "InputLayer":
                if (name, 0) in entries:
                    known[name, 0] = [inputs[entries.index((name, 0))]]
                    if not path:
                        self._take_shape(_input_shape(layer))
                continue
            for number, node in enumerate(nodes_of(name, layer)):
                own, fed_by = as_layer(layer, node)
                waiting.append((name, number, own, place, sources_of(name, fed_by)))
        while waiting:
            left = []
            for each in waiting:
                name, number, layer, place, sources = each
                if all(source in known for source in sources):
                    fed = [index for source in sources for index in known[source]]
                    known[name, number] = self._use(layer, fed, path, (*places, place))
                else:
                    left.append(each)
            if len(left) == len(waiting):
                raise ModelFileError(
                    f"The layer {short(left[0][0])!r} waits for a layer that is not there, or for itself."
                )
            waiting = left
        wanted = tensors(config.get("output_layers"))
        if len(wanted) != 1:
            raise ModelFileError(f"It has {len(wanted)} outputs; networks with one work.")
        if wanted[0] not in known:
            raise ModelFileError("Its output is none of its layers' outputs.")
        return known[wanted[0]]

    def _use(
        self,
        layer: Mapping[str, Any],
        inputs: list[int],
        path: tuple[str, ...],
        places: tuple[tuple[str, int], ...],
    ) -> list[int]:
        kind, name = _class(layer), _layer_name(layer)
        if kind in MODELS:
            _check_custom(layer, name, kind)
            return self.model(layer, inputs, (*path, name), places)
        if kind == "TimeDistributed" or kind not in ALLOWED:
            raise ModelFileError(_refusal(name, kind))
        _check_custom(layer, name, kind)
        needed = ALLOWED[kind].inputs
        if (needed == 1 and len(inputs) != 1) or len(inputs) < needed:
            raise ModelFileError(f"The layer {short(name)!r} ({kind}) gets {len(inputs)} inputs.")
        try:
            config = cleaned(kind, _config(layer))
        except NotAllowedError as error:
            raise ModelFileError(f"The layer {short(name)!r} ({kind}) cannot be opened: {error}.") from None
        if config.get("activation") == "softmax" and kind == "Activation":
            # The same by another name.
            kind, config = "Softmax", {}
        if kind == "StochasticDepth":
            kind = "Dropout"
        unique = self._unique(name)
        self.uses.append(Use(unique, name, kind, config, tuple(inputs), path, places))
        if len(self.uses) > NODES:
            raise ModelFileError(f"It has more than {NODES} layers, and networks up to that size work.")
        return [len(self.uses) - 1]

    def _unique(self, name: str) -> str:
        """Return a name that no other layer has, of letters that every program takes."""
        fit = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "_-") else "_" for letter in name)
        plain = fit.strip("_-")[:60] or "layer"
        unique, number = plain, 1
        while unique in self._names:
            number += 1
            unique = f"{plain}_{number}"
        self._names.add(unique)
        return unique

    def _take_shape(self, shape: Any) -> None:
        if shape is None:
            raise ModelFileError(_NO_SHAPE)
        sizes = list(shape) if isinstance(shape, list | tuple) else []
        fits = all(
            each is None or (isinstance(each, int) and not isinstance(each, bool) and each > 0) for each in sizes
        )
        if len(sizes) < 2 or len(sizes) > 4 or not fits:
            what = f"{short(shape)}" if sizes else "nothing"
            raise ModelFileError(f"Its input is {what}; a picture, such as 28 × 28 × 1, would work.")
        self.shape = tuple(sizes[1:])


def _in_use(uses: Sequence[Use], output: int) -> tuple[Use, ...]:
    """Return the uses that an output depends on, numbered anew; that output's comes last."""
    if output == INPUT:
        raise ModelFileError("It has no layers.")
    needed, unread = {output}, [output]
    while unread:
        for index in uses[unread.pop()].inputs:
            if index != INPUT and index not in needed:
                needed.add(index)
                unread.append(index)
    order = sorted(needed)
    # The answer is the last of all that it depends on: each comes after its inputs.
    numbers = {index: number for number, index in enumerate(order)} | {INPUT: INPUT}
    return tuple(
        Use(
            use.name,
            use.own_name,
            use.kind,
            use.config,
            tuple(numbers[each] for each in use.inputs),
            use.path,
            use.places,
        )
        for use in (uses[index] for index in order)
    )


def _refusal(name: str, kind: str) -> str:
    why = WHY_NOT.get(kind)
    if why:
        return f"The layer {short(name)!r} is a {kind}: {why}. Networks without it work."
    return (
        f"The layer {short(name)!r} is a {short(kind)}, which is none of the Keras layers that can be opened: "
        f"{', '.join(sorted(ALLOWED))}."
    )


def _check_custom(layer: Mapping[str, Any], name: str, kind: str) -> None:
    """Refuse a layer that only has the name of one of Keras's own."""
    module, registered = layer.get("module"), layer.get("registered_name")
    own = module is None or (
        isinstance(module, str) and (module == "keras" or module.startswith(("keras.", "tf_keras.")))
    )
    if not own or registered not in (None, kind):
        raise ModelFileError(
            f"The layer {short(name)!r} is a {kind} of {short(module)}, not Keras's own: its code is not in the file."
        )


def _class(described: Any) -> str:
    kind = described.get("class_name") if isinstance(described, dict) else None
    return kind if isinstance(kind, str) else "nothing"


def _config(described: Mapping[str, Any]) -> dict[str, Any]:
    config = described.get("config")
    if not isinstance(config, dict) or not all(isinstance(key, str) for key in config):
        raise ModelFileError("Its configuration is damaged: a layer has none.")
    return config


def _list_of_dicts(value: Any, what: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ModelFileError(f"Its configuration is damaged: its {what} are no list.")
    if len(value) > NODES + 10:
        raise ModelFileError(f"It has more than {NODES} layers, and networks up to that size work.")
    return value


def _layer_name(layer: Mapping[str, Any]) -> str:
    config = layer.get("config")
    names = [layer.get("name"), config.get("name") if isinstance(config, dict) else None]
    return next((name for name in names if isinstance(name, str)), _class(layer))


def _input_shape(layer: Mapping[str, Any]) -> Any:
    config = layer.get("config")
    if _class(layer) in MODELS:
        # Keras 2.2 writes a Sequential as the bare list of its layers.
        inner = config.get("layers") if isinstance(config, dict) else config
        return _input_shape(inner[0]) if isinstance(inner, list) and inner and isinstance(inner[0], dict) else None
    if not isinstance(config, dict):
        return None
    for name in ("batch_input_shape", "batch_shape"):
        if config.get(name) is not None:
            return config[name]
    shape = config.get("input_shape")
    return [None, *shape] if isinstance(shape, list) else None


def _placed(layers: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], tuple[str, int]]]:
    """Yield layers with their classes and how many of the same class came before.

    Raises:
        ModelFileError: If two have the same name: their weights could not be told apart.
    """
    seen: dict[str, int] = {}
    names: set[str] = set()
    for layer in layers:
        kind, name = _class(layer), _layer_name(layer)
        if name in names:
            raise ModelFileError(f"Two of its layers are called {short(name)!r}, and names have to differ.")
        names.add(name)
        yield layer, (kind, seen.get(kind, 0))
        seen[kind] = seen.get(kind, 0) + 1
