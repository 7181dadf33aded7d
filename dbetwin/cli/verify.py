"""``dbetwin verify``: run the textbook lines and hold them against their known answers."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dbetwin.cli.pool import pool
from dbetwin.cli.screen import screen

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from rich.console import Console

    from dbetwin.study.verification.case import Case
    from dbetwin.study.verification.verify import Verdict

FAILED = 1
"""Exit code when an answer is missed."""
WIDTH = 132
"""Of the table where no terminal says how wide it is."""
RELATIONS = {"is": "", "is exactly": "= ", "is below": "< ", "is above": "> ", "is always below": "< "}


def verify(
    wanted: Annotated[
        str | None, typer.Option("--cases", metavar="1,5", help="Only the cases of these numbers.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; by default one per core.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of all random numbers.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Print the verdicts as JSON.")] = False,
) -> None:
    """Run textbook lines with known answers on this engine; exit code 1 when one of them is missed.

    Each reference is reckoned from its formula or Markov chain. A case passes when the reference lies in the interval
    of the simulated mean; the intervals are so wide that all of them hold at once in 99 of 100 engines without fault.
    Case 20, two machines in slotted time, is left out: the clock here is continuous.
    """
    from dbetwin.study.verification.cases import cases
    from dbetwin.study.verification.verify import level_of

    known = cases()
    chosen, level, processes = _chosen(known, wanted), level_of(known), jobs or os.cpu_count() or 1
    started = time.perf_counter()
    with pool(processes) as executor:
        verdicts = _run(chosen, level, seed, executor)
    seconds = time.perf_counter() - started
    missed = sorted({verdict.case.number for verdict in verdicts if not verdict.passed})
    if as_json:
        import json

        rows = [_row(verdict) for verdict in verdicts]
        told = {"seed": seed, "level": level, "jobs": processes, "seconds": seconds, "missed": missed, "checks": rows}
        typer.echo(json.dumps(told, indent=1))
    else:
        _print(verdicts, f"{seconds:.0f} s on {processes} {'process' if processes == 1 else 'processes'}, seed {seed}")
    if missed:
        numbers = ", ".join(map(str, missed))
        typer.secho(f"missed: {numbers}; this engine does not give the known answer there", fg="red", err=True)
        raise typer.Exit(FAILED)


def _chosen(known: Sequence[Case], wanted: str | None) -> list[Case]:
    from dbetwin.errors import InputError, Problem

    if wanted is None:
        return list(known)
    by_number = {str(case.number): case for case in known}
    numbers = [number.strip() for number in wanted.split(",")]
    remedy = f"cases are {', '.join(by_number)}"
    problems = [
        Problem("--cases", "", "is no case", number or "nothing", remedy)
        for number in numbers
        if number not in by_number
    ]
    if problems:
        raise InputError(*problems)
    return [by_number[number] for number in dict.fromkeys(numbers)]


def _run(chosen: list[Case], level: float, seed: int, executor: Executor | None) -> list[Verdict]:
    """All verdicts, with the case that is running told on the terminal."""
    from rich.console import Console
    from rich.progress import Progress

    from dbetwin.study.verification.verify import verify as verdicts_of

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=1.0)

        def told(case: Case, done: float) -> None:
            progress.update(task, completed=done, description=f"{case.number} {case.title}")

        return list(verdicts_of(chosen, level=level, seed=seed, executor=executor, told=told))


def _row(verdict: Verdict) -> dict[str, Any]:
    check, found = verdict.check, verdict.simulated
    return {
        "case": verdict.case.number, "title": verdict.case.title, "check": check.label,
        "layout": check.line.layout, "set": list(check.line.settings), "figure": check.figure,
        "relation": check.relation, "reference": check.reference, "simulated": found.mean, "low": found.low,
        "high": found.high, "replications": found.replications, "minutes": check.line.minutes,
        "warmup_min": check.line.warmup_min, "passed": verdict.passed,
    }  # fmt: skip


def _print(verdicts: list[Verdict], effort: str) -> None:
    from rich.table import Table

    table = Table("", "case", "what", box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for heading in ("reference", "simulated", "interval"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    number = 0
    for verdict in verdicts:
        case, check, found = verdict.case, verdict.check, verdict.simulated
        first, number = case.number != number, case.number
        table.add_row(
            str(number) if first else "",
            case.title if first else "",
            check.label,
            f"{RELATIONS[check.relation]}{check.reference:.6g}",
            f"{found.mean:.6g}",
            "in each run" if check.relation in ("is exactly", "is always below") else f"+- {found.half_width:.2g}",
            "holds" if verdict.passed else "[bold red]missed[/]",
        )
    _print_summary(screen(WIDTH, highlight=False), table, verdicts, effort)


def _print_summary(console: Console, table: Any, verdicts: list[Verdict], effort: str) -> None:
    console.print(table)
    cases = {verdict.case.number for verdict in verdicts}
    held = sum(verdict.passed for verdict in verdicts)
    level = 100 * verdicts[0].simulated.level
    console.print(
        f"{held} of {len(verdicts)} comparisons in {len(cases)} cases hold; each interval at {level:.3f} %; {effort}"
    )
