"""The coater and the calender matter: five changes to the pilot, each with what is expected of it beforehand.

A sign is the expected direction (+, -, or 0 for no effect), its reason stands beside it. All runs share one seed,
so what a change does not touch keeps its random numbers and stays where it was.
"""

from __future__ import annotations

import pytest

from dbetwin.outcome.kpis import measure
from dbetwin.runs import Run, simulate
from tests.whole_plant.variants import pilot

MEASURES = ("cathode contact", "anode contact", "resistance", "Wh/kg", "yield")

# The limit on resistance is that of the pilot as written, whatever is changed in how it is made; so whatever raises
# the resistance pushes cells over it.
EXPECTED = {
    # half the coat: the grains are covered worse, so charge passes only where coat and electrolyte meet; contact is
    # a matter of pores, which the coat does not change
    "coater.spray_time_factor=0.5": {
        "cathode contact": "0", "anode contact": "0", "resistance": "+", "Wh/kg": "-", "yield": "-",
    },
    # grains that are rarely sprayed: a tail of bare grains raises the charge transfer, pores stay as they are
    "coater.stagnant_fraction=0.3": {
        "cathode contact": "0", "anode contact": "0", "resistance": "+", "Wh/kg": "-", "yield": "-",
    },
    # half the line load leaves pores that the press closes only in part: less contact, longer ionic path
    "calender_cathode.line_load_N_per_mm=300": {
        "cathode contact": "-", "anode contact": "0", "resistance": "+", "Wh/kg": "-", "yield": "-",
    },
    # less pressure in the press: more pores in both electrodes, less of the anode's asperities flattened
    "press.pressure_MPa=200": {
        "cathode contact": "-", "anode contact": "-", "resistance": "+", "Wh/kg": "-", "yield": "-",
    },
    # twelve times the water vapour: a thicker film on the garnet, which the waiting time of each roll scatters
    "room.dew_point_C=-40": {
        "cathode contact": "0", "anode contact": "0", "resistance": "+", "Wh/kg": "-", "yield": "-",
    },
}  # fmt: skip
SMALLEST = {"cathode contact": 0.002, "anode contact": 0.002, "resistance": 0.5, "Wh/kg": 0.1, "yield": 0.005}
"""What counts as a change: more than which lot happens to meet which."""


def outcome(run: Run) -> dict[str, float]:
    kpis = measure(run)
    return {
        "cathode contact": kpis["cathode_contact_fraction"]["mean"],
        "anode contact": kpis["anode_contact_fraction"]["mean"],
        "resistance": kpis["cell_asr_ohm_cm2"]["mean"],
        "Wh/kg": kpis["specific_energy_Wh_kg"]["mean"],
        "yield": kpis["cell_yield"],
    }


@pytest.fixture(scope="module")
def changes(pilot_run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("changes")
    base = outcome(pilot_run)
    moved = {}
    for number, change in enumerate(EXPECTED):
        found = outcome(simulate(pilot(change), days=7, seed=1, out=folder / str(number)))
        moved[change] = {name: value - base[name] for name, value in found.items()}
    return base, moved


def sign(name: str, difference: float) -> str:
    return "0" if abs(difference) < SMALLEST[name] else "+" if difference > 0 else "-"


def test_five_changes(changes, capsys):
    base, moved = changes
    with capsys.disabled():
        print(f"\n{'change':42s}" + "".join(f"{name:>22s}" for name in MEASURES))
        print(f"{'the pilot as it is':42s}" + "".join(f"{base[name]:22.4g}" for name in MEASURES))
        for change, differences in moved.items():
            cells = [f"{differences[name]:+.4g} ({EXPECTED[change][name]})" for name in MEASURES]
            print(f"{change:42s}" + "".join(f"{cell:>22s}" for cell in cells))
    found = {
        change: {name: sign(name, difference) for name, difference in differences.items()}
        for change, differences in moved.items()
    }
    assert found == EXPECTED


def test_each_change_moves_resistance_or_yield(changes):
    _, moved = changes
    for change, differences in moved.items():
        assert any(sign(name, differences[name]) != "0" for name in ("resistance", "yield")), change
