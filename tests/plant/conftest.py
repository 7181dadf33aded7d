import json
from pathlib import Path

import jsonschema
import pytest

from dbetwin import documents
from dbetwin.errors import InputError
from dbetwin.plant.load import load_plant, plant_of
from dbetwin.plant.schema import json_schema
from tests.plant import stations

THIN = Path(__file__).parent / "layouts" / "thin.yaml"


@pytest.fixture(autouse=True)
def _plain_stations(monkeypatch):
    stations.install(monkeypatch)


@pytest.fixture(scope="session")
def layout_schema():
    """The schema that editors get, with every kind of station; test_schema.py checks that it is one."""
    return jsonschema.Draft202012Validator(json.loads(json.dumps(json_schema())))


@pytest.fixture
def thin():
    """The thin plant, with values set from outside."""
    return lambda *set_values: load_plant(THIN, set_values)


@pytest.fixture
def edited():
    """The thin plant with pieces of its text replaced."""

    def read(*changes):
        text = THIN.read_text()
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return plant_of(documents.parse(text, "thin.yaml"))

    return read


@pytest.fixture
def told(edited):
    """What is told of the thin plant with pieces of its text replaced."""

    def problems(*changes):
        with pytest.raises(InputError) as error:
            edited(*changes)
        assert error.value.exit_code == 2
        return [str(problem) for problem in error.value.problems]

    return problems


@pytest.fixture
def line_of():
    """Number of the line of the thin plant that holds a text."""

    def find(text):
        found = [number for number, line in enumerate(THIN.read_text().splitlines(), 1) if text in line]
        assert len(found) == 1, text
        return found[0]

    return find
