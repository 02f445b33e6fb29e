"""What the URL may say of "Your own kernel"."""

from __future__ import annotations

import pytest

from cnnviz.ui.components.convolution_lab.kernel_setup import OWN_KERNEL


@pytest.mark.parametrize(
    "query",
    [
        {"on": "cat"},
        {"kernel": ""},
        {"kernel": "1_2__3"},
        {"kernel": "1_abc"},
        {"kernel": "1_nan"},
        {"kernel": "1_1e999"},
        {"kernel": "_".join("12345678")},
        {"kernel": "__".join("12345678")},
        {"kernel": "1_" * 100000},
        {"kernel": "１"},
        {"stride": "0"},
        {"stride": "17"},
        {"stride": "٧"},
        {"stride": "9" * 5000},
        {"padding": "full"},
        {"padding": "-1"},
        {"dilation": "1.5"},
        {"bias": "1e7"},
        {"flip": "perhaps"},
        {"view": "purple"},
        {"at": "3"},
        {"at": "-1-2"},
    ],
    ids=lambda query: str(query)[:30],
)
def test_what_a_url_cannot_mean_is_left_as_at_the_start(query):
    assert OWN_KERNEL.read(query) == OWN_KERNEL.start


def test_links_of_the_first_versions_still_say_the_same():
    setup = OWN_KERNEL.read({"kernel": "0.5_-1__2_0.25", "grey": "1", "flip": "0"})
    assert (setup.kernel, setup.grey, setup.flip) == (((0.5, -1.0), (2.0, 0.25)), True, False)
    assert OWN_KERNEL.write(setup) == {"kernel": "0.5_-1~2_0.25", "grey": "yes"}
