"""Columns of ``days.parquet``: one row per measured calendar day."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

DAYS = Table(
    "days",
    [
        Column("day", "d", "day of the measured window, from 0", "0", "integer"),
        Column("date", "-", "date", "yyyy-mm-dd", "text"),
        Column("working", "-", "a shift was on", "0", "flag"),
        Column("started_cells", "cells", "cells stacked", "#,##0", "integer"),
        Column("good_cells", "cells", "cells that passed every inspection", "#,##0", "integer"),
        Column("rejected_cells", "cells", "cells rejected by an inspection", "#,##0", "integer"),
        Column("good_parts", "parts", "parts that reached the warehouse; plain plants", "#,##0"),
        Column("good_energy_kWh", "kWh", "delivered energy of the good cells", "#,##0.0"),
        Column("wip_lots", "lots", "lots in the plant at the end of the day", "#,##0", "integer"),
        Column(
            "wip_cells", "cells", "cells between stacking and the warehouse at the end of the day", "#,##0", "integer"
        ),
        Column("wip_parts", "parts", "parts in the plant at the end of the day; plain plants", "#,##0"),
    ],
)
