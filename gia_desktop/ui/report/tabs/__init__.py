"""The tabs of a report, one file each."""
