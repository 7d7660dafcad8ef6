"""The views of a collection, one a tab."""
