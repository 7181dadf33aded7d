"""Everything that can go wrong in words a reader can act on: one exception tree, one exit code each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in what somebody wrote: where it stands, what is wrong, what to do."""

    where: str
    """``file:line``, ``workbook!sheet!cell`` or an option such as ``--days``."""
    field: str
    """Dotted path of the field, empty for the whole document."""
    what: str
    got: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        text = ": ".join(part for part in (self.where, self.field, self.what) if part)
        if self.got:
            text += f" (got {self.got})"
        return f"{text}; {self.remedy}" if self.remedy else text


class DbetwinError(Exception):
    """Base of all errors that dbetwin raises on purpose."""

    exit_code = 1


class InputError(DbetwinError):
    """What was given cannot be used; carries every problem found, not only the first."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class InfeasibleError(InputError):
    """Every value can be read, but the plant that they make together cannot work."""


class StalledError(DbetwinError):
    """The line stands still: nothing can move, or nothing was finished in the measured window."""

    exit_code = 3


class RunError(DbetwinError):
    """A run folder cannot be read or written as asked."""

    exit_code = 2


class InterruptedRunError(KeyboardInterrupt):
    """A run was told to stop; what it had finished is written down, and the message says where and how far."""


def reason(error: Exception) -> str:
    """What the system says went wrong, without its number and without files that nobody named."""
    inner = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
    return str(getattr(inner, "strerror", None) or inner)
