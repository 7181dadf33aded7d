"""By the names of fields: what somebody sets, what is believed, and what only a clock sees."""

from __future__ import annotations

import re

CHOSEN_SECTIONS = (
    "calendar", "room", "plan", "product", "operating_point", "limits", "rules", "crews", "rework", "buffers",
)  # fmt: skip
"""Sections of a layout in which a planner decides."""
BELIEVED_IN_THEM = ("product.first_cycle_retention", "limits.defect_detection")
"""What stands there and is a property of the cell or of an instrument all the same."""

SCATTER = re.compile(r"_(cv|sd|scatter|spread)(_[A-Za-z]+)?$|_noise_[A-Za-z]+$")
"""Names of how much something varies; nobody sets that."""
BELIEVED = (
    "mtbf_h", "mttr_h", "handling_loss_pct", "power_kW", "setup_min", "load_min", "unload_min", "handling_min",
    "startup_m", "restart_m", "break_min", "break_scrap_m",
    "compaction_resistance_N_per_mm", "porosity_least", "porosity_fed", "porosity_dried", "springback",
    "cooling_W_per_kg_K", "base_defects_per_m2", "green_density",
)  # fmt: skip
"""Of what every station has to say of itself: how the machine and its material behave."""
SET = (
    "charge_c_rate", "cut_share_max", "drop_um", "excess_lithium", "film_trim_mm", "gauge_distance_m", "gauge_scan_s",
    "heating_K_per_min", "inlet_dew_point_C", "loop_gain_share", "loop_lead_scans", "orifice_area_mm2",
    "purge_volumes", "reference_roll_m", "rest_h", "roll_span_m", "room_temperature_C", "speed_ratio",
    "stand_stiffness_MN_per_mm", "test_h", "thinning_nips", "trim_reused", "vibration_gamma", "water_excess",
    "carbon_pore_volume_cm3_per_g", "carbon_surface_m2_per_g", "initial_grain_um", "pore_nm",
    "specific_surface_m2_per_g",
)  # fmt: skip
"""Of what a station has a default for: set points, instruments and their places, limits, and powders that are bought
with these properties; a reference says to what another constant belongs."""
SET_IN_MODELS = (
    "interlayer_coverage", "interlayer_thickness_nm", "formed_at_soc", "cut_off_V", "treatment", "roll_radius_mm",
    "support_gap_um", "end_of_life", "longest_cycles",
)  # fmt: skip
"""Constants of interface models that say what is done to a cell or what is asked of it."""
CHOICE = "choice"
"""How the note of such a constant may begin."""
GRADE = (
    "particle_size_um", "silicon_carbon.silicon_mass_fraction", "silicon_carbon.specific_capacity_mAh_g",
)  # fmt: skip
"""Endings of what one buys a material by; silicon and capacity of the composite cannot be drawn apart anyway."""
OF_THE_CLOCK = re.compile(
    r"\.(mtbf_h|mttr_h|mttr_cv|time_cv|handling_loss_cv|power_kW|setup_min|test_cv|restart_m|break_min"
    r"|break_scrap_m)$"
)
"""What changes when and how much is made, at what price in power, and no cell: nothing for cells that are drawn."""
