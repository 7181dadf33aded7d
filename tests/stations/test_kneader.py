import pytest

from tests.stations.powder_to_web import bench, causes


def test_energy_draws_fibrils_and_takes_time() -> None:
    short, usual = (bench("kneader", specific_energy_kJ_per_kg=energy) for energy in (30, 100))
    assert usual.work().columns["fibrillation"] == pytest.approx(1 - 2.718281828**-2.5, abs=1e-4)
    assert usual.minutes() == pytest.approx(20, abs=0.1)
    assert short.minutes() < usual.minutes()
    assert causes(usual.work()) == []


def test_too_little_or_too_cold_holds_no_film() -> None:
    for poor in (bench("kneader", specific_energy_kJ_per_kg=20), bench("kneader", temperature_C=15)):
        assert causes(poor.work()) == ["fibrillation"]
        assert causes(poor.with_limits(fibrillation_min=None).work()) == []


def test_over_kneading_cuts() -> None:
    best, over = (bench("kneader", specific_energy_kJ_per_kg=energy).work() for energy in (120, 600))
    assert over.columns["fibrillation"] < best.columns["fibrillation"]
