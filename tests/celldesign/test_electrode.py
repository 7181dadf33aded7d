"""A coating's mass, volume and thickness agree whichever way they are worked out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.celldesign.electrode import (
    loading_for,
    porosity,
    solid_density,
    thickness_um,
    volume_fractions,
)
from dbetwin.celldesign.recipe import anode_recipe, cathode_recipe, recipe_of
from dbetwin.materials import load_material
from tests.designs import silicon_design

DENSITIES = {"a": 4.75, "b": 5.1, "c": 1.3}


def test_the_pilot_cathode():
    recipe = cathode_recipe(silicon_design())
    assert recipe.solids_g_cm3 == pytest.approx(3.914, abs=5e-4)
    assert recipe.active_volume_share == pytest.approx(0.577, abs=5e-4)
    assert recipe.conductor_volume_share == pytest.approx(0.153 + 0.211, abs=1e-3)
    loading = loading_for(3.5, recipe.active_mass_share, recipe.capacity_mAh_g)
    assert float(loading) == pytest.approx(26.3, abs=0.05)
    for eps, height in ((0.35, 103.4), (0.08, 73.1), (0.05, 70.8)):
        assert float(thickness_um(loading, recipe.solids_g_cm3, eps)) == pytest.approx(height, abs=0.1)


def test_the_published_corners_of_a_calendered_cathode():
    loading, height = np.array([10.06 + 0.4, 10.06 - 0.4]), np.array([31.66 - 3, 31.66 + 3])
    assert porosity(loading, 4.539, height) == pytest.approx([0.196, 0.386], abs=1e-3)


@given(loading=st.floats(1, 60), eps=st.floats(0, 0.6))
def test_porosity_and_thickness_are_inverse(loading, eps):
    assert float(porosity(loading, 3.9, thickness_um(loading, 3.9, eps))) == pytest.approx(eps, abs=1e-9)


@given(capacity=st.floats(0.5, 8), share=st.floats(0.5, 1), specific=st.floats(100, 4000))
def test_a_loading_holds_the_capacity_it_was_made_for(capacity, share, specific):
    loading = loading_for(capacity, share, specific)
    assert float(loading) * share * specific / 1000 == pytest.approx(capacity)


@given(share=st.floats(0.05, 0.9))
def test_volume_shares_add_up_and_weigh_what_the_mass_shares_say(share):
    masses = {"a": share, "b": (1 - share) / 2, "c": (1 - share) / 2}
    volumes, density = volume_fractions(masses, DENSITIES), solid_density(masses, DENSITIES)
    assert sum(volumes.values()) == pytest.approx(1.0)
    assert sum(volumes[name] * DENSITIES[name] for name in masses) == pytest.approx(density)


def test_shares_that_do_not_add_up_are_told():
    with pytest.raises(ValueError, match=r"add up to 0\.9"):
        solid_density({"a": 0.5, "b": 0.4}, DENSITIES)


def test_a_coating_without_active_material_is_told():
    with pytest.raises(ValueError, match="exactly one active material"):
        recipe_of({"carbon": 1.0}, {"carbon": load_material("carbon")})


def test_a_recipe_is_worked_out_once_for_a_design():
    design = silicon_design()
    assert anode_recipe(design) is anode_recipe(design)
    assert anode_recipe(design) != cathode_recipe(design)
