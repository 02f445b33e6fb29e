"""What is on screen as a step of a lesson, to be pasted into its file; see cnnviz/lessons/README.md."""

from __future__ import annotations

from cnnviz.known.own import is_name
from cnnviz.lessons.lesson import Pages, Pin
from cnnviz.lessons.regions import REGIONS
from cnnviz.ui.share.links import Query
from cnnviz.ui.state import GUIDE

LONGEST = 4_000
"""Characters of a page's address in a step: a block has room for no more than 5,000 in all."""
_EXPLAIN = """## TODO: a heading
~~~step
kind: explain
see: {see}
~~~
TODO: say what there is to see.
"""
_PREDICT = """## TODO: your question in a few words
~~~step
kind: predict
see: {see}
hide: [{hide}]
# TODO: how it is answered, and the fact that is the answer
ask: {ask}
fact: {fact}
~~~
TODO: your question.

## TODO: the answer in a few words
~~~step
kind: reveal
of: "TODO: your question in a few words"
~~~
{{value}}; you said {{yours}}. TODO: say why.
"""
_ASKED = {
    "answer": ("class", "read_as"),
    "partner-answer": ("class", "{read_as: {of: partner}}"),
    "output-size": ("{number: {from: 0}}", "output_size"),
    "sums": ("{number: {decimals: 2}}", "cell"),
}
"""What a question that hides a region begins with: its `ask` and its `fact`. The first that is hidden counts."""


def pinned(page: str, query: Query, pages: Pages) -> tuple[Pin, list[str]]:
    """Return what a step is to see, and the names of the parameters that no lesson holds.

    Args:
        page: The page's address, as lessons name it.
        query: The page's state.
        pages: What the app's pages take.
    """
    # What no page declares comes as lists.
    state = {name: value for name, value in query.items() if isinstance(value, str) and name not in GUIDE.codecs}
    left_out = [name for name in ("network", "partner") if is_name(str(state.get(name)))]
    # Changes and a pinned cell fit no other network.
    left_out += [name for name in ("edits", "pin") if name in state and "network" in left_out]
    for name in left_out:
        del state[name]
    while problem := pages.problem(page, state):
        left_out.append(problem[0])
        del state[problem[0]]
    while len(str(Pin(page, state))) > LONGEST:
        longest = max(state, key=lambda name: len(state[name]))
        left_out.append(longest)
        del state[longest]
    return Pin(page, state), left_out


def step_of(see: Pin, hide: tuple[str, ...]) -> str:
    """Return the Markdown of a step: one that explains or, if something is hidden, a question and its answer.

    Args:
        see: The page and its state.
        hide: The regions that are covered until it is answered. Ways to other pages are not covered by lessons.
    """
    covered = [name for name in hide if not REGIONS[name].control or name == "picture"]
    if not covered:
        return _EXPLAIN.format(see=see)
    ask, fact = next((_ASKED[name] for name in _ASKED if name in covered), _ASKED["answer"])
    return _PREDICT.format(see=see, hide=", ".join(covered), ask=ask, fact=fact)
