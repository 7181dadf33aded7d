"""Libraries that only some studies need, and what to type where one is missing."""

from __future__ import annotations

import importlib
from typing import Any

from dbetwin.errors import InputError, Problem


def library(module: str, extra: str = "study") -> Any:
    """A module of an optional dependency.

    Parameters
    ----------
    module : str
        Its name, dotted: ``SALib.sample.morris``.
    extra : str
        The set of optional dependencies that it comes with.

    Raises
    ------
    InputError
        It is not installed; the remedy is the line that installs it.

    Examples
    --------
    >>> library("no_such_library")
    Traceback (most recent call last):
    dbetwin.errors.InputError: this study needs no_such_library, which is not installed; pip install 'dbetwin[study]'
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if (error.name or "").partition(".")[0] != package:
            raise  # it is installed, and lacks something itself
        what = f"this study needs {package}, which is not installed"
        raise InputError(Problem("", "", what, remedy=f"pip install 'dbetwin[{extra}]'")) from error
