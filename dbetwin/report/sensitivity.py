"""The table of a sensitivity study: for the terminal, for Markdown and as data."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from typing import Any

from dbetwin import __version__
from dbetwin.study.cell_qualities import SCATTER, unit_of
from dbetwin.study.sensitivity import MOST, Effect, Sensitivity
from dbetwin.study.statistics.interval import Interval

HEADINGS = (
    "quality, as written ± sd of the cells",
    "setting",
    "low < as written < high",
    "at low",
    "at high",
    "high less low",
    "in sd of the cells",
)
CHANCE = "~"
"""Before a setting whose effect chance could have made."""
NOTHING = 1e-3
"""Share of the effect below which one of its ends is shown as none."""
KIND = "sensitivity"
"""Tells the file of a study from any other."""


def rows(study: Sensitivity) -> Iterator[tuple[str, ...]]:
    """Lines of the table under ``HEADINGS``; the quality stands in the first line of its block."""
    for quality, effects in study.effects.items():
        for number, effect in enumerate(effects[:MOST]):
            yield (_heading(study, quality) if number == 0 else "", *_row(study, quality, effect))


def _heading(study: Sensitivity, quality: str) -> str:
    values, sd = study.written[quality], study.cell_sd(quality)
    scatter = "" if sd is None or quality.startswith(SCATTER) else f" ± {sd:.2g}"
    return f"{quality} {_number(sum(values) / len(values))}{scatter} {unit_of(quality)}".rstrip()


def _row(study: Sensitivity, quality: str, effect: Effect) -> tuple[str, ...]:
    setting, sd = effect.setting, study.cell_sd(quality)
    change = effect.difference or effect.at_high or effect.at_low
    in_sd = "" if not sd or change is None else _signed(change.mean / sd, 2)
    span = f"{setting.low:g} < {setting.written:g} < {setting.high:g} {setting.unit}".rstrip()
    by_chance = study.asked.replications > 1 and not effect.told_apart
    name = f"{CHANCE} {setting.field}" if by_chance else setting.field
    ends = [_change(each, effect) if each else "impossible" for each in (effect.at_low, effect.at_high)]
    return name, span, *ends, _with_interval(effect), in_sd


def _number(value: float) -> str:
    return f"{value:.4g}"


def _signed(value: float, digits: int) -> str:
    """With so many digits, and never as a power of ten that would have to be read twice."""
    return f"{value:+.0f}" if abs(value) >= 10**digits else f"{value:+.{digits}g}"


def _change(change: Interval, effect: Effect) -> str:
    return "0" if abs(change.mean) <= NOTHING * effect.size else _signed(change.mean, 3)


def _with_interval(effect: Effect) -> str:
    change = effect.difference
    if change is None:
        return ""
    known = "" if math.isinf(change.half_width) else f" ± {change.half_width:.1g}"
    return f"{_change(change, effect)}{known}"


def about(study: Sensitivity) -> list[str]:
    """Sentences that the table cannot be read without."""
    asked = study.asked
    stations = ", ".join(asked.stations)
    replications = f"{asked.replications} replication{'s' * (asked.replications > 1)}"
    beliefs = ", of interface models and materials" if asked.models else ""
    drawn = f"{asked.cells} cells drawn without a run" if asked.cells else f"{asked.days:g} measured days"
    of_what = "Means over all cells drawn" if asked.cells else "Means over all finished cells"
    told = (
        f"{study.plant}, layout {study.layout_hash}: {len(study.settings)} settings of {stations}{beliefs}, each alone "
        f"set to the ends of its range; {drawn}, seed {asked.seed}, {replications} at common random numbers. "
        f"{of_what}; limits as written."
    )
    if asked.replications == 1:
        return [f"{told} With one replication no effect can be told from chance."]
    return [f"{told} Intervals are those of the paired differences at 95 %. {CHANCE}: chance could have made it."]


def impossible(study: Sensitivity) -> list[str]:
    """Ends at which the plant cannot be run, with the reason."""
    return [f"{setting.field}={value} ({setting.unit or '-'}): {why}" for setting, value, why in study.impossible]


def markdown(study: Sensitivity) -> str:
    """The table for a README."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---|---|---:|---:|---:|---:|"]
    for quality, setting, *numbers in rows(study):
        mark, _, field = setting.rpartition(" ")
        named = f"{mark} `{field}`".strip()
        lines.append("| " + " | ".join((quality, named, *(text.replace("|", "/") for text in numbers))) + " |")
    ends = impossible(study)
    told = ["", "Ends at which the plant cannot be run:", "", *(f"- {each}" for each in ends)] if ends else []
    return "\n".join([*about(study), "", *lines, *told])


def as_data(study: Sensitivity) -> dict[str, Any]:
    """Everything, ready for JSON: all settings, not only the first few of each quality."""
    return {
        "study": KIND,
        "version": __version__,
        "plant": study.plant,
        "layout_hash": study.layout_hash,
        "asked": dataclasses.asdict(study.asked),
        "settings": [dataclasses.asdict(setting) for setting in study.settings],
        "as_written": {name: list(values) for name, values in study.written.items()},
        "effects": {
            quality: {
                "unit": unit_of(quality),
                "cell_sd": study.cell_sd(quality),
                "settings": [_effect(each) for each in effects],
            }
            for quality, effects in study.effects.items()
        },
        "impossible": [
            {"field": setting.field, "value": value, "why": why} for setting, value, why in study.impossible
        ],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    ends = {name: _interval(getattr(effect, name)) for name in ("at_low", "at_high", "difference")}
    return {"field": effect.setting.field, **ends, "told_apart": effect.told_apart}


def _interval(change: Interval | None) -> dict[str, Any] | None:
    if change is None:
        return None
    half_width = None if math.isinf(change.half_width) else change.half_width
    return {"mean": change.mean, "half_width": half_width, "replications": change.replications}
