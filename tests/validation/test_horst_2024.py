"""Dry mixtures of NCM, graphite and iron phosphate with PTFE under the same rolls: that of NCM takes more stress to
compact, has more friction on the wall and makes a thicker film than that of graphite. Horst et al. 2024, Powder
Technol., 10.1016/j.powtec.2024.120451."""

from tests.stations.powder_to_web import bench


def thickness_mm(wall_friction_deg: float, resistance_N_per_mm: float) -> float:
    """Of the film that gravity feeds to one pair of rolls; a film of millimetres gives way only if it is soft."""
    station = bench(
        "film_calender", feed="gravity", thinning_nips=0, wall_friction_deg=wall_friction_deg,
        compaction_resistance_N_per_mm=resistance_N_per_mm,
    )  # fmt: skip
    return station.work().columns["thickness_um"] / 1000


def test_more_friction_and_more_resistance_make_a_thicker_film():
    graphite, ncm = thickness_mm(13, 2), thickness_mm(20, 5)
    rougher, harder = thickness_mm(20, 2), thickness_mm(13, 5)
    print(f"graphite {graphite:.2f} mm, NCM {ncm:.2f} mm; of that friction x {rougher / graphite:.2f}, resistance x "
          f"{harder / graphite:.2f}")  # fmt: skip
    assert ncm > rougher > graphite
    assert ncm > harder > graphite
