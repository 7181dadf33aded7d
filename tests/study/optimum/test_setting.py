from __future__ import annotations

from typing import Any

import pytest

from dbetwin import documents
from dbetwin.errors import InputError
from dbetwin.study.optimum.setting import Setting, settings_of
from dbetwin.study.scenario.scenario import Scenario, scenario_of_layout

LINE = "textbook/three_unreliable_machines"


@pytest.fixture(scope="module")
def base() -> Scenario:
    return scenario_of_layout(LINE)


def read(text: str, base: Scenario) -> tuple[Setting, ...]:
    document = documents.parse(f"settings:\n  {text}\n", "ask.yaml")
    return settings_of(document.values["settings"], document, base)


@pytest.mark.parametrize(
    ("text", "values", "written"),
    [
        ("m1.machines: {low: 1, high: 3}", (1, 2, 3), 1),
        ("buffers.b1.capacity_parts: {low: 0, high: 6, step: 2}", (0, 2, 4, 6), 3),
        ("m1.time_min.mean_min: {low: 0.5, high: 1, step: 0.2}", (0.5, 0.7, 0.9), 1),
        ("m1.time_min.mean_min: [2, 1, 0.5]", (0.5, 1, 2), 1),
        ("rules.failure_clock: [processing, always]", ("processing", "always"), "processing"),
    ],
)
def test_what_may_be_set(base: Scenario, text: str, values: tuple[Any, ...], written: Any):
    (found,) = read(text, base)
    assert tuple(found.values) == values
    assert found.written == written
    for value in values:
        param = found.param_of(value)
        assert param is not None
        assert found.value_of(param) == value
    assert found.param_of("nothing like it") is None


def test_ends_may_be_written_with_a_unit(base: Scenario):
    (found,) = read('m1.breakdowns.stop.mtbf_h: {low: "60 min", high: 3}', base)
    assert (found.low, found.high, found.count) == (1.0, 3.0, None)
    assert found.written == pytest.approx(100 / 60)


def test_a_real_value_has_no_more_digits_than_anybody_sets():
    plain = Setting("x", "", 0.123456, low=200.0, high=1000.0)
    assert plain.value_of(743.21987) == 743.2
    assert plain.value_of(999.99999) == 1000.0
    log = Setting("x", "", 0.123456, low=0.001, high=10.0, log=True)
    assert log.value_of(0.00123456) == 0.001235
    written = Setting("x", "", 0.123456789, low=0.0, high=1.0)
    assert written.value_of(written.param_of(0.123456789)) == 0.123456789


def test_a_whole_setting_can_be_searched_by_ratios(base: Scenario):
    (found,) = read("m1.machines: {low: 2, high: 64, log: true}", base)
    assert (found.value_of(2), found.value_of(64), found.param_of(8), found.at(0)) == (2, 64, 8, 2)
    assert found.param_of(1) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("m1.machins: {low: 1, high: 3}", "ask.yaml:2: m1.machins: m1 has no 'machins'; did you mean machines?"),
        ("m1.machines: {low: 3, high: 3}", "ask.yaml:2: settings.m1.machines.high: leaves an empty range"),
        ("m1.machines: {low: 1, high: 2.5}", "ask.yaml:2: settings.m1.machines: is a number of things"),
        ("m1.machines: {low: 0, high: 3}", "ask.yaml:2: stations.m1.machines: should be greater than or equal to 1"),
        ("m1.machines: {low: 1, higher: 3}", "settings.m1.machines.higher: unknown field; did you mean high?"),
        ("m1.machines: 3", "should be a range or a list"),
        ("m1.machines: [3]", "leaves nothing to choose from"),
        ("m1.machines: [1, 3, 1]", "names a value twice"),
        ("m1.machines: [1, three]", "stations.m1.machines: should be a whole number"),
        ("m1.time_min.mean_min: {low: 0, high: 3, log: true}", "low: should be above 0 where the range is logarithmic"),
        ("m1.time_min.mean_min: {low: 1, high: 3, step: 1, log: true}", "step: does not go with log"),
        ("m1.time_min.mean_min: {low: 1 kg, high: 3}", "ask.yaml:2: settings.m1.time_min.mean_min.low:"),
        ("rules.blocking: [after_service, sometimes]", "rules.blocking: should be 'after_service'"),
    ],
)
def test_mistakes_are_told_with_file_and_line(base: Scenario, text: str, told: str):
    with pytest.raises(InputError) as error:
        read(text, base)
    assert told in str(error.value)
    assert "ask.yaml:2" in str(error.value)


def test_all_mistakes_are_told_at_once(base: Scenario):
    with pytest.raises(InputError) as error:
        read("m1.machins: {low: 1, high: 3}\n  m2.machines: {low: 3, high: 1}", base)
    assert len(error.value.problems) == 2
