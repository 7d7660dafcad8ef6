"""The list of findings and its way of explaining them. Judges nothing itself."""
