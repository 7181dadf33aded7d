"""What the finished cells of a plant are like: mean and scatter of their qualities, from a run or from drawn cells."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dbetwin.columns.cells import CELLS
from dbetwin.errors import DbetwinError, StalledError, reason
from dbetwin.outcome.account import Account, take_account
from dbetwin.outcome.kpis import refuse_if_stalled
from dbetwin.outcome.yields import rolled_throughput_yield
from dbetwin.plant import Plant
from dbetwin.plant.sample import Sample, sample
from dbetwin.runs import simulate
from dbetwin.runs.kept import Known
from dbetwin.study.running.measured import in_one_line, worst_loss
from dbetwin.study.running.task import Task

OF_CELLS = (
    "capacity_Ah", "energy_Wh", "specific_energy_Wh_kg", "energy_density_Wh_L", "cell_asr_ohm_cm2",
    "cathode_ionic_ohm_cm2", "cathode_charge_transfer_ohm_cm2", "anode_asr_ohm_cm2", "anode_ionic_ohm_cm2",
    "separator_asr_ohm_cm2", "cathode_contact_fraction", "anode_contact_fraction", "n_to_p_mean", "n_to_p_worst",
    "critical_current_mA_cm2", "quality_index",
)  # fmt: skip
"""Qualities of a cell: their mean over all finished cells, whatever became of them, and their scatter."""
SCATTER = "scatter of "
"""Before the name of a quality: the standard deviation over the cells."""
SCATTERING = ("capacity_Ah", "cell_asr_ohm_cm2", "n_to_p_mean")
"""Qualities whose scatter is looked at by itself, too."""
YIELDS = ("cell_yield", "rolled_throughput_yield")
FEWEST = 100
"""Cells below which a mean and a scatter are hardly known."""


def known_of_cells(task: Task) -> Known:
    """Qualities of the cells that a run of the plant makes, or that are drawn; or why there are none."""
    try:
        plant = task.scenario.plant()
        if task.cells:
            return {"figures": figures_of_sample(sample(plant, task.cells, task.seed, task.replication))}
        return _known_of_run(plant, task)
    except DbetwinError as error:
        return {"infeasible": in_one_line(str(error))}
    except (ArithmeticError, ValueError) as error:  # a model that breaks so far out ends its run, not the study
        return {"infeasible": f"a model fails: {type(error).__name__}: {in_one_line(reason(error))}"}


def _known_of_run(plant: Plant, task: Task) -> Known:
    with tempfile.TemporaryDirectory(prefix="dbetwin-") as folder:
        out = Path(folder) / "run"
        run = simulate(plant, task.days, task.seed, replication=task.replication, out=out, cells="none")
        account = take_account(run)
        try:
            return {"figures": figures(account)}
        except StalledError as error:
            return {"infeasible": worst_loss(account) or in_one_line(str(error))}


def figures(account: Account) -> dict[str, float]:
    """Mean and scatter of the qualities that the run's cells have, and its yields.

    Raises
    ------
    StalledError
        Next to nothing was finished.
    """
    refuse_if_stalled(account)
    known = {name: found for name in OF_CELLS if (found := account.histograms.get((name, "all"))) is not None}
    yields = account.yields
    cells = max((found.count for found in known.values()), default=0)
    before = yields.loc[yields["unit"] != account.piece_unit, "yield"]
    if cells < FEWEST or (before == 0.0).any():  # what is left tells of the warm-up, or of chance
        raise StalledError(f"{cells} cells came to their end, and a station handed on as good as nothing")
    return {
        **{name: found.mean for name, found in known.items()},
        **{SCATTER + name: found.sd for name, found in known.items()},
        "cell_yield": rolled_throughput_yield(yields, account.piece_unit),
        "rolled_throughput_yield": rolled_throughput_yield(yields),
    }


def unit_of(quality: str) -> str:
    """Unit of a figure; empty for a pure number."""
    column = CELLS.get(quality.removeprefix(SCATTER))
    return "" if column is None or column.unit == "-" else column.unit


def figures_of_sample(found: Sample) -> dict[str, float]:
    """Mean and scatter of the qualities that the cells have, and the share of them that passes every inspection."""
    cells = {name: found.finished[name] for name in OF_CELLS if name in found.finished.columns}
    return {
        **{name: float(values.mean()) for name, values in cells.items()},
        **{SCATTER + name: float(values.std()) for name, values in cells.items()},
        "cell_yield": float(found.passed.mean()),
    }
