import datetime
from collections.abc import Mapping
from typing import Literal

import pytest
from pydantic import Field, field_validator, model_validator

from dbetwin import documents
from dbetwin.documents import Provenance, Record, sourced
from dbetwin.errors import InputError


class Roll(Record):
    gap_um: float = Field(gt=0)
    kind: Literal["steel", "rubber"] = "steel"
    springback: float = sourced(0.04, assumed=(0.01, 0.1), note="fades")
    zones_mm: tuple[float, ...] = ()


class Press(Record):
    name: str
    front: Roll
    rolls: tuple[Roll, ...] = ()
    spare: Mapping[str, Roll] = Field(default={}, alias="reserve")


class Mill(Record):
    speeds: tuple[int, ...] = Field(min_length=1)
    parts: Mapping[str, float]
    made: datetime.date

    @field_validator("made")
    @classmethod
    def _a_monday(cls, given):
        if given.weekday():
            raise ValueError("should be a Monday")
        return given

    @model_validator(mode="after")
    def _rising(self):
        if [*self.speeds] != sorted(self.speeds):
            raise ValueError("speeds should rise")
        return self


def problems(call, *args):
    with pytest.raises(InputError) as error:
        call(*args)
    assert error.value.exit_code == 2
    return [str(problem) for problem in error.value.problems]


def told(text):
    """What is told of a text: that it cannot be read, or all that is badly written in it."""
    try:
        return [str(problem) for problem in documents.parse(text, "x.yaml").problems]
    except InputError as error:
        return [str(problem) for problem in error.problems]


# --- what is no document ----------------------------------------------------------------------------------------


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    assert problems(documents.read, tmp_path / "no.yaml") == [f"{tmp_path / 'no.yaml'}: there is no such file"]
    assert "is a folder" in problems(documents.read, tmp_path)[0]


def test_a_binary_file_is_told(tmp_path):
    (tmp_path / "x.yaml").write_bytes(bytes(range(256)))
    assert "not a text file" in problems(documents.read, tmp_path / "x.yaml")[0]


def test_a_file_beyond_reason_is_not_read(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"a: 1\n" * 1_100_000)
    assert "5.5 MB large; at most 5 MB" in problems(documents.read, tmp_path / "x.yaml")[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yaml: is empty"),
        ("# nothing\n", "x.yaml: is empty"),
        ("- a\n- b\n", "x.yaml:1: is a list, not a mapping"),
        ("five", "x.yaml:1: is a single value"),
        ("a: 1\nb: [2\nc: 3\n", "x.yaml:3: is not YAML"),
        ("a: 1\n\t- b\n", "x.yaml:2: is not YAML"),
        ("a: \x01", "x.yaml: is not YAML"),
        ("a: 2026-13-45", "is not YAML: month must be"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2: is not YAML"),
        ("a: !!python/object:os.system 1", "x.yaml:1: is not YAML"),
        ("a: *b", "undefined alias"),
        ("[[" * 5000, "nested too deeply"),
        ("? [a]\n: 1\n", "a key should be a single word"),
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3: a: stands twice, first in line 1"),
    ],
)
def test_what_is_no_yaml_mapping_is_told_with_its_line(text, message):
    assert message in told(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9)),
        "a: &a {b: *a}",
        "a: &a [*a]",
    ],
    ids=["billion laughs", "mapping in itself", "list in itself"],
)
def test_aliases_that_explode_are_stopped(text):
    message = told(text)[0]
    assert "aliases" in message or "nested too deeply" in message


def test_a_harmless_alias_is_a_copy():
    assert documents.parse("a: &x {b: 1}\nc: *x\n", "x").values == {"a": {"b": 1}, "c": {"b": 1}}


# --- values with their source ---------------------------------------------------------------------------------


