"""Levers on the terminal: what each of them moves, by which equation, and what its range does to the nominal cell."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.columns.cells import CELLS
from dbetwin.interface.registry import PHENOMENA
from dbetwin.report.grid import grid
from dbetwin.report.quantities import unit_shown
from dbetwin.study.cell.levers import Levers, Pulled
from dbetwin.study.cell.stack_pressure import FAILURES, OF_THE_MODEL, Best
from dbetwin.units import unit_of

if TYPE_CHECKING:
    from rich.console import Console

ENDS = ("low end", "as it is", "high end")
TOLD_OF_THE_BEST = (
    "capacity_Ah", "usable_soc", "anode_contact_fraction", "cell_asr_ohm_cm2", "specific_energy_Wh_kg",
    *FAILURES, "p_failure",
)  # fmt: skip


def card(found: Levers, best: Best) -> dict[str, Any]:
    """Everything that is shown, ready for JSON."""
    return {
        "plant": found.comer.plant.name,
        "levers": [_lever(each) for each in found.pulled],
        "left_out": dict(found.left_out),
        "stack_pressure": {
            **{name: value for name, value in dataclasses.asdict(best).items() if name != "cell"},
            "told": told(best),
            "cautions": _cautions(found, best),
            "cell": {name: best.cell[name] for name in TOLD_OF_THE_BEST if name in best.cell},
        },
    }


def _lever(each: Pulled) -> dict[str, Any]:
    lever = each.lever
    return {
        "lever": lever.name,
        "moves": each.place.column or each.place.fields[0],
        "what": lever.what,
        "equation": lever.equation,
        "source": lever.source,
        "low": each.low,
        "here": each.here,
        "high": each.high,
        "unit": unit_of(each.place.name.rpartition(".")[2]).replace("-", ""),
        "cell": {name: [cell[name] for cell in each.cells] for name in each.answering},
        "outside": {
            end: [_meaning(name) for name, value in cell.items() if name.startswith("outside_") and value > 0]
            for end, cell in zip(ENDS, each.cells, strict=True)
        },
    }


def _meaning(name: str) -> str:
    return CELLS[name].meaning if name in CELLS else name


def _cautions(found: Levers, best: Best) -> list[str]:
    """What must be known of the models of the failures that decided."""
    phenomena = {OF_THE_MODEL[name] for name in (best.active, *best.set_aside) if name in OF_THE_MODEL}
    chosen = found.comer.design.interface
    cautions = {name: PHENOMENA[name][chosen[name]].caution for name in sorted(phenomena)}
    return [f"{name}: {caution}" for name, caution in cautions.items() if caution]


def told(best: Best) -> list[str]:
    """The best stack pressure in words: where it sits, and what holds it there."""
    span = f"{best.low_MPa:g} to {best.high_MPa:g} MPa"
    said = [
        f"{FAILURES[name]} passes {best.risk:g} at every pressure: pressure does not help it, and it is set aside"
        for name in best.set_aside
    ]
    if best.pressure_MPa is None:
        return [*said, f"no pressure from {span} keeps every failure below {best.risk:g} at once"]
    said.append(
        f"{best.maximised} is most, {best.value:.4g}, at a stack pressure of {best.pressure_MPa:.4g} MPa "
        f"(sought from {span}; {best.value_here:.4g} at the {best.here_MPa:g} MPa in use)"
    )
    if best.active:
        side = "less" if best.active_below else "more"
        said.append(f"with {side} pressure the probability of {FAILURES[best.active]} passes {best.risk:g}")
    elif best.at_bound:
        end = "highest" if best.at_bound == "upper" else "lowest"
        said.append(f"it is the {end} pressure that was asked of: no failure holds it, only that range")
    elif best.responds:
        said.append("nothing holds it there: more pressure gains no more")
    if not best.responds:
        said.append(f"{best.maximised} does not answer to pressure, so the least pressure that is allowed is told")
    least = best.least_for_most_MPa
    if best.responds and least is not None and least < best.pressure_MPa * 0.98:
        said.append(f"99 % of it is there from {least:.3g} MPa on")
    return said


def print_card(console: Console, shown: Mapping[str, Any]) -> None:
    """Print it."""
    console.print(
        f"[bold]levers of {shown['plant']}[/], each moved alone over its range; columns: low end, as it is, high end",
        highlight=False,
    )
    for each in shown["levers"]:
        _print_lever(console, each)
    if shown["left_out"]:
        console.print("[bold underline]no levers of this plant[/]", highlight=False)
    for name, reason in shown["left_out"].items():
        console.print(f"{name}: {reason}", highlight=False, style="dim")
    console.print("[bold underline]stack pressure[/]", highlight=False)
    for sentence in shown["stack_pressure"]["told"]:
        console.print(sentence, highlight=False)
    for caution in shown["stack_pressure"]["cautions"]:
        console.print(f"[yellow]caution[/], {caution}", highlight=False)
    cell = shown["stack_pressure"]["cell"]
    if cell:
        rows = [[name, f"{value:.4g}", unit_shown(name)] for name, value in cell.items()]
        _print_indented(console, rows)


def _print_lever(console: Console, each: Mapping[str, Any]) -> None:
    unit = f" {each['unit']}" if each["unit"] else ""
    span = f"{each['low']:g} to {each['high']:g}{unit}, here {each['here']:.4g}"
    console.print(f"[bold]{each['lever']}[/]: {each['moves']}, {span}", highlight=False)
    console.print(f"  {each['what']}", highlight=False)
    console.print(f"  {each['equation']}  [dim]\\[{each['source']}][/]", highlight=False)
    rows = [[name, *(f"{value:.4g}" for value in values), unit_shown(name)] for name, values in each["cell"].items()]
    if rows:
        _print_indented(console, rows)
    else:
        console.print("    nothing of this cell answers to it over this range", highlight=False)
    for end, meanings in each["outside"].items():
        for meaning in meanings:
            console.print(f"    [bold red]outside validity[/], {end}: {meaning}", highlight=False)


def _print_indented(console: Console, rows: list[list[str]]) -> None:
    from rich.padding import Padding

    console.print(Padding(grid(rows, numbers=len(rows[0]) - 2), (0, 0, 0, 4)), highlight=False)
