"""Many tests at once: corrected as the library does it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from analysis.chance import adjusted

PROBABILITY = st.floats(0, 1, allow_nan=False)


@settings(max_examples=60)
@given(st.lists(PROBABILITY, min_size=1, max_size=30))
def test_it_is_what_scipy_gives(chances):
    assert adjusted(np.array(chances)) == pytest.approx(false_discovery_control(chances))


def test_of_no_test_there_is_nothing_to_correct():
    assert len(adjusted(np.array([]))) == 0


def test_one_test_stands_as_it_is():
    assert adjusted(np.array([0.03])) == pytest.approx([0.03])
