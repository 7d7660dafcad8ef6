"""Documents kept in SQLite: connection, schema, checks, carving, backups, saving, holding.

Knows no report, case or collection.
"""
