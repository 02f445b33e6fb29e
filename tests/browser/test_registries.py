"""A kind of layer that the library explains is explained in the browser, too, and has a ledger there."""

from cnnviz.explainers import keras_classes
from cnnviz.ui.components.bundle import LEDGERS, READING, bundle


def test_every_kind_of_layer_has_its_arithmetic_and_its_ledger_in_the_browser(open_page):
    page = open_page("about:blank")
    page.add_script_tag(content=bundle(*READING, *LEDGERS))
    assert page.evaluate("Object.keys(EXPLAINERS).sort()") == keras_classes()
    assert page.evaluate("Object.keys(LEDGERS).sort()") == keras_classes()
