from __future__ import annotations

import math

import numpy as np
import pytest

from dbetwin.study.effects.lenth import margin_of_error, pseudo_standard_error

CONTRASTS = np.array([-8.0, 24.0, 1.0, -2.25, 0.75, -1.25, -0.75, -5.5, 0.0, 4.5, 0.5, -0.25, -0.25, -0.75, -0.25])
"""Of a 2^4 experiment on a chemical process: Box, Hunter and Hunter, Statistics for Experimenters."""


def test_a_textbook_case() -> None:
    assert pseudo_standard_error(CONTRASTS) == pytest.approx(1.5 * 0.75)  # s0 = 1.125 leaves out 24, 8, 5.5 and 4.5
    assert margin_of_error(CONTRASTS) == pytest.approx(2.5706 * 1.125, rel=1e-4)  # Student, 5 degrees of freedom


def test_of_noise_alone_it_is_the_standard_deviation_and_keeps_its_level() -> None:
    noise = np.random.default_rng(4).normal(0.0, 3.0, (2000, 31))
    assert np.mean([pseudo_standard_error(each) for each in noise]) == pytest.approx(3.0, rel=0.03)
    outside = np.mean([(np.abs(each) > margin_of_error(each)).mean() for each in noise])
    assert 0.03 < outside < 0.06


def test_a_few_large_effects_do_not_move_it() -> None:
    quiet = np.random.default_rng(5).normal(0.0, 1.0, 31)
    assert pseudo_standard_error(np.append(quiet, [50.0, -80.0])) < 1.3 * pseudo_standard_error(quiet)


def test_where_most_effects_are_exactly_none_there_is_no_noise() -> None:
    assert pseudo_standard_error(np.array([0.0, 0.0, 0.0, 5.0])) == 0.0
    assert margin_of_error(np.array([1.0, 2.0])) == math.inf
