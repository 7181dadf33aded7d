"""Interface: silicon, empty in cells with lithium."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import asr, flag, share
from dbetwin.columns.column import Column

SILICON = (
    share("anode_conductor_share", "volume share of electrolyte in a silicon anode, if its path is modelled"),
    asr("anode_ionic_ohm_cm2", "ionic path through the anode, not part of the line above", 400.0),
    Column("silicon_free_volume", "-", "room for swelling per volume of uncharged silicon", "0.00", high=8.0),
    share("accessible_soc", "charge that confined silicon can take, as a share of its full charge"),
    Column(
        "ionic_ratio",
        "-",
        "potential lost on the way through the anode over 0.05 V: above 1 its back is starved",
        high=20.0,
    ),
    Column("diffusion_ratio", "-", "time of diffusion through a silicon domain over that of the charge", high=10.0),
    share("kinetic_soc", "state of charge that diffusion leaves time for"),
    share("usable_soc", "state of charge that silicon reaches in the end, whatever holds it back"),
    Column("whole_domain_nm", "nm", "largest silicon domain that does not crack", "0", high=500.0),
    share("cracked_share", "share of the silicon that cracks off and is lost"),
    Column("end_of_charge_soc", "-", "state of charge of the fullest face, end of charge", "0.000", high=1.5),
    Column("silicon_pressure_GPa", "GPa", "pressure in silicon of the fullest face, end of charge", "0.000", high=2.0),
    Column("silicon_face_pressure_GPa", "GPa", "the same against dense garnet", "0.000", high=4.0),
    Column("silicon_potential_V", "V", "its potential against lithium, end of charge", "0.000", low=-0.5, high=0.5),
    Column("film_limit_nm", "nm", "thickest silicon film that stays on the separator", "0", high=2000.0),
    flag("garnet_overstrained", "dense garnet cracks beside silicon that swells beyond its pores"),
    flag("plating", "lithium plates on silicon"),
)
