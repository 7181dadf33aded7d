"""What is told of silicon taken apart: lines for a terminal, and everything as data."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dbetwin.study.silicon.decoupling import CAUSES, Decomposition, Decoupling
from dbetwin.study.silicon.decoupling_table import Condition

if TYPE_CHECKING:
    from rich.console import Console

FULL, USABLE, REMAINDER = "full charge", "usable", "remainder"
SEEN = 1e-9
"""A remainder above it is told."""
ORDER = "each part is the mean over all orders in which the causes can come, so parts add up and no order is preferred"


def as_data(found: Decoupling, table: Sequence[Condition]) -> dict[str, Any]:
    """Everything, ready for JSON."""
    cells = found.found
    parts = {
        cause.name: {
            "meaning": cause.meaning,
            "mean": float(cells.parts[cause.name].mean()),
            "sd": float(cells.parts[cause.name].std()),
        }
        for cause in CAUSES
    }
    return {
        "plant": found.plant.layout.name,
        "cells": found.cells,
        "seed": found.seed,
        "models_added": dict(found.answering),
        "usable_soc": {"mean": float(cells.usable.mean()), "sd": float(cells.usable.std())},
        "target_soc": found.design.product.silicon_soc_target,
        "asked_soc": float(found.asked_soc.mean()),
        "share_with_enough": enough(found),
        "parts": parts,
        "remainder": float(cells.remainder.mean()),
        "outside": {name: float(flag.mean()) for name, flag in cells.outside.items()},
        "otherwise": {name: _brief(each) for name, each in found.otherwise.items()},
        "table": [dataclasses.asdict(each) for each in table],
    }


def enough(found: Decoupling) -> float:
    """Share of the cells whose silicon can take what their cathode gives."""
    return float((found.found.usable >= found.asked_soc).mean())


def print_decoupling(console: Console, found: Decoupling) -> None:
    """The parts with their meaning, and what else must be known of them."""
    from rich.table import Table

    for sentence in _before(found):
        console.print(sentence, markup=False)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for heading, side in (("", "left"), ("of full charge", "right"), ("sd", "right"), ("what it is", "left")):
        table.add_column(heading, justify="right" if side == "right" else "left")
    cells = found.found
    table.add_row(FULL, "1.0000", "", "Li15Si4 in all of the silicon")
    for cause in CAUSES:
        part = cells.parts[cause.name]
        table.add_row(cause.name, _fall(part.mean()), f"{part.std():.4f}", cause.meaning)
    if abs(cells.remainder.mean()) > SEEN:
        table.add_row(REMAINDER, _fall(cells.remainder.mean()), f"{cells.remainder.std():.4f}", "by none of these")
    table.add_row(USABLE, f"{cells.usable.mean():.4f}", f"{cells.usable.std():.4f}", "state of charge that is left")
    console.print(table)
    for sentence in _after(found):
        console.print(sentence, markup=False)
    _print_unknown(console, found)


def print_table(console: Console, conditions: Sequence[Condition]) -> None:
    """All conditions, a line each."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    names = [cause.name for cause in CAUSES]
    for heading in ("domain nm", "pores/silicon", "stack MPa", "shift mV", USABLE, *names):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("outside its range")
    before = None
    for each in conditions:
        if before not in (None, (each.domain_nm, each.pore_ratio)):
            table.add_section()
        before = (each.domain_nm, each.pore_ratio)
        parts = [_unsigned(each.parts[name]) for name in names]
        told = (f"{each.domain_nm:g}", f"{each.pore_ratio:g}", f"{each.stack_pressure_MPa:g}", f"{each.shift_mV:.2f}")
        table.add_row(*told, f"{each.usable_soc:.3f}", *parts, ", ".join(each.outside))
    console.print(
        "nominal cell; room is void inside the particles; pressure acts through contact; its shift is in stress"
    )
    console.print(table)


def _before(found: Decoupling) -> list[str]:
    point = found.design.operating_point
    sentences = [
        f"{found.plant.layout.name}: what keeps silicon from its full charge, in {found.cells} cells of seed "
        f"{found.seed}, at C-rate {point.c_rate:.3g}, {point.temperature_C:g} C and {point.stack_pressure_MPa:g} MPa",
        ORDER,
    ]
    if found.answering:
        models = ", ".join(f"{phenomenon}: {name}" for phenomenon, name in found.answering.items())
        sentences.append(f"the layout leaves something out, so asked with {models} (--as-written leaves it out)")
    return sentences


def _after(found: Decoupling) -> list[str]:
    target = found.design.product.silicon_soc_target
    sentences = [
        f"laid out for {target:g}, of which the cathode asks {found.asked_soc.mean():.3f}: {enough(found):.1%} of the "
        "cells can take that; where they cannot, the anode limits the capacity"
    ]
    for name, flag in found.found.outside.items():
        sentences.append(f"outside its range: {name} in {flag.mean():.1%} of the cells")
    return sentences


def _brief(found: Decomposition) -> dict[str, float]:
    """Means: what is usable, and the parts."""
    return {USABLE: float(found.usable.mean()), **{name: float(part.mean()) for name, part in found.parts.items()}}


def _print_unknown(console: Console, found: Decoupling) -> None:
    """The same parts with what is unknown set otherwise."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    table.add_column("what no measurement decides, set otherwise", no_wrap=True)
    for heading in (USABLE, *(cause.name for cause in CAUSES)):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, each in {"as above": found.found, **found.otherwise}.items():
        told = _brief(each)
        table.add_row(name, f"{told[USABLE]:.3f}", *(_unsigned(told[cause.name]) for cause in CAUSES))
    console.print(table)


def _fall(value: float) -> str:
    """What is taken, with its sign; nothing has none."""
    told = f"{-value:+.4f}"
    return told if float(told) else "0.0000"


def _unsigned(value: float) -> str:
    """A part; what is nothing but for rounding has no sign."""
    return f"{value if abs(value) > SEEN else 0.0:.3f}"
