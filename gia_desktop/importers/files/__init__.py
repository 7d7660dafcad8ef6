"""From bytes to tables and paragraphs, one module for each kind of file. Knows no official format."""
