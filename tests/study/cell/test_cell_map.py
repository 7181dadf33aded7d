"""Maps: the same as cell by cell, however the two axes are moved."""

from __future__ import annotations

import numpy as np
import pytest

from dbetwin.errors import InputError
from dbetwin.plant.based_on import read_layout
from dbetwin.plant.shipped import find
from dbetwin.study.cell.cell_map import answering, axes, mapped
from dbetwin.study.cell.one_cell import Asked, comer, evaluated

PILOT, LITHIUM = Asked(read_layout(find("pilot"))), Asked(read_layout(find("lithium_metal")))
HERE = comer(PILOT)
PRESSURE, EXPOSURE = "stack_pressure_MPa=1:9:3", "separator_exposure_Pa_h=10:30:2"
RATE, PRESS = "c_rate=0.1:0.3:3", "isostatic_pressure_MPa=200:350:2"
KEPT, THICK = "materials.silicon_carbon.minimum_contact", "product.separator_thickness_um"


def drawn(asked, *texts, quantity=None):
    return mapped(asked, texts, quantity)


def alone(written, fields, given=None):
    return evaluated(comer(Asked(written, tuple(fields), given or {}))).columns


@pytest.mark.parametrize(
    ("texts", "fields", "given"),
    [
        ((PRESSURE, EXPOSURE), (), ("stack_pressure_MPa", "separator_exposure_Pa_h")),
        ((RATE, EXPOSURE), ("operating_point.c_rate",), ("separator_exposure_Pa_h",)),
        ((EXPOSURE, RATE), ("operating_point.c_rate",), ("separator_exposure_Pa_h",)),
        ((RATE, PRESS), ("operating_point.c_rate", "press.pressure_MPa"), ()),
        ((PRESS, f"{KEPT}=0.1:0.3:3"), ("press.pressure_MPa", KEPT), ()),
        ((PRESS, f"{THICK}=20:30:2"), ("press.pressure_MPa", THICK), ()),
    ],
)  # fmt: skip
def test_a_corner_is_the_cell_that_stands_there(texts, fields, given):
    found = drawn(PILOT, *texts)
    ends = {name: axis.values[-1] for name, axis in zip((*_ordered(texts),), (found.x, found.y), strict=True)}
    values = {name.rpartition(".")[2]: value for name, value in ends.items()}
    values["pressure_MPa"] = values.get("isostatic_pressure_MPa", 0.0)
    settings = [f"{field}={values[field.rpartition('.')[2]]!r}" for field in fields]
    cell = alone(PILOT.written, settings, {name: values[name] for name in given})
    for name, rows in found.columns.items():
        assert rows.shape == (len(found.y.values), len(found.x.values)), name
        assert rows[-1, -1] == pytest.approx(cell[name], rel=1e-9), name


def _ordered(texts):
    return [text.partition("=")[0] for text in texts]


def test_constants_and_materials_of_both_axes_hold_at_once():
    scratch = "interface_constants.crack_limit.scratch_um=3:9:2"
    rough = "materials.llzo.surface_roughness_um=0.5:4:2"
    depth = drawn(LITHIUM, scratch, rough).columns["flaw_um"]
    assert depth.tolist() == [[3.0, 9.0], [12.0, 12.0]]
    assert drawn(LITHIUM, rough, scratch).columns["flaw_um"].tolist() == depth.T.tolist()


def test_the_cell_asked_for_is_known_on_both_axes_and_logarithms_step_evenly():
    asked = Asked(PILOT.written, ("press.pressure_MPa=250",))
    found = drawn(asked, "isostatic_pressure_MPa=100:400:3:log", "stack_pressure_MPa=1:9:2")
    assert (found.x.here, found.y.here) == (250.0, 5.0)
    assert found.x.values == pytest.approx((100.0, 200.0, 400.0))


def test_where_a_model_is_outside_its_range_is_known():
    found = drawn(PILOT, "isostatic_pressure_MPa=50:350:2", "stack_pressure_MPa=1:9:2")
    assert found.outside["outside_press"].tolist() == [[1.0, 0.0], [1.0, 0.0]]
    assert "outside_press" not in answering(found)


def test_more_pressure_never_lowers_the_void_limit():
    limit = drawn(LITHIUM, "stack_pressure_MPa=0.1:15:20", "grain_um=0.5:5:2").columns["void_limited_mA_cm2"]
    assert np.all(np.diff(limit, axis=1) > 0)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("c_rate=0.1:1:3",), "two axes"),
        (("c_rate=0.1:1:3", "c_rate=0.1:1:4"), "same"),
        (("c_rate=0.1:1:3", "c_rat=0.1:1:4"), "did you mean c_rate"),
        (("c_rate=0.1:1:3", "grain_um=1:2"), "from:to:points"),
        (("c_rate=0:1:3", "anode_porosity=0:0.1:3"), "greater than 0"),
        (("c_rate=0:1:3:log", "anode_porosity=0:0.1:3"), "above 0"),
        (("c_rate=0.1:1:3", "anode_porosity=0:0.1:101"), "at most"),
        (("c_rate=0.1:1:3", "input.grain_um=1:2:3"), "nothing of the cell"),
    ],
)
def test_what_is_no_map_is_refused(texts, told):
    with pytest.raises(InputError, match=told):
        axes(PILOT, HERE, texts)


def test_a_quantity_that_such_a_cell_has_not_is_refused():
    with pytest.raises(InputError, match="no column of such a cell"):
        drawn(PILOT, "c_rate=0.1:1:2", "anode_porosity=0:0.1:2", quantity="critical_current_mA_cm2")
