"""Joining finished docx files of many hands into one volume, each with its own look. Qt stays outside."""
