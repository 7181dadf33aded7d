"""Contact while lithium is stripped: the logistic curve, the equation itself, and the directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from dbetwin.physics.lithium.voids import contact_change, contact_left, edge_focusing, held_supply

SHARE = st.floats(0.01, 1.0)
SUPPLY = st.floats(0.0, 5.0)
CLOSING = st.floats(0.0, 50.0)
CHARGE = st.floats(0.0, 20.0)


@given(formed=SHARE, supply=st.floats(0.0, 0.99), charge=CHARGE)
def test_without_closing_contact_falls_as_a_logistic_curve(formed, supply, charge):
    # in the odds of af: d ln(af / (1 - af)) = -dx
    odds = supply * formed / (1 - supply * formed) * np.exp(-charge)
    expected = odds / (1 + odds) / supply if supply > 1e-6 else formed * np.exp(-charge)
    assert float(contact_left(formed, supply, 0.0, charge)) == pytest.approx(expected, rel=1e-5)


def test_closed_form_solves_the_equation():
    rng = np.random.default_rng(4)
    formed, supply, closing, charge = rng.uniform([0.01, 0.0, 0.0, 0.0], [1.0, 2.0, 3.0, 6.0], (60, 4)).T
    for point in zip(formed, supply, closing, charge, strict=True):
        f0, a, b, x = map(float, point)
        if contact_change(f0, a, b) < 0:
            stepped = solve_ivp(lambda _, f, a=a, b=b: contact_change(f, a, b), (0, x), [f0], rtol=1e-9, atol=1e-12)
            assert float(contact_left(f0, a, b, x)) == pytest.approx(stepped.y[0, -1], rel=1e-6)


@given(formed=SHARE, supply=SUPPLY, closing=CLOSING, charge=CHARGE)
def test_contact_is_a_share_that_only_falls_and_never_where_it_is_held(formed, supply, closing, charge):
    left = float(contact_left(formed, supply, closing, charge))
    assert 0 <= left <= formed
    held = float(held_supply(formed, supply, closing))
    if held >= 1 + 1e-9:
        assert left == formed
    elif held <= 1 - 1e-9 and charge > 1e-3:
        assert left < formed


@given(formed=SHARE, supply=SUPPLY, closing=CLOSING, charge=CHARGE, more=st.floats(0.0, 1.0))
def test_supply_and_closing_help_and_charge_does_not(formed, supply, closing, charge, more):
    left = float(contact_left(formed, supply, closing, charge)) * (1 - 1e-9)
    assert float(contact_left(formed, supply + more, closing, charge)) >= left
    assert float(contact_left(formed, supply, closing + more, charge)) >= left
    assert float(contact_left(formed, supply, closing, charge + more)) * (1 - 1e-9) <= left / (1 - 1e-9)


def test_far_stripping_ends_where_closing_balances_the_loss():
    left = float(contact_left(0.9, 0.4, 0.3, 1e3))
    assert contact_change(left, 0.4, 0.3) == pytest.approx(0.0, abs=1e-12)
    assert 0 < left < 0.9


def test_focusing_starts_at_one_grows_with_the_loss_and_is_cut():
    formed = np.array([0.9, 0.9, 0.9])
    assert edge_focusing(formed, np.array([0.9, 0.45, 1e-6]), 2.0, 50.0) == pytest.approx([1.0, 3.0, 50.0])
    assert np.isfinite(edge_focusing(1.0, 0.0, 2.0, 50.0))
