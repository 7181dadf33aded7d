"""The pilot's powder coated without any liquid: granulator and spray give way to one dry coater."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbetwin.plant.load import load_plant
from dbetwin.plant.nominal import chain
from dbetwin.plant.plant import Plant

LAYOUT = """
name: dry_coat
based_on: pilot
stations:
  granulator: null
  coater:
    kind: dry_coater
    route: {route}
    guest_wt_pct: 1.0
    specific_energy_kJ_per_kg: {energy}
    charging_min: 40
    bed_diameter_m: null
    u_over_umf: null
    inlet_temperature_C: null
    bed_temperature_C: null
    drying_load: null
    target_coat_wt_pct: null
    solution_solids_fraction: null
    spray_time_factor: null
    heat_min: null
    dry_min: null
    cool_min: null
    clean_min: null
    batches_per_clean: null
buffers:
  received_powder:
    to: coater
  granules: null
"""


def plant(folder: Path, route: str, energy: float = 100.0) -> Plant:
    path = folder / "dry_coat.yaml"
    path.write_text(LAYOUT.format(route=route, energy=energy), "utf-8")
    return load_plant(path)


@pytest.mark.parametrize("route", ["mechanofusion", "electrostatic"])
def test_a_dry_coat_reaches_the_cell(tmp_path: Path, route: str) -> None:
    cell = chain(plant(tmp_path, route))[-1].columns
    assert 0.5 < cell["coverage"] < 1
    assert cell["coating_thickness_nm"] > 2
    assert cell["capacity_Ah"] > 9


def test_more_shear_covers_more_and_lowers_the_charge_transfer(tmp_path: Path) -> None:
    little, much = (chain(plant(tmp_path, "mechanofusion", energy))[-1].columns for energy in (30, 60))
    assert much["coverage"] > little["coverage"]
    assert much["cathode_charge_transfer_ohm_cm2"] < little["cathode_charge_transfer_ohm_cm2"]
