"""YAML text to plain values with the line of each; the only file that imports ruamel.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dbetwin.errors import InputError, Problem

MOST_VALUES = 200_000
"""Values of a document once its aliases are written out; more than that is a mistake or an attack."""


@dataclass
class Written:
    """The values of a text and the line of each, by dotted path."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def compose(text: str, name: str) -> Written:
    """The mapping in a YAML text; everything that is wrong with it as YAML is one :class:`InputError`."""
    try:
        yaml = YAML(typ="safe", pure=True)
        node = yaml.compose(text)
        if node is None:
            raise InputError(Problem(name, "", "is empty", remedy="write a mapping of fields to values"))
        if not isinstance(node, MappingNode):
            kind = "a list" if isinstance(node, SequenceNode) else "a single value"
            raise InputError(Problem(f"{name}:1", "", f"is {kind}, not a mapping of fields to values"))
        return _Constructing(name, yaml).constructed(node)
    except MarkedYAMLError as error:
        raise InputError(_not_yaml(name, error)) from None
    except RecursionError:
        raise InputError(Problem(name, "", "is nested too deeply")) from None
    except (YAMLError, ValueError) as error:  # characters that YAML forbids; numbers and dates that are none
        raise InputError(Problem(name, "", f"is not YAML: {str(error).splitlines()[0]}")) from None


def _not_yaml(name: str, error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    where = f"{name}:{mark.line + 1}" if mark is not None else name
    return Problem(where, "", f"is not YAML: {error.problem or error.context}")


class _Constructing:
    """Turns nodes into values, writing down lines, doubled keys and how many values there are by now."""

    def __init__(self, name: str, yaml: YAML) -> None:
        self.name = name
        self.yaml = yaml
        self.written = Written()
        self.count = 0
        self.problems: list[Problem] = []

    def constructed(self, root: MappingNode) -> Written:
        self.written.values = self._mapping(root, "")
        if self.problems:
            raise InputError(*self.problems)
        return self.written

    def _value(self, node: Node, path: str) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            what = f"holds more than {MOST_VALUES} values once its aliases are written out"
            raise InputError(Problem(f"{self.name}:{node.start_mark.line + 1}", "", what))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._item(item, f"{path}.{place}") for place, item in enumerate(node.value)]
        return self.yaml.constructor.construct_object(node)

    def _item(self, node: Node, path: str) -> Any:
        self.written.lines[path] = node.start_mark.line + 1
        return self._value(node, path)

    def _mapping(self, node: MappingNode, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.problems.append(Problem(f"{self.name}:{line}", path, "a key should be a single word"))
                continue
            key = str(key_node.value)
            here = f"{path}.{key}" if path else key
            if key in values:
                first = self.written.lines[here]
                self.problems.append(Problem(f"{self.name}:{line}", here, f"stands twice, first in line {first}"))
                continue
            self.written.lines[here] = line
            values[key] = self._value(value_node, here)
        return values
