"""The key figures of a run, as ``kpis.json`` holds them; every name is declared in ``dbetwin.columns.kpis``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from dbetwin.columns.periods import BLOCKED, STARVED
from dbetwin.errors import StalledError
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.confusion import confusion_matrix, escapes_by_cause_ppm, named_cells, overkill_by_cause_pct
from dbetwin.outcome.ends import end_stations
from dbetwin.outcome.flow import largest_residual
from dbetwin.outcome.grading import cause_shares, component_shares, escapes_ppm, good_rejected_pct, overkill_pct
from dbetwin.outcome.resources import electrode_electricity, machines, scrapped, solvents, staff
from dbetwin.outcome.validity import OF_ALL_CELLS, OF_GOOD_CELLS, validity_warnings
from dbetwin.outcome.yields import branch_yields, loss_shares, rolled_throughput_yield
from dbetwin.wording import counted

if TYPE_CHECKING:
    from dbetwin.runs import Run

TARGET_WH_KG = 400.0
HOURS_PER_DAY = 24.0
ROUNDING = 1e-9
WAITS_FOR = {STARVED: "input from", BLOCKED: "room in"}


def measure(run: Run | Account) -> dict[str, Any]:
    """What the plant delivered in the measured window.

    Parameters
    ----------
    run : Run or Account
        A run folder, or the account that was taken of it.

    Returns
    -------
    dict
        Key figures by name, ready for JSON; units stand in the names and in ``dbetwin.columns.kpis``.

    Raises
    ------
    StalledError
        Nothing was finished in the window; the message says how far the material came.

    Notes
    -----
    All figures come from the tallies, the small tables and the periods of the machines, so they are the same whichever
    cell rows are kept. A plant of plain machines is told in parts and leaves the figures of cells out.

    Examples
    --------
    >>> measure(run)["good_cells_per_day"]
    94.0
    """
    return key_figures(take_account(run))


def key_figures(account: Account) -> dict[str, Any]:
    """Key figures of an account already taken.

    Parameters
    ----------
    account : Account
        Tables of a run.

    Returns
    -------
    dict
        As from :func:`measure`.

    Raises
    ------
    StalledError
        As :func:`measure`.

    Examples
    --------
    >>> round(key_figures(account)["rolled_throughput_yield"], 2)
    0.81
    """
    refuse_if_stalled(account)
    if account.makes_cells:
        made = {**_rates(account), **_yields(account), **_cell_yields(account), **_cells(account), **_progress(account)}
    else:
        made = {**_part_rates(account), **_yields(account)}
    figures = {**made, **_line(account), **_trust(account)}
    return {name: _plain(value) for name, value in figures.items()}


def refuse_if_stalled(account: Account) -> None:
    """Key figures of a window in which nothing was finished would be nonsense: say why there are none.

    Parameters
    ----------
    account : Account
        Tables of a run.

    Returns
    -------
    None
        If anything was finished, good or rejected.

    Raises
    ------
    StalledError
        Nothing was.

    Examples
    --------
    >>> refuse_if_stalled(account)
    """
    flows = account.tables["flows"]
    reached = flows[flows["made"] > 0]["station"].tolist()
    if account.measured_days > 0 and not set(reached).isdisjoint(end_stations(account.tables["buffers"])):
        return
    furthest = f"material came as far as {reached[-1]!r}" if reached else "no station made anything"
    why = account.info.get("stalled") or "; ".join(waiting_at_the_end(account))
    raise StalledError(
        f"no key figures: nothing was finished in the {counted(account.measured_days, 'measured day')}; {furthest}. "
        + (f"{why[0].upper()}{why[1:]}" if why else "Measure more days, or start from a full line (--start steady)")
    )


def waiting_at_the_end(account: Account) -> list[str]:
    """Stations that stand when the window ends, and the buffers that they wait for.

    Parameters
    ----------
    account : Account
        Tables of a run.

    Returns
    -------
    list of str
        One text for each station none of whose machines is active, in the order of the line.

    Examples
    --------
    >>> waiting_at_the_end(account)
    ['film waits for room in film_roll', 'stack waits for room in tray']
    """
    periods = account.periods
    last = periods[periods["end_min"] >= account.window_min[1] - ROUNDING]
    told = []
    for station, rows in last.groupby("station", sort=False, observed=True):
        if rows["state"].isin([STARVED, BLOCKED]).all():
            waits = dict.fromkeys(zip(rows["state"].astype(str), rows["place"].astype(str), strict=True))
            what = ", ".join(f"{WAITS_FOR[state]} {place or 'the plan'}" for state, place in waits)
            told.append(f"{station} waits for {what}")
    order = [str(each["name"]) for each in account.stations]
    return sorted(told, key=lambda text: order.index(text.partition(" ")[0]))


def _rates(account: Account) -> dict[str, Any]:
    days = account.measured_days
    working = account.working_days
    daily = account.tables["days"]
    energy = float(daily["good_energy_kWh"].sum())
    yearly = account.info.get("working_days_per_year")
    figures = {
        "measured_days": days,
        "working_days": working,
        "started_cells": round(account.started),
        "good_cells": round(account.good),
        "rejected_cells": int(daily["rejected_cells"].sum()),
        "started_cells_per_day": account.started / days,
        "good_cells_per_day": account.good / days,
        "good_cells_per_working_day": account.good / working if working else None,
        "good_energy_kWh_per_day": energy / days,
        "scrap_cells_per_day": scrapped(account.ladder) / days,
    }
    if yearly and working:
        figures["good_energy_MWh_per_year"] = energy / working * float(yearly) / 1000
    return figures


def _part_rates(account: Account) -> dict[str, Any]:
    """Output of a plain plant: parts, and no cells."""
    return {
        "measured_days": account.measured_days,
        "working_days": account.working_days,
        "started_parts": account.started,
        "good_parts": account.good,
        "good_parts_per_hour": account.good / account.measured_days / HOURS_PER_DAY,
        "good_parts_per_day": account.good / account.measured_days,
        "wip_parts": float(account.tables["progress"]["level_mean"].iloc[0]),
    }


def _yields(account: Account) -> dict[str, Any]:
    yields, lost = account.yields, loss_shares(account.ladder)
    return {
        "rolled_throughput_yield": rolled_throughput_yield(yields),
        "yield_per_branch": branch_yields(yields, account.tables["buffers"], account.stations),
        "yield_per_station": _by_station(yields, "yield"),
        **{f"{kind}_loss_pct": share for kind, share in lost.items()},
        "scrap_pct": sum(lost.values()),
    }


def _cell_yields(account: Account) -> dict[str, Any]:
    table, limiting = account.fates, account.histograms.get(("limiting_component", "good"))
    matrix = confusion_matrix(table)
    return {
        "cell_yield": rolled_throughput_yield(account.yields, account.piece_unit),
        "escapes_ppm": escapes_ppm(table),
        "overkill_pct": overkill_pct(table),
        "good_rejected_pct": good_rejected_pct(table),
        "causes": cause_shares(table, "rejected"),
        "escapes_by_true_cause_ppm": escapes_by_cause_ppm(matrix),
        "overkill_by_graded_cause_pct": overkill_by_cause_pct(matrix),
        "confusion": named_cells(matrix),
        "limiting_components": component_shares(limiting) if limiting is not None else {},
    }


def _progress(account: Account) -> dict[str, Any]:
    """Cells under way, and what their energy took."""
    daily = account.tables["days"]
    delivered = float(daily["good_energy_kWh"].sum())
    return {
        "stack_to_finish_h": account.stack_to_finish_h,
        "wip_cells": float(account.tables["progress"]["level_mean"].iloc[0]),
        "electricity_kWh_per_kWh": account.electricity_kWh / delivered if delivered else None,
        **_per_delivered(account, delivered),
    }


def _per_delivered(account: Account, delivered_kWh: float) -> dict[str, Any]:
    """What electrodes take per delivered energy, where the run knows which stations make them."""
    electrodes = electrode_electricity(account.electricity_by_place_kWh, account.stations)
    if electrodes is None or not delivered_kWh:
        return {}
    left = solvents(account.tables["flows"], account.stations)
    return {
        "electrode_electricity_kWh_per_kWh": electrodes / delivered_kWh,
        "solvent_kg_per_kWh": {solvent: kg / delivered_kWh for solvent, kg in left.items()},
    }


def _line(account: Account) -> dict[str, Any]:
    found = account.constraint
    return {
        "oee_per_station": _by_station(account.times, "oee"),
        "utilisation_per_station": _by_station(account.times, "utilisation"),
        "bottleneck": found.station,
        "bottleneck_active_share": found.active_share,
        "bottleneck_by_active_period": _largest(account.bottlenecks, "momentary"),
        "bottleneck_by_average_active_period": _largest(account.bottlenecks, "mean_min"),
        "momentary_bottleneck_per_station": _by_station(account.bottlenecks, "momentary"),
        "bottleneck_expected": account.info.get("bottleneck_expected"),
        "lead_time_h": account.lead_time_h,
        "wip_lots": float(account.tables["days"]["wip_lots"].mean()),
        "electricity_kWh": account.electricity_kWh,
        "electricity_per_station_kWh": account.electricity_by_place_kWh,
        "machines": sum(machines(account.stations).values()),
        "machines_per_station": machines(account.stations),
        "staff_per_shift": staff(account.stations),
    }


def _cells(account: Account) -> dict[str, Any]:
    known = account.histograms
    figures: dict[str, Any] = {name: known[name, "all"].stats() for name in OF_ALL_CELLS if (name, "all") in known}
    figures |= {name: known[name, "good"].stats() for name in OF_GOOD_CELLS if (name, "good") in known}
    specific = known.get(("specific_energy_Wh_kg", "good"))
    if specific is not None:
        figures["share_above_400_Wh_kg"] = specific.share_above(TARGET_WH_KG)
    return figures


def _trust(account: Account) -> dict[str, Any]:
    return {
        "balances_ok": bool(account.balances["ok"].all()),
        "littles_law_ok": largest_residual(account.little) <= ROUNDING,
        "validity_warnings": validity_warnings(account.info, account.histograms, account.tables["outside"]),
    }


def _largest(table: pd.DataFrame, column: str) -> str | None:
    return None if table.empty else str(table["station"].iloc[int(table[column].argmax())])


def _by_station(table: pd.DataFrame, column: str) -> dict[str, float]:
    return {str(name): float(value) for name, value in zip(table["station"], table[column], strict=True)}


def _plain(value: Any) -> Any:
    """Numbers that JSON knows: no NaN, no numpy."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value
