"""Every key figure of ``kpis.json``: its unit and what it says.

Kinds beside the plain ones: ``stats`` is ``{mean, p5, p50, p95}``; ``by_name`` is one number per station or cause;
``list`` is a list of texts. A figure that does not apply to a plant (critical current of silicon) is left out; one
that cannot be computed (overkill without a reject) is null.
"""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

_RATES = [
    Column("measured_days", "d", "calendar days of the measured window", "0.0"),
    Column("working_days", "d", "days of the window on which a shift was on", "0"),
    Column("started_cells", "cells", "cells stacked in the window", "#,##0", "integer"),
    Column("good_cells", "cells", "cells that passed every inspection in the window", "#,##0", "integer"),
    Column("rejected_cells", "cells", "cells that an inspection rejected in the window", "#,##0", "integer"),
    Column("started_cells_per_day", "cells/d", "cells stacked per calendar day", "#,##0.0"),
    Column("good_cells_per_day", "cells/d", "good cells per calendar day", "#,##0.0"),
    Column("good_cells_per_working_day", "cells/d", "good cells per working day", "#,##0.0"),
    Column("good_energy_kWh_per_day", "kWh/d", "delivered energy of the good cells per calendar day", "#,##0.0"),
    Column("good_energy_MWh_per_year", "MWh/a", "the same over 365 calendar days", "#,##0.0"),
]

_YIELDS = [
    Column("rolled_throughput_yield", "-", "product of the yields of all stations, electrode and cell", "0.0000"),
    Column("cell_yield", "-", "product of the yields of the stations that hand on cells", "0.0000"),
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
    Column("escapes_ppm", "ppm", "cells in truth bad among those passed", "#,##0"),
    Column("overkill_pct", "%", "cells in truth good among those rejected", "0.0"),
    Column(
        "causes", "-", "share of the rejected cells by the violated limit with the largest excess", "0.000", "by_name"
    ),
    Column("accepted_causes", "-", "share of the good cells by the component that costs most", "0.000", "by_name"),
]

_LINE = [
    Column("oee_per_station", "-", "availability x performance x quality", "0.000", "by_name"),
    Column("utilisation_per_station", "-", "time processing of the time manned or running", "0.000", "by_name"),
    Column("bottleneck", "-", "of the stations that are active all but as much as the busiest, the last", "@", "text"),
    Column("bottleneck_active_share", "-", "that share", "0.000"),
    Column(
        "bottleneck_by_active_period",
        "-",
        "station that was longest the one with the longest active period",
        "@",
        "text",
    ),
    Column("bottleneck_expected", "-", "bottleneck by demand arithmetic, before any simulation", "@", "text"),
    Column("lead_time_h", "h", "oldest ancestor at the first station to finish, over good cells", "#,##0.0", "stats"),
    Column("stack_to_finish_h", "h", "stacking to finish, over good cells", "#,##0.0", "stats"),
    Column("wip_lots", "lots", "lots in the plant, mean of the ends of the days", "#,##0.0"),
    Column("wip_cells", "cells", "cells between stacking and the warehouse, mean of the ends of the days", "#,##0"),
    Column(
        "electricity_kWh",
        "kWh",
        "power of the machines while they process, and dry room area x its daily load",
        "#,##0",
    ),
    Column("electricity_kWh_per_kWh", "-", "the same per delivered kWh of the good cells", "0.00"),
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
    Column("balances_ok", "-", "every balance of pieces and mass closes", "0", "flag"),
    Column("validity_warnings", "-", "models used outside their range, with the number of cells", "@", "list"),
]

KPIS = Table("kpis", [*_RATES, *_YIELDS, *_LINE, *_CELLS, *_TRUST])
