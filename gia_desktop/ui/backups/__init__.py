"""Backups, second place and the waste bin of all that is kept."""
