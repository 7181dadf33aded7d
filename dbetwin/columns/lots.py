"""Columns of ``lots.parquet``: every lot that was bought or made, and what was known of its material then."""

from __future__ import annotations

from dbetwin.columns.column import Column, Table

LOTS = Table(
    "lots",
    [
        Column("lot", "-", "number of the lot", "0", "integer"),
        Column("station", "-", "station that made it; of what was bought, the buffer it came into", "@", "text"),
        Column("unit", "-", "unit of its amount", "@", "text"),
        Column("amount", "unit", "amount handed on", "#,##0.00"),
        Column("mass_kg", "kg", "mass handed on", "#,##0.0000"),
        Column("made_min", "min", "when it was made, from the start of the run", "0.0"),
        Column("parents", "-", "lots it was made of, id:amount; id:amount", "@", "text"),
        Column("key", "-", "key of its lineage, on which its random numbers hang", "0", "integer"),
        # powder
        Column("granule_d50_um", "um", "median size of the grains that the gas meets", "0.0"),
        Column("granule_d10_um", "um", "size below which a tenth of their mass lies", "0.0"),
        Column("granule_d90_um", "um", "size below which nine tenths of their mass lie", "0.0"),
        Column("granule_density_g_cm3", "g/cm3", "density of such a grain, its pores included", "0.00"),
        Column("fines_fraction", "-", "mass fraction of grains that were not granulated", "0.000"),
        Column("bond_number", "-", "attraction between two grains over the weight of one", "0.0"),
        Column("fines_bond_number", "-", "the same of grains that were not granulated", "0.0"),
        # coated powder
        Column("coat_mass_fraction", "-", "coat in the mass of the coated powder", "0.0000"),
        Column("coating_thickness_nm", "nm", "mean thickness of the coat", "0.00"),
        Column("coating_thickness_cv", "-", "scatter of the thickness from grain to grain, relative", "0.000"),
        Column("coverage", "-", "mean share of the grains' surface under the coat", "0.000"),
        Column("coverage_tail", "-", "share of grains that are covered less than 80 %", "0.000"),
        Column("coverage_of_tail", "-", "mean coverage of those grains", "0.000"),
        Column("agglomerate_fraction", "-", "mass fraction in agglomerates", "0.0000"),
        Column("coating_lot", "-", "coating batch most of it comes from", "0"),
        # silicon-carbon made in house
        Column("silicon_mass_fraction", "-", "silicon in the mass of the silicon-carbon", "0.000"),
        Column("silicon_void", "-", "volume of a silicon-carbon particle that is left for silicon to swell", "0.000"),
        Column("silicon_lot", "-", "infiltration batch most of it comes from", "0"),
        # dough and web
        Column("fibrillation", "-", "degree of fibrillation of the binder, 0-1", "0.000"),
        Column("dough_granule_um", "um", "median size of the dough's granules", "0"),
        Column("slurry_solids_fraction", "-", "mass of the solids in that of the slurry", "0.000"),
        Column("slurry_lot", "-", "slurry batch most of it comes from", "0"),
        Column("dough_lot", "-", "dough batch most of it comes from", "0"),
        Column("loading_mg_cm2", "mg/cm2", "coating mass of one face, mean of the roll", "0.00"),
        Column("loading_cv_within", "-", "independent scatter of the loading from face to face in a roll", "0.0000"),
        Column("loading_cv_web", "-", "scatter of the loading of one side along the web, relative", "0.0000"),
        Column("loading_correlation_m", "m", "length over which the loading wanders along the web", "0.0"),
        Column("porosity", "-", "pores of the coating, mean of the roll", "0.000"),
        Column("thickness_um", "um", "coating thickness of one face, mean of the roll", "0.0"),
        Column("thickness_cv_within", "-", "independent scatter of the thickness, face to face in a roll", "0.0000"),
        Column("thickness_cv_web", "-", "scatter of the thickness along the web, beside that of the loading", "0.0000"),
        Column("thickness_runout_um", "um", "wave on one face from rolls out of true, amplitude", "0.00"),
        Column("roll_circumference_m", "m", "wavelength of that wave", "0.00"),
        Column("peel_N_per_m", "N/m", "peel strength on the foil", "0.0"),
        Column(
            "defects_per_m2",
            "1/m2",
            "defects per area of the web as it stands: film, one face; once on its foil, both faces; from the "
            "separator laminator on, both separators too; after the cutter, those that inspection missed",
            "0.000",
        ),
        Column("film_lot", "-", "film roll most of it comes from", "0"),
        Column("profile_lot", "-", "number that fixes how the roll's loading wanders along the web", "0"),
        Column("cathode_exposure_Pa_h", "Pa h", "water vapour the cathode has met since its film was formed", "0.0"),
        Column("anode_exposure_Pa_h", "Pa h", "water vapour that the anode has met since it was formed", "0.0"),
        Column("lithium_exposure_Pa_h", "Pa h", "water vapour the lithium has met since its liner came off", "0.0"),
        # separator
        Column("separator_thickness_um", "um", "separator thickness, mean of the roll", "0.00"),
        Column("separator_thickness_cv", "-", "scatter of the separator thickness inside a roll, relative", "0.000"),
        Column("separator_porosity", "-", "pores of the separator", "0.000"),
        Column("separator_conductivity_mS_cm", "mS/cm", "ionic conductivity of the separator at 25 C", "0.000"),
        Column("separator_defects_per_m2", "1/m2", "defects per area of one separator, before inspection", "0.000"),
        Column("separator_grain_um", "um", "mean grain size of a sintered separator", "0.00"),
        Column("separator_lithium_loss", "-", "share of the lithium that evaporated in the furnace", "0.000"),
        Column("separator_lot", "-", "separator roll most of it comes from", "0"),
        Column("separator_peel_N_per_m", "N/m", "peel strength of the separator on the cathode", "0.0"),
        Column("separator_exposure_Pa_h", "Pa h", "water vapour that the separator has met since it was formed", "0.0"),
    ],
)
