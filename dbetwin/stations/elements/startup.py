"""What a web line scraps until its web is steady, at the start of a roll and after each stop in it."""

from __future__ import annotations

from pydantic import Field

from dbetwin.documents import sourced
from dbetwin.physics.film.settling import settling_cv
from dbetwin.stations.contract import Loss, Material, StationSettings


class StartSettings(StationSettings):
    """Settings of a line that makes a web and needs a while to make it well."""

    startup_m: float = Field(ge=0, description="scrapped at the start of each roll, until the web is steady")
    restart_m: float = sourced(
        5.0, assumed=(0, 20), note="scrapped after each stop in a roll: failure, web break, night", ge=0
    )
    settling_deviation: float = sourced(
        0.02, assumed=(0.0, 0.05), note="of the dose right after a start, relative", ge=0
    )


class StartupSettings(StartSettings):
    """The same of a line whose settling is not modelled further."""

    settling_m: float = sourced(10.0, assumed=(3, 50), note="over which the web settles after a start", gt=0)


def startup_losses(settings: StartSettings, lot: Material) -> tuple[Loss, ...]:
    """Web scrapped at the start of the roll and at each start in it."""
    start = min(settings.startup_m, lot.amount)
    again = min(settings.restart_m * lot.restarts, lot.amount - start)
    losses = (Loss("start-up", "handling", start), Loss("restart", "handling", again))
    return tuple(loss for loss in losses if loss.amount > 0)


def along_cv(settings: StartupSettings, lot: Material, steady_cv: float) -> float:
    """Relative scatter along a roll: that of the steady web, and what is left of the transients after its starts."""
    return with_starts(settings, lot, steady_cv, settings.settling_m)


def with_starts(settings: StartSettings, lot: Material, steady_cv: float, settling_m: float) -> float:
    """The same for a web that settles over a length of its own."""
    first = settling_cv(settings.settling_deviation, settling_m, settings.startup_m, lot.amount)
    later = settling_cv(settings.settling_deviation, settling_m, settings.restart_m, lot.amount)
    return float((steady_cv**2 + first**2 + lot.restarts * later**2) ** 0.5)
