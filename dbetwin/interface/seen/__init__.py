"""What instruments can see of the interfaces: arcs from the chain's columns, their spectrum, what an analyser fits.

Not part of the chain: nothing that is seen changes what a cell is.
"""
