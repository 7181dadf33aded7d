"""The fast path: lines of plain machines and nothing else, without an event per part and machine more than needed."""

from dbetwin.line.parts.eligible import eligible, why_not
from dbetwin.line.parts.line import PartsLine, run_parts
from dbetwin.line.parts.measured import PartsMeasured

__all__ = ["PartsLine", "PartsMeasured", "eligible", "run_parts", "why_not"]
