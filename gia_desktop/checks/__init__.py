"""Rules that look at a report and say in plain words what is wrong. They change nothing and read no file."""
