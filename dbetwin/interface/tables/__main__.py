"""``python -m dbetwin.interface.tables``: solve every table anew."""

from __future__ import annotations

from pathlib import Path

from dbetwin.interface.surrogates import SURROGATES


def _main() -> None:
    """Write each table beside this file."""
    for surrogate in SURROGATES:
        path = surrogate.write(Path(__file__).parent)
        print(f"{path.name}: {' x '.join(str(axis.points) for axis in surrogate.axes)}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    _main()
