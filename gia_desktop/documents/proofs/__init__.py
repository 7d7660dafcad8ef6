"""What was written, read again and compared cell by cell. Shares nothing with the writers that it judges."""
