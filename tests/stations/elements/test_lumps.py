"""Lumps of the spray coater: how many its settings make, and how they are judged."""

from dbetwin.stations import fluidized_bed_coater as coater
from tests.stations.powder_to_web import DESIGN, GRANULES, bench, causes, generators

KIND = "fluidized_bed_coater"


def at_work(**changed: object) -> coater.Batch:
    """How the bench's batch runs."""
    station = bench(KIND, **changed)
    return coater.batch_of(station.settings, DESIGN, GRANULES, station.settings.lot_kg)


def granules(factor: float) -> dict[str, float]:
    """Granules of another size, the Bond number along with it."""
    sizes = {name: factor * size for name, size in GRANULES.items() if name.endswith("_um")}
    return {**GRANULES, **sizes, "bond_number": GRANULES["bond_number"] / factor**3}


def test_the_reference_spray_rate_agglomerates_half_to_two_percent() -> None:
    shares = [bench(KIND).work(rng).columns["agglomerate_fraction"] for rng in generators(400)]
    inside = sum(0.005 <= share <= 0.02 for share in shares) / len(shares)
    assert inside > 0.9
    for end in (5e-6, 2e-5):  # of the range of the fitted constant
        assert 0.0045 < at_work(bridge_survival=end).lumps.share < 0.022


def test_fine_granules_clump_more_since_their_bridges_outlive_the_bed() -> None:
    shares = [
        bench(KIND).work(inputs={"powder": granules(factor)}).columns["agglomerate_fraction"]
        for factor in (0.6, 0.8, 1.0, 1.5, 2.0)
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 1.2 * shares[2] > 1.4 * shares[4]


def test_some_lots_beyond_the_limit_of_agglomerates_pass_and_some_within_do_not() -> None:
    def judged(**changed: float) -> list[tuple[bool, bool]]:
        lots = [bench(KIND, bridge_survival=1.9e-5, **changed).work(rng) for rng in generators(200)]
        return [(lot.columns["agglomerate_fraction"] > 0.02, "agglomerates" in causes(lot)) for lot in lots]

    drawn, exact = judged(), judged(agglomerate_assay_cv=0.0)
    assert all(beyond == out for beyond, out in exact)
    assert [beyond for beyond, _ in drawn] == [beyond for beyond, _ in exact]
    assert (True, False) in drawn
    assert (False, True) in drawn


def test_bridges_that_never_hold_make_no_lumps() -> None:
    assert bench(KIND, bridge_survival=0.0).work().columns["agglomerate_fraction"] == 0.0
