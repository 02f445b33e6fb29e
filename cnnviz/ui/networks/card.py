"""A network's card: its description, its layers, its training, and how well it reads."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from cnnviz import bundled
from cnnviz.bundled.training_recipe import Article
from cnnviz.costs import BYTES, memory_text, multiply_adds, new_values
from cnnviz.explainers import kind_of
from cnnviz.figures.training import training_curves
from cnnviz.layer import shape_text
from cnnviz.results.cards import minutes, train_command
from cnnviz.results.overview import Overview
from cnnviz.ui.networks.comparison_table import percent
from cnnviz.ui.networks.covered import cells
from cnnviz.ui.networks.strip import strip_html
from cnnviz.ui.networks.zipped import zipped
from cnnviz.ui.state.covers import is_covered, may_show

_COSTS = {
    "parameters": ("costs",),
    "multiply-adds": ("costs", "multiply-adds"),
    "memory: weights": ("costs",),
    "memory: output": ("costs",),
}
"""The regions of what a layer costs, by the columns of the table of layers, see cnnviz/lessons/regions.py."""


def show_card(network: Overview, read_with: Callable[[str], None]) -> None:
    """Show a network's card.

    Args:
        network: The network.
        read_with: Called with its name when the visitor wants to see it read a picture.
    """
    with st.container(border=True, key=f"card-{network.name}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(network.name, anchor=network.name, width="content")
            st.space("stretch")
            st.button(
                "See it read a picture",
                key=f"open-{network.name}",
                icon=":material/visibility:",
                on_click=read_with,
                args=(network.name,),
            )
        # All but the first say what comes out, and what it takes.
        first, *others = network.words.split("\n\n")
        said = [first] if is_covered("accuracy") or is_covered("costs") else [first, *others]
        paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in said)
        _html(paragraphs + strip_html(network.layers, weights=not is_covered("costs")))
        st.caption(
            "A taller box is a larger map, a wider one stands for more maps, a thin bar is a row of values. What is "
            "blue has weights."
        )
        figures, curves = st.columns([5, 6], gap="large")
        with figures:
            _html(_figures(network))
        with curves:
            _show_training(network)
        with st.expander("Every layer: shapes, parameters, multiply-adds, memory"):
            _html(_layer_table(network))
        if network.scores and not is_covered("accuracy"):
            with st.expander("Class by class"):
                _html(_class_table(network))


def _html(content: str) -> None:
    st.html(f'<div class="networks">{content}</div>')


def _figures(network: Overview) -> str:
    scores, run, article = network.scores, network.run, network.article
    big = []
    if scores:
        big.append((f"{network.dataset.title} test set", percent(scores["accuracy"])))
    if article and article.accuracy:
        big.append(
            ("the article" if article.measured_on == "test" else "the article, validation", percent(article.accuracy))
        )
    if network.drawn is not None:
        big.append(("digits drawn with a pen", percent(network.drawn)))
    facts = {"Compared with": article_sentence(article)}
    if scores:
        facts["Test set"] = f"{scores['correct']:,} of {scores['total']:,} pictures read correctly"
    else:
        facts["Test set"] = "How well it reads has not been measured yet."
    if scores.get("drawn"):
        facts["Drawn digits"] = "<br>".join(map(_drawn_words, scores["drawn"].items()))
    costs = network.costs
    facts["Size"] = f"{costs.parameters:,} parameters, {memory_text(costs.weight_bytes)}"
    facts["One picture"] = (
        f"{costs.multiply_adds:,} multiply-adds; {memory_text(costs.activation_bytes)} for the input and all outputs"
    )
    if "seconds" in run:
        facts["Training"] = f"{run['epochs']} epochs in {minutes(run['seconds'])}, on {escape(run['machine'])}"
        facts["Best epoch"] = (
            f"{run['best_epoch']}: lowest loss on pictures set aside from the training set; its weights are kept"
        )
        facts["Train it again"] = f"<code>{escape(train_command(network.name, run))}</code>"
    regions = {
        **dict.fromkeys(("Compared with", "Test set", "Drawn digits"), ("accuracy",)),
        "Size": ("costs",),
        "One picture": ("costs", "multiply-adds"),
    }
    large = "".join(
        f"<div><b>{value}</b><small>{what}</small></div>"
        for what, value in cells({what: (value, ("accuracy",)) for what, value in big}).items()
    )
    rows = "".join(
        f"<dt>{what}</dt><dd>{fact}</dd>"
        for what, fact in cells({what: (fact, regions.get(what, ())) for what, fact in facts.items()}).items()
    )
    return f'<div class="figures">{large}</div><dl>{rows}</dl>'


def _drawn_words(way_and_score: tuple[str, dict[str, int]]) -> str:
    way, score = way_and_score
    return f"{percent(score['correct'] / score['total'])} {escape(way.removeprefix('drawn: '))}"


def article_sentence(article: Article | None) -> str:
    """Return a sentence on the accuracy that the article a network comes from reports; None for no article."""
    if article is None:
        return "No article has this network: it is here to be compared."
    name = escape(article.network[0].upper() + article.network[1:])
    if article.accuracy is None:
        return f"{name}: it prints no accuracy for this network."
    where = "on the test set" if article.measured_on == "test" else "on validation pictures, not on the test set"
    return f"{name}: {percent(article.accuracy)} after {article.epochs} epochs, {where}."


def _show_training(network: Overview) -> None:
    # It says how many pictures are read right, too.
    if not (may_show("training-curve") and may_show("accuracy")):
        return
    record = bundled.record(network.name)
    if not network.history:
        st.caption("The history of this training is not here.")
        return
    st.plotly_chart(
        training_curves(network.history, network.run.get("best_epoch")),
        key=f"curves-{network.name}",
        config={"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d", "toImage"]},
        alt=f"Accuracy and loss of {network.name} after every epoch, on training and on validation pictures.",
    )
    hint = "Drag over a part to zoom in; double-click to see all."
    if network.run.get("augment"):
        hint += (
            " Training pictures are changed anew in every epoch: they are harder to read than the validation pictures."
        )
    st.caption(hint)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "History as CSV",
            data=record.history.read_bytes,
            file_name=f"{network.name}-history.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"history-{network.name}",
            icon=":material/download:",
        )
        if record.tensorboard.is_dir():
            folder = f"{network.name}-tensorboard"
            st.download_button(
                "TensorBoard logs",
                data=lambda: zipped(record.tensorboard, folder),
                file_name=f"{folder}.zip",
                mime="application/zip",
                on_click="ignore",
                key=f"tensorboard-{network.name}",
                icon=":material/download:",
            )
            st.caption(f"Unpack the .zip, then: `tensorboard --logdir {folder}`")


def _layer_table(network: Overview) -> str:
    rows = "".join(
        f'<tr><th scope="row">{layer.name}</th><td class="text">{escape(kind_of(layer).describe(layer).title)}</td>'
        f"<td>{shape_text(layer.output_shape)}</td>"
        + _costs_cells(
            f"{layer.parameters:,}",
            f"{multiply_adds(layer):,}",
            _memory(BYTES * layer.parameters),
            _memory(BYTES * new_values(layer)),
        )
        for layer in network.layers
    )
    costs = network.costs
    total = '<tr data-sorted><th scope="row">all</th><td></td><td></td>' + _costs_cells(
        f"{costs.parameters:,}",
        f"{costs.multiply_adds:,}",
        _memory(costs.weight_bytes),
        _memory(costs.activation_bytes),
    )
    headings = "".join(f"<th>{name}</th>" for name in cells({name: (name, _COSTS[name]) for name in _COSTS}))
    return (
        '<div class="scroll" tabindex="0"><table><thead><tr><th>layer</th><th class="text">kind</th><th>output</th>'
        f"{headings}</tr></thead><tbody>{rows}{total}</tbody></table></div>"
        f'<p class="faint">Every number takes {BYTES} bytes. The sum of the outputs includes the input, '
        f"{shape_text(network.layers[0].input_shape)}; flatten and dropout only pass on their input.</p>"
    )


def _costs_cells(*figures: str) -> str:
    """Return the rest of a row of the table: what a layer costs, in the order of the columns."""
    named = zip(_COSTS.items(), figures, strict=True)
    shown = cells({name: (figure, regions) for (name, regions), figure in named})
    return "".join(f"<td>{figure}</td>" for figure in shown.values()) + "</tr>"


def _memory(size: int) -> str:
    return memory_text(size) if size else "–"


def _class_table(network: Overview) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(row["label"])}</th><td>{row["correct"]:,} of {row["total"]:,}</td>'
        f"<td>{percent(row['recall'])}</td><td>{percent(row['precision'])}</td></tr>"
        for row in network.scores["per_class"]
    )
    return (
        '<div class="scroll" tabindex="0"><table><thead><tr><th>class</th><th>read correctly</th>'
        "<th>of its pictures (recall)</th>"
        f"<th>of what was read so (precision)</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
