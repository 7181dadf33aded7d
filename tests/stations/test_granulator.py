import pytest

from tests.stations.powder_to_web import bench


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


def test_nothing_done_takes_no_time() -> None:
    assert bench("granulator", route="none").minutes() == 0
    assert bench("granulator").minutes() == pytest.approx(90)
