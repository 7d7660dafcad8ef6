"""Last year's report: carried over into this year's, put beside it, compared with it."""
