"""What it all comes to for a cell: ``failure`` by any cause, a ``quality_index`` with its parts, ``life`` compared."""
