"""Readers of other people's files and of the clipboard. They keep nothing and open no window."""
