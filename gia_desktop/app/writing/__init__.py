"""Aids for the texts of a report: live numbers, phrases, last year's words. No Qt."""
