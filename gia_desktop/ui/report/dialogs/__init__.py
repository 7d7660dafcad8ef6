"""Dialogs around a report."""
