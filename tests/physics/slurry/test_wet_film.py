import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.physics.slurry.wet_film import slurry_density, solvent_load, wet_thickness

SOLIDS = st.floats(0.3, 0.9)
LOADING = st.floats(0.02, 0.6)


@given(solids=SOLIDS, dense=st.floats(1200, 5000), loading=LOADING)
def test_solids_and_solvent_fill_the_wet_film_and_weigh_what_it_weighs(solids, dense, loading):
    density = slurry_density(solids, dense, 1030.0)
    height, solvent = wet_thickness(loading, solids, density), solvent_load(loading, solids)
    assert loading / dense + solvent / 1030.0 == pytest.approx(height)
    assert height * density == pytest.approx(loading + solvent)


@given(solids=SOLIDS, loading=LOADING)
def test_thinner_slurry_lies_thicker_and_has_more_to_dry(solids, loading):
    thin = solids - 0.01
    assert solvent_load(loading, thin) > solvent_load(loading, solids)
    thick_film = wet_thickness(loading, solids, slurry_density(solids, 3900.0, 1030.0))
    assert wet_thickness(loading, thin, slurry_density(thin, 3900.0, 1030.0)) > thick_film


def test_solids_alone_have_their_own_density_and_nothing_to_dry():
    assert slurry_density(1.0, 3914.0, 1030.0) == pytest.approx(3914)
    assert solvent_load(0.3, 1.0) == 0
