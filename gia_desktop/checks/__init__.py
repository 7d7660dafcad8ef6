"""Rules that look at a report and say in plain words what is wrong."""
