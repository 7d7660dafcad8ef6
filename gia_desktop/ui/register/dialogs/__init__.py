"""What the register asks in boxes of its own."""
