"""Coating 50 um glass beads by an aerosol: Zhang, Hoffmann, Tsotsas 2020, Processes 8, 1525, 10.3390/pr8121525.

Published: cores below 200 um agglomerate under a usual spray, droplets below 1 um avoid it; a moderate temperature is
best; a lower feed rate raises the yield; a thinner solution makes a worse layer. The pilot's coater is compared, since
loads and gas flows of the experiment were not read.
"""

import numpy as np

from dbetwin.physics.coat.spray import LARGEST_DROP
from dbetwin.stations import fluidized_bed_coater as coater
from tests.stations.powder_to_web import DESIGN, GRANULES, bench, causes

SPRAYED = 0.8 * (70 - 40)
"""Drying load times the gas's cooling of the pilot: the same solvent per gas at any temperature."""


def at_work(**changed: float) -> coater.Batch:
    station = bench("fluidized_bed_coater", **changed)
    return coater.batch_of(station.settings, DESIGN, GRANULES, 50.0)


def sound_coat(**changed: float) -> float:
    """Sprayed solids that end as coat on granules that have not clumped; none in a batch that is lost."""
    station = bench("fluidized_bed_coater", **changed)
    batch = at_work(**changed)
    return batch.spray.efficiency * (1 - batch.lumps.share) if causes(station.work()) == ["fines"] else 0.0


def test_a_usual_spray_binds_fine_cores_and_an_aerosol_coats_them() -> None:
    # cores and droplets in um: usual nozzles give about 40; no drop dries on its way, so that the same lands of each
    found = {}
    for core, droplet, coats in ((500, 40, True), (50, 40, False), (50, 1, True)):
        sizes = {name: value * core / 100 for name, value in GRANULES.items() if name.endswith("_um")}
        station = bench("fluidized_bed_coater", drop_um=droplet, flight_s=1e-6)
        found[core, droplet] = coater.batch_of(station.settings, DESIGN, {**GRANULES, **sizes}, 50.0).lumps.share
        print(
            f"{droplet} um on {core} um: {found[core, droplet]:.2%} agglomerated "
            f"(published: {'coats' if coats else 'binds'})"
        )
        assert (droplet <= LARGEST_DROP * core) == coats
    limit = DESIGN.limits.agglomerate_fraction_max
    assert limit is not None
    assert found[50, 1] < limit < 5 * limit < found[50, 40]
    # coarse cores stand such drops: by the model hardly, 3.2 % where 2 % are allowed
    assert found[500, 40] < 0.2 * found[50, 40]


def test_cores_below_200_um_agglomerate_under_a_spray_that_larger_ones_stand() -> None:
    found = {}
    for size in (50.0, 100.0, 200.0, 400.0):
        sizes = {name: value * size / 100 for name, value in GRANULES.items() if name.endswith("_um")}
        station = bench("fluidized_bed_coater")
        batch = coater.batch_of(station.settings, DESIGN, {**GRANULES, **sizes}, 50.0)
        found[size] = batch.lumps.share
    print("lumps by core size in um:", {size: f"{share:.2%}" for size, share in found.items()})
    assert found[50.0] > 2 * found[200.0]
    assert found[50.0] > found[100.0] > found[200.0] > found[400.0]


def test_a_moderate_temperature_is_best() -> None:
    temperatures = np.arange(36.0, 121.0, 4.0)
    sound = [
        sound_coat(inlet_temperature_C=t, bed_temperature_C=20.0, drying_load=SPRAYED / (t - 20)) for t in temperatures
    ]
    best = int(np.argmax(sound))
    print(
        f"best at {temperatures[best]:.0f} C: {sound[best]:.3f} of the solids; {sound[0]:.3f} at 36 C (lost), "
        f"{sound[-1]:.3f} at {temperatures[-1]:.0f} C (dust)"
    )
    assert 0 < best < len(sound) - 1
    assert sound[best] > 1.1 * max(sound[0], sound[-1])


def test_spraying_slower_makes_fewer_lumps() -> None:
    slow, fast = at_work(drying_load=0.5), at_work(drying_load=1.0)
    print(
        f"half the rate: lumps {fast.lumps.share:.2%} to {slow.lumps.share:.2%}, but dust {fast.spray.dust_share:.1%} "
        f"to {slow.spray.dust_share:.1%}: of the coat {slow.spray.efficiency / fast.spray.efficiency - 1:+.1%}"
    )
    assert slow.lumps.share < 0.75 * fast.lumps.share
