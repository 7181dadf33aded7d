"""Lots, work and parcels as plain values, and back."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

from dbetwin.cells import Cells
from dbetwin.line.lot import Lot
from dbetwin.line.making import Making
from dbetwin.line.state.rows import RowsOut
from dbetwin.line.task import Parcel, Task
from dbetwin.line.web import Stretch
from dbetwin.stations.contract import Condition, Loss, Result, Stop

Values = dict[str, Any]
OF_A_LOT = (
    "number", "key", "unit", "amount", "mass_kg", "made_min", "released_min", "since_min", "pending_Pa_h", "total",
    "total_kg", "arrived_min", "recipe", "sent_back", "rest_left",
)  # fmt: skip
OF_A_MAKING = ("key", "made", "begin", "arrived", "position_m", "web_key", "ended", "restarts", "scrapped")


def finite(value: float) -> float | None:
    """A number, or None for one without end: JSON knows no infinity."""
    return None if value == math.inf else value


def endless(value: float | None) -> float:
    """The other way round."""
    return math.inf if value is None else value


def lot_out(lot: Lot | None, rows: RowsOut) -> Values | None:
    """A lot as values; its rows go to the tables."""
    if lot is None:
        return None
    known = {name: getattr(lot, name) for name in OF_A_LOT}
    return {**known, "columns": dict(lot.columns), "rows": rows.put(lot.cells)}


def lot_in(values: Values | None, rows: Mapping[int, Cells]) -> Lot | None:
    """A lot from values."""
    if values is None:
        return None
    known = {name: values[name] for name in OF_A_LOT}
    cells = None if values["rows"] is None else rows[values["rows"]]
    return Lot(**known, columns=values["columns"], rows=cells)


def some_lot(values: Values, rows: Mapping[int, Cells]) -> Lot:
    """A lot that must be there."""
    lot = lot_in(values, rows)
    assert lot is not None
    return lot


def making_out(making: Making, rows: RowsOut) -> Values:
    """What is being made, as values."""
    # a result is worked out beforehand only where no row of it can be refused
    assert making.result is None or not (making.result.rejected or making.result.expired)
    result = making.result and {
        "columns": dict(making.result.columns), "rows": rows.put(making.result.cells),
        "losses": [dataclasses.asdict(loss) for loss in making.result.losses],
        "outside": list(making.result.outside),
    }  # fmt: skip
    return {
        **{name: getattr(making, name) for name in OF_A_MAKING},
        "pieces": {port: [lot_out(piece, rows) for piece in pieces] for port, pieces in making.pieces.items()},
        "spoilt": [dataclasses.asdict(loss) for loss in making.spoilt],
        "result": result,
    }


def making_in(values: Values, rows: Mapping[int, Cells]) -> Making:
    """What is being made, from values."""
    making = Making(**{name: values[name] for name in OF_A_MAKING})
    for port, pieces in values["pieces"].items():
        making.pieces[port] = [some_lot(piece, rows) for piece in pieces]
    making.spoilt = [Loss(**loss) for loss in values["spoilt"]]
    if (result := values["result"]) is not None:
        cells = None if result["rows"] is None else rows[result["rows"]]
        losses = tuple(Loss(**loss) for loss in result["losses"])
        making.result = Result(result["columns"], cells, losses, outside=tuple(result["outside"]))
    return making


def parcel_out(parcel: Parcel, rows: RowsOut) -> Values:
    """A lot on its way out, as values."""
    known = {field.name: getattr(parcel, field.name) for field in dataclasses.fields(parcel) if field.name != "lot"}
    return {**known, "lot": lot_out(parcel.lot, rows)}


def parcel_in(values: Values, rows: Mapping[int, Cells]) -> Parcel:
    """A lot on its way out, from values."""
    return Parcel(**{**values, "lot": some_lot(values["lot"], rows)})


def task_in(values: Values | None) -> Task | None:
    """Work under way, from values."""
    if values is None:
        return None
    return Task(**{**values, "stops": [Stop(**stop) for stop in values["stops"]]})


def stretch_in(values: Values | None) -> Stretch | None:
    """A stretch of web, from values."""
    if values is None:
        return None
    return Stretch(**{**values, "stops": [Stop(**stop) for stop in values["stops"]]})


def record_out(record: Any) -> Values | None:
    """A record of plain values, or None."""
    return None if record is None else dataclasses.asdict(record)


def condition_in(values: Values) -> Condition:
    """How worn a machine is, from values."""
    return Condition(**values)
