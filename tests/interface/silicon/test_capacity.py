"""What is left of silicon's charge: the lesser of two limits, in what is reached and whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin import interface
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.silicon.capacity import HYPOTHESES, reached_through
from tests.designs import lithium_design, silicon_design

SITUATION = Situation.of(silicon_design())
FULL = {"accessible_soc": np.array([0.9]), "anode_contact_fraction": np.array([1.0])}


def usable(neighbours=4.0, **known):
    each = HYPOTHESES["weakest"]
    rows = {**FULL, **{name: np.array([value]) for name, value in known.items()}}
    return float(each.columns(rows, SITUATION, each.constants(neighbours=neighbours))["usable_soc"][0])


def test_what_is_not_modelled_takes_nothing():
    assert usable() == pytest.approx(0.9)


def test_the_lesser_of_confinement_and_diffusion_counts():
    assert usable(kinetic_soc=0.95) == pytest.approx(0.9)
    assert usable(kinetic_soc=0.4) == pytest.approx(0.4)


def test_cracked_and_unreached_silicon_is_lost():
    assert usable(cracked_share=0.25) == pytest.approx(0.9 * 0.75)
    reached = (1 - np.exp(-2)) / (1 - np.exp(-4))
    assert usable(anode_contact_fraction=0.5, cracked_share=0.25) == pytest.approx(0.9 * 0.75 * reached)
    assert usable(anode_contact_fraction=0.0) == 0.0


@given(neighbours=st.floats(1e-3, 50), contact=st.floats(0, 1))
def test_no_contact_reaches_nothing_full_contact_all_and_more_never_less(neighbours, contact):
    assert reached_through(0.0, neighbours) == 0.0
    assert reached_through(1.0, neighbours) == 1.0
    here = reached_through(contact, neighbours)
    assert contact - 1e-12 <= here <= 1.0
    assert reached_through(contact, 2 * neighbours) >= here - 1e-12
    assert reached_through(min(contact + 0.01, 1.0), neighbours) >= here


def test_few_spots_follow_the_contact_and_many_reach_nearly_all():
    assert reached_through(0.3, 1e-6) == pytest.approx(0.3, abs=1e-6)
    assert reached_through(0.3, 100.0) == pytest.approx(1.0, abs=1e-9)


def test_lithium_has_no_such_capacity():
    design = lithium_design()
    problems = interface.problems({**design.interface, "silicon_capacity": "weakest"}, design.product)
    assert any("'weakest' is a model for the anode silicon" in each for each in problems)
