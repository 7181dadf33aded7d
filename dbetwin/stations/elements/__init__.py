"""What stations are built of: beds and nozzles, nips and stands, lanes and gauges, and how time scatters."""
