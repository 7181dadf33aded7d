"""Sizes of sold coaters: Jones and Godek 2017, in Developing Solid Oral Dosage Forms, Academic Press, chapter 35.

Product containers from 3.5 inches (100 to 500 g) to 55 inches (up to about 1100 kg), on a bulk of 860 kg/m3. Pellets of
400 um are taken, whose bed has that bulk. These machines guide the powder through a tube; the model has none.
"""

import math

from dbetwin.physics.bed import bubbles
from dbetwin.stations import fluidized_bed_coater as coater
from tests.stations.powder_to_web import DESIGN, bench

INCH, BULK, VOIDAGE = 0.0254, 860.0, 0.45
PELLETS = {
    "granule_d50_um": 400.0, "granule_d10_um": 320.0, "granule_d90_um": 500.0, "fines_fraction": 0.0,
    "granule_density_g_cm3": BULK / (1 - VOIDAGE) / 1e3, "bond_number": 0.05, "fines_bond_number": 0.05,
}  # fmt: skip
SOLD = {3.5: 0.5, 55.0: 1100.0}
"""Diameter of the container in inches to its largest batch in kg."""


def batch(inches: float, mass: float) -> coater.Batch:
    station = bench("fluidized_bed_coater", bed_diameter_m=inches * INCH, lot_kg=mass, u_over_umf=4, solvent="water",
                    inlet_temperature_C=70, drop_um=20)  # fmt: skip
    return coater.batch_of(station.settings, DESIGN, PELLETS, mass)


def test_the_sold_sizes_run_in_the_model_without_slugs() -> None:
    for inches, mass in SOLD.items():
        found = batch(inches, mass)
        depth = mass / (BULK * math.pi / 4 * (inches * INCH) ** 2)
        slug = found.bed.bubble / (inches * INCH)
        print(
            f"{inches} in, {mass} kg: {found.bed.height:.2f} m deep, bulk {depth:.2f} m; bubble over width {slug:.2f}"
        )
        print(f"    turnover {found.bed.turnover_s:.1f} s, gas {3600 * found.spray.gas_kg_s:.0f} kg/h")
        assert math.isclose(found.bed.height, depth, rel_tol=1e-6)
        assert slug < bubbles.SLUGGING
        assert found.bed.velocity < found.bed.entraining


def test_a_batch_far_beyond_the_sold_one_slugs_in_the_small_container() -> None:
    found = batch(3.5, 30 * SOLD[3.5])
    print(f"30 times the batch in 3.5 in: bubble over width {found.bed.bubble / (3.5 * INCH):.2f}")
    assert found.bed.bubble > bubbles.SLUGGING * 3.5 * INCH


def test_a_large_batch_takes_longer_since_gas_goes_with_the_area_and_coat_with_the_mass() -> None:
    small, large = (batch(inches, mass).spray.spray_s for inches, mass in SOLD.items())
    per_area = [mass / inches**2 for inches, mass in SOLD.items()]
    print(f"spray time x{large / small:.1f}, mass per area x{per_area[1] / per_area[0]:.1f}")
    assert math.isclose(large / small, per_area[1] / per_area[0], rel_tol=0.15)
