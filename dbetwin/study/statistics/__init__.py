"""What replications tell, and how surely: functions on numbers that know of no plant."""
