import jsonschema
import pytest
from ruamel.yaml import YAML

from dbetwin.plant import schema
from tests.plant.conftest import THIN


@pytest.fixture(scope="module")
def published():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "KINDS", ("fluidized_bed_coater", "hold"))
        return schema.json_schema()


@pytest.fixture
def written():
    """A layout as a planner writes it, with the one station that the schema is built for."""
    values = YAML(typ="safe").load(THIN.read_text())
    values["calendar"]["start_date"] = "2026-01-05"
    values["stations"] = {"waiting": {"kind": "hold", "machines": 1, "channels_kg": 500, "hold_h": "1 d"}}
    return values


@pytest.mark.slow
def test_the_schema_is_a_schema(layout_schema):
    layout_schema.check_schema(layout_schema.schema)


def test_every_kind_of_station_has_a_definition(published):
    assert {"Buffer", "fluidized_bed_coater", "hold"} <= set(published["$defs"])


def test_values_may_stand_alone_with_a_unit_or_with_their_source(published, written):
    room = {"properties": {"room": {"$ref": "#/$defs/Room"}}, "$defs": published["$defs"]}
    validator = jsonschema.Draft202012Validator(room)
    for given in (-40, "-40 degC", {"value": -40, "source": "Doe 2020"}):
        written["room"]["dew_point_C"] = given
        assert validator.is_valid({"room": written["room"]}), given
    for given in ([1], {"source": "Doe 2020"}, None):
        written["room"]["dew_point_C"] = given
        assert not validator.is_valid({"room": written["room"]}), given


def test_mappings_and_words_may_have_a_source_too(published, written):
    product = {"properties": {"product": {"$ref": "#/$defs/Product"}}, "$defs": published["$defs"]}
    validator = jsonschema.Draft202012Validator(product)
    written["product"]["anode"] = {"value": "silicon", "source": "Doe 2020"}
    assert validator.is_valid({"product": written["product"]})
    written["product"]["anode"] = {"value": "graphite", "source": "Doe 2020"}
    assert not validator.is_valid({"product": written["product"]})


def test_unknown_fields_are_mistakes_in_the_editor_too(published, written):
    validator = jsonschema.Draft202012Validator(published)
    assert list(validator.iter_errors(written)) == []
    written["buffers"]["rolls"]["capacity_n"] = 3
    written["nonsense"] = 1
    assert {error.json_path for error in validator.iter_errors(written)} == {"$", "$.buffers.rolls"}
