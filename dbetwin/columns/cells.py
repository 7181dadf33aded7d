"""Columns of ``cells.parquet``: one row per cell, from stacking to its end, truth and measurement apart.

Columns that a plant has no use for are empty, not 0: a silicon cell has no critical current. ``core`` columns are
kept in runs of any length. The bounds are those of the histograms in the tallies.
"""

from __future__ import annotations

from dbetwin.columns.column import Column, Table
from dbetwin.columns.components import COMPONENTS, LIMITING

_CODES = ", ".join(f"{code} {name}" for code, name in enumerate(LIMITING))


def _flag(name: str, meaning: str, core: bool = False) -> Column:
    """A truth value that is also tallied, so that its sum is a number of cells."""
    return Column(name, "-", meaning, "0", "float", -0.5, 1.5, core)


def _share(name: str, meaning: str, core: bool = False) -> Column:
    return Column(name, "-", meaning, "0.000", "float", 0.0, 1.0001, core)


def _chance(name: str, meaning: str) -> Column:
    return Column(name, "-", f"probability that {meaning}", "0.00E+00", "float", 0.0, 1.0001)


def _asr(name: str, meaning: str, high: float = 200.0, core: bool = False) -> Column:
    return Column(name, "ohm cm2", meaning, "0.0", "float", 0.0, high, core)


def _lineage(name: str, meaning: str, core: bool = False) -> Column:
    return Column(name, "-", f"id of {meaning}", "0", "integer", core=core)


_STORY = [
    Column("cell_key", "-", "key of the magazine the cell began in", "0", "integer", core=True),
    Column("cell_index", "-", "place of the cell in that magazine", "0", "integer", core=True),
    Column("fate", "-", "good, rejected, handling (lost) or expiry (waited too long)", "@", "text", core=True),
    Column("cause", "-", "why it was rejected or lost", "@", "text", core=True),
    Column("station", "-", "where it was rejected or lost", "@", "text", core=True),
    Column("released_min", "min", "when its oldest ancestor was taken up, from the start of the run", "0.0", high=1e6),
    Column("stacked_min", "min", "when it was stacked", "0.0", high=1e6),
    Column("finished_min", "min", "when its story ended", "0.0", high=1e6, core=True),
    Column("lead_time_h", "h", "from its oldest ancestor at the first station to its end", "#,##0.0", high=4000.0),
    Column("stack_to_finish_h", "h", "from stacking to its end", "#,##0.0", high=2000.0),
    _lineage("cathode_roll", "the cathode film"),
    _lineage("anode_roll", "the anode film"),
    _lineage("separator_roll", "the separator"),
    _lineage("coating_batch", "the coated powder"),
    _lineage("press_batch", "the isostatic pressing", core=True),
    _lineage("formation_batch", "the formation tower's load", core=True),
    Column("reworked", "-", "how often it was sent back to be done again, in a plant that does so", "0", high=20.0),
]

