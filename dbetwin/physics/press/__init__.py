"""Sealed cells under the pressure of a warm fluid."""
