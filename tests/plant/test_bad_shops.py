"""Mistakes in rules, crews, rework, branches, deliveries and unlike machines, each told with its line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin import documents
from dbetwin.cli.statements import statement_lines
from dbetwin.errors import InputError
from dbetwin.plant.capacity import ideal_capacity
from dbetwin.plant.load import load_plant, plant_of

TEXT = (Path(__file__).parent / "plain" / "shop.yaml").read_text()


def told(*changes):
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(InputError) as error:
        plant_of(documents.parse(text, "shop.yaml"))
    assert error.value.exit_code == 2
    return [str(problem) for problem in error.value.problems]


def line_of(text):
    found = [number for number, line in enumerate(TEXT.splitlines(), 1) if text in line]
    assert len(found) == 1, text
    return found[0]


CASES = {
    # --- rules: none is chosen in silence
    "rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}\n": {
        "": "shop.yaml:1: rules: is missing; "
        "add rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}",
        "rules: {lot_at_failure: resumes, blocking: after_service}\n": "rules.failure_clock: is missing; add it",
        "rules: {failure_clock: ever, lot_at_failure: resumes, blocking: after_service}\n": (
            "rules.failure_clock: should be 'processing' or 'always' (got 'ever')"
        ),
        "rules: {failure_clock: always, lot_at_failure: resumes, blocking: before_service}\n": (
            "rules.blocking: should be 'after_service' (got 'before_service')"
        ),
    },
    # --- crews
    "run: {crew: operators}": {
        "run: {crew: operator}": "stations.saw.crew.run.crew: is no crew (got operator); did you mean operators?",
        "run: {crew: mechanics}": "stations.saw.crew.run.crew: this crew does not have the skill run (got mechanics); "
        "add run to crews.mechanics.skills",
        "run: {crew: operators, people: 3}": "saw.crew.run.people: asks for more people than operators has, 2 (got 3)",
        "walk: {crew: operators}": "stations.saw.crew.walk: should be 'run', 'set_up', 'repair' or 'maintain'",
        "run: {crew: operators, peoples: 1}": "saw.crew.run.peoples: unknown field; did you mean people?",
    },
    "mechanics: {people: 1, skills: [repair, maintain]}": {
        "mechanics: {people: 0, skills: [repair, maintain]}": (
            "crews.mechanics.people: should be greater than or equal to 1 (got 0)"
        ),
        "mechanics: {people: 1, skills: [repair, weld]}": "crews.mechanics.skills.1: should be 'run', 'set_up'",
        "mechanics: {people: 1, skills: [repair, repair]}": "crews.mechanics.skills: a skill stands twice",
        "mechanics: {people: 1, skills: [repair], shift_start_h: 22, shift_end_h: 6}": (
            "crews.mechanics: shift_end_h should be later than shift_start_h"
        ),
        "the mechanics: {people: 1, skills: [repair]}": "the name should be letters, digits and underscores",
    },
    # --- breakdowns and maintenance
    "life: weibull, life_shape: 2, repair": {
        "life: weibull, repair": "saw.breakdowns.0.life: is weibull: give life_shape",
        "life_shape: 2, repair": "saw.breakdowns.0.life_shape: is for a weibull life, not for an exponential one",
        "mttr_cv: 2, repair": "breakdowns.0.mttr_cv: is for a lognormal repair time, not for one that is deterministic",
        "life: weibul, repair": "breakdowns.0.life: should be 'exponential' or 'weibull' (got 'weibul'); "
        "did you mean weibull?",
    },
    "name: oil, every_h: 10, minutes": {
        "name: oil, minutes": "saw.maintenance.0: give exactly one of every_h, every_calendar_h, every_amount, "
        "every_lots",
        "name: oil, every_h: 10, every_lots: 3, minutes": "saw.maintenance.0: give exactly one of every_h",
        "name: audit, every_h: 10, minutes": "saw.maintenance: holds the name 'audit' twice",
    },
    # --- unlike machines and recipes
    "      - {time_min: 4}\n": {
        "": "saw.each_machine: lists 1 machines, but there are 2",
        "      - {attended: false}\n": "saw.each_machine.1.attended: works without people, but crew.run asks",
        "      - {hold_before_break_h: 1}\n": "saw.each_machine.1.hold_before_break_h: changes nothing at a machine",
        "      - {time: 4}\n": "saw.each_machine.1.time: unknown field; did you mean time_",
        "      - {time_min: -4}\n": "saw.each_machine.1.time_min.mean_min: should be greater than 0 (got -4)",
        "      - {machines: 4}\n": "saw.each_machine.1.machines: cannot differ by machine; set it once for the station",
    },
    "thick: {time_min: ": {
        "thik: {time_min: ": "saw.recipes.thik: no supplier delivers this recipe (got thik); did you mean thick?",
        "thick: {speed: ": "saw.recipes.thick.speed: unknown field",
        "thick: {max_wait_h: 2, time_min: ": "recipes.thick.max_wait_h: cannot differ by recipe; set it once",
        "thick: {hold_before_break_h: 2, time_min: ": "recipes.thick.hold_before_break_h: cannot differ by recipe",
        "thick: {attended: false, time_min: ": "recipes.thick.attended: cannot differ by recipe; set it once for the "
        "machine",
    },
    "{thin: {thick: 5}, thick: {thin: 3}}": {
        "{thin: {thick: 5}}": "saw.changeover_min: does not say how long thick to thin takes; 0 if no time",
        "{thin: {thick: 5}, thick: {thin: 3, wide: 2}}": "saw.changeover_min.thick.wide: no supplier delivers this "
        "recipe (got wide)",
        "{thin: {thick: -5}}": "saw.changeover_min: should be minutes, 0 or more, or a mapping",
        "soon": "saw.changeover_min: should be minutes, 0 or more, or a mapping",
    },
    "    machines: 2\n": {
        "    machines: 2\n    sections: [{name: a}]\n": "saw.sections: a machine is no continuous web",
        "    machines: 2\n    attended: false\n": "stations.saw.attended: works without people, but crew.run asks for "
        "operators; leave out one of them",
        "    machines: 2\n    hold_before_break_h: 2\n": "stations.saw.hold_before_break_h: changes nothing at a "
        "machine: it takes its lots as they come; leave it out",
    },
    # --- deliveries
    "    capacity_parts: 4\n": {"": "buffers.raw.lost_when_full: needs a bound: give one of capacity_kg"},
    "    arrivals: {distribution: exponential, mean_min: 1.25}\n": {
        "": "buffers.raw.lost_when_full: needs arrivals or schedule_h: what is delivered on demand always finds",
        "    arrivals: 2\n    schedule_h: [1, 2]\n": "buffers.raw.schedule_h: does not go with arrivals: lots",
        "    schedule_h: [2, 1]\n": "buffers.raw.schedule_h: should be hours of 0 or more, each no",
        "    schedule_h: []\n": "buffers.raw.schedule_h: should hold at least 1 item",
        "    arrivals: {distribution: erlang, mean_min: 1}\n": "buffers.raw.arrivals.stages: is missing",
    },
    "    lot_parts: 1\n": {"    lot_parts: 1.5\n": "buffers.raw.lot_parts: should be a multiple of 1 (got 1.5)"},
    "    lost_when_full: true\n": {
        "    conwip_lots: 0\n": "buffers.raw.conwip_lots: should be greater than or equal to 1 (got 0)",
        "    conwip_lots: 9\n": "buffers.raw.conwip_lots: does not go with arrivals: lots come when they come",
    },
    "{recipe: thick, deliveries: 1}": {
        "{recipe: thick, deliveries: 0}": "buffers.raw.campaign.1.deliveries: should be greater than or equal to 1",
        "{recipe: thick}": "buffers.raw.campaign.1.deliveries: is missing",
    },
    "milled: {from: mill, to: warehouse}": {
        "milled: {from: mill, to: warehouse, conwip_lots: 3}": "milled.conwip_lots: is for what a supplier",
    },
    # --- branches
    "to: mill, share: 0.75": {
        "to: mill": "buffers.split: has no share, but another way out of saw has one; "
        "give every buffer from saw a share",
        "to: mill, share: 0": "buffers.split.share: should be greater than 0 (got 0)",
        "to: mill, share: 1, when: {column: hardness, above: 2}": "split.share: does not go with when: lots",
        "to: mill, when: {column: hardness}": "buffers.split.when: give one of above and below",
    },
    # --- rework
    "again: {from: mill, share: 0.2, into: split, most_times: 2}": {
        "again: {from: mil, share: 0.2, into: split}": "rework.again.from: is no station (got mil); did you mean mill?",
        "again: {from: mill, share: 0.2, into: spilt}": "again.into: is no buffer (got spilt); did you mean split?",
        "again: {from: mill, share: 0.2, into: rest}": "rework.again.into: does not lead to mill: what goes back would "
        "never come by again (got rest); name a buffer before it, such as split",
        "again: {from: mill, share: 0.2, causes: [scrap], into: split}": "rework.again.causes: do not go with a share",
        "again: {from: mill, into: split}": "rework.again: give causes of rejects, or for a plain machine a share",
        "again: {from: mill, share: 1, into: split}": "rework.again.share: should be less than 1 (got 1)",
        "again: {from: mill, share: 0.2, into: split, most_times: 0}": "most_times: should be greater than or equal to",
        "again: {from: mill, share: 0.6, into: split}\n  more: {from: mill, share: 0.4, into: raw}": (
            "rework.more.share: nothing would ever leave mill (got 0.4)"
        ),
    },
    # --- what a plain plant has no use for
    "title: A shop of plain machines\n": {
        "limits: {}\n": "limits: nothing reads it: plain machines make no cells; leave it out",
    },
}
ONE_BY_ONE = [(old, new, message) for old, cases in CASES.items() for new, message in cases.items()]


@pytest.mark.parametrize(("old", "new", "message"), ONE_BY_ONE, ids=[message for *_, message in ONE_BY_ONE])
def test_a_mistake_is_told_with_its_line(old, new, message):
    found = told((old, new))
    assert any(message in problem for problem in found), found
    assert all(problem.startswith("shop.yaml:") for problem in found), found


def test_lines_lead_to_the_very_value():
    changes = (
        ("      - {time_min: 4}\n", "      - {time_min: 0}\n"),
        ("repair: {crew: mechanics}", "repair: {crew: operators}"),
        ("into: split, most_times: 2", "into: filed"),
    )
    assert [problem.split(": ")[:2] for problem in told(*changes)] == [
        [f"shop.yaml:{line_of('repair: {crew: mechanics}')}", "stations.saw.crew.repair.crew"],
        [f"shop.yaml:{line_of('time_min: 4')}", "stations.saw.each_machine.1.time_min.mean_min"],
        [f"shop.yaml:{line_of('again:')}", "rework.again.into"],
    ]


def test_one_station_that_makes_cells_needs_the_sections_of_a_cell():
    found = told(("  file: {kind: machine, machines: 1, time_min: 3}", "  file: {kind: hold, machines: 1, hold_h: 1}"))
    missing = {problem.split(": ")[1] for problem in found if problem.endswith("is missing; add it")}
    assert {"calendar", "room", "product", "operating_point"} <= missing


def test_a_misspelt_kind_does_not_ask_for_a_product():
    (found,) = told(("  mill: {kind: machine,", "  mill: {kind: machin,"))
    assert "stations.mill.kind: is no kind of station (got machin); did you mean machine?" in found


# --- branches by rule --------------------------------------------------------------------------------------------

BY_RULE = ("to: mill, share: 0.75", "to: mill, when: {column: hardness, above: 2}")
WITHOUT_SHARE = ("to: file, share: 0.25", "to: file")


def test_a_branch_by_rule_is_read_and_holds_or_not():
    text = TEXT.replace(*BY_RULE).replace(*WITHOUT_SHARE)
    when = plant_of(documents.parse(text, "shop.yaml")).buffers["split"].when
    assert when.holds({"hardness": 2.1})
    assert not when.holds({"hardness": 2.0})
    assert not when.holds({})


def test_a_rule_about_a_column_that_no_lot_has_is_told():
    rule = (BY_RULE[0], BY_RULE[1].replace("hardness", "hardnes"))
    assert told(rule, WITHOUT_SHARE) == [
        f"shop.yaml:{line_of('  split:')}: buffers.split.when.column: lots of saw have no such column (got hardnes); "
        "did you mean hardness?"
    ]


def test_lots_of_which_no_rule_holds_need_one_way():
    other = ("to: file, share: 0.25", "to: file, when: {column: hardness, below: 1}")
    assert told(BY_RULE, other) == [
        f"shop.yaml:{line_of('  rest:')}: buffers.rest.when: every way out of saw has a rule: where do lots go of "
        "which none holds?; leave when out of one of them"
    ]
    third = ("  milled:", "  more: {from: saw, to: warehouse}\n  milled:")
    (found,) = told(BY_RULE, WITHOUT_SHARE, third)
    assert "buffers.more: has no rule, and nor has 'rest'" in found


def test_a_buffer_badly_written_takes_no_blame_for_recipes():
    (found,) = told(("    lost_when_full: true\n", "    conwip: 12\n"))
    assert "buffers.raw.conwip: unknown field; did you mean conwip_lots?" in found


# --- files ---------------------------------------------------------------------------------------------------------


def test_times_are_read_from_a_file_beside_the_layout(tmp_path, monkeypatch):
    (tmp_path / "times.csv").write_text("minutes\n1\n3\n")
    measured = "time_min: {distribution: empirical, file: times.csv, column: minutes}"
    text = TEXT.replace("time_min: 4", measured).replace("machines: 1, time_min: 3", f"machines: 1, {measured}")
    (tmp_path / "shop.yaml").write_text(text)
    monkeypatch.chdir("/")
    plant = load_plant(tmp_path / "shop.yaml")
    assert plant.stations["file"].time_min.mean == 2
    assert plant.stations["saw"].of_machine(1).time_min.mean == 2
    (tmp_path / "times.csv").write_text("minutes\n1\n4\n")
    assert load_plant(tmp_path / "shop.yaml").layout_hash != plant.layout_hash
    (tmp_path / "times.csv").unlink()
    with pytest.raises(InputError) as error:
        load_plant(tmp_path / "shop.yaml")
    assert "stations.file.time_min.file: times.csv cannot be read: No such file or directory" in str(error.value)


# --- anything at all -----------------------------------------------------------------------------------------------

LINES = TEXT.splitlines()


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(
        [
            "", "  x: 1", "- 3", "rules: 3", "rework: {a: 1}", "crews: [1]", "    crew: {run: 3}",
            "    recipes: {a.b: {}}",
            "    each_machine: [1, 2]", "    changeover_min: [1]", "    campaign: 3", "    schedule_h: x",
            "    when: 3",
            "    each_machine: [{kind: hold}, {x.y: 3}]", "    maintenance: 3", "  again: {from: [1], into: split}",
        ]
    ),
    st.booleans(),
)  # fmt: skip
def test_a_spoilt_line_is_either_read_or_told(number, line, instead):
    """Nothing but an InputError ever comes out of reading, and what is read can be reckoned with."""
    text = "\n".join([*LINES[:number], line, *LINES[number + instead :]])
    try:
        plant = plant_of(documents.parse(text, "shop.yaml"))
    except InputError as error:
        assert all(problem.where.startswith("shop.yaml") for problem in error.problems)  # noqa: PT017
    else:
        assert ideal_capacity(plant).keys() == plant.stations.keys()
        assert list(statement_lines(plant))
