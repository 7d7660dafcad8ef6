"""The register outside the program: the exchange file, an office's own table, a workbook, letters."""
