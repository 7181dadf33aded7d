"""A study as a page: answers, what to be careful about, and figures that can be moved; opens without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from dbetwin.report.figure_page import write_whole
from dbetwin.report.study.figures import (
    bands,
    claims,
    differences,
    effects,
    gains,
    ladder,
    morris,
    pareto,
    route,
    sobol,
    surrogate,
    tolerances,
    tornado,
    worth,
)
from dbetwin.report.styles import ACCENT, INK
from dbetwin.wording import counted

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from dbetwin.study.study import Study

MARK, WHAT = "dbetwin study", "page of a study"


class Drawn(Protocol):
    """The shape of a figure's module."""

    TABLE: str
    """It is there where this table is."""
    ABOUT: str

    def figures(self, tables: Mapping[str, pd.DataFrame]) -> list[go.Figure]:
        """Its figures, one after another."""


FIGURES = cast(
    tuple[Drawn, ...],
    (
        differences, route, claims, ladder, gains, pareto, bands, worth, tolerances, effects, tornado, sobol, morris,
        surrogate,
    ),
)  # fmt: skip
"""In the order in which they are read."""
LOOK = f"""
body {{ font-family: Calibri, "Segoe UI", sans-serif; color: {INK}; max-width: 1100px; margin: 2em auto; }}
h1, h2 {{ color: {ACCENT}; font-weight: 600; }}
.answers li {{ font-size: 1.1em; margin: 0.4em 0; }}
.cautions {{ border-left: 4px solid #C9B458; padding-left: 1em; }}
.about {{ color: #52606D; font-style: italic; }}
"""


def write_study_page(study: Study, path: str | Path) -> Path:
    """Write the page of a study; one that stands there from an earlier time is replaced, nothing else is.

    Parameters
    ----------
    study : Study
        A study that has come to its end.
    path : str or Path
        Where the page goes.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    InputError
        Something else stands there, or it cannot be written.
    """
    return write_whole(page_of(study), Path(path), MARK, WHAT)


def page_of(study: Study) -> str:
    """The page: its head with one copy of plotly.js, the words, and a part for each kind of figure."""
    from plotly.offline import get_plotlyjs

    facts = study.facts
    title = escape(str(facts.get("title") or facts["study"]))
    head = (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta name="generator" content="{MARK}">'
        f'<meta charset="utf-8"><style>{LOOK}</style><script>{get_plotlyjs()}</script></head>'
    )
    made = (
        f"{counted(float(facts['days']), 'measured day')}, seed {facts['seed']}, "
        f"{counted(float(facts['replications']), 'replication')}; study {facts['study']}, kind {facts['kind']}"
    )
    cautions = [*facts.get("cautions", ()), *[f"Stopped early: {facts['ended']}"] * bool(facts.get("ended"))]
    words = f'<h1>{title}</h1><p class="about">{escape(made)}</p>{_list("Answers", "answers", facts["answers"])}'
    parts = "".join(_part(drawn, study) for drawn in FIGURES if len(study.tables.get(drawn.TABLE, ())))
    return f"{head}<body>{words}{_list('Be careful', 'cautions', cautions)}{parts}</body></html>\n"


def _list(title: str, kind: str, texts: Sequence[str]) -> str:
    lines = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<h2>{title}</h2><ol class="{kind}">{lines}</ol>' if lines else ""


def _part(drawn: Drawn, study: Study) -> str:
    """Figures of one kind, each with a name of its own, so that the same study gives the same page."""
    divs = [
        figure.to_html(full_html=False, include_plotlyjs=False, div_id=f"{drawn.TABLE}_{number}")
        for number, figure in enumerate(drawn.figures(study.tables), start=1)
    ]
    title = drawn.TABLE.replace("_", " ").capitalize()
    return f'<h2>{title}</h2><p class="about">{escape(drawn.ABOUT)}</p>{"".join(divs)}' if divs else ""
