"""Figures of a study's page: each noun with the tables it shows and how it is drawn."""
