"""What ``dbetwin check --scatter`` tells: how far the cells will scatter before any of them is made."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from dbetwin.plant import Plant
    from dbetwin.plant.scatter import Scatter

LARGEST = 3
"""Origins that are named for each quality."""
WORTH_NAMING = 0.02
"""Share of the variance below which an origin is not named."""


def scatter_data(plant: Plant) -> dict[str, Any]:
    """The expected scatter, ready for JSON."""
    from dbetwin.plant.scatter import expected_scatter, face_scatter, local_plating

    expected = expected_scatter(plant)
    faces = face_scatter(plant, expected)
    return {
        "expected_scatter": {name: dataclasses.asdict(each) | {"sd": each.sd} for name, each in expected.items()},
        "face_scatter": {electrode: dataclasses.asdict(each) for electrode, each in faces.items()},
        "local_plating_probability": local_plating(expected, faces),
    }


def print_scatter(plant: Plant) -> None:
    """Print the expected scatter with its largest origins."""
    from dbetwin.columns.cells import CELLS
    from dbetwin.plant.scatter import expected_scatter, face_scatter, local_plating

    expected = expected_scatter(plant)
    if not expected:
        typer.echo("no cells are made here that could scatter")
        return
    typer.echo("expected scatter of the cells (sd; first order, no limits; what waits longer or shorter is not in it)")
    for name, each in expected.items():
        unit = CELLS[name].unit.replace("-", "")
        relative = f"{each.sd / abs(each.nominal):.2%}" if each.nominal else ""
        typer.echo(f"  {name:<28}{each.nominal:>9.4g} ± {each.sd:<8.2g}{unit:<9}{relative:>7}  {_origins(each)}")
    faces = face_scatter(plant, expected)
    for electrode, found in faces.items():
        pores = f"; porosity in a roll ± {found.porosity_sd:.2g} from face to face" if found.porosity_sd else ""
        typer.echo(
            f"  {electrode}: loading of a face ± {found.face_cv:.2%}, two faces of a cell correlate by "
            f"{found.correlation:.2f}, so a cell of {plant.design.product.faces} scatters by {found.cell_cv:.2%}{pores}"
        )
    if (chance := local_plating(expected, faces)) is not None:
        typer.echo(f"  a pair of faces has less anode than cathode with probability {chance:.1g}")


def _origins(scatter: Scatter) -> str:
    """The largest origins, with their share of the variance."""
    shares = {name: (part / scatter.sd) ** 2 for name, part in scatter.by_origin.items()}
    named = [f"{name} {share:.0%}" for name, share in shares.items() if share >= WORTH_NAMING]
    return ", ".join(named[:LARGEST])
