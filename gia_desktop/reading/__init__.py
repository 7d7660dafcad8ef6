"""The reader of Chinese sentences: numbers, subjects, periods, claims. Judges nothing."""
