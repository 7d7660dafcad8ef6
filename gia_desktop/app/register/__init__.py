"""What the window and the command line both do with a register. Knows no other kind of work, no Qt."""
