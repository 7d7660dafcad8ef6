"""The county's desk on a page: units and their states, sums, findings, papers. Adds nothing up itself."""
