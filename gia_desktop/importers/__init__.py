"""Readers of other people's files and of the clipboard."""
