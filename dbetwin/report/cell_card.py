"""One cell on the terminal: what the models say one after the other, what it adds up to, and what limits it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.columns.cells import CELLS
from dbetwin.columns.components import COMPONENTS
from dbetwin.interface.hypothesis import Situation
from dbetwin.report.grid import grid, print_grid
from dbetwin.report.quantities import unit_shown
from dbetwin.study.cell.limiting import limiting, resistance_parts, silicon_losses
from dbetwin.study.cell.one_cell import OneCell, Step, inputs_of
from dbetwin.units import unit_of

if TYPE_CHECKING:
    from rich.console import Console

WORTH = (
    "capacity_Ah", "voltage_V", "energy_Wh", "specific_energy_Wh_kg", "energy_density_Wh_L", "mass_g", "volume_mL",
)  # fmt: skip
CHANCES = ("p_pinhole", "p_filament", "p_short", "p_delamination", "p_ceramic", "p_open", "p_failure")
NOT_LOOKED_AT = ("latent_", "measured_", "outside_", "bad")
"""Beginnings of columns that a cell brings and no model reads."""
SILENT = "quality_"
"""Beginning of columns of a step that a table of their own shows."""
BAR = 30
"""Letters of the longest bar."""
SAME = 1e-9


def card(cell: OneCell) -> dict[str, Any]:
    """Everything that is shown, ready for JSON."""
    comer, design = cell.comer, cell.comer.design
    point, product = design.operating_point, design.product
    return {
        "plant": comer.plant.name,
        "anode": product.anode,
        "separator": product.separator,
        "operating_point": {
            "c_rate": point.c_rate,
            "temperature_C": point.temperature_C,
            "stack_pressure_MPa": point.stack_pressure_MPa,
            "current_mA_cm2": Situation.of(design).current_mA_cm2,
        },
        "changed": [{"field": each.field, "value": each.value, "was": each.was} for each in comer.plant.overrides],
        "comes_in": inputs_of(comer),
        "steps": [_step(step, comer.nominal) for step in cell.steps],
        "resistance_ohm_cm2": resistance_parts(cell.columns),
        "nominal_resistance_ohm_cm2": resistance_parts(comer.nominal),
        "silicon_loss": silicon_losses(cell),
        "failure": {name: cell.columns[name] for name in CHANCES if name in cell.columns},
        "quality": _quality(cell),
        "worth": {name: cell.columns[name] for name in WORTH},
        "nominal_worth": {name: comer.nominal[name] for name in WORTH},
        "outside": [CELLS[name].meaning for name in cell.outside if name in CELLS],
        "limiting": limiting(cell),
    }


def _step(step: Step, nominal: Mapping[str, float]) -> dict[str, Any]:
    return {
        "phenomenon": step.phenomenon,
        "model": step.model,
        "says": step.says,
        "constants": dict(step.constants),
        "columns": {
            name: {"value": value, "unit": unit_shown(name), "meaning": _meaning(name), "nominal": nominal.get(name)}
            for name, value in step.columns.items()
        },
        "caution": step.caution,
    }


def _meaning(name: str) -> str:
    return CELLS[name].meaning if name in CELLS else ""


def _quality(cell: OneCell) -> dict[str, Any]:
    if "quality_index" not in cell.columns:
        return {}
    names = {each: f"quality_{each.replace(' ', '_')}" for each in COMPONENTS}
    known = {each: cell.columns[name] for each, name in names.items() if name in cell.columns}
    nominal = {each: cell.comer.nominal[name] for each, name in names.items() if each in known}
    index = {"index": cell.columns["quality_index"], "nominal_index": cell.comer.nominal["quality_index"]}
    return {**index, "components": known, "nominal_components": nominal}


def print_card(console: Console, shown: Mapping[str, Any]) -> None:
    """Print it."""
    point = shown["operating_point"]
    console.print(
        f"[bold]a cell of {shown['plant']}[/]: {shown['anode']} on a {shown['separator']} separator at "
        f"{point['temperature_C']:g} C, {point['stack_pressure_MPa']:g} MPa and {point['c_rate']:.3g} C "
        f"({point['current_mA_cm2']:.4g} mA/cm2 on a face)",
        highlight=False,
    )
    for each in shown["changed"]:
        now, was = _plain(each["value"]), _plain(each["was"])
        told = "as the plant has it" if now == was else f"was {was}"
        console.print(f"set: {each['field']} = {now} ({told})", highlight=False, markup=False)
    rows = [_row(name, value) for name, value in shown["comes_in"].items() if not name.startswith(NOT_LOOKED_AT)]
    print_grid(console, "as it comes to formation", rows)
    console.print("[bold underline]one phenomenon after the other[/]", highlight=False)
    for step in shown["steps"]:
        if step["columns"]:
            _print_step(console, step)
    absent = [step["phenomenon"] for step in shown["steps"] if not step["columns"]]
    if absent:
        console.print(f"[bold]none[/] of {', '.join(absent)}: these add nothing, and are not reported", highlight=False)
    _print_resistance(console, shown)
    losses = [[cause, f"{taken:.4g}"] for cause, taken in shown["silicon_loss"].items()]
    print_grid(console, "what takes how much of silicon's full charge", losses)
    print_grid(console, "chances of failure", [_row(name, value) for name, value in shown["failure"].items()])
    if shown["quality"]:
        _print_quality(console, shown["quality"])
    rows = [
        [*_row(name, value), _against(value, shown["nominal_worth"][name])] for name, value in shown["worth"].items()
    ]
    print_grid(console, "what it is worth", rows)
    for meaning in shown["outside"]:
        console.print(f"[bold red]outside validity[/]: {meaning}", highlight=False)
    console.print(f"[bold]limiting[/]: {shown['limiting']}", highlight=False)


def _plain(value: object) -> str:
    """300.0 as 300."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _print_step(console: Console, step: Mapping[str, Any]) -> None:
    from rich.padding import Padding

    model = f": {step['model']}" if step["model"] else ""
    console.print(f"[bold]{step['phenomenon']}[/]{model} - {step['says']}", highlight=False)
    columns = {name: each for name, each in step["columns"].items() if not name.startswith(SILENT)}
    rows = [
        [*_row(name, each["value"])[:3], _against(each["value"], each["nominal"]), each["meaning"]]
        for name, each in columns.items()
        if name != "limiting_component" and not (name.startswith("outside_") and not each["value"])
    ]
    if rows:
        console.print(Padding(grid(rows), (0, 0, 0, 2)), highlight=False)
    if step["constants"]:
        told = ", ".join(f"{name} {value:g}{_unit_behind(name)}" for name, value in step["constants"].items())
        console.print(Padding(f"[dim]with {told}[/]", (0, 0, 0, 2)), highlight=False)
    if step["caution"]:
        console.print(Padding(f"[yellow]caution[/]: {step['caution']}", (0, 0, 0, 2)), highlight=False)


