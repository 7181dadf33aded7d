"""The run folder: simulate writes one, open_run reads one."""

from dbetwin.runs.run import Run, open_run
from dbetwin.runs.simulate import simulate

__all__ = ["Run", "open_run", "simulate"]
