"""What is asked before a collection changes."""
