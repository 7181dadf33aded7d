"""The cathode, which coater and calender make: contact, charge transfer, ionic path, electronic path, utilisation.

In this order; their resistances are added up behind the electronic path, utilisation goes into the capacity.
"""
