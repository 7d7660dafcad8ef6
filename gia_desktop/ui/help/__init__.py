"""The manual, keys and the window about the program."""
