"""Files in general: atomic writing, resources, TOML with positions. Knows no report, no format, no table."""
