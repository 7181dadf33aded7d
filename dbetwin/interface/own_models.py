"""Hypotheses from other installed packages, found by the entry point ``dbetwin.interface_models``.

A package offers a mapping of phenomenon to names and hypotheses::

    # pyproject.toml of the package
    [project.entry-points."dbetwin.interface_models"]
    my_models = "my_package.interface:MODELS"

    # my_package/interface.py
    MODELS = {"contact": {"my_contact": Hypothesis(my_contact, declares=(Column("my_column", "-", "what it is"),))}}

A layout then chooses ``contact: my_contact`` as it chooses any other. Such a model answers a phenomenon that there is;
what it adds beside the phenomenon's own columns it declares, and they are written, tallied and described like others.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from dbetwin.columns.cells import CELLS
from dbetwin.errors import InputError, Problem
from dbetwin.interface.hypothesis import Hypothesis
from dbetwin.wording import meant

GROUP = "dbetwin.interface_models"

Phenomena = dict[str, dict[str, Hypothesis]]


def with_own_models(known: Mapping[str, Mapping[str, Hypothesis]]) -> Phenomena:
    """The known hypotheses and those of installed packages.

    Parameters
    ----------
    known : mapping
        Phenomenon to its hypotheses by name.

    Returns
    -------
    dict
        The same with those of other packages after them; their columns are declared.

    Raises
    ------
    InputError
        A package cannot be loaded, answers no known phenomenon, takes a name or a column that there is.

    Notes
    -----
    In the order of the entry points' names, so that it does not depend on how packages were installed.

    References
    ----------
    .. [1] Definition.

    Examples
    --------
    >>> sorted(with_own_models({"contact": {}}))
    ['contact']
    """
    found: Phenomena = {phenomenon: dict(models) for phenomenon, models in known.items()}
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        for phenomenon, models in _loaded(entry).items():
            if phenomenon not in found:
                raise _refused(entry, "answers no known phenomenon", phenomenon, meant(phenomenon, found))
            for name, model in models.items():
                if name in found[phenomenon]:
                    raise _refused(entry, "is there already", f"{phenomenon}: {name}", "give it another name")
                _declare(entry, model)
                found[phenomenon][name] = model
    return found


def _loaded(entry: EntryPoint) -> Mapping[str, Mapping[str, Hypothesis]]:
    try:
        models: Any = entry.load()
    except Exception as error:  # whatever goes wrong in a package that is not ours
        raise _refused(entry, "cannot be loaded", repr(error), "repair that package, or uninstall it") from error
    fits = isinstance(models, Mapping) and all(
        isinstance(each, Mapping) and all(isinstance(model, Hypothesis) for model in each.values())
        for each in models.values()
    )
    if not fits:
        raise _refused(entry, "is no mapping of phenomenon to names and hypotheses", type(models).__name__, "")
    return models  # type: ignore[no-any-return]


def _declare(entry: EntryPoint, model: Hypothesis) -> None:
    for column in model.declares:
        if column.name in CELLS and CELLS[column.name] != column:
            raise _refused(entry, "declares a column that there is", column.name, "give it another name")
    CELLS.declare(model.declares)


def _refused(entry: EntryPoint, what: str, got: str, remedy: str) -> InputError:
    package = entry.dist.name if entry.dist else entry.value
    return InputError(Problem(f"package {package}", f"{GROUP}.{entry.name}", what, got, remedy))
