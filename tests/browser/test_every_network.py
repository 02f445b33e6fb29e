"""Every bundled network, opened on the pages that all networks share, with a picture of its own data set."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import cnnviz
from cnnviz import bundled
from cnnviz.datasets.samples import load_samples
from tests.browser.main_page import MainPage, assert_shows
from tests.browser.navigation import go_to


@pytest.mark.parametrize("name", cnnviz.networks())
def test_a_network_is_opened_read_pointed_at_and_stepped_through(serve, open_page, name):
    network = cnnviz.load(name)
    samples = load_samples(bundled.dataset_of(name).name)
    trace = network.trace(samples.image(0))
    main = MainPage(open_page(f"{serve('app.py')}/?network={name}&source=Samples")).wait()
    main.wait_for_label(trace.top(1)[0][0])
    # It begins with a picture that it reads right.
    assert trace.top(1)[0][0] == trace.labels[samples.labels[0]]
    first = next(place for place, layer in enumerate(network.layers) if layer.weights)
    main.heading(first).scroll_into_view_if_needed()
    ledger = main.hover(first)
    told = trace[network.layers[first].name].explain(*ledger.position)
    assert_shows(ledger.value, told.value)
    assert "✓" in ledger.tensorflow

    go_to(main.page, "Layer by layer")
    expect(main.page.get_by_test_id("stepper")).to_be_visible()
    expect(main.page.get_by_text(f"step 2 of {len(network.layers) + 1}")).to_be_visible()
    go_to(main.page, "Filters")
    if any(layer.kind == "Conv2D" for layer in network.layers):
        expect(main.page.get_by_test_id("filters")).to_be_visible()
    else:
        expect(main.page.get_by_text("has no convolution")).to_be_visible()
