"""The cathode: what the coater and the calender make of its interfaces and its ways."""
