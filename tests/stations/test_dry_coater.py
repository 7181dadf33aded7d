import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbetwin.stations import dry_coater as coater
from tests.stations.powder_to_web import DESIGN, bench, causes, generators

DRY = "dry_coater"
EVEN = {"grain_cv": 0.0, "stagnant_fraction": 0.0}


def test_with_guests_to_spare_the_uncovered_share_falls_exponentially_with_energy() -> None:
    for energy in (20.0, 50.0, 100.0, 200.0):
        station = bench(DRY, specific_energy_kJ_per_kg=energy, guest_wt_pct=3.0, guest_nm=1.0, **EVEN)
        assert station.work().columns["coverage"] == pytest.approx(-math.expm1(-energy / 33), rel=0.02)


def test_scarce_guests_cannot_cover_the_powder_at_any_energy() -> None:
    scarce = bench(DRY, specific_energy_kJ_per_kg=200.0, guest_wt_pct=0.2, **EVEN)
    offered = coater.layers(scarce.settings, DESIGN)[1]
    assert offered < 1
    assert scarce.work().columns["coverage"] <= -math.expm1(-offered)


def test_without_energy_or_guests_the_powder_stays_bare() -> None:
    for nothing in ({"specific_energy_kJ_per_kg": 0.0}, {"guest_wt_pct": 0.0}):
        station = bench(DRY, **nothing)
        assert station.work().columns["coating_thickness_nm"] == 0.0
        assert coater.added_kg(station.settings, DESIGN) == 0.0
        assert causes(station.work()) == []


@given(st.floats(20, 200), st.floats(0.1, 5.0), st.floats(5, 50), st.floats(10, 100))
def test_no_more_guests_stick_than_were_given(energy: float, guests: float, size: float, layer: float) -> None:
    station = bench(
        DRY, specific_energy_kJ_per_kg=energy, guest_wt_pct=guests, guest_nm=size, layer_energy_kJ_per_kg=layer
    )
    assert 0 < coater.coat_ratio(station.settings, DESIGN) <= guests / 100
    columns = station.work().columns
    assert columns["coating_thickness_nm"] > 0
    assert 0 < columns["coverage"] < 1
    more = bench(
        DRY, specific_energy_kJ_per_kg=1.2 * energy, guest_wt_pct=guests, guest_nm=size, layer_energy_kJ_per_kg=layer
    )
    assert more.work().columns["coverage"] >= columns["coverage"]


def test_energy_costs_time_and_so_does_charging() -> None:
    assert bench(DRY).minutes() == pytest.approx(20 + 100e3 / 100 / 60)
    assert bench(DRY, route="electrostatic").minutes() == pytest.approx(50)


def test_charging_attaches_by_time_and_not_by_energy() -> None:
    short, long = (bench(DRY, route="electrostatic", charging_min=time).work().columns for time in (10, 40))
    assert long["coverage"] > short["coverage"] + 0.05
    assert bench(DRY, route="electrostatic", specific_energy_kJ_per_kg=5).work().columns == (
        bench(DRY, route="electrostatic").work().columns
    )


def test_energy_that_may_break_grains_is_told() -> None:
    assert bench(DRY, specific_energy_kJ_per_kg=250).work().outside == (coater.TOO_MUCH_ENERGY,)
    assert bench(DRY).work().outside == ()


def test_limits_bite() -> None:
    assert causes(bench(DRY, agglomerates=0.03).work()) == ["agglomerates"]
    loose = bench(DRY, attachment_cv=0.1, thickness_assay_cv=0.3)
    assert "coat thickness" in {cause for rng in generators(50) for cause in causes(loose.work(rng))}
