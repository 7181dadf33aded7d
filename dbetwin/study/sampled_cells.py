"""Key figures of cells that are drawn without running the plant: seconds where a run takes minutes."""

from __future__ import annotations

from dbetwin.errors import DbetwinError, reason
from dbetwin.plant import load_plant
from dbetwin.plant.sample import Sample, sample
from dbetwin.study.whole_runs import OF_CELLS, SCATTER, Known, Task, in_one_line


def known_of_sample(task: Task) -> Known:
    """Draw the cells of a plant and keep nothing of them but their figures; or why none can be drawn."""
    try:
        plant = load_plant(task.layout, task.set_values)
        return {"figures": figures_of_sample(sample(plant, task.cells, task.seed, task.replication))}
    except DbetwinError as error:
        return {"impossible": in_one_line(str(error))}
    except (ArithmeticError, ValueError) as error:  # a model that breaks so far out ends its sample, not the study
        return {"impossible": f"a model fails: {type(error).__name__}: {in_one_line(reason(error))}"}


def figures_of_sample(found: Sample) -> dict[str, float]:
    """Mean and scatter of the qualities that the cells have, and the share of them that passes every inspection."""
    cells = {name: found.finished[name] for name in OF_CELLS if name in found.finished.columns}
    return {
        **{name: float(values.mean()) for name, values in cells.items()},
        **{SCATTER + name: float(values.std()) for name, values in cells.items()},
        "cell_yield": float(found.passed.mean()),
    }
