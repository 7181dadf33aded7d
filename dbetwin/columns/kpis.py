"""Every key figure of ``kpis.json``: its unit and what it says.

Kinds beside the plain ones: ``stats`` is ``{mean, p5, p50, p95}``; ``by_name`` is one number per station or cause;
``list`` is a list of texts. A figure that does not apply to a plant (critical current of silicon) is left out; one
that cannot be computed (overkill without a reject) is null.
"""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

_RATES = [
    Column("measured_days", "d", "calendar days of the measured window", "0.0"),
    Column("working_days", "d", "days of the window on which a shift was on", "0", "integer"),
    Column("started_cells", "cells", "cells stacked in the window", "#,##0", "integer"),
    Column("good_cells", "cells", "cells that passed every inspection in the window", "#,##0", "integer"),
    Column("rejected_cells", "cells", "cells that an inspection rejected in the window", "#,##0", "integer"),
    Column("started_cells_per_day", "cells/d", "cells stacked per calendar day", "#,##0.0"),
    Column("good_cells_per_day", "cells/d", "good cells per calendar day", "#,##0.0"),
    Column("good_cells_per_working_day", "cells/d", "good cells per working day", "#,##0.0"),
    Column("started_parts", "parts", "plain plants: parts made at the first station in the window", "#,##0"),
    Column("good_parts", "parts", "plain plants: parts that reached the warehouse in the window", "#,##0"),
    Column(
        "good_parts_per_hour",
        "parts/h",
        "plain plants: parts that reached the warehouse per hour of the window",
        "#,##0.000",
    ),
    Column(
        "good_parts_per_day", "parts/d", "plain plants: parts that reached the warehouse per calendar day", "#,##0.0"
    ),
    Column(
        "scrap_cells_per_day",
        "cells/d",
        "cell equivalents lost per calendar day: handling, quality with all rejected cells, expiry",
        "#,##0.0",
    ),
    Column("good_energy_kWh_per_day", "kWh/d", "delivered energy of the good cells per calendar day", "#,##0.0"),
    Column(
        "good_energy_MWh_per_year",
        "MWh/a",
        "delivered energy per working day x the working days of the plant's year",
        "#,##0.0",
    ),
]

_YIELDS = [
    Column("cell_yield", "-", "product of the yields of the stations that hand on cells, from stacking on", "0.0000"),
    Column("rolled_throughput_yield", "-", "product over all stations of all branches, powder to cell", "0.0000"),
    Column(
        "yield_per_branch", "-", "product of the yields of a chain of stations without a merger", "0.0000", "by_name"
    ),
    Column(
        "yield_per_station",
        "-",
        "one less the share of the made amount that was lost at the station",
        "0.0000",
        "by_name",
    ),
    Column("handling_loss_pct", "%", "cell equivalents lost to handling, of those used up in the window", "0.00"),
    Column("quality_loss_pct", "%", "cell equivalents lost to a missed limit, of those used up in the window", "0.00"),
    Column("expiry_loss_pct", "%", "cell equivalents lost by waiting too long, of those used up", "0.00"),
    Column("scrap_pct", "%", "cell equivalents lost for any reason, of those used up in the window", "0.00"),
    Column("escapes_ppm", "ppm", "of the cells that passed, those that are bad in truth", "#,##0"),
    Column("overkill_pct", "%", "of the cells that were rejected, those that are good in truth", "0.0"),
    Column("good_rejected_pct", "%", "of the cells that are good in truth, those that were rejected", "0.00"),
    Column(
        "causes", "-", "share of the rejected cells by the violated limit with the largest excess", "0.000", "by_name"
    ),
    Column(
        "escapes_by_true_cause_ppm",
        "ppm",
        "of the cells that passed, those that are bad, by what is wrong",
        "#,##0",
        "by_name",
    ),
    Column(
        "overkill_by_graded_cause_pct", "%", "of the cells taken off for a cause, those that are good", "0.0", "by_name"
    ),
    Column("confusion", "cells", "finished cells by true cause -> what they were graded", "#,##0", "by_name"),
    Column(
        "limiting_components",
        "-",
        "share of the passed cells by the component of the interface that costs most against the nominal cell",
        "0.000",
        "by_name",
    ),
]

