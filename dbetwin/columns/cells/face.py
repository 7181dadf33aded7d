"""Interface: the face between anode and separator."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import asr, share
from dbetwin.columns.column import Column

FACE = (
    Column("film_nm", "nm", "film that moisture grew on garnet", "0.00", high=20.0),
    asr("film_asr_ohm_cm2", "that film over its full area"),
    share("pressed_contact_fraction", "anode contact when pressed"),
    share("wetting_extent", "of the wettable face that heat brings into contact"),
    share("film_closed_share", "of the face that the film closes to lithium"),
    share("formed_contact_fraction", "the same with what heat and melt added"),
    share("anode_contact_fraction", "anode contact in use", core=True),
    asr("constriction_asr_ohm_cm2", "current crowding into spots of contact", 50.0),
    Column("local_current_ratio", "-", "largest over mean current, interlayer in patches", "0.00", low=1.0, high=20.0),
    asr("anode_asr_ohm_cm2", "anode: contact, film, charge transfer", 400.0, core=True),
)
