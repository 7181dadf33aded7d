from pathlib import Path

import pytest

from tests.plant import stations as plain

THIN = Path(__file__).parent / "layouts" / "thin.yaml"
