"""What a plant is asked to make: the product, where it will be used, and the limits it must meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from dbetwin.documents import Record
from dbetwin.materials import Material


class Product(Record):
    """A pouch cell: n double-sided cathodes, n + 1 double-sided anodes, 2n separators."""

    anode: Literal["silicon", "lithium"]
    separator: Literal["composite", "dense"]
    double_cathodes: int = Field(ge=1)
    cathode_length_mm: float = Field(gt=0, description="along the web")
    cathode_width_mm: float = Field(gt=0, description="across the web, one lane")
    anode_overhang_mm: float = Field(ge=0, description="per side")
    cathode_areal_capacity_mAh_cm2: float = Field(gt=0, description="per face, at the design capacity of the material")
    cathode_mass_fractions: Mapping[str, float] = Field(description="material to share of the coating's mass")
    cathode_porosity: float = Field(ge=0, lt=1, description="after pressing")
    n_to_p: float = Field(
        gt=0, description="anode to cathode areal capacity at the design state of charge; unused for lithium"
    )
    anode_mass_fractions: Mapping[str, float] = Field(description="empty for lithium")
    anode_porosity: float = Field(ge=0, lt=1, description="after pressing")
    silicon_soc_target: float = Field(gt=0, le=1, description="state of charge the silicon is designed to reach")
    lithium_thickness_um: float = Field(ge=0, description="as built; 0 for silicon")
    separator_thickness_um: float = Field(gt=0)
    aluminium_um: float = Field(gt=0)
    copper_um: float = Field(gt=0)
    first_cycle_retention: float = Field(gt=0, le=1, description="share of the lithium inventory left after formation")
    laminate_um: float = Field(gt=0)
    laminate_density_g_cm3: float = Field(gt=0)
    clearance_mm: float = Field(ge=0, description="added to height and width of the pouch")
    terminal_height_mm: float = Field(ge=0)
    terminal_width_mm: float = Field(ge=0)
    terminal_thickness_mm: float = Field(ge=0)
    extra_mass_g: float = Field(ge=0)

    @property
    def faces(self) -> int:
        """Cathode faces of a cell."""
        return 2 * self.double_cathodes

    @property
    def cathode_area_cm2(self) -> float:
        """Area of one cathode face."""
        return self.cathode_length_mm * self.cathode_width_mm / 100

    @property
    def anode_area_cm2(self) -> float:
        """Area of one anode face, overhang included."""
        grown = 2 * self.anode_overhang_mm
        return (self.cathode_length_mm + grown) * (self.cathode_width_mm + grown) / 100


class OperatingPoint(Record):
    """Where a cell is judged: at this rate, temperature, pressure and life its failure modes are drawn."""

    c_rate: float = Field(gt=0, le=20, description="of the design capacity, per hour")
    temperature_C: float = Field(gt=-50, lt=150)
    stack_pressure_MPa: float = Field(ge=0)
    stack_pressure_cv: float = Field(ge=0, description="from fixture to fixture")


class Limits(Record):
    """Specification limits; an empty one is open and rejects nothing."""

    coating_thickness_tolerance: float | None = Field(None, gt=0, description="share of the target, coater")
    agglomerate_fraction_max: float | None = Field(None, gt=0, description="coater")
    silicon_tolerance: float | None = Field(
        None, gt=0, description="share of what the anode is designed for, silicon infiltrator"
    )
    fibrillation_min: float | None = Field(None, gt=0, description="kneader")
    loading_tolerance: float | None = Field(None, gt=0, description="share of the target, roll mean, film line")
    porosity_tolerance: float | None = Field(None, gt=0, description="absolute, roll mean, calender")
    peel_min_N_per_m: float | None = Field(None, gt=0, description="calender")
    defect_detection: float | None = Field(None, ge=0, le=1, description="share of defects the map finds; cutter")
    overhang_min_mm: float | None = Field(None, gt=0, description="of the anode over the cathode, anywhere; stacker")
    lithium_layer_max_nm: float | None = Field(None, gt=0, description="grown in air, stacker and pouch sealer")
    leak_ratio_max: float | None = Field(None, gt=0, description="of the nominal leak current, hi-pot")
    self_discharge_ratio_max: float | None = Field(None, gt=0, description="of the nominal, formation and ageing")
    interface_arc_ratio_max: float | None = Field(None, gt=0, description="of the nominal, impedance tester")
    contact_ratio_min: float | None = Field(
        None, gt=0, description="capacitance of the interface over the nominal, impedance tester"
    )
    capacity_ratio_min: float | None = Field(None, gt=0, description="of the nominal, end of line")
    resistance_ratio_max: float | None = Field(None, gt=0, description="of the nominal, end of line")
    energy_ratio_min: float | None = Field(None, gt=0, description="of the nominal, end of line")


class Specification(Record):
    """What a cell has to be in truth; the end of line may reject sooner, or later, than that (a guard band)."""

    capacity_ratio_min: float | None = Field(None, gt=0, description="of the nominal; empty: the limit of inspection")
    resistance_ratio_max: float | None = Field(None, gt=0, description="of the nominal; empty: the limit of inspection")
    energy_ratio_min: float | None = Field(None, gt=0, description="of the nominal; empty: the limit of inspection")


@dataclass(frozen=True)
class NominalCell:
    """The cell that comes out when every setting sits at its mean; limits are set against it."""

    columns: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> float:
        return self.columns[name]


@dataclass(frozen=True)
class Design:
    """Product, operating point, limits and materials that every lot on the line is made for."""

    product: Product
    operating_point: OperatingPoint
    limits: Limits
    materials: Mapping[str, Material]
    interface: Mapping[str, str]
    """Phenomenon to the name of the hypothesis that the layout chose for it."""
    nominal: NominalCell | None = None
    interface_constants: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Phenomenon to the constants of its hypothesis that differ from their defaults."""
    specification: Specification = field(default_factory=Specification)
    """What the truth is held against where that is not the limit of inspection."""
    kept: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What follows from the above alone and is asked for again and again, worked out once."""

    def specified(self, name: str) -> float | None:
        """The limit that the truth of a cell is held against, such as ``capacity_ratio_min``; None where it is open."""
        own: float | None = getattr(self.specification, name)
        limit: float | None = getattr(self.limits, name)
        return limit if own is None else own
