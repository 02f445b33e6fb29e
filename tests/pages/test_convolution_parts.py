"""Parts of the convolution lab, run by Streamlit itself, without a browser: what they send is what was computed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cnnviz.datasets.samples import load_samples
from cnnviz.labs.convolution import convolve
from cnnviz.labs.first_filters import first_filters
from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX, SIX_BY_SIX_WEIGHTS
from cnnviz.pictures.shipped import astronaut
from tests.support.close import assert_close
from tests.support.page import open_page, run
from tests.support.wire import unpack


class Part:
    """A part of the lab as one visitor has it; every run of it must end without an exception."""

    def __init__(self, name: str, **query: str):
        self.at = open_page("pages/convolution_lab.py", part=name, **query)

    def run(self) -> Part:
        run(self.at)
        return self

    def tell(self, key: str, **state) -> Part:
        """Let the component of this key have told something."""
        self.at.session_state[key] = state
        return self.run()

    def sent(self, key: str) -> dict:
        (element,) = (each for each in self.at.get("bidi_component") if each.proto.id.endswith(f"-{key}"))
        return json.loads(element.proto.json)[0] if element.proto.json else element.proto.bytes

    @property
    def words(self) -> str:
        return "\n".join(text.value for text in [*self.at.markdown, *self.at.caption])

    @property
    def query(self) -> dict[str, str]:
        params = self.at.query_params.items()
        given = {name: value if isinstance(value, str) else value[0] for name, value in params}
        return {name: value for name, value in given.items() if name != "part"}


def texts(matrix) -> list[list[str]]:
    return [[str(value) for value in row] for row in np.asarray(matrix).tolist()]


class TestByHand:
    def test_it_begins_with_429(self):
        part = Part("by_hand")
        sent = part.sent("by-hand-0")
        assert sent["output"][0][0] == 429 and np.shape(sent["output"]) == (4, 4)
        assert sent["input"] == SIX_BY_SIX.tolist() and sent["window"] == 1
        assert "([6 − 3 + 2·0] / 1) + 1 = 4" in part.words
        assert part.query == {}

    @pytest.mark.parametrize(
        ("stride", "zeros", "size", "words"),
        [
            ("2", "0", 2, "([6 − 3 + 2·0] / 2) + 1 = 2.5, rounded down: 2"),
            ("1", "1", 6, "([6 − 3 + 2·1] / 1) + 1 = 6"),
            ("1", "same", 6, "([6 − 3 + 2·1] / 1) + 1 = 6"),
            ("2", "same", 3, "([6 − 3 + 0 + 1] / 2) + 1 = 3"),
            ("2", "1", 3, "([6 − 3 + 2·1] / 2) + 1 = 3.5, rounded down: 3"),
        ],
    )
    def test_stride_and_zeros(self, stride, zeros, size, words):
        part = Part("by_hand", stride=stride, zeros=zeros)
        padding = zeros if zeros == "same" else int(zeros)
        expected = convolve(
            SIX_BY_SIX[..., None], SIX_BY_SIX_WEIGHTS[..., None, None], stride=int(stride), padding=padding
        )
        np.testing.assert_array_equal(part.sent("by-hand-0")["output"], expected[..., 0])
        assert expected.shape == (size, size, 1) and words in part.words
        assert ("are not read" in part.words) == ("rounded" in words)

    def test_what_is_typed_counts_and_is_in_the_url(self):
        weights = [[0, 0, 0], [0, "-0,5", 0], [0, 0, 0]]
        part = Part("by_hand").tell("by-hand-0", typed={"input": texts(SIX_BY_SIX), "weights": texts(weights)})
        sent = part.sent("by-hand-0")
        np.testing.assert_array_equal(sent["output"], -0.5 * SIX_BY_SIX[1:-1, 1:-1])
        assert sent["fault"] == "" and part.query == {"weights": "0_0_0~0_-0.5_0~0_0_0"}
        assert Part("by_hand", **part.query).sent("by-hand-0")["output"] == sent["output"]

    @pytest.mark.parametrize(
        ("text", "wrong"), [("", "is empty"), ("1e999", "is too large"), ("abc", "is not a number")]
    )
    def test_a_bad_number_is_said_and_the_last_good_result_stays(self, text, wrong):
        good, bad = texts(np.eye(3, dtype=int)), texts(np.eye(3, dtype=int))
        bad[1][2] = text
        part = Part("by_hand").tell("by-hand-0", typed={"input": texts(SIX_BY_SIX), "weights": good})
        before = part.sent("by-hand-0")["output"]
        sent = part.tell("by-hand-0", typed={"input": texts(SIX_BY_SIX), "weights": bad}).sent("by-hand-0")
        assert sent["output"] == before and sent["texts"]["weights"] == bad
        assert sent["fault"].startswith("Weights: row 1, column 2: ") and wrong in sent["fault"]
        assert part.query == {"weights": "1_0_0~0_1_0~0_0_1"}

    def test_reset_begins_anew(self):
        part = Part("by_hand", stride="2", weights="1_2_3~4_5_6~7_8_9", window="3")
        assert part.sent("by-hand-0")["window"] == 3
        part.at.button(key="reset-by_hand").click()
        part.run()
        sent = part.sent("by-hand-1")
        assert sent["output"][0][0] == 429 and sent["stride"] == 1 and sent["window"] == 1
        assert part.query == {}

    @pytest.mark.parametrize(
        "query",
        [{"stride": "0"}, {"zeros": "-1"}, {"weights": "1_2"}, {"input": "x"}, {"window": "99"}, {"window": "٣"}],
        ids=str,
    )
    def test_garbage_in_the_url_is_ignored(self, query):
        part = Part("by_hand", **query)
        sent = part.sent("by-hand-0")
        assert sent["output"][0][0] == 429 and sent["window"] == 1
        assert part.query == {}

    @pytest.mark.parametrize(
        "sent", [5, "x", {"weights": 3}, {"weights": [["1"]]}, {"weights": [[1, 2, 3]] * 3}], ids=str
    )
    def test_what_a_browser_makes_up_changes_nothing(self, sent):
        part = Part("by_hand").tell("by-hand-0", typed=sent, window="x")
        assert part.sent("by-hand-0")["output"][0][0] == 429


class TestWeights:
    def test_it_begins_with_the_pairs_of_the_introduction(self):
        part = Part("weights")
        sent = part.sent("weights-pairs-0")
        picture = FOUR.astype(float)
        for case, (left, right) in zip(sent["cases"], [(1, 0.3), (0.1, 5)], strict=True):
            assert case["weights"] == [[left, right]]
            np.testing.assert_allclose(case["output"], left * picture[:, :-1] + right * picture[:, 1:])
        np.testing.assert_allclose(sent["combined"]["output"], 1.1 * picture[:, :-1] + 5.3 * picture[:, 1:])
        assert "(1.1, 5.3)" in part.words
        assert part.sent("flattened")["picture"] == FOUR.tolist()
        (one,) = part.sent("weights-one-0")["cases"]
        np.testing.assert_allclose(one["output"], 0.3 * picture)
        row, plane = part.sent("weights-planes-0plane")["cases"]
        assert np.shape(row["output"]) == (14, 13) and np.shape(plane["output"]) == (13, 13)
        np.testing.assert_array_equal(
            plane["output"], picture[:-1, :-1] + picture[:-1, 1:] - picture[1:, :-1] - picture[1:, 1:]
        )
        assert part.query == {}

    def test_a_link_brings_weights_and_zeros_back(self):
        query = {
            "first": "2_-1",
            "sides": "one at each side",
            "size": "3 × 3",
            "plane3": "0_0_0~0_1_0~0_0_0",
            "one": "7",
        }
        part = Part("weights", **query)
        first = part.sent("weights-pairs-0")["cases"][0]
        assert np.shape(first["output"]) == (14, 15)
        np.testing.assert_array_equal(np.array(first["output"])[:, 1:-1], 2.0 * FOUR[:, :-1] - FOUR[:, 1:])
        plane = part.sent("weights-planes-0plane3")["cases"][1]
        np.testing.assert_array_equal(plane["output"], FOUR[1:-1, 1:-1])
        assert part.query == query

    def test_a_bad_weight_is_said_where_it_stands(self):
        part = Part("weights").tell("weights-one-0", typed={"one": [["1e999"]]})
        sent = part.sent("weights-one-0")
        assert sent["fault"] == "Weights: row 0, column 0: “1e999” is too large: write a number from −1,000 to 1,000."
        assert sent["cases"][0]["weights"] == [[0.3]] and sent["cases"][0]["texts"] == [["1e999"]]
        assert part.sent("weights-pairs-0")["fault"] == ""


class TestStack:
    @staticmethod
    def unpacked(part: Part) -> tuple[dict, dict]:
        return unpack(part.sent("filter-stack-0"))

    def test_it_begins_with_ten_learned_filters_of_5_by_5_by_3(self):
        part = Part("filter_stack")
        header, arrays = self.unpacked(part)
        assert header["shape"] == [28, 28, 10] and header["learned"] == 10
        samples = load_samples("cifar10")
        np.testing.assert_array_equal(arrays["picture"], (samples.images[samples.labels == 0][0] / 255).astype("f4"))
        filters = first_filters(10, 5)
        expected = convolve(arrays["picture"], filters.kernel, filters.bias)
        assert_close(arrays["outputs"], expected)
        assert "**32 × 32 × 3 → 28 × 28 × 10**" in part.words and "**760 numbers to learn**" in part.words
        assert "cats_dogs" in part.words and part.query == {}

    def test_3_by_3_makes_30_by_30(self):
        part = Part("filter_stack", size="3")
        assert self.unpacked(part)[0]["shape"] == [30, 30, 10]
        assert "([32 − 3 + 2·0] / 1) + 1 = 30" in part.words and "**280 numbers to learn**" in part.words

    def test_a_link_brings_everything_back(self):
        query = {"image": "frog", "filters": "12", "zeros": "same", "stride": "2", "at": "3-4-11"}
        part = Part("filter_stack", **query)
        header, _ = self.unpacked(part)
        assert header["shape"] == [16, 16, 12] and header["cell"] == [3, 4, 11]
        assert "The first 10 filters are those of the network cats_dogs" in part.words
        assert part.query == query

    @pytest.mark.parametrize(
        "query", [{"filters": "0"}, {"filters": "x"}, {"size": "99"}, {"at": "1-2"}, {"at": "a-b-c"}]
    )
    def test_garbage_in_the_url_is_ignored(self, query):
        part = Part("filter_stack", **query)
        assert self.unpacked(part)[0]["shape"] == [28, 28, 10] and part.query == {}

    def test_a_cell_beyond_a_smaller_stack_is_its_last(self):
        part = Part("filter_stack", stride="3", at="27-27-9").tell("filter-stack-0", cell=[99, 2, 99])
        assert self.unpacked(part)[0]["cell"] == [9, 2, 9]


class TestColour:
    def test_the_photograph_comes_with_its_numbers(self):
        part = Part("colour")
        head, pixels = part.sent("colour-0").split(b"\n", 1)
        header = json.loads(head)
        assert header == {"shape": [256, 256, 3], "percent": [100, 100, 100], "grey": False}
        shown = np.frombuffer(pixels, np.uint8).reshape(256, 256, 3)
        np.testing.assert_allclose(shown[100, 50], astronaut()[200:202, 100:102].mean(axis=(0, 1)), atol=0.5)

    def test_the_costs_are_those_of_the_introduction(self):
        part = Part("colour", side="64")
        values = [metric.value for metric in part.at.metric]
        assert values == ["2,352 weights", "120,000 weights", "12,288 weights", "75 weights"]
        assert "64·64·3 = **12,288**" in part.words and part.query == {"side": "64"}

    def test_what_is_set_is_in_the_url_and_comes_back(self):
        part = Part("colour", image="ship").tell("colour-0", chosen={"percent": [0, 55, 900], "grey": True})
        assert part.query == {"image": "ship", "rgb": "0-55-200", "grey": "yes"}
        again = Part("colour", **part.query)
        assert json.loads(again.sent("colour-0").split(b"\n", 1)[0])["percent"] == [0, 55, 200]

    @pytest.mark.parametrize(
        "query", [{"rgb": "1-2"}, {"rgb": "a-b-c"}, {"side": "-5"}, {"image": "Mona Lisa"}], ids=str
    )
    def test_garbage_in_the_url_is_ignored(self, query):
        part = Part("colour", **query)
        assert part.query == {} and part.at.metric[2].value == "270,000 weights"
