"""``dbetwin check``: read a plant, find every mistake, and reckon what it could make, before any simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dbetwin.cli.options import LayoutName, SetValues
from dbetwin.cli.scatter import print_scatter, scatter_data
from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from dbetwin.plant import Plant
    from dbetwin.plant.nominal import Step

CELL_LINES = (
    ("nominal_capacity_Ah", "capacity, nominal"),
    ("capacity_Ah", "capacity, delivered"),
    ("energy_Wh", "energy, delivered"),
    ("nominal_specific_energy_Wh_kg", "specific energy, nominal"),
    ("specific_energy_Wh_kg", "specific energy, delivered"),
    ("energy_density_Wh_L", "energy density, delivered"),
    ("cell_asr_ohm_cm2", "resistance, cell"),
    ("cathode_asr_ohm_cm2", "resistance, cathode"),
    ("anode_asr_ohm_cm2", "resistance, anode"),
    ("anode_ionic_ohm_cm2", "resistance, path in anode"),
    ("separator_asr_ohm_cm2", "resistance, separator"),
    ("cathode_contact_fraction", "contact, cathode"),
    ("anode_contact_fraction", "contact, anode"),
    ("critical_current_mA_cm2", "critical current"),
)


BUSIEST = 6
"""Stations named in the demand arithmetic."""
WIDTH = 110
"""Of the table where no terminal says how wide it is."""


def check(
    layout: LayoutName,
    set_values: SetValues = None,
    chain: Annotated[
        bool, typer.Option("--chain", metavar="", help="Also print the nominal lot after every station.")
    ] = False,
    scatter: Annotated[
        bool, typer.Option("--scatter", metavar="", help="Also print how far the cells will scatter, and why.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print everything as JSON.")] = False,
) -> None:
    """Read a plant and tell its mistakes, ideal capacities, expected bottleneck and nominal cell."""
    from dbetwin.errors import InputError
    from dbetwin.plant import load_plant
    from dbetwin.plant.consistency import nominal_problems
    from dbetwin.plant.nominal import chain as nominal_chain

    plant = load_plant(layout, set_values or [])
    steps = nominal_chain(plant)
    if steps and (problems := nominal_problems(plant, steps[-1].columns)):
        raise InputError(*problems)
    if as_json:
        import json

        typer.echo(json.dumps(_findings(plant, steps) | (scatter_data(plant) if scatter else {}), indent=1))
        return
    _print(plant, steps, whole_chain=chain)
    if scatter:
        print_scatter(plant)


def _findings(plant: Plant, steps: list[Step]) -> dict[str, Any]:
    """What the check finds, ready for JSON."""
    import dataclasses

    from dbetwin.cli.statements import statements
    from dbetwin.plant.capacity import expected_bottleneck, ideal_capacity, longest_path_h, utilisation
    from dbetwin.plant.consistency import nominal_warnings
    from dbetwin.plant.demand import demand
    from dbetwin.plant.notes import notes

    capacities = ideal_capacity(plant)
    busy = utilisation(capacities)
    asked = demand(plant, capacities)
    nominal = dict(steps[-1].columns) if plant.first_cell_station else {}
    rows = [
        {"kind": plant.stations[name].kind, **dataclasses.asdict(each), "utilisation": busy[name]}
        for name, each in capacities.items()
    ]
    return {
        "plant": plant.name,
        "title": plant.title,
        "path": plant.path,
        "layout_hash": plant.layout_hash,
        "overrides": [dataclasses.asdict(each) for each in plant.overrides],
        "notes": notes(plant),
        **statements(plant),
        "stations": rows,
        "bottleneck_expected": expected_bottleneck(plant),
        "lead_time_h": longest_path_h(plant),
        "demand": dataclasses.asdict(asked) if asked else None,
        "nominal_chain": [{"station": step.station, "columns": dict(step.columns)} for step in steps],
        "nominal": nominal,
        "nominal_warnings": nominal_warnings(plant, nominal),
        "outside_models": [f"{step.station}: {model}" for step in steps for model in step.outside],
    }


def _print(plant: Plant, steps: list[Step], *, whole_chain: bool) -> None:
    from dbetwin.cli.statements import statement_lines

    found = _findings(plant, steps)
    console = screen(WIDTH, soft_wrap=True)
    console.print(f"[bold]{plant.title}[/]: {plant.path} holds no mistakes (layout {plant.layout_hash})")
    for override in plant.overrides:
        console.print(f"  set: {override.field} = {override.value} (was {override.was})")
    for note in found["notes"]:
        console.print(f"[bold yellow]note[/]: {note}", highlight=False)
    for line in statement_lines(plant):
        console.print(line, highlight=False, markup=False)
    things = "parts" if plant.is_plain else "cells"
    limits = "; crews do not limit it here" if plant.crews else ""
    console.print(
        f"what each station could make: {things} per working day if nothing ever stopped it, less the mean losses by "
        f"chance, and less its mean time down or under maintenance{limits}:"
    )
    console.print(_stations_table(found, things))
    slowest = found["bottleneck_expected"]
    row = next(each for each in found["stations"] if each["station"] == slowest)
    console.print(
        f"expected bottleneck: [bold]{slowest}[/], {row['cells_per_working_day']:,.0f} {things} per working day, "
        f"{row['cells_per_calendar_day']:,.0f} per calendar day; "
        f"{row['cells_net_per_working_day']:,.0f} per working day net of losses and stops"
    )
    hours = found["lead_time_h"]
    path = f"{hours:,.0f} h ({hours / 24:.1f} days)" if hours >= 1 else f"{hours * 60:.3g} min"
    console.print(f"longest path: {path}, without waiting in buffers")
    _print_demand(console, found)
    _print_cell(console, found["nominal"])
    for warning in found["nominal_warnings"]:
        console.print(f"[bold red]warning[/]: {warning}", highlight=False)
    for model in found["outside_models"]:
        console.print(f"[bold yellow]outside its range[/]: {model}", highlight=False)
    if whole_chain:
        _print_chain(console, steps)


def _stations_table(found: dict[str, Any], things: str) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for heading in ("station", "kind"):
        table.add_column(heading, no_wrap=True)
    for heading in ("n", "ideal/h"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for heading in (f"{things}/day", "less losses", "net of stops", "busy"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in found["stations"]:
        table.add_row(
            row["station"], row["kind"], str(row["machines"]), f"{row['per_hour']:,.1f}", row["unit"],
            f"{row['cells_per_working_day']:,.0f}", f"{row['cells_after_losses_per_working_day']:,.0f}",
            f"{row['cells_net_per_working_day']:,.0f}", f"{row['utilisation']:.2f}",
            style="bold" if row["station"] == found["bottleneck_expected"] else "",
        )  # fmt: skip
    return table


def _print_demand(console: Console, found: dict[str, Any]) -> None:
    asked = found["demand"]
    if asked is None:
        return
    console.print(
        f"demand per year: {asked['good_cells']:,.0f} good cells from {asked['started_cells']:,.0f} started, "
        f"{asked['film_m2']:,.0f} m2 cathode film, {asked['separator_m2']:,.0f} m2 separator, "
        f"{asked['cathode_powder_t']:,.0f} t cathode powder ({asked['active_powder_t']:,.0f} t active)"
    )
    installed = {row["station"]: row["machines"] for row in found["stations"]}
    busiest = sorted(asked["machines"], key=lambda name: -asked["machines"][name] / installed[name])[:BUSIEST]
    shares = ", ".join(f"{name} {asked['machines'][name]:.2f} of {installed[name]}" for name in busiest)
    console.print(f"machines that it keeps busy, at the planner's efficiency: {shares}")


def _print_cell(console: Console, cell: dict[str, float]) -> None:
    from dbetwin.units import unit_of

    known = [(text, cell[name], unit_of(name)) for name, text in CELL_LINES if name in cell]
    if not known:
        return
    console.print("[bold]nominal cell[/]")
    for text, value, unit in known:
        console.print(f"  {text:<28}{value:>12,.4g} {'' if unit == '-' else unit}", highlight=False)


def _print_chain(console: Console, steps: list[Step]) -> None:
    from dbetwin.units import unit_of

    before: dict[str, float] = {}
    for step in steps:
        console.print(f"[bold]{step.station}[/]")
        for name, value in step.columns.items():
            if before.get(name) != value:
                unit = unit_of(name)
                console.print(f"  {name:<44}{value:>14,.6g} {'' if unit == '-' else unit}", highlight=False)
        before = {**before, **step.columns}
