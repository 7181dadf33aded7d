"""A station alone, on the terminal: what comes in, what goes on inside, what leaves, what limits it, what to mind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from dbetwin.documents import provenance_of
from dbetwin.plant.alone import Response, Scatter, Stand, incoming
from dbetwin.plant.assumptions import assumptions
from dbetwin.report.grid import print_grid
from dbetwin.report.quantities import unit_shown
from dbetwin.stations.contract import StationSettings

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

WORTH_A_WORD = 0.1
"""Share of the nominal lot that is refused from which the settings, not chance, are to blame."""
MOST_COLUMNS = 8
"""Points of a sweep that the terminal shows."""
ROUNDING = 1e-9
"""Scatter over the mean, below which it is that of rounded sums."""
OF_EVERY_STATION = frozenset(StationSettings.model_fields) - {"handling_loss_pct"}


def card(each: Stand, found: Response, many: Scatter) -> dict[str, Any]:
    """Everything that is shown, ready for JSON."""
    return {
        "station": each.name,
        "kind": each.settings.kind,
        "plant": each.plant.name,
        "amount": each.lot.amount,
        "unit": each.lot.unit,
        "minutes": found.minutes,
        "settings": _settings(each),
        "choices": _choices(each),
        "inputs": incoming(each),
        "consumption": dict(each.plant.module(each.name).consumption(each.settings, each.plant.design)),
        "inside": dict(found.figures),
        "outputs": {
            name: {"nominal": found.columns[name], "mean": many.mean[name], "sd": many.deviation[name]}
            for name in found.changed
            if name in many.mean
        },
        "nominal_cell": dict(each.cell),
        "lots": many.lots,
        "losses": dict(many.losses),
        "nominal_losses": dict(found.losses),
        "stops_per_lot": dict(many.stops),
        "limits": _limits(each),
        "warnings": _warnings(each, found),
    }


def _settings(each: Stand) -> list[dict[str, Any]]:
    """Settings that are the station's own, with where their values come from."""
    prefix = f"{each.name}."
    rows = [row for row in assumptions(each.plant) if row["field"].startswith(prefix)]
    own = [{**row, "field": row["field"].removeprefix(prefix)} for row in rows]
    own = [row for row in own if row["field"].partition(".")[0] not in OF_EVERY_STATION]
    return [{**row, "meaning": _meaning(each, row["field"]) or row["note"]} for row in own]


def _choices(each: Stand) -> list[dict[str, Any]]:
    """Settings that are words: routes, laws, materials; and what else they could be, where that is fixed."""
    told = {row["field"].partition(".")[0] for row in _settings(each)} | OF_EVERY_STATION
    return [
        {
            "field": name,
            "value": getattr(each.settings, name),
            "known": [str(one) for one in get_args(known.annotation)],
        }
        for name, known in type(each.settings).model_fields.items()
        if name not in told and isinstance(getattr(each.settings, name), str)
    ]


def _meaning(each: Stand, field: str) -> str:
    """What the station says of a setting, or of its default."""
    known = type(each.settings).model_fields.get(field)
    told = provenance_of(known)
    return (known.description or "" if known else "") or (told.note if told else "")


def _limits(each: Stand) -> dict[str, float]:
    names: Iterable[str] = getattr(each.plant.module(each.name), "LIMITS", ())
    known = each.plant.design.limits.model_dump()
    return {name: known[name] for name in names if known[name] is not None}


def _warnings(each: Stand, found: Response) -> list[str]:
    said = [fault.what + (f": {fault.remedy}" if fault.remedy else "") for fault in each.faults]
    said += found.outside
    said += [
        f"{row['field']} = {row['value']:g} lies outside the range assumed of it, {row['low']:g} to {row['high']:g}"
        for row in _settings(each)
        if isinstance(row["value"], int | float) and row["low"] is not None and not _inside(row)
    ]
    lost = [
        f"of the nominal lot {100 * found.losses[cause]:.3g} % is refused: {cause}"
        for cause in found.refused
        if found.losses[cause] > WORTH_A_WORD
    ]
    return [*dict.fromkeys(said), *lost]


def _inside(row: Mapping[str, Any]) -> bool:
    return bool(row["low"] <= row["value"] <= row["high"])


