"""The program around the pages: start, home, menus, one instance, sharing, crash path."""
