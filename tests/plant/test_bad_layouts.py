"""Every mistake a planner can make in a layout is told with its line and, where there is one, the remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbetwin import documents
from dbetwin.errors import InputError, Problem
from dbetwin.plant.load import plant_of
from tests.plant import stations
from tests.plant.conftest import THIN

# --- values ------------------------------------------------------------------------------------------------------


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(told, line_of):
    found = told(
        ("dew_point_C: {value: -40, source: Doe}", "dew_point_C: 5 kg"),
        ("    machines: 9", "    machines: 0"),
        ("line_speed_m_per_min: 8", "line_speed_m_per_min: -8"),
        ("    channels_cells: 2000", "    chanels_cells: 2000"),
        ("sealed: true", "seeled: true"),
        ("c_rate: 0.333", "c_rates: 0.333"),
    )
    room, point = line_of("dew_point_C: {value: -40"), line_of("operating_point:")
    assert found == [
        f"thin.yaml:{room}: room.dew_point_C: has the wrong unit 'kg': it should be a number in degC, or with a unit "
        "that converts to it (got '5 kg')",
        f"thin.yaml:{point}: operating_point.c_rate: is missing; add it",
        f"thin.yaml:{point + 1}: operating_point.c_rates: unknown field; did you mean c_rate?",
        f"thin.yaml:{line_of('line_speed')}: stations.film.line_speed_m_per_min: should be greater than 0 (got -8)",
        f"thin.yaml:{line_of('machines: 9')}: stations.tower.machines: should be greater than or equal to 1 (got 0)",
        f"thin.yaml:{line_of('  rack:')}: stations.rack.channels_cells: is missing; add it",
        f"thin.yaml:{line_of('channels_cells')}: stations.rack.chanels_cells: unknown field; "
        "did you mean channels_cells?",
        f"thin.yaml:{line_of('sealed: true')}: buffers.dried.seeled: unknown field; did you mean sealed?",
    ]


def test_mistakes_of_every_stage_are_told_together(told):
    """Badly written, badly chosen, in the flow and in the design: one does not hide the other."""
    found = told(
        ("    machines: 9", "    machines: {value: 0, assumed: true, range: [6, 18]}"),
        ("area_m2: 400", "area_m2: {value: 400, sorce: Doe}"),
        ("to: stacker.foil, lot_m", "to: stacker.foill, lot_m"),
        ("capacity_m: 3000", "capacity_m: 3000, seeled: true"),
        ("kind: test_rack", "kind: test_rak"),
        ("nmc811: 0.70", "nmc811: 0.60"),
        ("  contact: composite\n", "  contact: composit\n"),
        ("working_days_per_year: 250", "working_days_per_year: 367"),
        ("  llzo:\n", "  lzo:\n"),
    )
    expected = (
        "working_days_per_year: should be less than or equal to 366",
        "area_m2.sorce: is no part of a value",
        "cathode_mass_fractions: should add up to 1",
        "interface.contact: 'composit' is no known",
        "materials.lzo: is no material",
        "tower.machines: should be greater than or equal to 1",
        "rack.kind: is no kind of station",
        "rolls.seeled: unknown field",
        "foil.to: stacker has no port 'foill'",
    )
    assert len(found) == len(expected), found
    assert all(told in problem for told, problem in zip(expected, found, strict=True)), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "kind: test_film",
            "kind: test_fillm",
            "stations.film.kind: is no kind of station (got test_fillm); did you mean test_film?",
        ),
        ("    kind: test_film\n", "", "stations.film: has no kind; kinds are powder_receiving"),
        ("  film:\n", "  'hot film':\n", "the name should be letters, digits and underscores (got hot film)"),
        ("  film:\n", "  room:\n", "stations.room: the name is taken"),
        ("  film:\n", "  supplier:\n", "stations.supplier: the name is taken"),
        ("name: thin", "name: thin plant", "name: should"),
        (
            "start_date: 2026-01-05",
            "start_date: 2026-01-06",
            "calendar.start_date: should be a Monday, such as 2026-01-05",
        ),
        ("start_date: 2026-01-05", "start_date: soon", "calendar.start_date: should be a valid date"),
        ("[monday, tuesday,", "[monday, tusday,", "should be 'monday', 'tuesday'"),
        ("  anode: silicon\n", "  anode: graphite\n", "product.anode: should be 'silicon' or 'lithium'"),
        ("nmc811: 0.70", "nmc811: 0.60", "product.cathode_mass_fractions: should add up to 1 (got 0.9)"),
        ("nmc811: 0.70", "nmc812: 0.70", "product.cathode_mass_fractions.nmc812: is no material; did you mean nmc811?"),
        ("  llzo:\n", "  lzo:\n", "materials.lzo: is no material; did you mean llzo?"),
        (
            "ptfe: {density_g_cm3:",
            "ptfe: {densiti_g_cm3:",
            "materials.ptfe.densiti_g_cm3: is no property of it; did you mean density_g_cm3?",
        ),
        ("{value: 2.15, source: Doe}", "2.15 s", "materials.ptfe.density_g_cm3: has the wrong unit 's'"),
        (
            "  contact: composite\n",
            "  contact: lithium\n",
            "interface.contact: 'lithium' is a model for the anode lithium, not silicon",
        ),
        ("  contact: composite\n", "", "interface.contact: no hypothesis is named"),
        (
            "  contact: composite\n",
            "  contact: composit\n",
            "interface.contact: 'composit' is no known hypothesis; did you mean 'composite'?",
        ),
        (
            "\nmaterials:\n",
            "\ninterface_constants: {open_contact: {least_contct: 0.1}}\nmaterials:\n",
            "open_contact.least_contct: unknown field; did you mean least_contact?",
        ),
        (
            "\nmaterials:\n",
            "\ninterface_constants: {open_contct: {least_contact: 0.1}}\nmaterials:\n",
            "open_contct: no model is chosen for it; did you mean open_contact?",
        ),
        (
            "powder: {from: supplier, to: coater, lot_kg: 50,",
            "powder: {from: supplier, to: coater, ",
            "buffers.powder: a supplier delivers lots: give one of lot_kg",
        ),
        (", mass_kg_per_unit: 0.02", "", "buffers.foil: is delivered in m: give mass_kg_per_unit"),
        ("capacity_m: 3000", "capacity_m: 3000, capacity_kg: 2", "buffers.rolls: give one capacity"),
        (
            "capacity_m: 3000",
            "lot_m: 3000",
            "buffers.rolls: lot size, mass per unit and columns are for what a supplier",
        ),
        ("\nstations:\n", "\nextra: 1\nstations:\n", "extra: unknown field"),
        ("\nbuffers:\n", "\nbufers:\n", "buffers: is missing"),
    ],
)
def test_a_wrong_value_is_told(told, old, new, message):
    found = told((old, new))
    assert any(message in problem for problem in found), found
    assert all(problem.startswith("thin.yaml:") for problem in found)


# --- the flow ----------------------------------------------------------------------------------------------------


def test_a_station_that_nothing_feeds_is_told(told, line_of):
    assert told(("  rolls: {from: film, to: dryer, capacity_m: 3000}", "  rolls: {from: film, to: warehouse}")) == [
        f"thin.yaml:{line_of('  dryer:')}: stations.dryer: nothing feeds this station; add a buffer with to: dryer"
    ]


def test_a_merge_with_an_input_missing_is_told(told, line_of):
    assert told(("  foil: {from: supplier, to: stacker.foil, lot_m: 1000, mass_kg_per_unit: 0.02}\n", "")) == [
        f"thin.yaml:{line_of('  stacker:')}: stations.stacker: input 'foil' is missing; "
        "add a buffer with to: stacker.foil"
    ]


def test_a_port_fed_twice_is_told(told, line_of):
    found = told(("to: stacker.foil, lot_m", "to: stacker.web, lot_m"))
    assert found == [
        f"thin.yaml:{line_of('  stacker:')}: stations.stacker: input 'foil' is missing; "
        "add a buffer with to: stacker.foil",
        f"thin.yaml:{line_of('  foil:')}: buffers.foil.to: port 'web' of stacker is fed twice, first by buffer "
        "'dried' (got stacker.web); a port takes one buffer",
    ]


def test_a_port_left_open_or_misspelt_is_told(told, line_of):
    line = line_of("  foil:")
    assert told(("to: stacker.foil, lot_m", "to: stacker.foill, lot_m")) == [
        f"thin.yaml:{line}: buffers.foil.to: stacker has no port 'foill' (got stacker.foill); did you mean foil?"
    ]
    assert told(("to: stacker.foil, lot_m", "to: stacker, lot_m")) == [
        f"thin.yaml:{line}: buffers.foil.to: stacker takes 2 inputs (got stacker); write stacker.web or stacker.foil"
    ]


def test_a_dead_end_is_told(told, line_of):
    assert told(("  finished: {from: rack, to: warehouse}\n", "")) == [
        f"thin.yaml:{line_of('  rack:')}: stations.rack: is a dead end: nothing takes what it makes; "
        "add a buffer with from: rack"
    ]


def test_an_end_that_is_no_station_is_told(told, line_of):
    found = told(("from: film, to: dryer", "from: filme, to: dryer"))
    assert found[-1] == (
        f"thin.yaml:{line_of('  rolls:')}: buffers.rolls.from: is no station (got filme); did you mean film?"
    )
    assert f"thin.yaml:{line_of('  film:')}: stations.film: is a dead end" in found[0]
    assert (
        "leads from the supplier straight to the warehouse"
        in told(("  finished:", "  through: {from: supplier, to: warehouse, lot_kg: 1}\n  finished:"))[0]
    )


def test_a_circle_is_told(told, line_of):
    found = told(
        (
            "powder: {from: supplier, to: coater, lot_kg: 50, columns: {granule_d50_um: 100}}",
            "powder: {from: dryer, to: coater}",
        )
    )
    assert found == [
        f"thin.yaml:{line_of('  rolls:')}: buffers.rolls: the material would go round in a circle through "
        "coater, film, dryer"
    ]


def test_a_buffer_smaller_than_a_lot_is_told(told, edited, line_of):
    assert told(("capacity_m: 3000", "capacity_m: 499")) == [
        f"thin.yaml:{line_of('  rolls:')}: buffers.rolls.capacity_m: holds less than one lot of film, 500 m (got 499); "
        "make it at least 500, or 0 for a direct hand-over"
    ]
    assert (
        "holds less than one lot of dryer, 500 m"
        in told(("capacity_m: {value: 2000, source: Doe}", "capacity_m: 499"))[0]
    )
    assert edited(("capacity_m: 3000", "capacity_m: 0")).buffers["rolls"].capacity == 0


def test_a_buffer_in_another_unit_is_told(told, line_of):
    assert told(("capacity_m: 3000", "capacity_kg: 3000")) == [
        f"thin.yaml:{line_of('  rolls:')}: buffers.rolls.capacity_kg: film makes m; write capacity_m"
    ]
    assert told(
        ("from: coater, to: film, capacity_kg: 200", "from: coater, to: dryer"),
        ("from: film, to: dryer, capacity_m: 3000", "from: supplier, to: film, lot_kg: 1"),
        ("from: dryer, to: stacker.web", "from: film, to: stacker.web"),
        ("from: rack, to: warehouse}", "from: rack, to: warehouse}\n  rest: {from: dryer, to: warehouse}"),
    ) == [
        f"thin.yaml:{line_of('  coated:')}: buffers.coated.to: coater makes kg, but dryer (test_dryer) takes m",
        f"thin.yaml:{line_of('  finished:') + 1}: buffers.rest.to: leads to the warehouse, and so does buffer "
        "'finished': a plant that makes cells hands over one thing; lead it back into the flow; what is scrapped needs "
        "no buffer: it is lost where it is made",
    ]


def test_sections_and_unlike_machines_are_not_for_every_station(told):
    speed, channels = "    line_speed_m_per_min: 8\n", "    channels_cells: 2000\n"
    (found,) = told(("    machines: 9", "    machines: 9\n    sections: [{name: a}]"))
    assert "stations.tower.sections: a test_tower is no continuous web: it has no sections" in found
    (found,) = told((channels, channels + f"    each_machine: [{', '.join(['{}'] * 13)}]\n"))
    assert "stations.rack.each_machine: the places of a test_rack are all alike" in found
    (found,) = told((speed, speed + "    each_machine: [{lot_m: 5}]\n"))
    assert "stations.film.each_machine.0.lot_m: cannot differ by machine; set it once for the station" in found


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (
            "[{name: a}, {name: b, accumulator_m: 5}]",
            "sections.1.accumulator_m: leads nowhere: this section is the last",
        ),
        ("[{name: a}, {name: a}]", "film.sections: holds the name 'a' twice"),
        ("[{name: a, breakdowns: [JAM, JAM]}]", "film.sections.0.breakdowns: holds the name 'jam' twice"),
        ("[{name: a, speed_facto: 2}]", "sections.0.speed_facto: unknown field; did you mean speed_factor?"),
        ("[{name: a}]", "film.breakdowns: a web in sections fails section by section"),
        ("[{name: a, breakdowns: [ALWAYS]}]", "film.sections.0.breakdowns.0: a section wears by what passes"),
        ("[{name: a, breakdowns: [SCRAPS]}]", "film.sections.0.breakdowns.0: a section goes on where it stopped"),
    ],
)
def test_a_web_in_sections_that_cannot_be_is_told(told, sections, message):
    jam = "{name: jam, mtbf_h: 9, mttr_h: 1}"
    sections = sections.replace("JAM", jam).replace("ALWAYS", jam[:-1] + ", clock: always}")
    sections = sections.replace("SCRAPS", jam[:-1] + ", lot: scrapped}")
    speed = "    line_speed_m_per_min: 8\n"
    assert any(message in problem for problem in told((speed, speed + f"    sections: {sections}\n")))


def test_rework_of_cells_goes_by_cause_and_into_a_buffer_of_cells(told, edited):
    rework = "\nrework:\n  again: {{from: rack, {}}}\n\nbuffers:"
    assert edited(("\nbuffers:", rework.format("causes: [leak], into: cells"))).rework["again"].causes == ("leak",)
    for written, message in (
        ("causes: [leak], into: dried", "rework.again.into: holds m, but rack hands on cells (got dried)"),
        ("share: 0.1, into: cells", "rework.again.share: rack is a test_rack: what goes back is decided by what it"),
        ("causes: [leak], into: finished", "rework.again.into: does not lead to rack"),
        ("causes: [leak, leak], into: cells", "rework.again.causes: holds one of them twice"),
        ("causes: [leek], into: cells", "causes: rack rejects nothing for this (got leek); did you mean leak?"),
    ):
        (found,) = told(("\nbuffers:", rework.format(written)))
        assert message in found
    twice = rework.format("causes: [leak], into: cells}\n  more: {from: rack, causes: [leak], into: formed")
    (found,) = told(("\nbuffers:", twice))
    assert "rework.more.causes: 'leak' goes back by 'again' already" in found


def test_a_rule_about_powder_asks_for_what_is_known_of_powder(edited, told):
    two = ("  coated: {from: coater, to: film, capacity_kg: 200, dew_point_C: -50}",
           "  coated: {from: coater, to: film, when: {column: COLUMN, above: 90}}\n"
           "  fine: {from: coater, to: sieve}\n  sieved: {from: sieve, to: stacker.foil}")  # fmt: skip
    sieve = ("\nbuffers:", "  sieve: {kind: test_film, machines: 1, lot_m: 5, line_speed_m_per_min: 8}\n\nbuffers:")
    no_foil = ("  foil: {from: supplier, to: stacker.foil, lot_m: 1000, mass_kg_per_unit: 0.02}\n", "")
    known = edited((two[0], two[1].replace("COLUMN", "granule_d50_um")), sieve, no_foil)
    assert known.buffers["coated"].when.holds({"granule_d50_um": 91})
    (found,) = told((two[0], two[1].replace("COLUMN", "granule_d90_um")), sieve, no_foil)
    assert "buffers.coated.when.column: lots of coater have no such column (got granule_d90_um); did you mean" in found


def test_what_a_station_says_of_itself_is_told(told, monkeypatch, line_of):
    seen = []

    def problems(given, design, upstream):
        seen.append((given.spray_h, design.product.anode, upstream))
        return [Problem("", "spray_h", "will not fluidise", "3", "granulate it first"), Problem("", "", "nor dry")]

    coater = stations.modules()["test_coater"]
    coater.problems = problems
    monkeypatch.setitem(stations.sys.modules, coater.__name__, coater)
    assert told(("title: Thin plant", "title: Thin")) == [
        f"thin.yaml:{line_of('spray_h')}: stations.coater.spray_h: will not fluidise (got 3); granulate it first",
        f"thin.yaml:{line_of('  coater:')}: stations.coater: nor dry",
    ]
    assert seen == [(3, "silicon", {"granule_d50_um": 100})]


def test_a_model_that_asks_for_what_nobody_states_is_told(told, monkeypatch, line_of):
    coater = stations.modules()["test_coater"]
    coater.transform = lambda given, lot, condition, air, rng: lot.inputs["powder"].columns["bond_number"]
    coater.problems = lambda given, design, upstream: []
    monkeypatch.setitem(stations.sys.modules, coater.__name__, coater)
    assert told(("title: Thin plant", "title: Thin")) == [
        f"thin.yaml:{line_of('  coater:')}: coater: its model asks for 'bond_number', which is known neither of its "
        "input nor of a material; state it under columns of the buffer that the supplier fills"
    ]


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("breakdowns: [{name: jam, mtbf_h: 9, mttr_h: 1}]", "its places do not fail"),
        ("maintenance: [{name: oil, every_h: 9, minutes: 1}]", "its places need no upkeep"),
        ("setup_min: 4", "its places are not set up"),
        ("changeover_min: 4", "its places are not changed over"),
        ("max_wait_h: 4", "its lots go in one by one"),
        ("hold_before_break_h: 4", "it takes its lots as they come"),
        ("handling_drift_per_100_h: 0.1", "nothing wears in its places"),
    ],
)
def test_what_a_store_would_leave_unread_is_told(told, line_of, setting, why):
    name = setting.partition(":")[0]
    assert told(("    kind: test_rack\n", f"    kind: test_rack\n    {setting}\n")) == [
        f"thin.yaml:{line_of('kind: test_rack') + 1}: stations.rack.{name}: changes nothing at a test_rack: {why}; "
        "leave it out"
    ]


# --- anything at all ---------------------------------------------------------------------------------------------

LINES = THIN.read_text().splitlines()


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(
        ["", "  x: 1", "- 3", "  stacker: 7", "stations: {}", "buffers: [1]", "    kind: [a]", "  : :", "name:"]
    ),
)
def test_a_spoilt_line_is_either_read_or_told(number, line):
    """Nothing but an InputError ever comes out of reading."""
    with pytest.MonkeyPatch.context() as patch:
        stations.install(patch)
        text = "\n".join([*LINES[:number], line, *LINES[number + 1 :]])
        try:
            plant = plant_of(documents.parse(text, "thin.yaml"))
        except InputError as error:
            assert all(problem.where.startswith("thin.yaml") for problem in error.problems)  # noqa: PT017
        else:
            assert plant.name == "thin"