_LINE = [
    Column(
        "oee_per_station",
        "-",
        "availability x performance x quality; what is sent back is not good",
        "0.000",
        "by_name",
    ),
    Column("utilisation_per_station", "-", "time processing of the time manned or running", "0.000", "by_name"),
    Column("bottleneck", "-", "station that those behind it wait for, and that holds those before it", "@", "text"),
    Column(
        "bottleneck_active_share",
        "-",
        "share of its manned time in which it waited for no material and no place",
        "0.000",
    ),
    Column("bottleneck_by_active_period", "-", "longest the one with the longest current active period", "@", "text"),
    Column("bottleneck_by_average_active_period", "-", "its active periods are the longest on average", "@", "text"),
    Column(
        "momentary_bottleneck_per_station",
        "-",
        "share of the window in which it had the longest current active period",
        "0.000",
        "by_name",
    ),
    Column("bottleneck_expected", "-", "bottleneck by demand arithmetic, before any simulation", "@", "text"),
    Column(
        "lead_time_h",
        "h",
        "oldest ancestor at the first station to finish, good cells; delivery to finish, parts",
        "#,##0.0",
        "stats",
    ),
    Column("stack_to_finish_h", "h", "stacking to finish, good cells", "#,##0.0", "stats"),
    Column("wip_lots", "lots", "lots in the plant, mean of the ends of the days", "#,##0.0"),
    Column("wip_cells", "cells", "cells between stacking and the warehouse, mean over the time of the window", "#,##0"),
    Column("wip_parts", "parts", "plain plants: parts in the plant, mean over the time of the window", "#,##0.0"),
    Column(
        "electricity_kWh",
        "kWh",
        "power of the machines while they process, and dry room area x its daily load",
        "#,##0",
    ),
    Column("electricity_kWh_per_kWh", "-", "electricity of the window per delivered kWh of the good cells", "0.00"),
    Column(
        "electricity_per_station_kWh",
        "kWh",
        "the same by station, the dry room beside them; stations without a stated power are left out",
        "#,##0",
        "by_name",
    ),
    Column(
        "electrode_electricity_kWh_per_kWh",
        "-",
        "electricity of the stations from powder to uncut electrode, cathode and anode, per delivered kWh",
        "0.00",
    ),
    Column(
        "solvent_kg_per_kWh",
        "kg/kWh",
        "solvent that evaporates per delivered kWh, by solvent; what is recovered of it among it",
        "0.000",
        "by_name",
    ),
    Column("machines", "-", "machines of all stations, racks of stores among them", "#,##0", "integer"),
    Column("machines_per_station", "-", "machines of each station", "#,##0", "by_name"),
    Column("staff_per_shift", "-", "people planned per shift at all stations, crews apart", "#,##0.0"),
]

_CELLS = [
    Column("anode_contact_fraction", "-", "anode contact, all finished cells", "0.000", "stats"),
    Column("cathode_contact_fraction", "-", "cathode contact, all finished cells", "0.000", "stats"),
    Column("cell_asr_ohm_cm2", "ohm cm2", "total resistance per face, all finished cells", "0.0", "stats"),
    Column("anode_asr_ohm_cm2", "ohm cm2", "contact, film and charge transfer of the anode, all cells", "0.0", "stats"),
    Column(
        "cathode_asr_ohm_cm2", "ohm cm2", "charge transfer and ionic path of the cathode, all cells", "0.0", "stats"
    ),
    Column("separator_asr_ohm_cm2", "ohm cm2", "separator, all finished cells", "0.0", "stats"),
    Column(
        "critical_current_mA_cm2", "mA/cm2", "current at which lithium shorts the cell; lithium only", "0.00", "stats"
    ),
    Column("quality_index", "-", "weighted geometric mean of the interface's components, 100 is best", "0.0", "stats"),
    Column("capacity_Ah", "Ah", "delivered capacity, good cells", "0.000", "stats"),
    Column("energy_Wh", "Wh", "delivered energy, good cells", "0.00", "stats"),
    Column("specific_energy_Wh_kg", "Wh/kg", "delivered energy by mass, good cells", "0.0", "stats"),
    Column("energy_density_Wh_L", "Wh/L", "delivered energy by volume, good cells", "0.0", "stats"),
    Column(
        "nominal_specific_energy_Wh_kg", "Wh/kg", "without resistance and lost capacity, good cells", "0.0", "stats"
    ),
    Column("share_above_400_Wh_kg", "-", "share of the good cells above 400 Wh/kg delivered", "0.0000"),
]

_TRUST = [
    Column("littles_law_ok", "-", "mean level = rate x stay, over the line and at every buffer, to 1e-9", "0", "flag"),
    Column("balances_ok", "-", "every balance of pieces and mass closes", "0", "flag"),
    Column("validity_warnings", "-", "models outside their range, with the cells; cut percentiles", "@", "list"),
]

KPIS = Table("kpis", [*_RATES, *_YIELDS, *_LINE, *_CELLS, *_TRUST])

OF_PARTS = ("started_parts", "good_parts", "good_parts_per_hour", "good_parts_per_day", "wip_parts")
"""What only a plant of plain machines tells."""
OF_CELLS = (
    "started_cells", "good_cells", "rejected_cells", "started_cells_per_day", "good_cells_per_day",
    "good_cells_per_working_day", "scrap_cells_per_day", "good_energy_kWh_per_day", "good_energy_MWh_per_year",
    "electricity_kWh_per_kWh", "electrode_electricity_kWh_per_kWh", "solvent_kg_per_kWh",
    "cell_yield", "escapes_ppm", "overkill_pct", "good_rejected_pct", "causes", "escapes_by_true_cause_ppm",
    "overkill_by_graded_cause_pct", "confusion", "limiting_components", "stack_to_finish_h", "wip_cells",
    *(column.name for column in _CELLS),
)  # fmt: skip
"""What only a plant of cells tells."""
