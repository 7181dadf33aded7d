"""What holds for every station from powder to magazine."""

import numpy as np
import pytest

from dbetwin.columns.lots import LOTS
from dbetwin.randomness import Nominal
from dbetwin.stations.contract import Condition, StationSettings
from tests.stations.powder_to_web import DESIGN, SETTINGS, bench, generators

KINDS = tuple(SETTINGS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_module_has_the_shape_of_a_station(kind: str) -> None:
    station = bench(kind)
    module = station.module
    assert kind == module.KIND
    assert issubclass(module.Settings, StationSettings)
    assert set(module.MOUNTS) <= set(module.PORTS)
    assert set(module.consumption(station.settings, DESIGN)) == set(module.PORTS)
    worn = module.worn(station.settings, Condition(), station.lot())
    assert worn.amount == station.lot().amount


@pytest.mark.parametrize("kind", [kind for kind in KINDS if bench(kind).module.OUTPUT == "kg"])
def test_a_kilogram_out_is_a_kilogram_in(kind: str) -> None:
    station = bench(kind)
    taken = sum(station.module.consumption(station.settings, DESIGN).values())
    assert taken + station.module.added_kg(station.settings, DESIGN) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_declared_whole_and_finite(kind: str) -> None:
    for rng in (Nominal(), *generators(5)):
        columns = bench(kind).work(rng).columns
        assert set(columns) <= set(LOTS)
        assert all(np.isfinite(value) for value in columns.values())
        assert all(value == int(value) for name, value in columns.items() if name.endswith("_lot"))


@pytest.mark.parametrize("kind", KINDS)
def test_losses_fit_into_the_lot_and_inputs_stay_untouched(kind: str) -> None:
    station = bench(kind)
    lot = station.lot()
    before = {port: dict(material.columns) for port, material in lot.inputs.items()}
    for rng in generators(20):
        result = station.work(rng)
        assert all(0 < loss.amount <= lot.amount for loss in result.losses)
    assert {port: dict(material.columns) for port, material in lot.inputs.items()} == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_draws_make_the_same_lot(kind: str) -> None:
    station = bench(kind)
    first, second = (station.work(generators(1, seed=5)[0]) for _ in range(2))
    assert first.columns == second.columns
    assert first.losses == second.losses


@pytest.mark.parametrize("kind", KINDS)
def test_no_quality_limit_bites_while_the_nominal_cell_is_worked_out(kind: str) -> None:
    station = bench(kind)
    blind = type(station)(kind, station.settings, type(DESIGN)(*[getattr(DESIGN, name) for name in (
        "product", "operating_point", "limits", "materials", "interface")]))  # fmt: skip
    kinds = {loss.cause for loss in blind.work(Nominal()).losses if loss.kind == "quality"}
    # the cutter's finds are counted, and so expected, even then
    assert kinds <= {"pinhole found"}


@pytest.mark.parametrize("kind", KINDS)
def test_time_scatters_about_its_mean(kind: str) -> None:
    station = bench(kind, time_cv=0.1)
    times = [station.module.minutes(station.settings, station.lot(), Condition(), rng) for rng in generators(4000)]
    assert sum(times) / len(times) == pytest.approx(station.minutes(), rel=0.01)
    assert min(times) > 0