_MADE = [
    Column("coating_thickness_nm", "nm", "coat on the cathode powder, mean over particles", "0.00", high=25.0),
    Column("coating_thickness_cv", "-", "its coefficient of variation over particles", "0.000", high=2.0),
    _share("coverage", "mean coverage of the cathode powder"),
    _share("coverage_tail", "share of particles covered by less than 0.8"),
    _share("coverage_of_tail", "mean coverage of those particles"),
    Column("agglomerate_fraction", "-", "agglomerated share of the cathode powder", "0.0000", high=0.2),
    Column(
        "cathode_loading_mg_cm2_mean", "mg/cm2", "cathode loading of one face, mean of the faces", "0.00", high=60.0
    ),
    Column("cathode_loading_mg_cm2_worst", "mg/cm2", "heaviest cathode face", "0.00", high=60.0),
    Column("cathode_thickness_um_mean", "um", "cathode coating of one face, mean of the faces", "0.00", high=200.0),
    Column("cathode_porosity", "-", "cathode porosity, after pressing where pressed", "0.0000", high=0.5),
    _share("cathode_fibrillation", "degree of fibrillation of the binder in the cathode film"),
    Column("anode_loading_mg_cm2_mean", "mg/cm2", "anode loading of one face, mean of the faces", "0.000", high=15.0),
    Column("anode_thickness_um_mean", "um", "anode of one face, mean of the faces", "0.00", high=120.0),
    Column("anode_porosity", "-", "anode porosity between particles, after pressing where pressed", "0.0000", high=0.5),
    _share("silicon_mass_fraction", "silicon in the silicon-carbon, where the plant makes its own"),
    _share("silicon_void", "void in those particles"),
    Column("n_to_p_mean", "-", "anode over cathode capacity at silicon's design charge", "0.000", low=0.5, high=1.7),
    Column("n_to_p_worst", "-", "the same of the leanest pair of faces", "0.000", low=0.5, high=1.7),
    Column("separator_thickness_um_mean", "um", "separator, mean of the layers", "0.00", high=80.0),
    Column("separator_thickness_um_worst", "um", "thinnest separator layer", "0.00", high=80.0),
    Column("separator_conductivity_mS_cm", "mS/cm", "separator at 25 C, boundaries included", "0.000", high=2.0),
    Column("separator_porosity", "-", "pores of a sintered separator", "0.0000", high=0.5),
    Column("separator_grain_um", "um", "grain size of a sintered separator", "0.00", high=20.0),
    Column("pinholes_expected", "-", "mean number of holes left after inspection", "0.0000", high=0.2),
    Column("asperity_factor", "-", "size of surface features over the mean roll's", "0.00", high=4.0),
    Column("overhang_mm_worst", "mm", "least overhang of the anode over the cathode", "0.00", low=-1.0, high=4.0),
    Column(
        "cathode_exposure_Pa_h", "Pa h", "water vapour x time on the cathode, to the sealed pouch", "0", high=5000.0
    ),
    Column("anode_exposure_Pa_h", "Pa h", "the same on the anode", "0", high=5000.0),
    Column("separator_exposure_Pa_h", "Pa h", "the same on the separator", "0", high=5000.0, core=True),
    Column("lithium_exposure_Pa_h", "Pa h", "the same on lithium", "0.0", high=200.0),
    Column("lithium_layer_nm", "nm", "layer that grew on lithium in air", "0.0", high=100.0),
    Column("press_pressure_MPa", "MPa", "isostatic pressure", "0.0", high=700.0),
    Column("press_temperature_C", "C", "temperature of the isostatic press", "0.0", high=200.0),
    Column("stack_pressure_MPa", "MPa", "pressure of the cell's own fixture", "0.00", high=20.0),
]

_INTERFACE = [
    Column("film_nm", "nm", "film that moisture grew on garnet", "0.00", high=20.0),
    _asr("film_asr_ohm_cm2", "that film over its full area"),
    _share("pressed_contact_fraction", "anode contact when pressed"),
    _share("anode_contact_fraction", "anode contact in use", core=True),
    Column("hot_separator_conductivity_mS_cm", "mS/cm", "separator at the temperature of use", "0.000", high=10.0),
    _asr("separator_asr_ohm_cm2", "separator", 50.0),
    _asr("grain_boundary_asr_ohm_cm2", "grain boundaries, part of the separator", 20.0),
    _asr("constriction_asr_ohm_cm2", "current crowding into spots of contact", 50.0),
    _asr("anode_asr_ohm_cm2", "anode: contact, film, charge transfer", 400.0, core=True),
    _share("anode_conductor_share", "volume share of polymer in a silicon anode, if its path is modelled"),
    _asr("anode_ionic_ohm_cm2", "ionic path through the anode, not part of the line above", 400.0),
    _share("cathode_contact_fraction", "active material that touches ion conductor", core=True),
    _asr("cathode_charge_transfer_ohm_cm2", "charge transfer of the cathode", 100.0),
    _share("cathode_conductor_share", "volume share of ion conductor in the cathode"),
    _asr("cathode_ionic_ohm_cm2", "ionic path through the cathode", 400.0),
    _asr("cathode_asr_ohm_cm2", "cathode: charge transfer and ionic path", 400.0, core=True),
    _asr("cell_asr_ohm_cm2", "all of the above: the resistance that is graded", 400.0, core=True),
    _share("cathode_utilisation", "active material that is not isolated"),
    _share("accessible_soc", "state of charge that confined silicon can reach"),
    Column("silicon_pressure_GPa", "GPa", "pressure in silicon of the fullest face, end of charge", "0.000", high=2.0),
    Column("silicon_potential_V", "V", "its potential against lithium, end of charge", "0.000", low=-0.5, high=0.5),
    Column("void_limited_mA_cm2", "mA/cm2", "largest current that leaves no voids", "0.00", high=20.0),
    Column("flaw_um", "um", "depth of the flaw a filament can start from", "0.0", high=40.0),
    Column("crack_limited_mA_cm2", "mA/cm2", "current that opens that flaw", "0.00", high=400.0),
    Column("crack_modulus", "-", "Weibull modulus of that current", "0.00", high=15.0),
    Column("leak_current_mA_cm2", "mA/cm2", "current that the electronic leak allows, if named", "0.00", high=20.0),
    _share("leak_weight", "its weight beside voids and cracks"),
    Column("leak_limited_mA_cm2", "mA/cm2", "limit by electronic leak as it counts, by its weight", "0.00", high=20.0),
    Column(
        "critical_current_mA_cm2",
        "mA/cm2",
        "current at which lithium shorts the cell",
        "0.00",
        "float",
        0.0,
        20.0,
        True,
    ),
    _flag("plating", "lithium plates on silicon"),
    _chance("p_pinhole", "the separator has a hole"),
    _chance("p_filament", "lithium grows through the separator"),
    _chance("p_short", "either happens"),
    _chance("p_delamination", "the anode tears off"),
    _chance("p_ceramic", "a membrane breaks"),
    _chance("p_open", "contact is lost"),
    *(_share(f"quality_{name.replace(' ', '_')}", f"quality of the {name}, 1 is best") for name in COMPONENTS),
    Column("quality_index", "-", "weighted geometric mean of those, 100 is best", "0.0", high=100.01, core=True),
    Column(
        "limiting_component",
        "-",
        f"costs most against the nominal cell: {_CODES}",
        "0",
        low=-0.5,
        high=len(LIMITING) - 0.5,
        core=True,
    ),
]

