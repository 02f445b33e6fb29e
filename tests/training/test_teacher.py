"""Learning from another network's answers."""

import numpy as np

import cnnviz
from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets import dataset
from cnnviz.training.batches import Batches
from cnnviz.training.teacher import SHARE, TEMPERATURE, teacher

TEACHER = "mnist_lab"
PICTURES = dataset("mnist").shipped.train
IMAGES = PICTURES.images[:30].astype(np.float32) / 255
LABELS = np.eye(10, dtype=np.float32)[PICTURES.labels[:30]]


def test_labels_are_mixed_with_the_teachers_softened_answers():
    soft = teacher(TEACHER, bfloat16=False)(IMAGES, LABELS)
    network = cnnviz.load(TEACHER)
    for image, label, mixed in zip(IMAGES, LABELS, soft, strict=True):
        logits = list(network.trace_input(image).values())[-1].input / TEMPERATURE
        answer = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
        np.testing.assert_allclose(mixed, (1 - SHARE) * label + SHARE * answer, atol=1e-5)


def test_bfloat16_changes_little():
    exact, rounded = (teacher(TEACHER, bfloat16=each)(IMAGES, LABELS) for each in (False, True))
    np.testing.assert_allclose(rounded, exact, atol=0.05)
    np.testing.assert_allclose(rounded.sum(axis=1), 1, atol=1e-5)


def test_what_the_teacher_misreads_is_learned_from_the_label_alone():
    answers = teacher(TEACHER, bfloat16=False)(IMAGES, LABELS)
    read = answers.argmax(axis=1)
    others = np.eye(10, dtype=np.float32)[(LABELS.argmax(axis=1) + 1) % 10]
    assert np.array_equal(read, LABELS.argmax(axis=1)), "it reads these rightly"
    np.testing.assert_array_equal(teacher(TEACHER, bfloat16=False)(IMAGES, others), others)


def test_a_batch_has_the_softened_labels_of_its_own_pictures():
    recipe = Recipe("mnist", epochs=1, batch_size=16)

    def soften(images, labels):
        return labels * images.mean(axis=(1, 2, 3))[:, None]

    images, labels = Batches(recipe, PICTURES, None, soften, classes=10, epochs=1, seed=0)[0]
    np.testing.assert_allclose(labels.sum(axis=1), images.mean(axis=(1, 2, 3)), rtol=1e-5)
