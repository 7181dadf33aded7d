"""Ions on a limited number of sites beside a charged core: the quadrature against the boundary-value problem."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import cumulative_simpson, solve_bvp

from dbetwin.physics.boundary.depletion import equivalent_length, reduced_potential
from dbetwin.physics.boundary.site_limited import excess_length, field, screening_length

GARNET = 7 / 15
REDUCED = st.floats(-20.0, 20.0)
OCCUPANCY = st.floats(0.2, 0.8)


def occupied_share(reduced, occupancy):
    """Fermi-Dirac, one ion per site."""
    odds = occupancy / (1.0 - occupancy) * np.exp(-reduced)
    return odds / (1.0 + odds)


def resistivity(reduced, occupancy):
    """Over that of the grain, of ions that hop into empty sites."""
    here = occupied_share(reduced, occupancy)
    return occupancy * (1.0 - occupancy) / (here * (1.0 - here))


def solved(reduced, occupancy):
    """The boundary-value problem itself, and the resistance of its profile by Simpson's rule."""
    far = np.sqrt(2.0 * abs(reduced) / min(occupancy, 1.0 - occupancy)) + 30.0
    places = np.concatenate([np.linspace(0.0, far / 3, 200), np.linspace(far / 3, far, 200)[1:]])
    width = np.sqrt(2.0 * abs(reduced) / occupancy)
    profile = reduced * np.maximum(1.0 - places / width, 0.0) ** 2
    begun = np.vstack([profile, np.gradient(profile, places)])
    found = solve_bvp(
        lambda s, y: np.vstack([y[1], occupancy - occupied_share(y[0], occupancy)]),
        lambda near, away: np.array([near[0] - reduced, away[0]]),
        places, begun, tol=1e-7, max_nodes=50_000,
    )  # fmt: skip
    assert found.success, found.message
    fine = far * np.linspace(0.0, 1.0, 20_001) ** 2  # closest where the resistance sits
    more = resistivity(found.sol(fine)[0], occupancy) - 1.0
    return float(cumulative_simpson(more, x=fine)[-1]), float(-found.sol(0.0)[1])


@pytest.mark.parametrize("reduced", [-9.0, 2.0, 10.0])
@pytest.mark.parametrize("occupancy", [GARNET, 0.35])
def test_the_quadrature_is_the_boundary_value_problem(reduced, occupancy):
    length, slope = solved(reduced, occupancy)
    assert abs(slope) == pytest.approx(float(field(reduced, occupancy)), rel=1e-5)
    assert float(excess_length(reduced, occupancy)) == pytest.approx(length, rel=1e-4)


@given(reduced=REDUCED)
def test_half_full_sites_make_both_signs_alike(reduced):
    assert float(excess_length(reduced, 0.5)) == pytest.approx(float(excess_length(-reduced, 0.5)), rel=1e-12)


@given(reduced=REDUCED, occupancy=OCCUPANCY)
def test_ions_and_vacancies_are_mirror_images(reduced, occupancy):
    mirrored = float(excess_length(-reduced, 1.0 - occupancy))
    assert float(excess_length(reduced, occupancy)) == pytest.approx(mirrored, rel=1e-9, abs=1e-12)


@given(reduced=st.floats(-20.0, 20.0).filter(lambda u: abs(u) > 0.01), occupancy=OCCUPANCY)
def test_the_field_integrates_the_charge(reduced, occupancy):
    step = 1e-4 * abs(reduced)
    ahead, behind = (float(field(reduced + way * step, occupancy)) ** 2 / 2 for way in (1, -1))
    charge = occupancy - float(occupied_share(reduced, occupancy))
    assert (ahead - behind) / (2 * step) == pytest.approx(charge, rel=1e-3, abs=1e-6)


def test_the_field_is_one_function_where_its_two_forms_meet():
    below, above = (float(field(1e-4 * (1 + shift), GARNET)) for shift in (-1e-9, 1e-9))
    assert above == pytest.approx(below, rel=1e-8)


def test_a_core_without_potential_resists_nothing():
    assert float(excess_length(0.0, GARNET)) == 0.0


@given(reduced=st.floats(2.0, 19.0), more=st.floats(0.1, 1.0), sign=st.sampled_from([-1.0, 1.0]))
def test_both_signs_raise_the_resistance(reduced, more, sign):
    lower, higher = (float(excess_length(sign * each, GARNET)) for each in (reduced, reduced + more))
    assert 0.0 < lower < higher


@pytest.mark.parametrize(("sign", "empty"), [(1.0, 1.0 - GARNET), (-1.0, GARNET)])
def test_high_barriers_are_depleted_layers_of_what_hops(sign, empty):
    # far from the grain the scarce species is e^-u / (1 - c0)^2 (or its mirror) of the conductivity, in a layer whose
    # field is that of a constant charge less the logarithm of what is left beside the grain
    volts, kelvin, charge = 0.5, 298.15, 2e27
    length = float(screening_length(50.0, charge / GARNET, kelvin)) * float(
        excess_length(sign * float(reduced_potential(volts, kelvin)), GARNET)
    )
    layer = 0.5 * float(equivalent_length(volts, kelvin, 50.0, charge * (1.0 - empty) / GARNET))
    assert length / layer == pytest.approx(empty**2, rel=0.05)
