"""Sheets of a study's workbook: each with its name, the tables it shows, what it is about, and how it is written."""