def _unit_behind(name: str) -> str:
    unit = unit_of(name.rpartition(".")[2])
    return "" if unit == "-" else f" {unit}"


def _print_resistance(console: Console, shown: Mapping[str, Any]) -> None:
    parts, nominal = shown["resistance_ohm_cm2"], shown["nominal_resistance_ohm_cm2"]
    total, most = sum(parts.values()), max(parts.values(), default=0.0)
    rows = []
    for part, value in parts.items():
        bar = "#" * max(round(BAR * value / most), 1)
        rows.append([part, f"{value:.4g}", f"{value / total:.1%}", bar, _against(value, nominal.get(part, 0.0))])
    rows.append(["total", f"{total:.4g}", "", "", _against(total, sum(nominal.values()))])
    print_grid(console, "resistance, ohm cm2", rows)


def _print_quality(console: Console, quality: Mapping[str, Any]) -> None:
    rows = [
        [name, f"{value:.3f}", _against(value, quality["nominal_components"][name])]
        for name, value in quality["components"].items()
    ]
    rows.append(["index, 0 to 100", f"{quality['index']:.1f}", _against(quality["index"], quality["nominal_index"])])
    print_grid(console, "quality, 1 is best", rows)


def _row(name: str, value: float) -> list[str]:
    return [name, f"{value:.4g}", unit_shown(name), _meaning(name)]


def _against(value: float, nominal: float | None) -> str:
    """The nominal cell's value where it is another."""
    if nominal is None or abs(value - nominal) <= SAME * max(abs(value), abs(nominal)):
        return ""
    return f"nominal {nominal:.4g}"
