"""Every solution that is read from a table; ``make tables`` solves them anew."""

from __future__ import annotations

from dbetwin.interface.tables import Surrogate

SURROGATES: tuple[Surrogate, ...] = ()
