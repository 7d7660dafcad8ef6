"""The yearly report as a page: its desk, edits, flows and panels. Knows neither register nor collection."""
