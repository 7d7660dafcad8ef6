"""The register's room: list and case, strip of days, reply, reviews and suits. Days are counted below ui."""
