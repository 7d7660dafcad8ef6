"""Plain data of a report: keys, values, texts, changes and errors; no files, no Qt."""
