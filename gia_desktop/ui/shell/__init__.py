"""The program around the pages: start, home, menus, one instance, sharing. No work of its own."""
