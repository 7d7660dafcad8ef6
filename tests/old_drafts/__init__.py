"""A database of every step ever released, as the program of its time wrote it; never written again."""
