"""What cannot be asked of a plant and its factors, told before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dbetwin.errors import InputError, Problem
from dbetwin.study.experiment.asked import Asked
from dbetwin.study.experiment.factor import Factor
from dbetwin.study.experiment.plan import NEEDED, TAKES, located, plan_of
from dbetwin.study.question import Question
from dbetwin.study.running.drawn import untold_by_cells
from dbetwin.wording import listed, meant

MOST_RUNS = 100_000
"""A run of a plant takes seconds: so many take days, and nobody means more."""
TWO = 2
FLAT = ("tornado", "fractional_factorial")
"""Methods whose points leave out the inside of the ranges."""


def problems(question: Question[Asked], factors: Sequence[Factor]) -> Iterator[Problem]:
    """All mistakes beyond those of single factors."""
    if question.scenarios.others:
        what, remedy = "are not looked at by a design", "write what is varied under factors"
        yield question.document.problem("scenarios", what, remedy=remedy)
    yield from _responses(question)
    wrong = [*_told(question), *_values(question, factors)]
    yield from wrong or _size(question, factors)
    yield from _maps(question, factors)


def _responses(question: Question[Asked]) -> Iterator[Problem]:
    if not question.asked.cells:
        return
    untold = [each.name for each in untold_by_cells(question.responses)]
    if untold:
        what = "take a clock, which drawn cells have not"
        remedy = "name others, such as cell_yield or specific_energy_Wh_kg, or leave out cells"
        yield question.document.problem("responses", what, ", ".join(untold), remedy)


def _told(question: Question[Asked]) -> Iterator[Problem]:
    """What the method does not take, and what it lacks."""
    asked, takes = question.asked, TAKES[question.asked.method]
    for name in dict.fromkeys(each for every in TAKES.values() for each in every):
        given = getattr(asked, name)
        if given is not None and name not in takes:
            remedy = f"it takes {listed(takes)}" if takes else "leave it out"
            yield question.document.problem(name, f"does not go with {asked.method}", str(given), remedy)
        if given is None and name in takes and name in NEEDED:
            yield question.document.problem(name, "is missing", remedy=f"add it, such as {name}: {NEEDED[name]}")


def _values(question: Question[Asked], factors: Sequence[Factor]) -> Iterator[Problem]:
    """Lists that the method cannot go through, and plants that stand outside of a tornado."""
    method = question.asked.method
    for each in factors:
        at = f"factors.{each.name}"
        if method == "fractional_factorial" and each.listed and len(each.values) > TWO:
            yield _problem(question, at, "a fraction takes two levels", each, "name two, or take a full_factorial")
        elif method in ("tornado", "morris") and not each.numeric and len(each.values) > TWO:
            yield _problem(question, at, f"words have no order, and {method} needs one", each, "name two of them")
        elif method == "tornado" and not each.within:
            written = each.setting.written
            remedy = f"the plant has {written}: take it in" if written is not None else "set it in a layout"
            yield _problem(question, at, "the plant as it stands lies outside", each, remedy)


def _problem(question: Question[Asked], at: str, what: str, factor: Factor, remedy: str) -> Problem:
    got = ", ".join(map(str, factor.values)) if factor.listed else " to ".join(map(str, factor.ends))
    return question.document.problem(at, what, got, remedy)


def _size(question: Question[Asked], factors: Sequence[Factor]) -> Iterator[Problem]:
    """A design that is too large, or that there is not."""
    asked, plan = question.asked, plan_of(question.asked, factors)
    try:
        runs = plan.size * asked.replications
        if runs > MOST_RUNS:
            what = f"the design takes {plan.size:,} points, with replications {runs:,} runs"
            remedy = f"at most {MOST_RUNS:,}: take fewer factors, levels, points or replications"
            yield question.document.problem("method", what, asked.method, remedy)
        else:
            plan.design()
    except InputError as error:
        yield from located(error, question).problems


def _maps(question: Question[Asked], factors: Sequence[Factor]) -> Iterator[Problem]:
    """Surrogates that no points allow, and maps over what is not varied."""
    asked, document = question.asked, question.document
    known = {each.name: each for each in factors}
    if not asked.surrogate:
        return
    two_levels = asked.method == "full_factorial" and max(plan_of(asked, factors).levels) == TWO
    if asked.method in FLAT or two_levels:
        what = f"the points of this {asked.method} leave out the inside of the ranges"
        yield document.problem("surrogate", what, remedy="take a latin_hypercube, or three levels")
    for words in (each for each in factors if not each.numeric and len(each.values) > TWO):
        what = "words have no order, and a surrogate needs one"
        yield _problem(question, f"factors.{words.name}", what, words, "name two of them, or leave out surrogate")
    for place, each in enumerate(asked.surrogate):
        for axis, name in (("x", each.x), ("y", each.y)):
            at = _at(question, place, axis)
            if name not in known:
                yield document.problem(at, "is none of the factors", name, meant(name, known))
            elif not known[name].numeric:
                yield document.problem(at, "a map takes numbers", name, "name another factor")
        if each.x == each.y:
            yield document.problem(_at(question, place, "y"), "is the same factor twice", each.y, "name another factor")


def _at(question: Question[Asked], place: int, axis: str) -> str:
    """Path of an axis, of the only map or of one in a list."""
    written = question.document.values.get("surrogate")
    return f"surrogate.{place}.{axis}" if isinstance(written, list) else f"surrogate.{axis}"
