"""What the county writes: to its units, about them, and all their reports in one volume. Qt stays outside."""
