"""The planner's workbook, one file per sheet, and the summary in the terminal."""
