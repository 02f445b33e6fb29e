"""What people wrongly believe of convolutional networks, by name: each is one sentence, and what is true is another.

Most were found in students by studies, or asked in forums. How wrong they are is for facts to say.
"""

from __future__ import annotations

from typing import NamedTuple


class Belief(NamedTuple):
    """A wrong belief.

    Attributes:
        believed: What is believed.
        true: What is true instead.
    """

    believed: str
    true: str


BELIEFS = {
    "maps_multiply": Belief(
        "Every filter makes a map of every map that comes in, so the numbers of maps multiply.",
        "A filter reads all maps that come in at once and makes a single one: as many maps leave as there are filters.",
    ),
    "channels_averaged": Belief(
        "A cell of a deeper layer is the mean of what its filter finds in each map.",
        "What a filter finds in each map is added up, and the bias is added: nothing is divided.",
    ),
    "filters_are_given": Belief(
        "People choose the numbers of the filters, and training leaves them alone.",
        "Filters begin as random numbers, and training changes all of them.",
    ),
    "sure_means_right": Belief(
        "A network that says 99 % is right in 99 of 100 such pictures.",
        "How sure a network says it is and how often it is right are two things: only a test set tells the second.",
    ),
    "always_overconfident": Belief(
        "Neural networks are always surer than they ought to be.",
        "Some are too sure and some not sure enough; it depends on how they were trained.",
    ),
    "knows_when_lost": Belief(
        "Shown something that it never learned, a network gives every class a low probability.",
        "The probabilities always add up to one, so a network can be very sure of a picture that is none of its kind.",
    ),
    "softmax_uses_size": Belief(
        "Softmax tells how much evidence there is: larger logits make surer answers.",
        "Only the differences between the logits count: add the same number to all of them, and nothing changes.",
    ),
    "invariant": Belief(
        "A convolutional network does not care where in the picture a thing is.",
        "The maps move along with the picture, but the layers behind them have learned places, so far moves change the "
        "answer.",
    ),
    "dense_fails_at_once": Belief(
        "A network without convolutions fails as soon as anything moves.",
        "It has learned from pictures that differ in place too, and stands small moves, though fewer.",
    ),
    "max_pool_always_same": Belief(
        "Max pooling gives the same numbers when the picture moves by a cell.",
        "It does where the largest number stays in its window, and not where it crosses into the next one.",
    ),
    "pool_relu_order": Belief(
        "ReLU has to come before max pooling, or the numbers come out wrong.",
        "The largest number of a window stays the largest after ReLU, so the order changes nothing with max pooling.",
    ),
    "relu_rare": Belief(
        "ReLU takes away a few stray negative numbers.",
        "It sets a large part of all numbers to zero.",
    ),
    "params_grow_with_picture": Belief(
        "A larger picture needs a convolution with more weights.",
        "A filter has the same weights at every place, however many places there are; a dense neuron has one a pixel.",
    ),
    "fewer_params_faster": Belief(
        "The network with fewer weights computes less.",
        "A convolution uses each of its weights at every place, so few weights can mean much computing.",
    ),
    "stores_pictures": Belief(
        "A trained network keeps the pictures that it learned from.",
        "It keeps its weights alone, and they have room for a small part of the pictures.",
    ),
    "learns_from_me": Belief(
        "The network learns from every picture that I show it.",
        "Reading changes no weight; only training does.",
    ),
    "exact": Belief(
        "A computer is exact, so a change that one hardly sees cannot change its answer.",
        "A small change of many pixels at once, in the direction that the network is most sensitive to, is enough.",
    ),
    "map_is_reason": Belief(
        "A heat map shows the network's reasons.",
        "Some maps look much the same for a network that has learned nothing: then they show the picture.",
    ),
    "sees_like_us": Belief(
        "The network recognises a thing as we do, whichever way up it is.",
        "It knows the numbers of the pictures that it learned from, and nothing of turning a thing in the mind.",
    ),
    "training_always_better": Belief(
        "The longer a network is trained, the more pictures it reads right.",
        "Training helps at first; later some pictures are won while others are lost.",
    ),
    "one_filter_one_thing": Belief(
        "Each filter stands for one thing: without it the network misses that one thing and no other.",
        "Filters share the work: without one of them several classes suffer a little, or none.",
    ),
    "flip": Belief(
        "A convolution in a network turns the kernel by half a turn before it multiplies.",
        "Networks lay the kernel on the picture as it is; mathematicians call that cross-correlation.",
    ),
    "compares_cells": Belief(
        "A network compares the picture with a stored one, cell by cell.",
        "It looks for small features anywhere near their places, so a picture may move a little.",
    ),
    "flat_by_maps": Belief(
        "Flatten puts whole maps behind one another.",
        "Keras goes cell by cell, and takes the numbers of all maps at a cell together.",
    ),
    "sum_is_mean": Belief(
        "A number of the output is the mean of its products.",
        "The products are added up, and the sum is not divided.",
    ),
}
"""Every belief, by its name in lessons."""
