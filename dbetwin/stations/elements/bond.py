"""What a laminating nip makes of a bond: its peel strength, and where the law of it was never tried."""

from __future__ import annotations

from dbetwin.documents import sourced
from dbetwin.physics.film.lamination import peel_strength
from dbetwin.stations.contract import StationSettings

TRIED_C = (80.0, 160.0)
TRIED_N_PER_MM = (20.0, 100.0)


class BondSettings(StationSettings):
    """Settings of a station that bonds one layer to another between warm rolls."""

    best_peel_N_per_m: float = sourced(30.0, assumed=(5, 50), note="with plenty of load and heat", gt=0)
    peel_load_scale_N_per_mm: float = sourced(30.0, assumed=(15, 60), gt=0)
    softening_temperature_C: float = sourced(100.0, assumed=(80, 120), note="of the binder in the film")
    peel_width_K: float = sourced(20.0, assumed=(10, 40), gt=0)
    peel_cv: float = sourced(0.10, assumed=(0.05, 0.20), note="roll to roll, as tested", ge=0)


def bond_N_per_m(settings: BondSettings, line_load_N_per_mm: float, temperature_C: float) -> float:
    """Peel strength of what comes out of the nip, its mean."""
    return float(
        peel_strength(
            settings.best_peel_N_per_m,
            line_load_N_per_mm,
            settings.peel_load_scale_N_per_mm,
            settings.softening_temperature_C - temperature_C,
            settings.peel_width_K,
        )
    )


def bond_outside(line_load_N_per_mm: float, temperature_C: float) -> tuple[str, ...]:
    """Ranges of published lamination that these conditions leave."""
    found = []
    if not TRIED_C[0] <= temperature_C <= TRIED_C[1]:
        found.append("lamination outside 80 to 160 C: peel strength")
    if not TRIED_N_PER_MM[0] <= line_load_N_per_mm <= TRIED_N_PER_MM[1]:
        found.append("lamination outside 20 to 100 N/mm: peel strength")
    return tuple(found)
