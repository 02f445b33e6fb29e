"""A kind of layer that the library explains is explained in the browser, too, and has a ledger and a scene there."""

from cnnviz.explainers import keras_classes
from tests.browser.modules import open_with_modules


def test_every_kind_of_layer_has_its_arithmetic_its_ledger_and_its_scene_in_the_browser(open_page):
    page = open_with_modules(open_page, "explainers/index.js", "ledgers/index.js", "stepper/scenes/index.js")
    assert page.evaluate("Object.keys(EXPLAINERS).sort()") == keras_classes()
    assert page.evaluate("Object.keys(LEDGERS).sort()") == keras_classes()
    assert page.evaluate("Object.keys(SCENES).sort()") == sorted([*keras_classes(), "Input"])
