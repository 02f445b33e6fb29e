"""The kernels that are known by name against those of SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.labs.convolution import convolve
from cnnviz.labs.kernels import NAMED_KERNELS, binomial, box

IMAGE = np.random.default_rng(0).normal(size=(20, 17))
KERNELS = {preset.name: preset.kernel for preset in NAMED_KERNELS}

REFERENCES = {
    "identity": lambda image: image,
    "box": lambda image: ndimage.uniform_filter(image, 3),
    "box5": lambda image: ndimage.uniform_filter(image, 5),
    "sharpen": lambda image: image - ndimage.laplace(image),
    "sobel_x": lambda image: ndimage.sobel(image, axis=1),
    "sobel_y": lambda image: ndimage.sobel(image, axis=0),
    "laplacian": ndimage.laplace,
}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_kernel_does_what_its_name_says(name):
    kernel = KERNELS[name]
    ours = convolve(IMAGE[..., None], kernel[..., None, None])[..., 0]
    margin = kernel.shape[0] // 2
    theirs = REFERENCES[name](IMAGE)[margin : 20 - margin, margin : 17 - margin]
    np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_blurs_keep_the_brightness_and_the_binomial_has_the_gaussians_width():
    for side in range(1, 8):
        assert box(side).sum() == pytest.approx(1) and binomial(side).sum() == pytest.approx(1)
        place = np.arange(side) - (side - 1) / 2
        assert (binomial(side).sum(axis=0) * place**2).sum() == pytest.approx((side - 1) / 4)


def test_the_features_of_x_or_o_are_mirror_images():
    np.testing.assert_array_equal(KERNELS["slash"], KERNELS["backslash"][:, ::-1])
    np.testing.assert_array_equal(KERNELS["backslash"], 2 * np.eye(3) - 1)
    np.testing.assert_array_equal(KERNELS["cross"], KERNELS["cross"][:, ::-1])


@pytest.mark.parametrize("make", [box, binomial])
def test_a_kernel_without_cells_is_refused(make):
    with pytest.raises(ValueError, match="side=0"):
        make(0)


def test_presets_have_names_of_their_own_and_cannot_be_changed():
    assert len(KERNELS) == len(NAMED_KERNELS)
    assert not any(kernel.flags.writeable for kernel in KERNELS.values())
