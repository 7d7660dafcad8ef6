"""The tabs of a report, one file each. They know no page and no desk."""
