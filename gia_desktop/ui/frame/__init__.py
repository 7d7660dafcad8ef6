"""What every kind of work stands in: pages, wishes, undo, folders and savers. Knows no kind of work."""
