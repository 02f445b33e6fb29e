"""What is kept of a visit's trainings: a table of them, and what can be done with each."""

from __future__ import annotations

import csv
import io
import re

import streamlit as st

from cnnviz.known.codes import code_for, with_code
from cnnviz.known.export import FullDiskError, saved
from cnnviz.known.own import OwnNetwork, as_text, open_own
from cnnviz.live.models import build, build_whole
from cnnviz.live.pool import GoneError, Pool, Run
from cnnviz.live.program import archive, program
from cnnviz.live.recipe import OPTIMIZERS, WAYS, Recipe
from cnnviz.live.tensorboard import logs
from cnnviz.ui import state
from cnnviz.ui.shell import switch_to
from cnnviz.ui.state.covers import is_covered
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.presets import preset_of
from cnnviz.ui.train.sparkline import show_sparkline
from cnnviz.ui.train.visits import this_visit, trainings

SECONDS = 3.0
"""For how long at most a button waits until a training rests."""


def title_of(run: Run) -> str:
    """Return what people call a training: its number among the visit's, and its network."""
    recipe = run.recipe
    network = f"on {recipe.base}" if recipe.base else preset_of(recipe.layers, len(recipe.labels)) or "own stack"
    return f"{run.number} · {network}, {recipe.title}"


def changed_words(recipe: Recipe, before: Recipe | None) -> str:
    """Return in words what is different from the training before: everything that matters, of the first."""
    said = {
        "classes": f"{len(recipe.labels)} classes",
        "each": f"{recipe.each} pictures each",
        "optimizer": OPTIMIZERS[recipe.optimizer],
        "rate": f"rate {recipe.rate:g}",
        "schedule": f"rate {recipe.schedule}",
        "epochs": f"{recipe.epochs} epochs",
        "batch": f"batch {recipe.batch}",
        "weight_decay": f"weight decay {recipe.weight_decay:g}",
        "augmentation": f"pictures {recipe.augmentation}" if recipe.augmentation != "none" else "pictures as they are",
        "held": f"{recipe.held} % held out",
        "seed": f"seed {recipe.seed}",
        "layers": "another stack",
        "dataset": recipe.title,
        "names": f"classes {', '.join(map(as_text, recipe.names))}",
        "way": WAYS[recipe.way],
    }
    if before is None:
        return ", ".join(said[name] for name in ("optimizer", "rate", "batch", "epochs"))
    return (
        ", ".join(words for name, words in said.items() if getattr(recipe, name) != getattr(before, name)) or "nothing"
    )


def resting(pool: Pool, run: Run) -> bool:
    """Have a training rest, so that what is known of it is where it is. Return whether there is something to keep."""
    if run.status in ("building", "running"):
        pool.tell(run.visit, run.name, "pause")
        pool.wait_for(run, lambda run: run.status not in ("building", "running"), SECONDS)
    return run.weights is not None


def keras_file(run: Run) -> bytes:
    """Return a trained network as the content of a .keras file. It raises what saved() raises."""
    return saved(build_whole(run.recipe, run.weights or ()))


def file_name(run: Run) -> str:
    """Return a name for a trained network's file, without its ending."""
    return "my-" + re.sub(r"\W+", "-", title_of(run).partition("·")[2].strip().lower()) + f"-{run.number}"


def as_own(run: Run) -> OwnNetwork:
    """Return a trained network as one that every page can show: it takes the way of every file that is opened."""
    return open_own(
        keras_file(run),
        file_name(run) + ".keras",
        labels=run.recipe.labels,
        scale="0..1",
        kind=run.recipe.kind,
    )


