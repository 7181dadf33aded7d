"""What can be done about stress and contact, and which equation each of it changes: the levers of ``levers.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from dbetwin.celldesign.design import Design
from dbetwin.interface.hypothesis import ANODES, SEPARATORS


@dataclass(frozen=True)
class Lever:
    """One thing that can be moved; what each field means stands at the head of ``levers.yaml``."""

    name: str
    moves: str
    what: str
    equation: str
    source: str
    answers: tuple[str, ...]
    models: Mapping[str, tuple[str, ...]]
    anodes: tuple[str, ...]
    separators: tuple[str, ...]
    range: tuple[float, float] | None
    is_log: bool


@lru_cache(maxsize=1)
def levers() -> Mapping[str, Lever]:
    """Every lever by its name.

    Returns
    -------
    mapping
        Name to lever.

    Notes
    -----
    From the atoms to the stack.

    References
    ----------
    .. [1] Those of the levers.

    Examples
    --------
    >>> levers()["interface_toughness"].answers
    ('p_delamination',)
    """
    from ruamel.yaml import YAML

    written = YAML(typ="safe").load(resources.files(__package__).joinpath("levers.yaml").read_text("utf-8"))
    return MappingProxyType({name: _lever(name, entry) for name, entry in written.items()})


def _lever(name: str, entry: Mapping[str, Any]) -> Lever:
    ends = entry.get("range")
    return Lever(
        name=name,
        moves=entry["moves"],
        what=entry["what"],
        equation=entry["equation"],
        source=entry["source"],
        answers=tuple(entry["answers"]),
        models={phenomenon: tuple(names) for phenomenon, names in entry["models"].items()},
        anodes=tuple(entry.get("anodes", ANODES)),
        separators=tuple(entry.get("separators", SEPARATORS)),
        range=(float(ends[0]), float(ends[1])) if ends else None,
        is_log=entry.get("scale") == "log",
    )


def why_left_out(lever: Lever, design: Design) -> str:
    """Why a lever moves nothing in cells of a design; empty where it does.

    Parameters
    ----------
    lever : Lever
        The lever.
    design : Design
        Product and chosen models.

    Returns
    -------
    str
        Material or model that its equation is not for.

    Notes
    -----
    An equation holds in the models that are named with the lever.

    References
    ----------
    .. [1] Definition.
    """
    for part, known in (("anode", lever.anodes), ("separator", lever.separators)):
        if getattr(design.product, part) not in known:
            return f"for the {part} {' or '.join(known)}"
    for phenomenon, names in lever.models.items():
        if design.interface[phenomenon] not in names:
            return f"needs {phenomenon}: {' or '.join(names)}"
    return ""
