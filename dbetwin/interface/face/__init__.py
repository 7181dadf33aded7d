"""The face where anode and separator meet, from the furnace to the cell in use.

As it is made: ``surface_film``, then ``contact`` when pressed, which ``creep`` completes, then ``wetting`` by heat. As
it is used, behind the separator and the void limit: ``contact_in_use``, ``constriction``, ``resistance``, and last
``open_contact``.
"""
