"""Dialogs around a report. They return values and change nothing."""
