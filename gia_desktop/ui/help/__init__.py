"""What helps to learn: the manual, the tasks of a practice, the window about the program. No document."""
