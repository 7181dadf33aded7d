"""Interface: the cathode."""

from __future__ import annotations

from dbetwin.columns.cells.kinds import asr, share
from dbetwin.columns.column import Column

CATHODE = (
    share("cathode_contact_fraction", "active material that touches ion conductor", core=True),
    Column("cathode_active_area_ratio", "-", "surface that touches, per area of the electrode", "0.0", high=60.0),
    asr("cathode_charge_transfer_ohm_cm2", "charge transfer of the cathode", 100.0),
    share("cathode_conductor_share", "volume share of ion conductor in the cathode"),
    asr("cathode_ionic_ohm_cm2", "ionic path through the cathode", 400.0),
    asr("cathode_electronic_ohm_cm2", "electronic path through the cathode", 100.0),
    asr("cathode_asr_ohm_cm2", "cathode: charge transfer, ionic and electronic path", 400.0, core=True),
    share("cathode_utilisation", "active material that is not isolated"),
)
