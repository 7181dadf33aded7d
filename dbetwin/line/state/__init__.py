"""The state of a line: written down at a moment, checked, and put back so that the line goes on as if nothing was."""
