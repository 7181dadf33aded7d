"""Microcrystalline cellulose between instrumented rolls, fed by gravity: Johanson's theory predicts how friction and
compressibility act on nip angle and peak pressure. Bindhumadhavan et al. 2005, Chem. Eng. Sci. 60, 3891,
10.1016/j.ces.2005.02.022."""

import math

from dbetwin.physics.film.nip import Powder, Rolls, density_ratio, nip_angle

ROLLS = Rolls(0.2, 1e-3)


def bitten(wall_deg: float, exponent: float) -> tuple[float, float]:
    """Nip angle in degrees, and peak pressure over the pressure at which the powder begins to stick."""
    angle = nip_angle(Powder(math.radians(40), math.radians(wall_deg), exponent), ROLLS)
    return math.degrees(angle), float(density_ratio(angle, ROLLS)) ** exponent


def test_friction_and_compressibility_act_as_measured():
    smooth, rough = bitten(12, 5), bitten(20, 5)
    soft, stiff = bitten(15, 4), bitten(15, 8)
    print(f"friction 12 to 20 deg: nip angle {smooth[0]:.1f} to {rough[0]:.1f} deg, peak x {rough[1] / smooth[1]:.0f}")
    print(f"exponent 4 to 8: nip angle {soft[0]:.1f} to {stiff[0]:.1f} deg, peak x {stiff[1] / soft[1]:.1f}")
    # lubricated rolls bite less and press less
    assert rough[0] > smooth[0]
    assert rough[1] > smooth[1]
    # a powder that gives way easily is bitten from further out
    assert soft[0] > stiff[0]
    assert stiff[1] > soft[1]
