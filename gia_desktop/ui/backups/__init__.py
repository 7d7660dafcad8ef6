"""Backups, second place and the waste bin of all that is kept. Copying and restoring is the vault's work."""