_WORTH = [
    Column("mass_g", "g", "mass of the cell", "0.0", high=2000.0),
    Column("volume_mL", "mL", "outline box, terminals included", "0.0", high=1000.0),
    Column("nominal_capacity_Ah", "Ah", "what was built, first-cycle loss taken off", "0.000", high=100.0),
    Column("nominal_energy_Wh", "Wh", "the same without any resistance", "0.00", high=400.0),
    Column("nominal_specific_energy_Wh_kg", "Wh/kg", "the same by mass", "0.0", low=100.0, high=500.0),
    Column("capacity_Ah", "Ah", "delivered at the operating point", "0.000", high=100.0, core=True),
    Column("voltage_V", "V", "mean voltage under load", "0.000", high=4.5),
    Column("energy_Wh", "Wh", "delivered at the operating point", "0.00", high=400.0, core=True),
    Column("specific_energy_Wh_kg", "Wh/kg", "the same by mass", "0.0", low=100.0, high=500.0, core=True),
    Column("energy_density_Wh_L", "Wh/L", "the same by volume", "0.0", low=200.0, high=1200.0, core=True),
]

_TRUTH = [
    _flag("latent_edge", "truth: an edge of a cathode has no anode before it, so lithium plates there"),
    _flag("latent_pinhole", "truth: the separator has a hole"),
    _flag("latent_short", "truth: shorted, by a hole or a filament"),
    _flag("latent_delamination", "truth: the anode tore off"),
    _flag("latent_ceramic", "truth: a membrane broke"),
    _flag("latent_open", "truth: contact is lost"),
    Column("self_discharge_ratio", "-", "truth: self-discharge over that of a healthy cell", "0.00", high=50.0),
    _flag(
        "bad",
        "truth: any failure, lithium too long in air, or capacity, resistance or energy off specification",
        core=True,
    ),
]

_MEASURED = [
    Column("measured_leak_ratio", "-", "hi-pot: leak over that of a healthy cell", "0.00", high=100.0),
    Column("measured_self_discharge_ratio", "-", "formation: self-discharge over a healthy cell's", "0.00", high=50.0),
    Column("measured_ageing_ratio", "-", "ageing: voltage lost over what a healthy cell loses", "0.00", high=50.0),
    Column("measured_capacity_Ah", "Ah", "end of line: capacity", "0.000", high=100.0, core=True),
    Column("measured_resistance_ohm_cm2", "ohm cm2", "end of line: resistance", "0.0", high=400.0, core=True),
    Column("measured_energy_Wh", "Wh", "end of line: energy", "0.00", high=400.0),
]

_OUTSIDE = [
    _flag("outside_press", "pressed outside 100 to 600 MPa, 25 to 150 C or 1 to 30 min"),
    _flag("outside_contact", "lithium pressed outside 25 to 175 C"),
    _flag("outside_ionic_path", "cathode conductor below percolation"),
    _flag("outside_anode_path", "anode polymer below percolation"),
    _flag("outside_confinement", "silicon beyond the table's free volume or voltage drop"),
    _flag("outside_flaw", "flaw deeper than 0.9 of the membrane, cut there"),
]

CELLS = Table("cells", [*_STORY, *_MADE, *_INTERFACE, *_WORTH, *_TRUTH, *_MEASURED, *_OUTSIDE])
