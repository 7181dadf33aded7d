"""What all stations of cells have in common: rows, columns and mass stay; each cell keeps its own numbers."""

import numpy as np
import pytest

from dbetwin.celldesign.cell import cell_mass_table
from dbetwin.randomness import Nominal
from dbetwin.stations.contract import Condition
from tests.designs import STATIONS, graded, lithium_design, lot_of, sheets, silicon_design, station, walked, work

DESIGNS = [silicon_design(), lithium_design()]


@pytest.mark.parametrize("design", DESIGNS)
def test_no_station_loses_a_row_or_a_column_or_edits_its_input(design):
    cathode, anode = sheets(design, 30, seed=1)
    lot = lot_of(design, cathode.cells)
    stacked = work(
        "stacker", type(lot)(30.0, "cells", 7, design, {}, cathode.cells, {"cathode": cathode, "anode": anode})
    )
    cells = stacked.cells
    for kind in list(STATIONS)[1:]:
        before = {name: values.copy() for name, values in cells.columns.items()}
        after = work(kind, lot_of(design, cells)).cells
        assert set(before) <= set(after.columns)
        assert len(after) == 30
        assert (after.key == cells.key).all()
        assert all((cells[name] == before[name]).all() or np.isnan(before[name]).all() for name in before)
        cells = after


@pytest.mark.parametrize("design", DESIGNS)
def test_what_the_line_adds_is_what_the_cell_weighs(design):
    cells, _ = walked(design)
    table = {name: float(np.ravel(mass)[0]) for name, mass in cell_mass_table(design, cells.columns).items()}
    added = 0.0
    for kind in STATIONS:
        module, settings = station(kind)
        added += 1000 * module.added_kg(settings, design)
    assert added == pytest.approx(table["laminate"] + table["terminals"] + table["extra"])
    assert sum(table.values()) == pytest.approx(float(cells["mass_g"][0]))


def test_a_cell_is_the_same_whatever_stands_beside_it():
    design = graded(silicon_design())
    many, _ = walked(design, 40, seed=2)
    rows = np.array([5, 31])
    alone = work("end_of_line", lot_of(design, many.take(rows))).cells
    assert (alone["measured_energy_Wh"] == many["measured_energy_Wh"][rows]).all()
    formed = work("formation", lot_of(design, many.take(rows))).cells
    assert (formed["cell_asr_ohm_cm2"] == many["cell_asr_ohm_cm2"][rows]).all()


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("stacker", 20, 20 * 31 / 60),
        ("tab_welder", 20, 2.0),
        ("pouch_sealer", 18, 6.0),
        ("isostatic_press", 7, 20.0),
        ("hipot_tester", 20, 5.0),
        ("formation", 256, 1440.0),
        ("ageing", 20, 14 * 1440.0),
        ("end_of_line", 3, 1.0),
    ],
)
def test_how_long_it_takes(kind, cells, expected):
    design = silicon_design()
    module, settings = station(kind)
    lot = lot_of(design, sheets(design, cells, None)[0].cells)
    assert module.minutes(settings, lot, Condition(), Nominal()) == pytest.approx(expected)
    drawn = [module.minutes(settings, lot, Condition(), np.random.default_rng(seed)) for seed in range(400)]
    assert np.mean(drawn) == pytest.approx(expected, rel=0.01)


def test_the_nominal_cell_meets_no_limit():
    cells, rejected = walked(silicon_design(), 500, seed=1)
    assert rejected == {}
    assert cells["bad"].mean() < 0.05


def test_open_limits_reject_nothing():
    design = graded(silicon_design())
    closed = type(design.limits)(**dict.fromkeys(type(design.limits).model_fields, None))
    _, rejected = walked(type(design)(**{**_fields(design), "limits": closed}), 500, seed=1, cathode_porosity=0.3)
    assert sum(int(rows.sum()) for rows in rejected.values()) == 0


def _fields(design):
    return {
        name: getattr(design, name)
        for name in ("product", "operating_point", "limits", "materials", "interface", "nominal")
    }
