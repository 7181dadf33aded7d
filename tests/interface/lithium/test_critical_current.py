"""Cracks at the local current, voids and leaks at the mean one, and the area that counts once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.lithium.critical_current import HYPOTHESES, combined_current, exceeded_probability, weakest_limit
from tests.designs import lithium_design

DESIGN = lithium_design()
CURRENT = Situation.of(DESIGN).current_mA_cm2
SAFE = {"void_limited_mA_cm2": 10 * CURRENT, "crack_limited_mA_cm2": 1000 * CURRENT, "crack_modulus": 7.0}
LIMIT = st.floats(0.05, 500.0)


def judged(constants=None, **known):
    columns = {name: np.atleast_1d(np.asarray(value, float)) for name, value in (SAFE | known).items()}
    model = HYPOTHESES["combined"]
    return model.columns(columns, Situation.of(DESIGN), model.constants(**(constants or {})))


@given(
    crack=LIMIT,
    void=LIMIT,
    leak=LIMIT,
    weight=st.floats(0.01, 1.0),
    focusing=st.floats(1.0, 50.0),
    q=st.floats(1.5, 6.0),
)
def test_the_critical_current_exceeds_none_of_its_parts(crack, void, leak, weight, focusing, q):
    parts = {"crack_limited_mA_cm2": crack, "void_limited_mA_cm2": void}
    leaky = {"leak_current_mA_cm2": leak, "leak_weight": weight}
    for known in (parts, parts | leaky, parts | {"local_current_ratio": focusing}, parts | leaky):
        found = judged({"combination": q}, **known)
        least = min(crack / known.get("local_current_ratio", 1.0), void)
        if "leak_weight" in known:
            least = min(least, leak / weight ** (1 / q))
        assert found["critical_current_mA_cm2"][0] <= least * (1 + 1e-12)
    followed = judged({"combination": q}, **parts, current_focusing=focusing)
    assert followed["critical_current_mA_cm2"][0] <= crack / focusing * (1 + 1e-12)


@given(limit=st.floats(0.1, 500), area=st.floats(1, 1e4), modulus=st.floats(2.5, 12))
def test_half_of_all_areas_stand_their_limit(limit, area, modulus):
    stands = weakest_limit(limit, area, modulus)
    assert float(exceeded_probability(stands, limit, area, modulus)) == pytest.approx(0.5)
    # eight times the area is eight times the links
    assert float(weakest_limit(limit, 8 * area, modulus) / stands) == pytest.approx(8 ** (-1 / modulus))


def test_the_limit_of_a_cell_is_that_of_its_area():
    found = judged(void_limited_mA_cm2=1e9, crack_limited_mA_cm2=10.0)
    area = Situation.of(DESIGN).separator_area_cm2
    assert found["critical_current_mA_cm2"] == pytest.approx([10.0])
    assert found["cell_critical_current_mA_cm2"] == pytest.approx([float(weakest_limit(10.0, area, 7.0))])
    crowded = judged(void_limited_mA_cm2=1e9, crack_limited_mA_cm2=10.0, current_focusing=5.0)
    assert crowded["cell_critical_current_mA_cm2"] == pytest.approx([float(weakest_limit(2.0, area, 7.0))])
    voided = judged(void_limited_mA_cm2=0.01)
    assert voided["cell_critical_current_mA_cm2"] == pytest.approx([0.01])


def test_a_large_exponent_is_the_smallest_limit():
    assert float(combined_current([np.array(1.0), np.array(1.1)], 200.0)) == pytest.approx(1.0, rel=1e-3)


@pytest.mark.parametrize("name", ["current_focusing", "local_current_ratio"])
def test_cracks_feel_the_local_current(name):
    # as many times the current as the limit is lower
    crowded = judged(**{name: 5.0})
    weaker = judged(crack_limited_mA_cm2=200 * CURRENT)
    assert crowded["p_filament"] == pytest.approx(weaker["p_filament"])
    both = judged(current_focusing=5.0, local_current_ratio=2.0)
    assert both["p_filament"] == pytest.approx(judged(crack_limited_mA_cm2=100 * CURRENT)["p_filament"])
    assert both["p_filament"] > crowded["p_filament"] > 0


def test_voids_short_at_once_where_they_are_not_followed():
    short, safe = judged(void_limited_mA_cm2=[0.99 * CURRENT, 1.01 * CURRENT])["p_filament"]
    assert short == 1.0
    assert safe < 1e-6


def test_voids_that_are_followed_act_by_the_current_they_focus():
    void = 0.5 * CURRENT
    followed = judged(void_limited_mA_cm2=void, current_focusing=[1.0, 20.0, 2000.0])
    assert followed["p_filament"][0] < 1e-6
    assert followed["p_filament"][2] == pytest.approx(1.0)
    assert (np.diff(followed["p_filament"]) > 0).all()
    # what is stood for ever stays below the void limit, too
    felt = 1000 * CURRENT / np.array([1.0, 20.0, 2000.0])
    assert followed["critical_current_mA_cm2"] == pytest.approx((felt**-2 + void**-2) ** -0.5)


def test_a_leak_that_is_named_shorts_at_once():
    # sqrt(0.25) = 0.5: the limit counts double
    leak = judged(leak_current_mA_cm2=np.array([0.49, 0.51]) * CURRENT, leak_weight=0.25)
    assert leak["leak_limited_mA_cm2"] == pytest.approx(np.array([0.98, 1.02]) * CURRENT)
    assert leak["p_filament"][0] == 1.0
    assert leak["p_filament"][1] < 1e-6
    assert judged()["p_filament"][0] < 1e-6


@given(
    rows=st.lists(
        st.tuples(LIMIT, LIMIT, st.floats(2.7, 8.0), st.floats(1.0, 50.0), st.floats(0.05, 20.0)),
        min_size=1,
        max_size=6,
    ),
    followed=st.booleans(),
)
def test_a_cell_alone_is_judged_as_among_others(rows, followed):
    names = ["void_limited_mA_cm2", "crack_limited_mA_cm2", "crack_modulus"]
    names += ["current_focusing" if followed else "local_current_ratio", "leak_current_mA_cm2"]
    weights = np.full(len(rows), 0.05)
    together = judged(leak_weight=weights, **dict(zip(names, zip(*rows, strict=True), strict=True)))
    for place, row in enumerate(rows):
        alone = judged(leak_weight=0.05, **dict(zip(names, row, strict=True)))
        assert {key: value[0] for key, value in alone.items()} == {key: value[place] for key, value in together.items()}
