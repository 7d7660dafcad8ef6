"""From tables found to cells of a format, each with its certainty. Knows no kind of file."""