def print_card(console: Console, shown: Mapping[str, Any]) -> None:
    """Print it."""
    lot = f"{shown['amount']:g} {shown['unit']} in {shown['minutes']:.4g} min"
    console.print(f"[bold]{shown['station']}[/] ({shown['kind']}) of {shown['plant']}: {lot}", highlight=False)
    print_grid(console, "settings", _setting_rows(shown["settings"]))
    print_grid(console, "choices", [_choice_row(row) for row in shown["choices"]])
    for port, columns in shown["inputs"].items():
        taken = shown["consumption"].get(port)
        each = "" if taken is None else f", {taken:.4g} per {shown['unit'].rstrip('s')}"
        print_grid(console, f"in: {port}{each}", [_value(name, value) for name, value in columns.items()])
    print_grid(console, "inside", [_value(name, value) for name, value in shown["inside"].items()])
    rows = [
        [*_value(name, out["nominal"]), f"mean {out['mean']:.4g}, sd {_scatter(out):.2g}"]
        for name, out in shown["outputs"].items()
    ]
    print_grid(console, f"out: the nominal lot, and {shown['lots']} with their own draws", rows)
    print_grid(
        console, "the nominal cell it leads to", [_value(name, value) for name, value in shown["nominal_cell"].items()]
    )
    losses = [[cause, f"{100 * share:.3g}", "% of what is made"] for cause, share in shown["losses"].items()]
    losses += [[cause, f"{number:.3g}", "stops a lot"] for cause, number in shown["stops_per_lot"].items()]
    print_grid(console, "lost and stopped", losses)
    print_grid(console, "limits it is judged by", [_value(name, value) for name, value in shown["limits"].items()])
    for warning in shown["warnings"]:
        console.print(f"[bold red]warning[/]: {warning}", highlight=False)


def _setting_rows(settings: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    rows = []
    for row in settings:
        unit = "" if row["unit"] == "-" else row["unit"]
        span = "" if row["low"] is None else f"{row['low']:g} to {row['high']:g}"
        origin = "set here" if row["overridden"] else row["source"] or ("assumed" if row["assumed"] else "")
        rows.append([row["field"], _number(row["value"]), unit, origin, span, row["meaning"]])
    return rows


def _choice_row(row: Mapping[str, Any]) -> list[str]:
    others = [one for one in row["known"] if one != row["value"]]
    return [row["field"], "", row["value"], f"or {', '.join(others)}" if others else ""]


def _value(name: str, value: float | str) -> list[str]:
    """Name, number, unit; words stand where they may be long."""
    if isinstance(value, str):
        return [name, "", value]
    return [name, _number(value), unit_shown(name)]


def _scatter(out: Mapping[str, float]) -> float:
    return 0.0 if out["sd"] < ROUNDING * abs(out["mean"]) else out["sd"]


def _number(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def print_sweep(console: Console, table: pd.DataFrame, names: Sequence[str]) -> None:
    """Print how the named quantities answer; of many points, so many as fit, evenly chosen."""
    from rich.table import Table

    count = len(table)
    shown = sorted({round(place * (count - 1) / (MOST_COLUMNS - 1)) for place in range(MOST_COLUMNS)})
    shown = list(range(count)) if count <= MOST_COLUMNS else shown
    printed = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    printed.add_column(str(table.index.name), no_wrap=True)
    printed.add_column("unit", no_wrap=True)
    for place in shown:
        printed.add_column(f"{table.index[place]:.4g}", justify="right", no_wrap=True)
    for name in names:
        values = [f"{table[name].iloc[place]:.4g}" for place in shown]
        printed.add_row(name, unit_shown(name), *values)
    console.print(printed if names else f"nothing here answers to {table.index.name}", highlight=False)
    for sentence in dict.fromkeys(sentence for told in table["warnings"] for sentence in told):
        where = [value for value, told in zip(table.index, table["warnings"], strict=True) if sentence in told]
        at = f"{table.index.name} {where[0]:.4g} to {where[-1]:.4g}, {len(where)} of {count} points"
        console.print(f"[bold red]warning[/]: {sentence} ({at})", highlight=False)
