"""What was before: history, versions, what was carried over; shown, never changed."""
