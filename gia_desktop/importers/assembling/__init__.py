"""From cells, paragraphs and names to one report. Opens no file."""
