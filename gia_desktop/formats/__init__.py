"""Official formats as data: what a format file says, its cells, sums and grids. No report is changed here."""