def test_values_are_unwrapped_and_their_sources_kept():
    document = documents.parse(
        "sources: {Meyer: 'Meyer 2017, 10.1016/x'}\n"
        "front:\n"
        "  gap_um: {value: 60, source: Meyer}\n"
        "  width: {value: 0.3, unit: m, source: Other 1999}\n"
        "rolls:\n"
        "  - {springback: {value: 0.04, assumed: true, range: [0.01, 0.1], note: fades}}\n",
        "x.yaml",
    )
    assert document.values["front"] == {"gap_um": 60, "width": "0.3 m"}
    assert document.values["rolls"] == [{"springback": 0.04}]
    assert document.provenance == {
        "front.gap_um": Provenance("Meyer 2017, 10.1016/x"),
        "front.width": Provenance("Other 1999"),
        "rolls.0.springback": Provenance("", True, (0.01, 0.1), "fades"),
    }
    assert document.where("front.gap_um") == "x.yaml:3"
    assert document.where("rolls.0.springback") == "x.yaml:6"
    assert document.where("front.gap_um.deeper.still") == "x.yaml:3"
    assert document.where("nothing") == "x.yaml:1"


def test_every_badly_stated_value_is_told_at_once():
    assert told(
        "a: {value: 5, assumed: true}\n"
        "b: {value: 5, sorce: x}\n"
        "c: {value: 5, range: [6, 7]}\n"
        "d: {value: 1, range: [2]}\n"
        "e: {value: 1, range: [3, 2]}\n"
        "f: {value: 1, range: [low, high]}\n"
        "g: {value: 1, assumed: maybe}\n"
        "h: {value: word, assumed: true}\n"
    ) == [
        "x.yaml:1: a: is assumed without a range (got 5); add range: [low, high]",
        "x.yaml:2: b.sorce: is no part of a value; did you mean source?",
        "x.yaml:3: c: lies outside its own range [6, 7] (got 5)",
        "x.yaml:4: d.range: should be two numbers [low, high], in the unit of the name (got [2])",
        "x.yaml:5: e.range: should be two numbers [low, high], in the unit of the name (got [3, 2])",
        "x.yaml:6: f.range: should be two numbers [low, high], in the unit of the name (got ['low', 'high'])",
        "x.yaml:7: g.assumed: should be true or false (got 'maybe')",
    ]


def test_a_source_that_nearly_is_a_key_is_told():
    sources = "sources: {qse5: STEER 2024, Meyer: Meyer 2017}\n"
    assert told(sources + "a: {value: 1, source: qse6}") == [
        "x.yaml:2: a.source: is none of the sources (got qse6); did you mean qse5?"
    ]
    for source in ("qse5", "Meyer", "Meyer 2016", "10.1016/j.jmatprotec.2017.05.031", "prozell"):
        assert told(sources + f"a: {{value: 1, source: {source}}}") == []


# --- validating -------------------------------------------------------------------------------------------------


def test_a_good_document_becomes_the_record():
    document = documents.parse(
        "name: one\nfront: {gap_um: 0.06 mm, zones_mm: [1, 2 cm]}\nreserve: {a: {gap_um: 1}}", "x"
    )
    press = documents.validate(Press, document)
    assert press.front == Roll(gap_um=60, zones_mm=(1, 20))
    assert press.spare["a"].gap_um == 1
    assert documents.validate(Roll, document, "front") == press.front


def test_all_mistakes_are_told_at_once_each_with_its_line():
    text = (
        "name: 3\n"
        "front:\n"
        "  gap_umm: 60\n"
        "  kind: stel\n"
        "rolls:\n"
        "  - gap_um: 60 kg\n"
        "  - gap_um: -1\n"
        "    springbak: 0.1\n"
        "reserve:\n"
        "  a: {gap_um: .nan, zones_mm: [1, 2 s]}\n"
        "  b: 5\n"
        "frnt: 1\n"
    )
    found = problems(documents.validate, Press, documents.parse(text, "x.yaml"))
    assert sorted(found) == sorted(
        [
            "x.yaml:1: name: should be a text (got 3)",
            "x.yaml:2: front.gap_um: is missing; add it, in um",
            "x.yaml:3: front.gap_umm: unknown field; did you mean gap_um?",
            "x.yaml:4: front.kind: should be 'steel' or 'rubber' (got 'stel'); did you mean steel?",
            "x.yaml:6: rolls.0.gap_um: has the wrong unit 'kg': it should be a number in um, or with a unit that "
            "converts to it (got '60 kg')",
            "x.yaml:7: rolls.1.gap_um: should be greater than 0 (got -1)",
            "x.yaml:8: rolls.1.springbak: unknown field; did you mean springback?",
            "x.yaml:10: reserve.a.gap_um: should be a finite number (got nan)",
            "x.yaml:10: reserve.a.zones_mm: has the wrong unit 's': it should be a number in mm, or with a unit that "
            "converts to it (got [1, '2 s'])",
            "x.yaml:11: reserve.b: should be a mapping of fields to values (got 5)",
            "x.yaml:12: frnt: unknown field; did you mean front?",
        ]
    )


