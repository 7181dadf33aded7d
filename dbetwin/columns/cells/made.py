"""What the stations made of a cell before anybody asked what it is worth."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import share
from dbetwin.columns.column import Column

MADE = (
    Column("coating_thickness_nm", "nm", "coat on the cathode powder, mean over particles", "0.00", high=25.0),
    Column("coating_thickness_cv", "-", "its coefficient of variation over particles", "0.000", high=2.0),
    share("coverage", "mean coverage of the cathode powder"),
    share("coverage_tail", "share of particles covered by less than 0.8"),
    share("coverage_of_tail", "mean coverage of those particles"),
    Column("agglomerate_fraction", "-", "agglomerated share of the cathode powder", "0.0000", high=0.2),
    Column(
        "cathode_loading_mg_cm2_mean", "mg/cm2", "cathode loading of one face, mean of the faces", "0.00", high=60.0
    ),
    Column("cathode_loading_mg_cm2_worst", "mg/cm2", "heaviest cathode face", "0.00", high=60.0),
    Column("cathode_thickness_um_mean", "um", "cathode coating of one face, mean of the faces", "0.00", high=200.0),
    Column("cathode_porosity", "-", "cathode porosity, after pressing where pressed", "0.0000", high=0.5),
    share("cathode_fibrillation", "degree of fibrillation of the binder in the cathode film"),
    Column("anode_loading_mg_cm2_mean", "mg/cm2", "anode loading of one face, mean of the faces", "0.000", high=15.0),
    Column("anode_thickness_um_mean", "um", "anode of one face, mean of the faces", "0.00", high=120.0),
    Column("anode_porosity", "-", "anode porosity between particles, after pressing where pressed", "0.0000", high=0.5),
    share("silicon_mass_fraction", "silicon in the silicon-carbon, where the plant makes its own"),
    share("silicon_void", "void in those particles"),
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
    Column("press_dwell_min", "min", "time in the isostatic press at pressure", "0.0", high=60.0),
    Column("stack_pressure_MPa", "MPa", "pressure of the cell's own fixture", "0.00", high=20.0),
)
