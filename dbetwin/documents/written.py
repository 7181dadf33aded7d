"""A YAML file as it stands: nested values and the line of each, before anything is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dbetwin.errors import InputError, Problem, reason

LARGEST_BYTES = 5_000_000
MOST_VALUES = 200_000
"""Values of a document once its aliases are written out; more than that is a mistake or an attack."""


@dataclass(frozen=True)
class Written:
    """Nested values with sources still around them, and by dotted path the line of each."""

    name: str
    """The file in messages."""
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    files: Mapping[str, str] = field(default_factory=dict)
    """Dotted path to the file of what stands in another file than ``name``."""
    problems: tuple[Problem, ...] = ()

    def where(self, path: str) -> str:
        """``file:line`` of something written."""
        return f"{self.files.get(path, self.name)}:{self.lines.get(path, 1)}"


def written(path: str | Path) -> Written:
    """A YAML file as it stands.

    Raises
    ------
    InputError
        The file cannot be read, or is no YAML mapping.
    """
    name = str(path)
    try:
        size = Path(path).stat().st_size
        if size > LARGEST_BYTES:
            what = f"is {size / 1e6:.1f} MB large; at most {LARGEST_BYTES / 1e6:.0f} MB are read"
            raise InputError(Problem(name, "", what))
        text = Path(path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(Problem(name, "", "there is no such file")) from None
    except IsADirectoryError:
        raise InputError(Problem(name, "", "is a folder", remedy="give the YAML file in it")) from None
    except UnicodeDecodeError:
        raise InputError(Problem(name, "", "is not a text file (UTF-8)", remedy="give a YAML file")) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem(name, "", f"cannot be read: {reason(error)}")) from None
    return written_in(text, name)


def written_in(text: str, name: str) -> Written:
    """The mapping in a YAML text and the line of each value, as far as YAML goes."""
    try:
        yaml = YAML(typ="safe", pure=True)
        node = yaml.compose(text)
        if node is None:
            raise InputError(Problem(name, "", "is empty", remedy="write a mapping of fields to values"))
        if not isinstance(node, MappingNode):
            kind = "a list" if isinstance(node, SequenceNode) else "a single value"
            raise InputError(Problem(f"{name}:1", "", f"is {kind}, not a mapping of fields to values"))
        return _Constructing(name, yaml).finished(node)
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
        self.lines: dict[str, int] = {}
        self.count = 0
        self.problems: list[Problem] = []

    def finished(self, root: MappingNode) -> Written:
        values = self._mapping(root, "")
        return Written(self.name, values, self.lines, problems=tuple(self.problems))

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
        self.lines[path] = node.start_mark.line + 1
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
                first = self.lines[here]
                self.problems.append(Problem(f"{self.name}:{line}", here, f"stands twice, first in line {first}"))
                continue
            self.lines[here] = line
            values[key] = self._value(value_node, here)
        return values
