"""The line's books as the tables of a run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dbetwin.columns.buffers import BETWEEN, BUFFERS
from dbetwin.columns.column import Table
from dbetwin.columns.crews import CREWS
from dbetwin.columns.days import DAYS
from dbetwin.columns.flows import FLOWS
from dbetwin.columns.losses import LOSSES
from dbetwin.columns.machines import MACHINES, STATES
from dbetwin.columns.outside import OUTSIDE
from dbetwin.columns.progress import PROGRESS
from dbetwin.line.ledger import Reading
from dbetwin.line.line import Line
from dbetwin.line.parts import PartsLine
from dbetwin.plant.capacity import unit_worth
from dbetwin.runs.parquet import write

Rows = list[dict[str, Any]]


def write_tables(line: Line | PartsLine, folder: Path) -> None:
    """Write the small tables: machines, flows, losses, models outside their range, buffers, progress, days, crews."""
    worth = dict(unit_worth(line.plant))
    for table, rows in (
        (MACHINES, machines(line)),
        (FLOWS, flows(line, worth)),
        (LOSSES, losses(line, worth)),
        (OUTSIDE, outside(line)),
        (BUFFERS, buffers(line)),
        (PROGRESS, progress(line)),
        (DAYS, days(line)),
        (CREWS, crews(line)),
    ):
        write(folder / f"{table.name}.parquet", table, _columns(table, rows))


def _columns(table: Table, rows: Rows) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in table}


def machines(line: Line | PartsLine) -> Rows:
    """How each machine spent the window."""
    return [
        {
            "station": name, "machine": sheet.number, "ideal_min": sheet.ideal_min,
            "lots": sheet.lots, "stops": sheet.stops,
            **{f"{state}_min": sheet.minutes[state] for state in STATES},
        }
        for name, post in line.posts.items()
        for sheet in post.sheets
    ]  # fmt: skip


def _readings(line: Line | PartsLine) -> tuple[Reading, Reading]:
    assert line.closed is not None
    return line.opened or line.closed, line.closed


def flows(line: Line | PartsLine, worth: Mapping[str, float]) -> Rows:
    """Amounts and masses through each station in the window."""
    first, last = _readings(line)
    rows: Rows = []
    for name, post in line.posts.items():
        made, good, lost, mass_in, mass_added, mass_good, mass_lost, back, mass_back = (
            after - before for before, after in zip(first.stations[name], last.stations[name], strict=True)
        )
        rows.append(
            {
                "station": name, "unit": post.unit, "made": made, "good": good, "lost": lost, "sent_back": back,
                "stock_change": last.held_made[name] - first.held_made[name],
                "mass_in_kg": mass_in, "mass_added_kg": mass_added, "mass_good_kg": mass_good,
                "mass_lost_kg": mass_lost, "mass_sent_back_kg": mass_back,
                "mass_stock_change_kg": last.held_kg[name] - first.held_kg[name],
                "cells_per_unit": worth.get(name, 0.0),
            }
        )  # fmt: skip
    return rows


def losses(line: Line | PartsLine, worth: Mapping[str, float]) -> Rows:
    """What was lost, by place, cause and kind; lost buffers count as what their filler made."""
    specs = line.plant.buffers
    rows: Rows = []
    for (place, cause, kind, unit), (amount, mass) in line.ledger.losses.items():
        if place in line.posts:
            each = worth.get(place, 0.0)
        else:
            consumer, fillers = specs[place].to_station, specs[place].from_stations
            made_here = len(fillers) == 1 and fillers[0] in line.posts
            each = worth.get(fillers[0], 0.0) if made_here else _worth_for(line, place, consumer, worth)
        rows.append(
            {
                "station": place, "cause": cause, "kind": kind, "unit": unit,
                "amount": amount, "mass_kg": mass, "cell_equivalents": amount * each,
            }
        )  # fmt: skip
    return rows


def _worth_for(line: Line | PartsLine, name: str, consumer: str, worth: Mapping[str, float]) -> float:
    """Of what is bought, or comes from several stations: what its taker makes of it."""
    per_unit = line.posts[consumer].per_unit[line.plant.buffers[name].port]
    return worth.get(consumer, 0.0) / per_unit


def outside(line: Line | PartsLine) -> Rows:
    """For how many of its lots a station used a model outside its range."""
    finished = {name: sum(sheet.lots for sheet in post.sheets) for name, post in line.posts.items()}
    return [
        {"station": name, "model": model, "lots": lots, "of": finished[name]}
        for (name, model), lots in sorted(line.ledger.outside.items())
    ]


def buffers(line: Line | PartsLine) -> Rows:
    """What went through each buffer, and how full it was."""
    first, last = _readings(line)
    length = max(line.window.end - line.window.start, 1e-9)
    rows: Rows = []
    for name, buffer in line.buffers.items():
        spec = line.plant.buffers[name]
        moved = [after - before for before, after in zip(first.buffers[name], last.buffers[name], strict=True)]
        rows.append(
            {
                "buffer": name, "from_station": BETWEEN.join(spec.from_stations), "to_station": spec.to_station,
                "unit": spec.unit,
                "capacity": None if buffer.capacity == float("inf") else buffer.capacity,
                "amount_in": moved[0], "amount_out": moved[1], "amount_expired": moved[2], "amount_back": moved[6],
                "level_start": first.levels[name][0], "level_end": last.levels[name][0],
                "level_mean": buffer.account.level_integral / length, "sojourn": buffer.account.sojourn,
                "lots_mean": buffer.account.lots_integral / length,
                "mass_back_kg": moved[7], "mass_in_kg": moved[3], "mass_out_kg": moved[4], "mass_expired_kg": moved[5],
                "mass_start_kg": first.levels[name][1], "mass_end_kg": last.levels[name][1],
            }
        )  # fmt: skip
    return rows


def progress(line: Line | PartsLine) -> Rows:
    """Pieces between their start and the warehouse."""
    found = line.ledger.progress
    length = max(line.window.end - line.window.start, 1e-9)
    return [
        {
            "unit": "parts" if line.plant.is_plain else "cells", "amount_in": found.entered, "amount_out": found.left,
            "level_start": found.level_start, "level_end": line.under_way_at_end, "level_mean": found.area / length,
            "sojourn": found.stays,
        }
    ]  # fmt: skip


def crews(line: Line | PartsLine) -> Rows:
    """How busy the people were; the fast path knows no crews."""
    window = line.window
    return [
        {
            "crew": name, "people": crew.people, "busy_min": crew.busy_min,
            "manned_min": crew.people * crew.hours.on_minutes(window.start, window.end),
        }
        for name, crew in (line.crews.items() if isinstance(line, Line) else ())
    ]  # fmt: skip


def days(line: Line | PartsLine) -> Rows:
    """One row per measured day, days without any event included."""
    plant, start = line.plant, line.window.start
    count = round((line.window.end - start) / 1440 + 0.499999)
    first = plant.calendar.start_date + datetime.timedelta(days=round(start / 1440))
    rows: Rows = []
    for number in range(count):
        account = line.ledger.days[number]
        begin = start + number * 1440
        rows.append(
            {
                "day": number, "date": (first + datetime.timedelta(days=number)).isoformat(),
                "working": plant.calendar.on_minutes(begin, begin + 1440) > 0,
                "started_cells": account.started, "good_cells": account.good, "rejected_cells": account.rejected,
                "good_parts": account.good_parts, "good_energy_kWh": account.energy_Wh / 1000,
                "wip_lots": account.wip_lots, "wip_cells": account.wip_cells, "wip_parts": account.wip_parts,
            }
        )  # fmt: skip
    return rows
