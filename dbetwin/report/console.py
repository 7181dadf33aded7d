"""The end of a run in the terminal: what the plant delivered, what it lost most, what to try next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dbetwin.wording import measured

if TYPE_CHECKING:
    from rich.table import Table

    from dbetwin.outcome.account import Account
    from dbetwin.runs import Run

LINES = {
    "good_parts_per_hour": "good parts",
    "good_parts_per_day": "good parts",
    "wip_parts": "parts in the plant",
    "good_cells_per_day": "good cells",
    "good_energy_kWh_per_day": "delivered energy",
    "cell_yield": "cell yield, from stacking on",
    "rolled_throughput_yield": "yields of all stations, multiplied",
    "specific_energy_Wh_kg": "specific energy (good cells)",
    "cell_asr_ohm_cm2": "resistance (all cells)",
    "cathode_contact_fraction": "cathode contact (all cells)",
    "anode_contact_fraction": "anode contact (all cells)",
    "lead_time_h": "lead time",
    "escapes_ppm": "of the passed cells, bad ones",
    "overkill_pct": "of the rejected cells, good ones",
    "good_rejected_pct": "of the good cells, rejected ones",
}

THOUSAND = 1000
MOST_SHOWN = 3
"""Balances that do not close that the terminal shows."""


def print_summary(run: Run, account: Account, kpis: Mapping[str, Any]) -> None:
    """Print the summary of a finished run."""
    from rich.console import Console

    from dbetwin.outcome.yields import largest_losses

    console = Console(highlight=False)
    info = run.info
    console.print(
        f"\n[bold]{info.get('title') or info['plant']}[/bold], "
        f"{measured(kpis['measured_days'], str(info.get('start', 'steady')), float(info.get('warmup_days', 0)))}, "
        f"seed {info['seed']}"
    )
    if info.get("status", "complete") != "complete":
        console.print(
            f"[bold red]{info['status']}[/bold red]: simulated until day {float(info['simulated_until_day']):.4g}"
        )
    console.print(figures(kpis))
    console.print(
        f"bottleneck: [bold]{kpis['bottleneck']}[/bold], {kpis['bottleneck_active_share']:.0%} of its time active "
        f"(expected: {kpis.get('bottleneck_expected') or '-'}; why: sheet Bottleneck)"
    )
    ladder = account.ladder
    used_up = float(ladder["remaining"].iloc[0])
    losses = largest_losses(ladder)
    unit = "cell equivalents" if account.makes_cells else account.piece_unit
    console.print(f"largest losses, in {unit} of what was used up:" if losses else "nothing was lost")
    for station, cause, kind, lost in losses:
        console.print(f"  {lost / used_up:6.2%}  {station}: {cause} ({kind})")
    cautions = info.get("cautions") or ()
    for warning in (each for each in kpis["validity_warnings"] if each not in cautions):
        console.print(f"[yellow]warning[/yellow]: {warning}")
    for note in info.get("notes", ()):
        console.print(f"note: {note}")
    if cautions:
        console.print(f"{len(cautions)} cautions about the models in use: sheet Validity warnings")
    for line in open_balances(account):
        console.print(f"[bold red]a balance does not close[/bold red]: {line}")
    console.print(f"report: {run.folder / 'report.xlsx'}", soft_wrap=True)
    console.print(f"try next: [bold]{next_command(run, kpis)}[/bold]", soft_wrap=True)


def open_balances(account: Account) -> list[str]:
    """What does not add up, the first few lines of it."""
    table = account.balances
    wrong = table[~table["ok"]]
    told = [
        f"{row['check']} at {row['place']}: {row['left']:.9g} against {row['right']:.9g} {row['unit']}"
        for row in wrong.head(MOST_SHOWN).to_dict("records")
    ]
    rest = len(wrong) - len(told)
    return [*told, f"{rest} more, see the sheet Checks of the report"] if rest else told


def figures(kpis: Mapping[str, Any]) -> Table:
    """The figures of the summary as a table: mean and, where cells differ, their 5 to 95 % range."""
    from rich.table import Table

    from dbetwin.columns.kpis import KPIS

    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column()
    table.add_column(justify="right")
    of_cells = {"lead_time_h": "lead time (good cells)"} if "good_cells_per_day" in kpis else {}
    for name, words in (LINES | of_cells).items():
        value = kpis.get(name)
        if value is None:
            continue
        unit = "" if KPIS[name].unit == "-" else KPIS[name].unit
        if isinstance(value, dict):
            spread = f"{shown(value['p5'])} to {shown(value['p95'])}"
            table.add_row(words, shown(value["mean"]), unit, f"5 to 95 %: {spread}")
        else:
            table.add_row(words, shown(value), unit, "")
    return table


def shown(value: float) -> str:
    """Four significant figures, thousands apart."""
    if abs(value) >= THOUSAND:
        return f"{value:,.0f}"
    return f"{value:.4g}"


def next_command(run: Run, kpis: Mapping[str, Any]) -> str:
    """One what-if that bears on the bottleneck of this run."""
    name = kpis["bottleneck"]
    machines = next((int(each["machines"]) for each in run.info["stations"] if each["name"] == name), 1)
    kept = [f"--set {each['field']}={each['value']}" for each in run.info.get("overrides", ())]
    kept = [each for each in kept if not each.startswith(f"--set {name}.machines=")]
    changes = " ".join([*kept, f"--set {name}.machines={machines + 1}"])
    days = f"--days {run.info['days']:g} " if "days" in run.info else ""
    return f"dbetwin run {run.info.get('layout', run.info['plant'])} {days}--seed {run.info['seed']} {changes}"
