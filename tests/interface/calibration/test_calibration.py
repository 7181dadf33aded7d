"""Every fitted parameter is what its points give, no point is used twice, and the rest is predicted."""

from __future__ import annotations

import importlib
from collections import Counter
from functools import cache

import numpy as np
import pytest

from dbetwin.interface import constants_of, hypotheses, phenomena
from dbetwin.interface.published import published
from dbetwin.materials import load_material

AREAS = ("contact", "resistance", "silicon", "boundary", "filament")
"""Modules beside this one: how a parameter is fitted anew (REFITS), what is predicted (PREDICTIONS), and points that
nothing is predicted for, with the reason (NOT_PREDICTED)."""


@cache
def found(kind):
    parts = [getattr(importlib.import_module(f"tests.interface.calibration.{area}"), kind) for area in AREAS]
    return {name: value for part in parts for name, value in part.items()}


def default(parameter):
    head, name, *rest = parameter.split(".")
    if head == "materials":
        return load_material(name)[rest[0]]
    for model in hypotheses(name):
        fields = constants_of(name, model).model_fields
        if rest[0] in fields:
            return fields[rest[0]].default
    raise AssertionError(f"{parameter} is no constant of {phenomena()}")


@pytest.mark.parametrize("name", sorted(published().parameters))
def test_a_fitted_parameter_is_what_its_points_give(name):
    each = published().parameters[name]
    points = [published().points[point] for point in each.points]
    assert default(name) == pytest.approx(each.value, rel=1e-9), "the file and the default disagree"
    assert found("REFITS")[name](*points) == pytest.approx(each.value, rel=0.02), "the fit gives another value"


def test_no_point_is_used_twice():
    used = Counter(point for each in published().parameters.values() for point in each.points)
    assert [point for point, times in used.items() if times > 1] == []
    assert set(used) <= set(published().points)
    assert set(found("REFITS")) == set(published().parameters)


@pytest.mark.parametrize("point", published().predictions, ids=lambda each: each.name)
def test_every_other_point_is_a_prediction(point):
    reason = found("NOT_PREDICTED").get(point.name)
    if reason:
        assert point.name not in found("PREDICTIONS")
        assert not point.gates
        return
    got = np.atleast_1d(found("PREDICTIONS")[point.name]())
    ratio = got / np.array(point.values)
    told = ", ".join(f"{mine:.3g} for {theirs:.3g}" for mine, theirs in zip(got, point.values, strict=True))
    print(f"{point.name}: {told} {point.unit} ({point.what}; {point.read})")
    if point.gates and point.factor is not None:
        assert (np.maximum(ratio, 1 / ratio) <= point.factor).all()
    if point.gates and point.share is not None:
        assert (np.abs(ratio - 1) <= point.share).all()


def test_what_is_not_predicted_says_why():
    assert set(found("NOT_PREDICTED")) <= set(published().points)
    assert all(len(reason) > 10 for reason in found("NOT_PREDICTED").values())
