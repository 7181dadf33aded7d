"""Silicon that takes up lithium: its moduli and flow, the pressure of its swelling, how far it charges, its cracks."""
