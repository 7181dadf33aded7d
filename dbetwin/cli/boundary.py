"""``dbetwin boundary``: how charged grain boundaries regulate the critical current, and what treating them saves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dbetwin.cli.options import SetValues

if TYPE_CHECKING:
    import pandas as pd

    from dbetwin.plant import Plant

SHOWN_V = (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)
"""Potentials of the printed table; the figure and the JSON have all of them."""
ROOM_C = 25.0


def boundary(  # noqa: PLR0913 - the options of a command
    layout: Annotated[str, typer.Argument(help="A layout file, or the name of a shipped plant.")] = "lithium_metal",
    set_values: SetValues = None,
    grain_um: Annotated[
        list[float] | None,
        typer.Option("--grain-um", help="Grain size; repeatable. By default the plant's own, 5 and 20.", min=1e-3),
    ] = None,
    temperature_C: Annotated[  # noqa: N803
        list[float] | None,
        typer.Option("--temperature-C", help="Of use; repeatable. By default 25 C and the plant's own."),
    ] = None,
    treatment: Annotated[
        list[float] | None,
        typer.Option(min=0, max=1, help="Of the boundaries; repeatable. By default 0, 0.5 and 1."),
    ] = None,
    share: Annotated[
        bool, typer.Option("--share", metavar="", help="Draw cells, and tell which of them the treatment saves.")
    ] = False,
    cells: Annotated[int, typer.Option(min=1, help="Cells that --share draws.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Of those draws.")] = 1,
    out: Annotated[Path | None, typer.Option(help="File of the figure; default boundary-<plant>.html.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="Print everything as JSON, draw nothing.")
    ] = False,
) -> None:
    """Critical current against the charge of grain boundaries: sign, grain size, treatment, temperature, leak."""
    import pandas as pd

    from dbetwin.plant import load_plant
    from dbetwin.report.regulation_figure import refuse_to_overwrite, write_regulation
    from dbetwin.study.boundary.regulation import TREATMENTS, Boundaries, plants_at, regulation_law, sign_switched

    plant = load_plant(layout, set_values or ())
    path = out or Path(f"boundary-{Path(layout).stem}.html")
    if not as_json:
        refuse_to_overwrite(path)
    asked = Boundaries(grains_um=tuple(grain_um or ()), treatments=tuple(treatment or TREATMENTS))
    temperatures = temperature_C or {ROOM_C, plant.design.operating_point.temperature_C}
    plants = plants_at(layout, set_values or (), temperatures)
    law, switched = regulation_law(plants, asked), [sign_switched(each) for each in plants]
    saved = _saved(plant, max(asked.treatments) or 1.0, cells, seed) if share else {}
    if as_json:
        _print_json({"law": law, "sign_switched": pd.DataFrame(switched), **saved})
        return
    write_regulation(law, f"{Path(layout).stem}: critical current and grain boundaries", path)
    _print_law(law)
    _print_switched(switched)
    if saved:
        _print_saved(saved["saved_by_treatment"], saved["saved_along_leak"])
    typer.echo(f"figure: {path}")


def _saved(plant: Plant, treatment: float, cells: int, seed: int) -> dict[str, pd.DataFrame]:
    from dbetwin.plant.sample import sample
    from dbetwin.study.boundary.treatment import saved_along_leak, saved_by_treatment

    drawn = sample(plant, cells, seed)
    return {
        "saved_by_treatment": saved_by_treatment(drawn, treatment=treatment),
        "saved_along_leak": saved_along_leak(drawn, treatment=treatment),
    }


def _print_json(tables: Mapping[str, pd.DataFrame]) -> None:
    import json

    told = {name: json.loads(table.to_json(orient="records")) for name, table in tables.items()}
    typer.echo(json.dumps(told, indent=1))


def _print_law(law: pd.DataFrame) -> None:
    """A block per temperature: a boundary as fired, the currents it leaves, and those that treatments give back."""
    typer.echo("critical current over the potential of the boundaries' cores; positive repels lithium")
    shown = law[law["potential_V"].isin(SHOWN_V)]
    fired, *treated = sorted(set(law["treatment"]))
    for celsius in sorted(set(shown["temperature_C"])):
        rows = shown[shown["temperature_C"] == celsius].set_index(["treatment", "grain_um", "potential_V"])
        also = f"; treated boundaries under {', '.join(map(_state, treated))}" if treated else ""
        typer.echo(f"\nat {celsius:g} C, currents in mA/cm2{also}")
        heads = "".join(f" {_state(each):>9}" for each in (fired, *treated))
        wide = 10 * (1 + len(treated))
        limits = f"{'limit, no leak':^{wide}} {'limit with leak':^{wide}}"
        typer.echo(f"{'':>7} {'core':>6} {'boundary':>9} {'share':>7} {'electrons':>9} {'cracks':>8} {limits}")
        typer.echo(
            f"{'grain':>4} um {'V':>6} {'ohm cm2':>9} {'of all':>7} {'S/cm':>9} {_state(fired):>8} {heads} {heads}"
        )
        for grain, volts in rows.loc[fired].index:
            row = rows.loc[(fired, grain, volts)]
            typer.echo(
                f"{grain:>7.3g} {volts:>6.2f} {row['boundary_ohm_cm2']:>9.3g} {row['boundary_share']:>7.1%} "
                f"{row['electronic_conductivity_S_cm']:>9.1e} {row['crack_limited_mA_cm2']:>8.3g} "
                + " ".join(
                    "".join(f" {rows.loc[(each, grain, volts), name]:>9.3g}" for each in (fired, *treated))
                    for name in ("critical_current_mA_cm2", "with_leak_mA_cm2")
                )
            )


def _state(treatment: float) -> str:
    return f"{treatment:.0%}" if treatment > 0 else "as fired"


def _print_switched(switched: list[dict[str, float]]) -> None:
    typer.echo("\nthe other sign of the core at the same resistance, in the plant's own grains:")
    for each in switched:
        without = each["other_critical_current_mA_cm2"] / each["critical_current_mA_cm2"]
        leaking = each["other_with_leak_mA_cm2"] / each["with_leak_mA_cm2"]
        typer.echo(
            f"  at {each['temperature_C']:g} C {each['other_V']:.3f} V instead of {each['potential_V']:.3f} V: "
            f"{without:.3f} times the critical current, {leaking:.2f} times with the leak"
        )


def _print_saved(by_rate: pd.DataFrame, by_leak: pd.DataFrame) -> None:
    """Rates in rows, the two hypotheses side by side; then the leak at the operating point."""
    cells = by_rate["cells"].iloc[0]
    typer.echo(f"\nbad among {cells} cells as made and with treated boundaries, by rate (* operating point)")
    typer.echo(f"{'':>9} {'leak limits nothing':^28} {'leak counts by its weight':^28}")
    typer.echo(f"{'C-rate':>9}" + f" {'as made':>9}{'treated':>9}{'saved':>9} " * 2)
    for rate in sorted(set(by_rate["c_rate"])):
        rows = by_rate[by_rate["c_rate"] == rate]
        star = "*" if rows["operating_point"].any() else " "
        typer.echo(f"{rate:>8.3g}{star}" + "".join(_shares(row) for _, row in rows.iterrows()))
    typer.echo(
        "\nthe same at the operating point, if the leak counts by its weight, by what grains conduct of electrons"
    )
    typer.echo(f"{'S/cm':>9} {'as made':>9}{'treated':>9}{'saved':>9}")
    for _, row in by_leak.iterrows():
        typer.echo(f"{row['electronic_conductivity_S_cm']:>9.1e}" + _shares(row))


def _shares(row: pd.Series[Any]) -> str:
    return f" {row['bad']:>9.2%}{row['treated_bad']:>9.2%}{row['saved']:>9.2%} "
