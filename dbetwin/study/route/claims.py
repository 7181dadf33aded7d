"""Published claims of dry electrodes beside what these plants say: the claims of ``claims.yaml``, and residuals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import pandas as pd

from dbetwin.columns.studies.claims import CLAIMS
from dbetwin.study.comparison.matrix import Matrix
from dbetwin.study.comparison.replicated import Replicated, pairs
from dbetwin.study.responses import Response
from dbetwin.study.route.figures import is_wet
from dbetwin.study.scenario.scenario import Scenario
from dbetwin.study.statistics.comparing import percent_of_base
from dbetwin.study.statistics.interval import Estimate, interval
from dbetwin.study.statistics.many import level_of_each

FILE = "claims.yaml"
SHARE = "share"
"""Direction of a claim that is of the wet plant alone."""


@dataclass(frozen=True)
class Claim:
    """Something published of dry electrodes; what each field means stands at the head of ``claims.yaml``."""

    claim: str
    who: str
    source: str
    known: str
    direction: str
    note: str
    published: tuple[float, float] | None = None
    quantity: str = ""


@dataclass(frozen=True)
class HeldAgainst:
    """What the plants of a study say of claims: a dry one against a wet one."""

    dry: str
    wet: str
    percent: Mapping[str, Estimate]
    """Quantity to its difference in percent of the wet plant; of a share, the share of the wet plant itself."""
    why_not: str = ""
    """Why nothing can be held against claims; empty where something can."""


@lru_cache(maxsize=1)
def claims() -> tuple[Claim, ...]:
    """Every claim, those first that can be held against something."""
    from ruamel.yaml import YAML

    written = YAML(typ="safe").load(resources.files(__package__).joinpath(FILE).read_text("utf-8"))
    return tuple(Claim(**{**entry, **_ends(entry)}) for entry in written)


def _ends(entry: Mapping[str, object]) -> dict[str, tuple[float, float]]:
    if not isinstance(ends := entry.get("published"), list):
        return {}
    low, high = ends
    return {"published": (float(low), float(high))}


def held_against(found: Matrix, scenarios: Sequence[Scenario]) -> HeldAgainst:
    """What the plants say of every quantity that a claim is of.

    Parameters
    ----------
    found : Matrix
        The plants and what was looked at.
    scenarios : sequence of Scenario
        The same plants; the first dry one is held against the first wet one.

    Returns
    -------
    HeldAgainst
        With intervals that hold together at the level of the study.
    """
    dry, wet = (_first(found, scenarios, wet=wet) for wet in (False, True))
    if dry is None or wet is None:
        missing = "wet" if wet is None else "dry"
        return HeldAgainst("", "", {}, f"no plant with {missing} electrodes ran, to set beside another")
    sought = {each.quantity: each.direction == SHARE for each in claims() if each.quantity}
    level = level_of_each(found.level, len(sought))
    responses = {each.name: each for each in found.responses}
    told = {name: _percent(dry, wet, responses[name], level, share=share) for name, share in sought.items()}
    return HeldAgainst(dry.name, wet.name, {name: each for name, each in told.items() if each is not None})


def _first(found: Matrix, scenarios: Sequence[Scenario], *, wet: bool) -> Replicated | None:
    names = [each.name for each in scenarios if is_wet(each.plant()) == wet]
    return next((plant for plant in found.plants if plant.name in names and plant.status == "ran"), None)


def _percent(dry: Replicated, wet: Replicated, response: Response, level: float, *, share: bool) -> Estimate | None:
    if share:
        values = list(wet.values(response).values())
        if not values:
            return None
        mean = interval(values, level)
        return Estimate(mean.mean, mean.low, mean.high, level, mean.replications)
    before, after = pairs(wet, dry, response)
    return percent_of_base(before, after, level) if before else None


def claims_table(published: Sequence[Claim], held: HeldAgainst) -> pd.DataFrame:
    """As ``claims`` of a study: one row for each claim."""
    return pd.DataFrame([_row(each, held) for each in published], columns=list(CLAIMS))


def _row(claim: Claim, held: HeldAgainst) -> tuple[str | float | bool, ...]:
    low, high = claim.published or (math.nan, math.nan)
    ours = held.percent.get(claim.quantity)
    told = (ours.value, *map(_bounded, (ours.low, ours.high))) if ours else (math.nan,) * 3
    source = f"{claim.source} ({claim.known})"
    note = " ".join(claim.note.split())
    if claim.quantity:
        note = f"{note}; {held.wet if claim.direction == SHARE else f'{held.dry} less {held.wet}'}" if ours else note
        note = note if ours else f"{note}; {held.why_not or 'no run tells of it'}"
    residual = residual_pct(claim, ours)
    return claim.claim, claim.who, source, low, high, *told, residual, ours is not None, note


def residual_pct(claim: Claim, ours: Estimate | None) -> float:
    """Ours less the middle of what is published, in points; not a number where one of the two is missing."""
    if claim.published is None or ours is None:
        return math.nan
    return ours.value - sum(claim.published) / 2


def _bounded(number: float) -> float:
    return number if math.isfinite(number) else math.nan
