"""How a training went: accuracy and loss after every epoch."""

from __future__ import annotations

import plotly.graph_objects as go
from plotly.subplots import make_subplots

TRAINING, VALIDATION, BEST = "#8a8f98", "#2f7fd6", "#d63aa0"
"""Readable on white and on black; BEST marks the best epoch and belongs to no colour scale."""


def training_curves(history: list[dict[str, float]], best_epoch: int | None = None) -> go.Figure:
    """Return a figure of accuracy above loss, for training and validation pictures, on a shared axis of epochs.

    Args:
        history: One row per epoch, as RunFolder.epochs() gives them.
        best_epoch: The epoch, counted from 1, whose weights were kept; it is marked.
    """
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.07, row_heights=[0.56, 0.44])
    epochs = [int(row["epoch"]) + 1 for row in history]
    # Few epochs get points: a line through a single point would be invisible.
    mode = "lines" if len(epochs) > 12 else "lines+markers"
    for row_number, (measure, number_format) in enumerate((("accuracy", ".2%"), ("loss", ".4f")), start=1):
        for prefix, name, colour in (("", "training", TRAINING), ("val_", "validation", VALIDATION)):
            figure.add_scatter(
                x=epochs,
                y=[row[prefix + measure] for row in history],
                name=name,
                legendgroup=name,
                showlegend=row_number == 1,
                mode=mode,
                line={"color": colour, "width": 2.5 if prefix else 2},
                hovertemplate=f"%{{y:{number_format}}}",
                row=row_number,
                col=1,
            )
        if best_epoch:
            figure.add_vline(x=best_epoch, line={"color": BEST, "width": 1.5, "dash": "dot"}, row=row_number, col=1)
    if best_epoch:
        figure.add_annotation(
            x=best_epoch,
            y=0,
            yref="y domain",
            text=f"best: epoch {best_epoch}",
            showarrow=False,
            xanchor="right" if best_epoch > max(epochs) / 2 else "left",
            yanchor="bottom",
            font={"color": BEST, "size": 13},
        )
    figure.update_yaxes(title_text="accuracy", tickformat=".0%" if _spread(history) > 0.1 else ".1%", row=1, col=1)
    figure.update_yaxes(title_text="loss", rangemode="tozero", row=2, col=1)
    figure.update_xaxes(title_text="epoch", row=2, col=1)
    figure.update_layout(
        height=340,
        margin={"l": 4, "r": 8, "t": 30, "b": 4},
        hovermode="x unified",
        dragmode="zoom",
        legend={"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
        font={"size": 13},
    )
    return figure


def _spread(history: list[dict[str, float]]) -> float:
    values = [row[name] for row in history for name in ("accuracy", "val_accuracy")]
    return max(values) - min(values)
