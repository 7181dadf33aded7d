"""Whether the ways that lots can take fit together: out of a station, back into a buffer, by recipe, by section.

What a station of one behaviour would leave unread is told here, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx

from dbetwin.documents import Document, attempt
from dbetwin.errors import Problem
from dbetwin.plant.buffer import SUPPLIER, Buffer
from dbetwin.plant.flow import Draft
from dbetwin.plant.rework import Return
from dbetwin.plant.schema import PLAIN_KIND
from dbetwin.stations.contract import Station, StationSettings
from dbetwin.wording import meant


def way_problems(draft: Draft, document: Document) -> list[Problem]:
    """Everything wrong with branches, rework, recipes and sections of a plant whose flow is sound."""
    return [
        *_branches(draft, document),
        *_limits_in_line(draft, document),
        *_rework(draft, document),
        *_recipes(draft, document),
        *_sections(draft, document),
        *_unread(draft, document),
    ]


# --- branches -----------------------------------------------------------------------------------------------------


def _branches(draft: Draft, document: Document) -> Iterator[Problem]:
    for station in draft.stations:
        ways = {name: each for name, each in draft.buffers.items() if station in each.from_stations}
        others = {name: each for name, each in ways.items() if each.when is None}
        if any(each.share is not None for each in others.values()):
            yield from _by_chance(station, others, document)
        elif len(others) < len(ways):
            yield from _by_rule(station, list(ways), list(others), document)


def _by_chance(station: str, ways: Mapping[str, Buffer], document: Document) -> Iterator[Problem]:
    if len(ways) == 1 and all(len(each.from_stations) == 1 for each in ways.values()):
        what = f"is the share of the only way out of {station} without a rule"
        yield document.problem(f"buffers.{next(iter(ways))}.share", what, remedy="leave it out, or add another way")
    for name, each in ways.items():
        if each.share is None:
            what = f"has no share, but another way out of {station} has one"
            yield document.problem(f"buffers.{name}", what, remedy=f"give every buffer from {station} a share")


def _by_rule(station: str, ways: list[str], others: list[str], document: Document) -> Iterator[Problem]:
    if not others:
        what = f"every way out of {station} has a rule: where do lots go of which none holds?"
        yield document.problem(f"buffers.{ways[-1]}.when", what, remedy="leave when out of one of them")
    for name in others[1:]:
        what = f"has no rule, and nor has {others[0]!r}: which of them takes the lots of which no rule holds?"
        yield document.problem(f"buffers.{name}", what, remedy="give these a share each, or all but one a when")


def _limits_in_line(draft: Draft, document: Document) -> Iterator[Problem]:
    """Limits on the lots of one supplier where those of another one join them: whose has left is not known."""
    supplied = {name: each for name, each in draft.buffers.items() if each.from_station == SUPPLIER}
    for met, buffer in draft.buffers.items():
        if len(buffer.from_stations) == 1:
            continue
        before = {each for name in buffer.from_stations for each in (name, *nx.ancestors(draft.graph(), name))}
        meeting = [name for name, each in supplied.items() if each.to_station in before]
        for name in meeting:
            if supplied[name].conwip_lots is not None and len(meeting) > 1:
                what = f"lots of other suppliers meet these in {met!r}: whose has left the line is not known"
                yield document.problem(f"buffers.{name}.conwip_lots", what, remedy="leave it out")


# --- rework -------------------------------------------------------------------------------------------------------


def _rework(draft: Draft, document: Document) -> Iterator[Problem]:
    written = document.values.get("rework")
    seen: dict[tuple[str, str], str] = {}
    shares: dict[str, float] = {}
    for name in written if isinstance(written, Mapping) else ():
        if not name.isidentifier():
            yield document.problem(f"rework.{name}", "the name should be letters, digits and underscores", name)
            continue
        way = attempt(Return, document, f"rework.{name}")
        if not isinstance(way, Return):  # told of with the layout
            continue
        yield from _way_back(name, way, draft, document)
        for cause in way.causes:
            first = seen.setdefault((way.from_, cause), name)
            if first != name:
                what = f"{cause!r} goes back by {first!r} already"
                yield document.problem(f"rework.{name}.causes", what)
        shares[way.from_] = shares.get(way.from_, 0.0) + (way.share or 0.0)
        if way.share and shares[way.from_] >= 1:
            yield document.problem(f"rework.{name}.share", f"nothing would ever leave {way.from_}", f"{way.share:g}")


def _way_back(name: str, way: Return, draft: Draft, document: Document) -> Iterator[Problem]:
    path = f"rework.{name}"
    module, into = draft.modules.get(way.from_), draft.buffers.get(way.into)
    if module is None:
        remedy = meant(way.from_, draft.stations, "stations are")
        yield document.problem(f"{path}.from", "is no station", way.from_, remedy)
    elif way.share is not None and module.KIND != PLAIN_KIND:
        what = f"{way.from_} is a {module.KIND}: what goes back is decided by what it rejects, not by chance"
        yield document.problem(f"{path}.share", what, remedy="give causes instead")
    elif way.share is None:
        yield from _unknown_causes(name, way, module, document)
    if into is None:
        remedy = meant(way.into, draft.buffers, "buffers are")
        yield document.problem(f"{path}.into", "is no buffer", way.into, remedy)
    if module is None or into is None:
        return
    unit = into.lot_unit if into.from_station == SUPPLIER else draft.modules[into.from_station].OUTPUT
    if unit != module.OUTPUT:
        what = f"holds {unit}, but {way.from_} hands on {module.OUTPUT}"
        yield document.problem(f"{path}.into", what, way.into)
    elif into.to_station not in {way.from_, *nx.ancestors(draft.graph(), way.from_)}:
        feeding = [each for each in draft.buffers if draft.buffers[each].to_station == way.from_]
        what = f"does not lead to {way.from_}: what goes back would never come by again"
        yield document.problem(f"{path}.into", what, way.into, f"name a buffer before it, such as {feeding[0]}")


def _unknown_causes(name: str, way: Return, module: Station, document: Document) -> Iterator[Problem]:
    """Causes for which the station rejects nothing; a station names those that it knows in REJECTS."""
    known: tuple[str, ...] = getattr(module, "REJECTS", ())
    for cause in way.causes:
        if cause not in known:
            remedy = meant(cause, known, "its causes are") or "name the station that tests them"
            yield document.problem(f"rework.{name}.causes", f"{way.from_} rejects nothing for this", cause, remedy)


# --- recipes and sections -----------------------------------------------------------------------------------------


def _recipes(draft: Draft, document: Document) -> Iterator[Problem]:
    graph = draft.graph()
    for name, settings in draft.stations.items():
        table = settings.changeover_min if isinstance(settings.changeover_min, Mapping) else {}
        if not settings.recipes and not table:
            continue
        before = {name, *nx.ancestors(graph, name)}
        supplied = [
            each for each in draft.buffers.values() if each.from_station == SUPPLIER and each.to_station in before
        ]
        if any(each.lot_unit is None for each in supplied):  # badly written: what it delivers is not known
            continue
        known = {each.recipe: None for buffer in supplied for each in buffer.campaign}
        remedy = "" if known else "add a campaign to the buffer of a supplier before it"
        named = [(f"recipes.{each}", each) for each in settings.recipes]
        named += [(f"changeover_min.{each}", each) for each in table]
        named += [(f"changeover_min.{each}.{other}", other) for each in table for other in table[each]]
        for place, recipe in named:
            if recipe not in known:
                told = remedy or meant(recipe, known, "recipes are")
                yield document.problem(f"stations.{name}.{place}", "no supplier delivers this recipe", recipe, told)
        yield from _changeovers(name, table, list(known), document)


def _changeovers(
    name: str, table: Mapping[str, Mapping[str, float]], known: list[str], document: Document
) -> Iterator[Problem]:
    """Changes of recipe that a table leaves out."""
    pairs = [(one, other) for one in known for other in known if one != other] if table else []
    for one, other in pairs:
        if other not in table.get(one, {}):
            where = f"stations.{name}.changeover_min"
            yield document.problem(where, f"does not say how long {one} to {other} takes", remedy="0 if no time")


def _sections(draft: Draft, document: Document) -> Iterator[Problem]:
    for name, settings in draft.stations.items():
        module = draft.modules[name]
        if settings.sections and module.BEHAVIOUR != "web":
            what = f"a {module.KIND} is no continuous web: it has no sections"
            yield document.problem(f"stations.{name}.sections", what, remedy="leave it out")
        if settings.sections:
            yield from _worn_by_metres(name, settings, document)
        if settings.each_machine and module.BEHAVIOUR == "store":
            what = f"the places of a {module.KIND} are all alike"
            yield document.problem(f"stations.{name}.each_machine", what, remedy="make them two stations")


UNREAD: Mapping[str, Mapping[str, str]] = {
    "store": {
        "breakdowns": "its places do not fail",
        "maintenance": "its places need no upkeep",
        "setup_min": "its places are not set up",
        "changeover_min": "its places are not changed over",
        "recipes": "its lots stay as long as they stay, whatever their recipe",
        "handling_drift_per_100_h": "nothing wears in its places",
        "max_wait_h": "its lots go in one by one",
        "hold_before_break_h": "it takes its lots as they come",
    },
    "passing": {"hold_before_break_h": "it takes its lots as they come"},
    "web": {"max_wait_h": "it makes no batches"},
}
"""Settings that stations of a behaviour do not act on, and why."""


def _unread(draft: Draft, document: Document) -> Iterator[Problem]:
    """Settings that would change nothing."""
    for name, settings in draft.stations.items():
        module, where = draft.modules[name], f"stations.{name}"
        for setting, why in UNREAD.get(module.BEHAVIOUR, {}).items():
            apart = [(f"{where}.each_machine.{n}", each.get(setting)) for n, each in enumerate(settings.each_machine)]
            for path, value in ((where, getattr(settings, setting)), *apart):
                if value:
                    what = f"changes nothing at a {module.KIND}: {why}"
                    yield document.problem(f"{path}.{setting}", what, remedy="leave it out")
        for task in settings.crew if module.BEHAVIOUR == "store" else ():
            if task != "run":
                what = f"changes nothing at a {module.KIND}: only who runs it is asked for"
                yield document.problem(f"{where}.crew.{task}", what, remedy="leave it out")


def _worn_by_metres(name: str, settings: StationSettings, document: Document) -> Iterator[Problem]:
    """Sections fail by the metres that pass, resume, and are repaired by whoever is there."""
    where = f"stations.{name}"
    if settings.breakdowns:
        what = "a web in sections fails section by section"
        yield document.problem(f"{where}.breakdowns", what, remedy="give each breakdown to a section")
    if "repair" in settings.crew:
        what = "sections are repaired without waiting for a crew"
        yield document.problem(f"{where}.crew.repair", what, remedy="leave it out")
    rules = document.values.get("rules")
    common = rules if isinstance(rules, Mapping) else {}
    for number, section in enumerate(settings.sections):
        for place, each in enumerate(section.breakdowns):
            path = f"{where}.sections.{number}.breakdowns.{place}"
            if (each.clock or common.get("failure_clock")) == "always":
                yield document.problem(path, "a section wears by what passes", remedy="write clock: processing")
            if (each.lot or common.get("lot_at_failure")) not in ("resumes", None):
                yield document.problem(path, "a section goes on where it stopped", remedy="write lot: resumes")
