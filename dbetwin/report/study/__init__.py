"""What a study found, as a workbook, as a page of figures, and in a terminal."""
