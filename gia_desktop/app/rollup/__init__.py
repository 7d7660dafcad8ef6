"""The collections of a data folder: named operations, and one that is open."""
