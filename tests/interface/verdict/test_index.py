"""Properties of the index: a mean of what applies, killed by a zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.columns.components import COMPONENTS, NONE_WORSE
from dbetwin.interface.hypothesis import Situation
from dbetwin.interface.verdict.failure import any_of
from dbetwin.interface.verdict.quality_index import HYPOTHESES, Constants, costliest, geometric_index
from tests.designs import lithium_design, silicon_design, walked

WEIGHTS = {name: getattr(Constants(), f"{name.replace(' ', '_')}_weight") for name in COMPONENTS}
QUALITIES = st.dictionaries(st.sampled_from(COMPONENTS), st.floats(1e-3, 1.0), min_size=1)


def rows(qualities):
    return {name: np.array([value]) for name, value in qualities.items()}


@given(qualities=QUALITIES, data=st.data())
def test_any_zero_is_a_zero(qualities, data):
    killed = data.draw(st.sampled_from(sorted(qualities)))
    assert geometric_index(rows(qualities | {killed: 0.0}), WEIGHTS).tolist() == [0.0]
    assert geometric_index(rows(qualities), WEIGHTS)[0] > 0


@given(qualities=QUALITIES)
def test_the_index_is_a_mean_of_what_applies(qualities):
    index = geometric_index(rows(qualities), WEIGHTS)[0] / 100.0
    assert min(qualities.values()) * (1 - 1e-9) <= index <= max(qualities.values()) * (1 + 1e-9)
    # weights are made to add up to one over what applies, whatever their sum
    tenfold = {name: 10 * weight for name, weight in WEIGHTS.items()}
    assert geometric_index(rows(qualities), tenfold)[0] == pytest.approx(100 * index)
    # a component that is as good as the mean changes nothing, so one that does not apply is left out and not a 1
    for name in set(COMPONENTS) - set(qualities):
        assert geometric_index(rows({**qualities, name: index}), WEIGHTS)[0] == pytest.approx(100 * index)


@given(qualities=QUALITIES, data=st.data())
def test_a_better_part_never_makes_a_worse_whole(qualities, data):
    name = data.draw(st.sampled_from(sorted(qualities)))
    better = qualities | {name: min(1.0, 1.5 * qualities[name])}
    assert geometric_index(rows(better), WEIGHTS)[0] >= geometric_index(rows(qualities), WEIGHTS)[0]


def test_a_part_that_is_nothing_costs_most():
    parts = {"critical current": np.array([1e-9, 1e-9]), "grain boundary": np.array([0.0, 0.5])}
    nominal = dict.fromkeys(COMPONENTS, 1.0)
    assert [COMPONENTS[int(code)] for code in costliest(parts, WEIGHTS, nominal)] == [
        "grain boundary",
        "critical current",
    ]
    nothing = {"silicon": np.array([0.0, 0.0]), "strength": np.array([1.0, 0.9])}
    codes = costliest(nothing, WEIGHTS, nominal | {"silicon": 0.0})
    assert codes.tolist() == [NONE_WORSE, COMPONENTS.index("strength")]


@pytest.mark.parametrize(
    ("design", "left_out"),
    [
        (silicon_design(), {"critical current", "grain boundary", "strength"}),
        (lithium_design(), {"silicon"}),
    ],
    ids=["silicon on composite", "lithium on garnet"],
)
def test_parts_that_do_not_apply_are_not_reported(design, left_out):
    cells, _ = walked(design, 5, seed=3)
    found = {name for name in COMPONENTS if f"quality_{name.replace(' ', '_')}" in cells.columns}
    assert set(COMPONENTS) - found == left_out
    parts = {name: cells[f"quality_{name.replace(' ', '_')}"] for name in found}
    assert cells["quality_index"] == pytest.approx(geometric_index(parts, WEIGHTS))


def test_the_critical_current_counts_by_its_reserve_and_boundaries_by_their_part_of_the_grain():
    design = lithium_design()
    cells, _ = walked(design, 2, seed=1)
    model, current = HYPOTHESES["geometric"], Situation.of(design).current_mA_cm2
    boundary, total = np.array([0.0, 0.2]), np.array([0.5, 0.6])
    known = {
        **cells.columns,
        "critical_current_mA_cm2": np.array([1.0, 2.0]) * current,
        "grain_boundary_asr_ohm_cm2": boundary,
        "separator_asr_ohm_cm2": total,
        "anode_asr_ohm_cm2": np.array([10.0, 30.0]),
        "p_ceramic": np.array([0.0, 0.25]),
    }
    found = model.columns(known, Situation.of(design), model.constants())
    assert found["quality_critical_current"] == pytest.approx(1 - np.exp([-1.0, -4.0]))
    assert found["quality_grain_boundary"] == pytest.approx(1 / (1 + boundary / (total - boundary)))
    assert found["quality_anode_resistance"] == pytest.approx([0.5, 0.25])
    assert found["quality_strength"] == pytest.approx([1.0, 0.75])


@given(chances=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5))
def test_failure_is_at_least_its_likeliest_mode_and_at_most_their_sum(chances):
    whole = float(any_of(*chances))
    assert max(chances) - 1e-12 <= whole <= min(1.0, sum(chances)) + 1e-12


def test_any_certain_mode_is_a_failure():
    assert any_of(np.array([1.0, 0.0]), np.array([0.0, 0.0])).tolist() == [1.0, 0.0]
