"""What the register asks in boxes of its own. They return values and change no case."""
