"""Drafts on disk, in SQLite."""
