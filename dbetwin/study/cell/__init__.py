"""Questions to one cell: what it is worth step by step, levers, maps, impedance, best stack pressure."""
