"""The pictures that a visitor brings: classes, limits, zips, and that nothing of them is left."""

from __future__ import annotations

import gc
import io
import weakref
import zipfile

import numpy as np
import pytest
from PIL import Image

from cnnviz.live import own_pictures
from cnnviz.live.own_pictures import KEPT_SECONDS, MOST_CLASSES, MOST_PICTURES, FullError, OwnPictures, problem_of
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.strokes import Stroke

STROKE = Stroke(((60, 60), (200, 200)), 20)


def photograph(seed: int) -> bytes:
    file = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 256, (48, 64, 3), np.uint8)
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def filled(kind: str, *counts: int) -> OwnPictures:
    own = OwnPictures(kind)
    while len(own.classes) < len(counts):
        own.add_class(f"more {len(own.classes)}")
    for index, count in enumerate(counts):
        for number in range(count):
            drawn = [Stroke(((60, 60 + number), (200, 200 - index)), 20)]
            own.add(index, own.prepared(drawn if kind == "drawings" else photograph(100 * index + number)))
    return own


@pytest.mark.parametrize("kind", ["drawings", "photographs"])
def test_a_zip_brings_back_the_same_classes_and_pixels(kind):
    own = filled(kind, 3, 2, 0)
    own.rename(0, "  my / cat\n")
    again = OwnPictures(kind)
    assert again.take_zip(own.to_zip()) == ""
    assert again.names == own.names == ("my cat", "Class 2", "more 2")
    assert again.counts == (3, 2, 0)
    np.testing.assert_array_equal(again.part().images, own.part().images)
    np.testing.assert_array_equal(again.part().labels, [0, 0, 0, 1, 1])
    assert again.part().images.any()


def test_a_zip_of_any_pictures_in_folders_opens_and_the_unreadable_are_counted():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for folder in ("all/cats", "all/dogs"):
            target.writestr(f"{folder}/1.png", photograph(1))
            target.writestr(f"{folder}/notes.txt", "no picture")
        target.writestr("all/dogs/2.jpg", b"\xff\xd8 damaged")
        target.writestr("__MACOSX/all/cats/._1.png", b"")
    own = OwnPictures("photographs")
    said = own.take_zip(file.getvalue())
    assert own.names == ("cats", "dogs") and own.counts == (1, 1)
    assert "1 could not be read, such as all/dogs/2.jpg" in said


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no zip"),
        (b"PK\x03\x04 cut", "no zip"),
        (zipped(), "0 folders"),
        (zipped(**{"a/1.png": photograph(1)}), "1 folders"),
        (zipped(**{f"{number}/1.png": b"" for number in range(12)}), "12 folders"),
        (zipped(**{"a/1.png": b"x", "b/1.png": b"y"}), "None of the pictures"),
        (zipped(**{"../../a/1.png": b"x", "b/x.png": b"y", "/": b""}), "None of the pictures"),
        (bytes(20_000_001), "too large"),
    ],
)
def test_what_is_no_set_gets_a_sentence_and_changes_nothing(content, words):
    own = filled("photographs", 1, 1)
    before = own.part().images
    with pytest.raises(ValueError, match=words) as error:
        own.take_zip(content)
    assert str(error.value).endswith(".")
    np.testing.assert_array_equal(own.part().images, before)


def test_a_zip_that_would_grow_far_too_large_is_not_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in ("a", "b"):
            target.writestr(f"{name}/1.png", bytes(60_000_000))
    with pytest.raises(ValueError, match="too large together"):
        OwnPictures("drawings").take_zip(file.getvalue())


def test_there_is_room_for_so_many_pictures_and_classes():
    own = OwnPictures("drawings")
    image = own.prepared([STROKE])
    for _ in range(MOST_PICTURES):
        own.add(1, image)
    with pytest.raises(FullError, match="300 pictures"):
        own.add(0, image)
    for number in range(2, MOST_CLASSES):
        own.add_class(f"{number}")
    with pytest.raises(FullError, match="10 classes"):
        own.add_class("one more")
    assert own.size == MOST_PICTURES * 28 * 28


def test_classes_keep_names_of_their_own_and_two_are_left():
    own = filled("drawings", 1, 2)
    for name in ("", " / ", "Class 2"):
        with pytest.raises(ValueError):
            own.rename(0, name)
    with pytest.raises(ValueError, match="two classes"):
        own.remove(0)
    own.add_class("third")
    own.remove(0)
    assert own.names == ("Class 2", "third") and own.counts == (2, 0)
    (_, ids), _ = own.listed()[0]
    own.delete(ids[0])
    own.delete(ids[0])
    assert own.counts == (1, 0)
    with pytest.raises(ValueError, match="not there any more"):
        own.add(7, own.prepared([STROKE]))


def test_an_empty_drawing_and_a_drawn_photograph_are_refused():
    with pytest.raises(PictureError):
        OwnPictures("drawings").prepared([])
    with pytest.raises(PictureError, match="cannot be drawn"):
        OwnPictures("photographs").prepared([STROKE])


def test_the_names_of_a_link_are_there_until_something_is_done():
    own = OwnPictures("drawings")
    own.name_classes(("cat", "dog", "cow"))
    assert own.names == ("cat", "dog", "cow")
    own.rename(0, "lion")
    own.name_classes(("cat", "dog", "cow"))
    assert own.names == ("lion", "dog", "cow")


def test_pictures_are_gone_three_hours_after_the_first_came():
    clock = [0.0]
    own = OwnPictures("drawings", now=lambda: clock[0])
    own.add(0, own.prepared([STROKE]))
    clock[0] = KEPT_SECONDS - 1
    assert own.part().images.shape[0] == 1
    clock[0] = KEPT_SECONDS
    assert own.part().images.shape[0] == 0 and own.names == ("Class 1", "Class 2")


def test_nobody_need_look_for_them_to_be_gone(monkeypatch):
    timers = []

    class Timer:
        def __init__(self, seconds, forget) -> None:
            timers.append((seconds, forget))

        def start(self) -> None: ...
        def cancel(self) -> None: ...

    monkeypatch.setattr(own_pictures.threading, "Timer", Timer)
    clock = [0.0]
    own = OwnPictures("drawings", now=lambda: clock[0])
    own.add(0, own.prepared([STROKE]))
    ((seconds, forget),) = timers
    clock[0] = seconds
    forget()
    assert own.counts == (0, 0)
    # The timer keeps no set that its visit has left.
    held = weakref.ref(own)
    del own
    gc.collect()
    assert held() is None
    forget()


@pytest.mark.parametrize(
    ("counts", "words"),
    [((0, 0), ""), ((3, 1), "one picture"), ((3, 0), "no picture"), ((5, 20), "only 5"), ((40, 12), "too often")],
)
def test_classes_too_small_or_too_unequal_are_warned_of(counts, words):
    said = own_pictures.warning(("cat", "dog"), counts)
    assert words in said and bool(said) == bool(words)
    assert own_pictures.warning(("cat", "dog"), (20, 20)) == ""


def test_a_class_without_pictures_is_told_before_anything_starts():
    assert "no pictures yet" in problem_of(("cat", "dog"), (0, 0))
    assert "“dog” has too few" in problem_of(("cat", "dog"), (12, 1))
    assert problem_of(("cat", "dog"), (2, 2)) == ""
