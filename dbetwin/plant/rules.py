"""What no plant can leave open: when machines fail, what becomes of the lot, who waits for whom."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dbetwin.documents import Record
from dbetwin.stations.contract import FailureClock, LotAtFailure

EXAMPLE = "rules: {failure_clock: processing, lot_at_failure: resumes, blocking: after_service}"


class Rules(Record):
    """Rules of the line; throughput hangs on them, so none is chosen in silence."""

    failure_clock: FailureClock = Field(
        description="processing: machines fail only while they work; always: also while they wait"
    )
    lot_at_failure: LotAtFailure = Field(description="what becomes of the lot on a machine that fails")
    blocking: Literal["after_service"] = Field(description="a finished lot stays on its machine until it fits")
