"""The program on this PC: folders, settings, logs, crash file, manual, last place. Knows no open report."""
