"""The face where anode and separator meet: film, contact, constriction, resistance."""
