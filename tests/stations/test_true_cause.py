"""What is truly wrong with a cell: written down where it arises, and never read by an inspection."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dbetwin.columns.causes import CODES, FAILURES, TRUE_CAUSES
from dbetwin.stations import KINDS, station
from dbetwin.stations.elements.inspection import rejected_by
from dbetwin.stations.elements.true_cause import with_truth
from tests.designs import STATIONS, graded, lithium_design, lot_of, sheets, silicon_design, walked, work

ROWS = 20_000


def named(codes):
    return [TRUE_CAUSES[int(code)] for code in codes]


def test_what_was_wrong_first_stays_the_cause():
    first = with_truth({}, {"hole": np.array([1.0, 0.0, 0.0])})
    later = with_truth(first, {"uncovered edge": np.array([1.0, 1.0, 0.0])})
    assert named(later["true_cause"]) == ["hole", "uncovered edge", "good"]
    assert later["bad"].tolist() == [1, 1, 0]


@pytest.mark.parametrize("later", range(1, len(FAILURES)))
def test_of_failures_found_together_the_earlier_named_counts(later):
    both = {FAILURES[later]: np.ones(1), FAILURES[later - 1]: np.ones(1)}
    assert named(with_truth({}, both)["true_cause"]) == [FAILURES[later - 1]]


def test_of_missed_specifications_the_largest_excess_counts_and_a_failure_before_any():
    failed = {"plating": np.array([0.0, 0.0, 0.0, 1.0])}
    excess = {
        "capacity": np.array([0.1, 0.3, -0.1, 0.3]),
        "resistance": np.array([0.2, 0.2, 0.0, 0.2]),
        "energy": np.array([0.05, 0.1, -0.2, 0.4]),
    }
    assert named(with_truth({}, failed, excess)["true_cause"]) == ["resistance", "capacity", "good", "plating"]


def test_a_cell_that_nobody_judged_yet_is_not_bad():
    known = {"true_cause": np.array([np.nan, CODES["hole"]])}
    assert named(with_truth(known, {"plating": np.array([0.0, 1.0])})["true_cause"]) == ["good", "hole"]


@pytest.fixture(scope="module")
def pilot():
    return walked(graded(silicon_design()), ROWS, seed=1, defects_per_m2=0.3)


def test_a_cell_is_bad_if_and_only_if_it_has_a_cause(pilot):
    cells, _ = pilot
    assert (cells["bad"] == (cells["true_cause"] > 0)).all()
    assert 0 < cells["bad"].sum() < ROWS


def test_each_cause_is_what_its_columns_say(pilot):
    cells, _ = pilot
    nominal, cause = graded(silicon_design()).nominal, cells["true_cause"]
    assert ((cause == CODES["hole"]) == (cells["latent_pinhole"] > 0)).all()
    resistance = cells["cell_asr_ohm_cm2"] / (1.1 * nominal["cell_asr_ohm_cm2"]) - 1
    capacity = 1 - cells["capacity_Ah"] / (0.97 * nominal["capacity_Ah"])
    whole = cells["latent_pinhole"] == 0
    assert ((cause == CODES["resistance"]) == (whole & (resistance > 0) & (resistance > capacity))).all()
    assert (cause[whole & (capacity > 0) & (capacity > resistance)] >= CODES["capacity"]).all()


def test_a_hole_is_known_at_the_hi_pot_test_already():
    rejected_early = work("hipot_tester", before("hipot_tester", graded(silicon_design()), defects_per_m2=0.3))
    cells, leaks = rejected_early.cells, rejected_early.rejected["pinhole short"]
    assert leaks.sum() > 50
    assert set(named(cells["true_cause"][leaks & (cells["latent_pinhole"] > 0)])) == {"hole"}


def test_an_uncovered_edge_stays_known_after_the_hi_pot_test():
    lot = before("hipot_tester", graded(silicon_design()))
    cells = lot.cells.with_columns(latent_edge=(np.arange(ROWS) < 7) * 1.0, overhang_mm_worst=-0.1)
    after = work("hipot_tester", lot_of(lot.design, cells)).cells
    assert (after["true_cause"][:7] == CODES["uncovered edge"]).all()
    assert (after["bad"][:7] == 1).all()


def test_formation_knows_every_failure_even_where_nobody_looked_before():
    lot = before("formation", graded(silicon_design()))
    cells = lot.cells.take(slice(0, 4)).with_columns(
        latent_edge=np.array([1.0, 0, 0, 1]), latent_pinhole=np.array([0, 1.0, 0, 1]), true_cause=0.0
    )
    found = named(work("formation", lot_of(lot.design, cells)).cells["true_cause"])
    assert found[:2] + found[3:] == ["uncovered edge", "hole", "uncovered edge"]


def test_lithium_that_expired_bears_its_cause():
    cells, _ = walked(graded(lithium_design()), 3, seed=1, **{"anode:lithium_exposure_Pa_h": 1e4})
    assert named(cells["true_cause"]) == ["lithium too long in air"] * 3


def test_a_filament_shorts_a_cell_without_a_hole():
    cells, _ = walked(graded(lithium_design({"stack_pressure_MPa": 1.0})), 200, seed=1)
    assert {"filament", "hole"} >= set(named(cells["true_cause"]))
    assert (cells["true_cause"] == CODES["filament"]).mean() > 0.9


# --- no inspection reads the truth ----------------------------------------------------------------------------------


def before(kind, design, **changes):
    """The lot that comes to a station of the cell half."""
    cathode, anode = sheets(design, ROWS, 1, **changes)
    lot = replace(lot_of(design, cathode.cells, cathode.columns), inputs={"cathode": cathode, "anode": anode})
    for each in STATIONS:
        if each == kind:
            break
        lot = lot_of(design, work(each, lot).cells)
    return lot


JUDGING = [kind for kind in KINDS if kind in STATIONS and getattr(station(kind), "REJECTS", ())]
"""The impedance tester, which the usual line does not have, is tried in its own file."""


def judging_design(make):
    design = graded(make())
    return replace(design, limits=design.limits.model_copy(update={"overhang_min_mm": 0.6}))


@pytest.mark.parametrize("make", [silicon_design, lithium_design])
@pytest.mark.parametrize("kind", JUDGING)
def test_whatever_is_true_the_same_readings_are_graded_the_same(monkeypatch, make, kind):
    module, design = station(kind), judging_design(make)
    lot = before(kind, design, defects_per_m2=0.3)
    honest = work(kind, lot).rejected
    handed = []

    def poisoned(judge, settings, cells, design):
        """What is true is scrambled once it has been measured."""
        spoilt = {name: np.full(len(cells), np.nan) for name in cells.columns if not name.startswith("measured_")}
        handed.append(rejected_by(judge, settings, cells.with_columns(**spoilt), design))
        return handed[-1]

    monkeypatch.setattr(module, "rejected_by", poisoned)
    again = work(kind, lot).rejected
    assert again is handed[0]
    assert again.keys() == honest.keys() == set(module.REJECTS)
    assert any(rows.any() for rows in honest.values())
    assert all((again[cause] == rows).all() for cause, rows in honest.items())


def test_a_judge_that_asks_for_the_truth_is_handed_nothing():
    lot = before("hipot_tester", graded(silicon_design()))
    with pytest.raises(KeyError, match="latent_edge"):
        rejected_by(lambda _, readings, __: {"seen through": readings["latent_edge"]}, None, lot.cells, lot.design)