def history_csv(run: Run) -> str:
    """Return what every epoch was like, as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("epoch", "loss", "accuracy", "val_loss", "val_accuracy"))
    writer.writerows(run.rows)
    return file.getvalue()


def show_kept() -> None:
    """Show the visit's trainings, the newest first, each with what can be done with it, and take a neighbour's."""
    pool, visit = trainings(), this_visit()
    runs = pool.of_visit(visit.token)
    _take_code()
    if not runs:
        return
    st.header("Your trainings", anchor=False)
    st.caption(
        "They stay on this server while this page is open, the newest ten of them. What you want to keep, download: "
        "the network, or the program with its pictures, which trains it again anywhere."
    )
    for run, before in reversed(list(zip(runs, [None, *runs], strict=False))):
        _show_run(pool, run, before.recipe if before else None)


def _show_run(pool: Pool, run: Run, before: Recipe | None) -> None:
    with st.container(border=True, key=f"run-{run.name}"):
        figures = _figures(run)
        changed = changed_words(run.recipe, before)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(
                f"**{title_of(run)}** · {' · '.join(figures)}  \n"
                + (f"Changed: {changed}" if before else f"With {changed}"),
                width="content",
            )
            if not is_covered("training-curve"):
                show_sparkline(run.rows)
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Open it",
                key=f"open-{run.name}",
                icon=":material/visibility:",
                help="See every layer of it read your picture, down to the last product.",
                on_click=lambda: st.session_state.update({"open-run": run.name}),
            )
            st.button(
                "Take its settings",
                key=f"settings-{run.name}",
                icon=":material/tune:",
                on_click=_take_settings,
                args=(run.recipe,),
            )
            st.button(
                "Give to a neighbour",
                key=f"give-{run.name}",
                icon=":material/share:",
                help="You get four letters: whoever types them on this page opens the network too.",
                on_click=lambda: st.session_state.update({"give-run": run.name}),
            )
            _download(pool, run, "Network", f"{file_name(run)}.keras", lambda: keras_file(run))
            if not run.is_without_pictures:
                _download(pool, run, "Program", f"{file_name(run)}.zip", lambda: _archive(run))
            if not is_covered("training-curve"):
                _download_curves(pool, run)


def _download_curves(pool: Pool, run: Run) -> None:
    _download(pool, run, "TensorBoard", f"{file_name(run)}-logs.zip", lambda: _logs(run))
    st.download_button(
        "History",
        data=lambda: history_csv(run),
        file_name=f"{file_name(run)}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"history-{run.name}",
        icon=":material/download:",
        type="tertiary",
    )


def _figures(run: Run) -> list[str]:
    if not run.is_over:
        return ["it is learning: its figures are above"]
    done = f"{run.report.step:,} batches in {run.report.seconds:.0f} s"
    if is_covered("training-curve"):
        return [done]
    figures = [f"**{run.accuracy:.1%}** of those held out" if run.accuracy is not None else "no whole epoch"]
    if run.test:
        figures.append(f"**{run.test[0] / run.test[1]:.1%}** of {run.test[1]:,} official test pictures")
    return [*figures, done]


def _take_settings(recipe: Recipe) -> None:
    state.keep(TRAIN, recipe)


def _download(pool: Pool, run: Run, label: str, name: str, content: object) -> None:
    def made() -> bytes:
        resting(pool, run)
        return content()  # type: ignore[no-any-return,operator]

    st.download_button(
        label,
        data=made,
        file_name=name,
        mime="application/octet-stream",
        on_click="ignore",
        key=f"{label.lower()}-{run.name}",
        icon=":material/download:",
        type="tertiary",
    )


def _archive(run: Run) -> bytes:
    report = run.report
    step = run.state.step if run.state else 0
    text = program(run.recipe, step, report.steps_per_epoch, report.rates, report.epochs)
    return archive(text, run.recipe, run.own)


def _logs(run: Run) -> bytes:
    names = [variable.path for variable in build(run.recipe).weights]
    weights = dict(zip(names, run.weights or (), strict=False))
    step = run.state.step if run.state else 0
    return logs(file_name(run), run.losses, run.accuracies, run.rows, weights, step, run.begun)


def open_if_asked() -> None:
    """Show a trained network on the first page, if the visitor has asked for one."""
    own = _opened("open-run")
    if own is not None:
        _see(own)


def give_if_asked() -> None:
    """Show the code of a trained network, if the visitor wants to give it to somebody."""
    own = _opened("give-run")
    if own is not None:
        state.hold(own)
        st.success(
            f"Whoever types **{code_for(own)}** below, on this page, opens {own.title}: as long as you are here, and "
            "as it is now."
        )


def _opened(asked: str) -> OwnNetwork | None:
    name = st.session_state.pop(asked, None)
    if name is None:
        return None
    try:
        run = trainings().find(this_visit().token, name)
    except GoneError as error:
        st.info(str(error))
        return None
    if not resting(trainings(), run):
        st.info("It has learned nothing yet: let it learn for an epoch first.")
        return None
    try:
        with st.spinner("Your network is being opened."):
            return as_own(run)
    except FullDiskError as error:
        st.error(str(error))
        return None


def _see(own: OwnNetwork) -> None:
    state.hold(own)
    state.select(network=own.name)
    state.show_given()
    switch_to("Draw & see")


def _take_code() -> None:
    code = st.text_input(
        "A neighbour's code",
        max_chars=9,
        placeholder="four letters",
        width=200,
        help="Four letters that somebody who trains here gave you: they open what the other has trained.",
        key="train-code",
    )
    if not code:
        return
    own = with_code(code)
    if own is None:
        st.warning("No network has this code: perhaps its owner has left. Ask for the four letters again.")
    elif st.button(f"Open {own.title}", key="open-code", icon=":material/visibility:"):
        _see(own)
