"""What belongs to developers only: the commands of dev.py, the demonstration and the pictures."""
