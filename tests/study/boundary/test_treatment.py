"""Cells that a treatment of the boundaries saves, and the law over temperatures of a whole plant."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.plant import load_plant
from dbetwin.plant.sample import sample
from dbetwin.study.boundary.regulation import CRITICAL, OF_A_CELL, Boundaries, plants_at, regulation_law, sign_switched
from dbetwin.study.boundary.treatment import saved_along_leak, saved_by_treatment


@pytest.fixture(scope="module")
def drawn():
    return sample(load_plant("lithium_metal"), 200, seed=3)


@pytest.fixture(scope="module")
def saved(drawn):
    return saved_by_treatment(drawn, (0.05, 0.1, 0.2))


def test_without_the_leak_a_treatment_saves_no_cell_of_these(saved):
    quiet = saved[saved["leak"] == "none"]
    assert quiet["c_rate"].tolist() == pytest.approx([0.05, 0.1, 0.2, 1 / 3], rel=1e-3)
    assert quiet["operating_point"].tolist() == [False, False, False, True]
    assert quiet["saved"].tolist() == quiet["lost"].tolist() == [0.0] * 4
    assert (quiet["treated_filament"] < quiet["filament"]).all()  # a little less likely, and far from 1
    assert (quiet["filament"] < 1e-6).all()


def test_with_the_leak_it_saves_all_or_none_by_the_rate(saved):
    leaking = saved[saved["leak"] == "weighted"].set_index("c_rate")
    limit = leaking[["critical_current_mA_cm2", "treated_critical_current_mA_cm2"]].iloc[0] / 3.5
    assert limit.iloc[0] < 0.1 < limit.iloc[1]
    healthy = 1.0 - saved["bad"].min()
    assert leaking["saved"].tolist() == pytest.approx([0.0, healthy, 0.0, 0.0])
    assert leaking["bad"].iloc[-1] == leaking["treated_bad"].iloc[-1] == 1.0


def test_the_same_draws_give_the_same_answer_and_no_treatment_changes_nothing(drawn, saved):
    again = saved_by_treatment(drawn, (0.05, 0.1, 0.2))
    assert again.equals(saved)
    untreated = saved_by_treatment(drawn, (0.1,), treatment=0.0)
    assert (untreated["bad"] == untreated["treated_bad"]).all()
    assert (untreated["critical_current_mA_cm2"] == untreated["treated_critical_current_mA_cm2"]).all()


def test_what_grains_conduct_of_electrons_decides_at_the_operating_point(drawn):
    found = saved_along_leak(drawn, (1e-11, 1e-9, 1e-8))
    assert (found["saved"] > 0.9).tolist() == [False, True, False]
    assert found["bad"].tolist()[1:] == [1.0, 1.0]


def test_the_law_of_a_plant_holds_at_each_temperature():
    asked = Boundaries(potentials_V=(-0.3, 0.0, 0.3), treatments=(0.0, 1.0))
    law = regulation_law(plants_at("lithium_metal", (), (60.0, 25.0)), asked)
    assert len(law) == 3 * 3 * 2 * 2
    assert law["grain_um"].min() < 1.0  # the plant's own
    cold, hot = (law[law["temperature_C"] == celsius].reset_index() for celsius in (25.0, 60.0))
    assert (cold[CRITICAL] < hot[CRITICAL]).all()
    charged = cold["potential_V"] != 0
    untreated = cold["treatment"] == 0
    assert (cold["boundary_share"] > hot["boundary_share"])[charged & untreated].all()
    assert (law["with_leak_mA_cm2"] < law[CRITICAL]).all()
    assert (law[OF_A_CELL] < law[CRITICAL]).all()  # the weakest of many square centimetres
    treated = law[law["treatment"] == 1].groupby(["temperature_C", "grain_um"])["with_leak_mA_cm2"]
    assert treated.max().to_numpy() == pytest.approx(treated.min().to_numpy(), rel=1e-12)


def test_the_other_sign_is_told_at_equal_resistance():
    told = sign_switched(*plants_at("lithium_metal", ["interface.grain_boundary=site_limited"], [25.0]))
    assert -0.22 < told["other_V"] < -0.2
    assert told[f"other_{CRITICAL}"] == pytest.approx(told[CRITICAL], rel=1e-6)
    assert told["other_with_leak_mA_cm2"] > 1.5 * told["with_leak_mA_cm2"]
    assert np.isfinite(list(told.values())).all()


def test_cells_without_charged_boundaries_are_refused(drawn):
    def of(**interface):
        design = replace(drawn.plant.design, interface={**drawn.plant.design.interface, **interface})
        return replace(drawn, plant=replace(drawn.plant, design=design))

    with pytest.raises(InputError, match="no critical current"):
        saved_by_treatment(of(critical_current="none"))
    with pytest.raises(InputError, match="no charge"):
        saved_along_leak(of(grain_boundary="none"))
    with pytest.raises(InputError, match="0 to 1"):
        saved_by_treatment(drawn, treatment=1.5)