def test_what_is_badly_written_is_told_with_what_is_badly_chosen():
    text = (
        "name: one\n"
        "front:\n"
        "  gap_um: {value: 0, assumed: true, range: [1, 10]}\n"
        "  springback: {value: 0.2, sorce: Doe, range: [0.1, 0.15]}\n"
        "  knid: steel\n"
        "name: two\n"
    )
    assert problems(documents.validate, Press, documents.parse(text, "x.yaml")) == [
        "x.yaml:3: front.gap_um: should be greater than 0 (got 0)",
        "x.yaml:5: front.knid: unknown field; did you mean kind?",
        "x.yaml:6: name: stands twice, first in line 1",
        "x.yaml:4: front.springback.sorce: is no part of a value; did you mean source?",
        "x.yaml:4: front.springback: lies outside its own range [0.1, 0.15] (got 0.2)",
    ]


@pytest.mark.parametrize(
    ("model", "text", "message"),
    [
        (Roll, "gap_um: true", "x.yaml:1: gap_um: should be a number (got True)"),
        (Roll, "gap_um: 1.0e+300", "gap_um: should be at most 1e+12 um (got 1e+300)"),
        (Roll, "gap_um: 1.0e-300", "gap_um: should be 0, or at least 1e-40 (got 1e-300)"),
        (Roll, "{gap_um: 1, zones_mm: [1, false]}", "zones_mm: should be a number (got [1, False])"),
        (Roll, "{gap_um: 1, zones_mm: 3}", "zones_mm: should be a list (got 3)"),
        (Mill, "{speeds: [], parts: {a_m: 1}, made: 2026-01-05}", "speeds: should hold at least 1 item (got [])"),
        (Mill, "{speeds: [1.5], parts: {a_m: 1}, made: 2026-01-05}", "speeds.0: should be a whole number (got 1.5)"),
        (Mill, "{speeds: [1], parts: {a_m: true}, made: 2026-01-05}", "x.yaml:1: parts.a_m: should be a number"),
        (Mill, "{speeds: [1], parts: {a_h: 1.0e+10}, made: 2026-01-05}", "parts.a_h: should be at most 1e+09 h"),
        (Mill, "{speeds: [1], parts: {a_m: 1}, made: soon}", "made: should be a valid date, such as 2026-01-05 (got"),
        (Mill, "{speeds: [1], parts: {a_m: 1}, made: 2026-01-06}", "made: should be a Monday (got 2026-01-06)"),
        (Mill, "{speeds: [3, 2], parts: {a_m: 1}, made: 2026-01-05}", "x.yaml:1: speeds: should rise"),
    ],
)
def test_mistakes_are_told_in_plain_words(model, text, message):
    (found,) = problems(documents.validate, model, documents.parse(text, "x.yaml"))
    assert message in found
    assert "{" not in found


def test_a_part_that_is_no_mapping_is_told():
    document = documents.parse("front: 5", "x.yaml")
    assert problems(documents.validate, Roll, document, "front") == [
        "x.yaml:1: front: should be a mapping of fields to values (got 5)"
    ]


def test_a_default_without_source_or_range_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="needs a source"):
        sourced(1.0)
