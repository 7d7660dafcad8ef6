"""Editors of texts with live numbers, last year's words and phrases beside them. They know no page."""
