"""The collections of a data folder: named operations, and one that is open. No Qt, no sums of its own."""
