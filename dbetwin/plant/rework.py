"""Rework: what a station rejects, or finds to be done again, goes back into a buffer before it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, model_validator

from dbetwin.documents import Record


class Return(Record):
    """A way back as written: of rejects by their cause, or of plain parts by chance."""

    from_: str = Field(alias="from", description="station whose output goes back")
    into: str = Field(description="buffer that takes it, at its end")
    causes: tuple[str, ...] = Field((), min_length=1, description="rejects of these causes go back")
    share: float | None = Field(None, gt=0, lt=1, description="plain machines: each part by chance")
    most_times: int | None = Field(None, ge=1, description="for the same thing; empty: any number of times")

    @model_validator(mode="after")
    def _by_cause_or_by_chance(self) -> Return:
        if self.causes and self.share is not None:
            raise ValueError("causes do not go with a share: what goes back by chance has no cause, give one of them")
        if not self.causes and self.share is None:
            raise ValueError("give causes of rejects, or for a plain machine a share")
        if len(set(self.causes)) < len(self.causes):
            raise ValueError("causes holds one of them twice")
        return self


@dataclass(frozen=True)
class Rework:
    """A way back in its place; no edge of the flow graph."""

    name: str
    from_station: str
    into: str
    causes: tuple[str, ...] = ()
    share: float | None = None
    most_times: int | None = None
