"""Both ends of every range that a shipped plant assumes can be asked for."""

import pytest

from dbetwin.plant import load_plant, shipped
from dbetwin.plant.assumptions import assumptions
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.load import plant_of

ACROSS = (
    "lot_",
    "capacity_",
    "channels_",
    "lots_per_batch",
    "double_cathodes",
    "sheets_per_cell",
    "length_mm",
    "width_mm",
)
"""Parts of names of fields that other fields must fit."""


def ends(rows, wanted):
    """Each field that is wanted, with the ends of its range."""
    return [(row["field"], row[end]) for row in rows if row["low"] is not None and wanted(row["field"])
            for end in ("low", "high")]  # fmt: skip


@pytest.mark.parametrize("name", ["pilot", "lithium_metal", "pilot_vapour"])
def test_a_range_stays_within_what_the_field_allows(name):
    plant = load_plant(name)
    records = {**plant.stations, **{f"interface_constants.{each}": had for each, had in plant.constants.items()}}
    records |= {part: getattr(plant.layout, part) for part in ("product", "operating_point", "limits", "room")}
    fields = {
        f"{path}.{field}": (record, field) for path, record in records.items() for field in type(record).model_fields
    }
    tried = ends(assumptions(plant), fields.__contains__)
    assert len(tried) > 500
    for path, end in tried:
        record, field = fields[path]
        whole = isinstance(getattr(record, field), int)
        type(record).model_validate({**record.model_dump(), field: int(end) if whole else end})


@pytest.mark.parametrize("name", ["pilot", "lithium_metal", "pilot_vapour"])
def test_sizes_fit_each_other_at_both_ends_of_their_ranges(name):
    document = read_layout(shipped.find(name))
    rows = assumptions(plant_of(document))
    tried = ends(rows, lambda field: any(part in field.rpartition(".")[2] for part in ACROSS))
    assert len(tried) > 40
    for path, end in tried:
        plant_of(document, [f"{path}={end:g}"])
