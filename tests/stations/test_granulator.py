import math

import pytest

from dbetwin.stations import granulator
from tests.stations.powder_to_web import bench, generators


def test_three_routes() -> None:
    as_delivered = bench("powder_receiving").work().columns
    assert as_delivered["bond_number"] == pytest.approx(430, rel=0.02)
    routes = {route: bench("granulator", route=route).work(inputs={"powder": as_delivered}).columns for route in
              ("granulate", "flow_aid", "none")}  # fmt: skip
    assert routes["none"] == as_delivered
    assert routes["flow_aid"]["bond_number"] == pytest.approx(26, rel=0.02)
    assert routes["flow_aid"]["granule_d50_um"] == as_delivered["granule_d50_um"]
    assert routes["granulate"]["bond_number"] == pytest.approx(0.78, rel=0.01)
    assert routes["granulate"]["fines_fraction"] > 0
    assert routes["granulate"]["fines_bond_number"] == as_delivered["bond_number"]
    assert routes["flow_aid"]["fines_bond_number"] == routes["flow_aid"]["bond_number"]


def test_granules_spread_about_their_median_as_set() -> None:
    made = bench("granulator", size_spread=0.4).work(generators(1)[0]).columns
    spread = math.log(made["granule_d90_um"] / made["granule_d10_um"]) / 2.563
    assert spread == pytest.approx(0.4, rel=1e-3)
    assert made["granule_d10_um"] * made["granule_d90_um"] == pytest.approx(made["granule_d50_um"] ** 2)


def test_what_leaves_is_told_without_a_lot_to_draw() -> None:
    station = bench("granulator")
    figures = granulator.figures(station.settings, station.lot())
    assert figures["geldart_group"] == "B"
    assert figures["sauter_diameter_um"] == pytest.approx(95.6, abs=0.1)
    undone = bench("granulator", route="none")
    assert granulator.figures(undone.settings, undone.lot())["geldart_group"] == "C"


def test_nothing_done_takes_no_time() -> None:
    assert bench("granulator", route="none").minutes() == 0
    assert bench("granulator").minutes() == pytest.approx(90)
